"""People let in, changed and shut out over the API, by owners who are logged in and by nobody else."""

import json

import pytest

from tests.dashboard.doors import JSON, OWNER, WORDS, Browser, House, Stub, logged_in

PEOPLE = "/api/v1/people"


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    made.add("Olga")
    made.add("Mia", "member", ["desk"])
    return made


@pytest.fixture
def olga(house):
    return logged_in(house, accept="application/json")


def send(browser, method, target, **fields):
    return browser.get(target, method=method, body=json.dumps(fields).encode(), **JSON)


def listed(browser):
    return {each["name"]: each for each in browser.get(PEOPLE).json["people"]}


def test_an_owner_sees_everybody_with_role_and_chairs_and_never_a_password(olga):
    answer = olga.get(PEOPLE)
    told = [
        (each["name"], each["role"], each["chairs"], each["you"], each["password"]) for each in listed(olga).values()
    ]
    assert told == [("Mia", "member", ["desk"], False, None), ("Olga", "owner", [], True, None)]
    assert b"argon2" not in answer.body
    assert answer.headers["cache-control"] == "no-store"


def test_who_is_let_in_logs_in_with_the_password_that_the_desk_made(house, olga):
    made = send(olga, "POST", PEOPLE, name="Ben", chairs=["lab"])
    assert made.status == 201
    assert (made.json["role"], made.json["chairs"]) == ("member", ["lab"])
    ben = logged_in_with(house, "Ben", made.json["password"])
    assert [each["id"] for each in ben.get("/api/v1/chairs").json] == ["lab"]
    assert listed(olga)["Ben"]["password"] is None, "it is shown once"


def logged_in_with(house, name, password):
    browser = Browser(house)
    assert browser.log_in(name, password).status == 303
    browser.headers["accept"] = "application/json"
    return browser


def test_a_new_password_shuts_the_old_one_and_every_browser_out(house, olga):
    mia = logged_in(house, "Mia", accept="application/json")
    made = send(olga, "PATCH", f"{PEOPLE}/2", new_password=True).json["password"]
    assert mia.get("/api/v1/chairs").status == 401
    assert logged_in_with(house, "Mia", made).get("/api/v1/chairs").status == 200
    mia.headers["accept"] = "text/html"
    assert mia.log_in("Mia", WORDS).status == 403


def test_role_and_chairs_change_for_the_next_request(house, olga):
    mia = logged_in(house, "Mia", accept="application/json")
    assert send(olga, "PATCH", f"{PEOPLE}/2", chairs=["lab"]).json["chairs"] == ["lab"]
    assert [each["id"] for each in mia.get("/api/v1/chairs").json] == ["lab"]
    assert send(olga, "PATCH", f"{PEOPLE}/2", role="viewer").json["chairs"] == ["lab"]
    assert mia.get("/api/v1/chairs").json == []


def test_who_is_shut_out_is_out_at_once(house, olga):
    mia = logged_in(house, "Mia", accept="application/json")
    assert send(olga, "DELETE", f"{PEOPLE}/2").json["name"] == "Mia"
    assert mia.get("/api/v1/chairs").status == 401
    assert list(listed(olga)) == ["Olga"]


@pytest.mark.parametrize(
    ("asked", "status", "why"),
    [
        (("POST", PEOPLE, {"name": "mia"}), 409, "take another name"),
        (("POST", PEOPLE, {"name": "  "}), 422, "Give a name"),
        (("POST", PEOPLE, {"name": "A\u202eB"}), 422, "invisible"),
        (("POST", PEOPLE, {"name": "Ben", "role": "king"}), 422, "role"),
        (("POST", PEOPLE, {"name": "Ben", "chairs": ["No chair!"]}), 422, "chairs"),
        (("POST", PEOPLE, {"name": "Ben", "password": "mine"}), 422, "password"),
        (("PATCH", f"{PEOPLE}/99", {"role": "viewer"}), 404, "nobody under 99"),
        (("DELETE", f"{PEOPLE}/99", {}), 404, "nobody under 99"),
        (("PATCH", f"{PEOPLE}/1", {"role": "member"}), 409, "this is you"),
        (("PATCH", f"{PEOPLE}/1", {"new_password": True}), 409, "Your account"),
        (("DELETE", f"{PEOPLE}/1", {}), 409, "this is you"),
        (("PATCH", f"{PEOPLE}/0", {}), 422, "person"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy_and_changes_nothing(olga, asked, status, why):
    before = listed(olga)
    method, target, fields = asked
    answer = send(olga, method, target, **fields)
    assert answer.status == status
    assert why in answer.json["detail"]
    assert listed(olga) == before


@pytest.mark.parametrize("name", ["Mia"])
def test_a_member_does_not_find_it(house, name):
    mia = logged_in(house, name, accept="application/json")
    for method, target in (("GET", PEOPLE), ("POST", PEOPLE), ("PATCH", f"{PEOPLE}/1"), ("DELETE", f"{PEOPLE}/1")):
        assert send(mia, method, target, name="Eve", role="owner").status == 404


@pytest.mark.parametrize("way", ["token", "open"])
def test_a_token_changes_nobody_whoever_it_stands_for(way):
    stub = Stub(OWNER._replace(way=way))
    for method, target in (("GET", PEOPLE), ("POST", PEOPLE), ("PATCH", f"{PEOPLE}/2"), ("DELETE", f"{PEOPLE}/2")):
        assert stub.get(target, method=method, **JSON).status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "text/plain"},
        JSON | {"sec-fetch-site": "cross-site"},
        JSON | {"origin": "https://evil.example"},
    ],
)
def test_another_web_site_lets_nobody_in(olga, headers):
    answer = olga.get(PEOPLE, method="POST", body=b'{"name": "Eve", "role": "owner"}', **headers)
    assert answer.status in {403, 415}
    assert "Eve" not in listed(olga)


def test_groups_are_made_filled_and_removed_by_an_owner(olga):
    made = send(olga, "POST", "/api/v1/groups", name=" Office ")
    assert (made.status, made.json) == (201, {"id": 1, "name": "Office"})
    assert send(olga, "POST", "/api/v1/groups", name="Office").status == 409
    assert send(olga, "POST", "/api/v1/groups", name="a\nb").status == 422
    mia = listed(olga)["Mia"]
    assert mia["groups"] == []
    put = send(olga, "PATCH", f"{PEOPLE}/{mia['id']}", groups=[1])
    assert (put.json["groups"], put.json["chairs"]) == ([1], ["desk"])
    send(olga, "PATCH", f"{PEOPLE}/{mia['id']}", chairs=["lab"])
    assert listed(olga)["Mia"]["groups"] == [1], "what is not said stays"
    gone = olga.get("/api/v1/groups/1", method="DELETE", **JSON)
    assert (gone.status, gone.json["name"]) == (200, "Office")
    assert listed(olga)["Mia"]["groups"] == []
    assert olga.get("/api/v1/groups/1", method="DELETE", **JSON).status == 404


def test_who_counts_is_in_one_group_at_most_and_a_viewer_looks_at_several(house, olga):
    house.add("Vik", "viewer")
    for name in ("Office", "Workshop"):
        send(olga, "POST", "/api/v1/groups", name=name)
    people = listed(olga)
    both = send(olga, "PATCH", f"{PEOPLE}/{people['Mia']['id']}", groups=[1, 2])
    assert both.status == 422
    assert "one group at most" in both.json["detail"]
    assert send(olga, "PATCH", f"{PEOPLE}/{people['Mia']['id']}", groups=[3]).status == 404
    assert listed(olga)["Mia"]["groups"] == [], "a change that is refused changes nothing"
    assert send(olga, "PATCH", f"{PEOPLE}/{people['Vik']['id']}", groups=[2, 1]).json["groups"] == [1, 2]
    seen = logged_in(house, "Vik", accept="application/json").get("/api/v1/groups").json
    assert [each["name"] for each in seen] == ["Office", "Workshop"]


def test_a_refusal_is_said_in_the_owners_language(house):
    german = logged_in(house, accept="application/json", **{"accept-language": "de"})
    refused = send(german, "POST", PEOPLE, name="Mia")
    assert refused.json["detail"] == "Mia gibt es schon; nimm einen anderen Namen"
