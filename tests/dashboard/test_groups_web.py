"""Groups over the API and from a terminal: what a viewer of a group gets, and that it is nothing of a person."""

from datetime import UTC, date, datetime, timedelta

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import cli
from dashboard.store import groups, people
from dashboard.web.access.rights import TABLE
from tests.dashboard.doors import House, logged_in
from tests.dashboard.offices import Office
from tests.dashboard.test_server import NOW_MS

TODAY = datetime.fromtimestamp(NOW_MS / 1000, UTC).date()
MONTH = TODAY.replace(day=1)
SAT = TODAY - timedelta(days=5)
TEAM = ("Ann", "Ben", "Cem", "Dee", "Eve")


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    office = Office(made)
    for name in TEAM:
        made.add(name, "member", (f"chair-{name}",))
    for name, role in (("Vik", "viewer"), ("Vera", "viewer"), ("Olga", "owner")):
        made.add(name, role, ("desk",))
    office.group("team", [*TEAM, "Vik"])
    office.group("empty", ["Vera"])
    office.publish(MONTH)
    office.sat(SAT, Ann=6, Ben=6, Cem=7, Dee=7, Eve=8)
    office.publish(TODAY)
    yield made
    made.engine.dispose()


def days(house, who, group=1, query=""):
    return logged_in(house, who, accept="application/json").get(f"/api/v1/groups/{group}/days{query}")


def test_a_viewer_reads_the_days_of_the_own_group(house):
    assert logged_in(house, "Vik").get("/api/v1/groups").json == [{"id": 1, "name": "team"}]
    told = days(house, "Vik", query=f"?from={MONTH}").json
    assert (told["least_people"], told["settles_days"], told["starts"]) == (5, 3, MONTH.isoformat())
    last = date.fromisoformat(told["days"][-1]["on"])
    assert last == TODAY - timedelta(days=3)
    values = {day["on"]: day["occupied_s"] for day in told["days"]}
    assert values.pop(SAT.isoformat()) == 7 * 3600  # 6.8 in the mean, to half an hour
    assert set(values.values()) == {None}
    assert told["trend"][-1]["occupied_s"] == 7 * 3600, "a week's mean is of what was told alone"
    assert days(house, "Vik", query=f"?from={TODAY}").json["days"] == []


def test_who_counts_in_a_group_and_who_looks_at_another_one_are_told_nothing_of_it(house):
    for who in ("Ann", "Vera"):
        refused = days(house, who)
        nowhere = days(house, who, group=77)
        assert (refused.status, nowhere.status) == (404, 404)
        assert refused.body.replace(b"/1/", b"") == nowhere.body.replace(b"/77/", b"")
    assert logged_in(house, "Ann").get("/api/v1/groups").json == []
    assert logged_in(house, "Vera").get("/api/v1/groups").json == [{"id": 2, "name": "empty"}]


def test_an_owner_sees_every_group(house):
    assert [group["name"] for group in logged_in(house, "Olga").get("/api/v1/groups").json] == ["empty", "team"]
    assert days(house, "Olga", group=2).json["days"] == []
    assert days(house, "Olga", group=77).status == 404


def test_a_viewer_who_is_taken_out_of_the_group_or_becomes_something_else_sees_it_no_more(house):
    with house.open() as connection:
        groups.set_people(connection, 1, [people.get(connection, name).id for name in TEAM])
    assert days(house, "Vik").status == 404
    with house.open() as connection:
        people.set_role(connection, people.get(connection, "Vera").id, "member")
    assert days(house, "Vera", group=2).status == 404


def test_what_cannot_be_asked_for_is_refused_with_the_field(house):
    for query in ("?from=2026-02-30", "?from=2026-07-02&to=2026-07-01", "?from=2020-01-01&to=2026-07-01", "?to=x"):
        refused = days(house, "Vik", query=query)
        assert refused.status == 422
        assert refused.json["field"] in {"from", "to"}
    for group in ("x", "1%20", "-1", "1e3", "9" * 40):
        assert days(house, "Vik", group=group).status == 404


def test_by_no_route_does_a_viewer_get_anything_of_a_person_whoever_the_chairs_are(house):
    """Each route of the table, asked for one's own chair, a member's, and none; changes are refused as well."""
    with house.open() as connection:
        people.set_chairs(connection, people.get(connection, "Vik").id, ["desk", "chair-Ann"])
    browser = logged_in(house, "Vik", accept="application/json")
    secrets = [*TEAM, "chair-", "desk", str(6 * 3600)]
    for rule in TABLE:
        if rule.form or rule.path == "/metrics":  # which are for this computer itself, and tell of nobody who sits
            continue
        for chair in ("chair-Ann", "desk"):
            path = rule.path.replace("{chair}", chair).replace("{group}", "1")
            for known in ("{on}", "{name}", "{number}", "{file:path}"):
                path = path.replace(known, {"{on}": SAT.isoformat(), "{number}": "1"}.get(known, "x"))
            query = f"?chair={chair}" if path == "/live" else ""
            answer = browser.get(path + query, method=rule.method, **{"content-type": "application/json"})
            if "{chair}" in rule.path or query:
                assert answer.status == 404, (rule, answer.status)
            elif rule.path.startswith("/api/") and rule.path != "/api/v1/openapi.json":
                told = answer.body.decode(errors="replace").replace(path, "")  # one's own words come as a zip
                assert not [word for word in secrets if word in told], rule


def test_groups_are_made_and_looked_at_from_a_terminal(house, monkeypatch):
    monkeypatch.setenv("SITWELL_STORE_URL", f"sqlite:///{house.path}")

    def run(*words):
        done = CliRunner().invoke(cli, ["group", *words])
        return done.exit_code, done.stdout + done.stderr

    assert run("list")[1] == ("empty\tcounts: nobody\tlooks: Vera\nteam\tcounts: Ann, Ben, Cem, Dee, Eve\tlooks: Vik\n")
    assert run("add", "third")[0] == 0
    assert run("people", "third", "Olga", "Vik")[1].startswith("Olga\tcounts\nVik\tlooks\nWho is in it now counts from")
    assert run("people", "third")[1] == "Olga\tcounts\nVik\tlooks\n"
    assert "a person counts in one group at most" in run("people", "third", "Ann")[1]
    assert "user list" in run("people", "third", "Nobody")[1]
    assert run("people", "third", "--none") == (0, "")
    assert run("people", "third", "Vik", "--none")[0] == 2
    assert run("remove", "third")[0] == 0
    assert "group list" in run("remove", "third")[1]
    assert "already" in run("add", "team")[1]
