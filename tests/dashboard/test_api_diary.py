"""The routes about a person's own back: what they take, and that they are about whoever asks and nobody else."""

import io
import json
import zipfile

import pytest

from dashboard.analysis.diary.entry import PLACES
from dashboard.web.access.rights import TABLE
from dashboard.web.access.who import Person, Role
from tests.dashboard.api_desk import JSON, ApiSite, filled
from tests.dashboard.doors import DoorFor
from tests.dashboard.test_server import NOW_MS

ANNA = Person(5, "Anna", Role.MEMBER, frozenset({"desk"}))
OLGA = Person(1, "Olga", Role.OWNER)
VIK = Person(3, "Vik", Role.VIEWER, frozenset({"desk"}))
DIARY = "/api/v1/me/diary"
ENTRY = {"at_ms": NOW_MS, "zone": "Europe/Berlin", "pain": 4, "places": ["neck"], "note": "stiff"}
ZIP = {"content-type": "application/zip"}


class Desk:
    """A desk at whose door stands whoever is told."""

    def __init__(self, url):
        self.site, self.door = None, DoorFor(None)
        self.site = ApiSite(url, self.door)

    def ask(self, person, target, body=None, method=None, **headers):
        self.door.person = person
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        headers = headers or (JSON if body is not None else {})
        return self.site.get(target, method=method or ("POST" if body is not None else "GET"), body=sent, **headers)

    def notes(self, person):
        return [row["note"] for row in self.ask(person, DIARY).json["rows"]]


@pytest.fixture
def desk(tmp_path):
    return Desk(filled(tmp_path))


def test_an_entry_is_written_read_changed_and_deleted(desk):
    made = desk.ask(ANNA, DIARY, ENTRY)
    assert made.status == 201
    kept = made.json
    assert kept == {"id": 1, "at_ms": NOW_MS, "on": "2026-07-22", "pain": 4, "places": ["neck"], "note": "stiff"}
    assert desk.ask(ANNA, DIARY).json == {"rows": [kept], "next": None}
    changed = desk.ask(ANNA, f"{DIARY}/1", {**ENTRY, "pain": 2, "note": ""}, "PUT")
    assert (changed.status, changed.json["pain"], desk.notes(ANNA)) == (200, 2, [""])
    assert desk.ask(ANNA, f"{DIARY}/1", {}, "DELETE").json["pain"] == 2
    assert desk.notes(ANNA) == []
    assert desk.ask(ANNA, f"{DIARY}/1", {}, "DELETE").status == 404


def test_the_day_of_an_entry_is_its_writers(desk):
    late = {**ENTRY, "at_ms": NOW_MS - 15 * 3_600_000 - 40 * 60_000}  # 21 July 23:52 in Berlin
    assert desk.ask(ANNA, DIARY, late).json["on"] == "2026-07-21"
    made = desk.ask(ANNA, DIARY, {**late, "zone": "Asia/Tokyo"}).json
    assert made["on"] == "2026-07-22"
    words = {"zone": "America/Lima", "pain": 1}
    assert desk.ask(ANNA, f"{DIARY}/{made['id']}", words, "PUT").json["on"] == "2026-07-22"
    moved = {**words, "at_ms": late["at_ms"] + 1}
    assert desk.ask(ANNA, f"{DIARY}/{made['id']}", moved, "PUT").json["on"] == "2026-07-21"


def test_an_entry_without_a_time_is_of_now_by_the_desks_clock(desk):
    assert desk.ask(ANNA, DIARY, {"zone": "UTC", "pain": 0}).json["at_ms"] == NOW_MS


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("pain", {"pain": 11}),
        ("places", {"places": ["soul"]}),
        ("places", {"places": ["neck", "neck"]}),
        ("places", {"pain": 0}),
        ("at_ms", {"at_ms": NOW_MS + 3_600_000}),
        ("zone", {"zone": "Mars/Olympus"}),
        ("note", {"note": "\0"}),
        ("note", {"note": "x" * 2001}),
        ("all", {"pain": None, "places": [], "note": " "}),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_field_and_nothing_is_kept(desk, field, wrong):
    refused = desk.ask(ANNA, DIARY, {**ENTRY, **wrong})
    assert (refused.status, refused.json["field"]) == (422, field)
    assert desk.notes(ANNA) == []


def test_pages_are_followed_to_the_end(desk):
    for n in range(5):
        desk.ask(ANNA, DIARY, {**ENTRY, "at_ms": NOW_MS - n, "note": str(n)})
    notes, target = [], f"{DIARY}?limit=2"
    while target:
        page = desk.ask(ANNA, target).json
        notes += [row["note"] for row in page["rows"]]
        target = page["next"] and f"{DIARY}?limit=2&cursor={page['next']}"
    assert notes == ["0", "1", "2", "3", "4"]


def test_a_diary_is_nobody_elses_not_even_the_owners(desk):
    desk.ask(ANNA, DIARY, ENTRY)
    desk.ask(ANNA, "/api/v1/me/workplace/feet", {"done": True}, "PUT")
    for other in (OLGA, VIK):
        assert desk.notes(other) == []
        assert desk.ask(other, f"{DIARY}/1", ENTRY, "PUT").status == 404
        assert desk.ask(other, f"{DIARY}/1", {}, "DELETE").status == 404
        assert b"stiff" not in desk.ask(other, "/api/v1/me/data").body
        assert {item["done_ms"] for item in desk.ask(other, "/api/v1/me/workplace").json["items"]} == {None}
        assert {day["pain"] for day in desk.ask(other, "/api/v1/me/back").json["days"]} == {None}
        assert desk.ask(other, "/api/v1/me/data", {"confirm": "diary"}, "DELETE").json == {"rows": 0}
    assert desk.notes(ANNA) == ["stiff"]


@pytest.mark.parametrize("rule", [rule for rule in TABLE if rule.path.startswith("/api/v1/me/")], ids=str)
def test_a_token_opens_nobodys_diary(desk, rule):
    path = rule.path.format(number=1, item="feet")
    assert desk.ask(ANNA._replace(way="token"), path, {}, rule.method).status == 404
    assert desk.ask(None, path, {}, rule.method).status == 401


def test_no_answer_about_a_chair_holds_a_word_of_a_diary(desk):
    words = "the word nobody reads"
    desk.ask(ANNA, DIARY, {**ENTRY, "note": words})
    paths = [rule.path for rule in TABLE if rule.method == "GET" and rule.path.startswith("/api/v1/chairs")]
    for path in [*paths, "/metrics", "/api/v1/me"]:
        answer = desk.ask(OLGA, path.format(chair="desk", number=1, on="2026-07-22"))
        body = answer.body
        if body.startswith(b"PK"):
            archive = zipfile.ZipFile(io.BytesIO(body))
            body = b"".join(archive.read(name) for name in archive.namelist())
        assert words.encode() not in body
        assert b"diary" not in body or b"diary.csv" not in body


def test_the_checklist_remembers_and_knows_its_items(desk):
    told = desk.ask(ANNA, "/api/v1/me/workplace/feet", {"done": True}, "PUT").json
    assert {item["id"]: item["done_ms"] for item in told["items"]}["feet"] == NOW_MS
    assert desk.ask(ANNA, "/api/v1/me/workplace").json == told
    desk.ask(ANNA, "/api/v1/me/workplace/feet", {"done": False}, "PUT")
    assert {item["done_ms"] for item in desk.ask(ANNA, "/api/v1/me/workplace").json["items"]} == {None}
    assert desk.ask(ANNA, "/api/v1/me/workplace/nothing", {"done": True}, "PUT").status == 404


def test_pain_stands_beside_the_sitting_of_the_own_chair_of_the_same_day(desk):
    desk.ask(ANNA, DIARY, ENTRY)
    desk.ask(ANNA, DIARY, {**ENTRY, "pain": 7})
    told = desk.ask(ANNA, "/api/v1/me/back?zone=Europe/Berlin&days=7").json
    assert [chair["id"] for chair in told["chairs"]] == ["desk"]
    assert len(told["days"]) == 7
    assert told["days"][-1] == {"on": "2026-07-22", "pain": 7, "sitting_h": 0.67, "longest_bout_min": 40.0}
    assert told["days"][0] == {"on": "2026-07-16", "pain": None, "sitting_h": None, "longest_bout_min": None}
    assert (told["lasting"], told["since"]) == ("acute", "2026-07-22")
    assert told["together"]["values"] == {"both_count": 1, "least_count": 28}
    assert told["no_proof"]["title"]["text"] == "Side by side is no proof"


def test_whose_chair_it_is_not_sees_no_sitting_of_it_beside_the_pain(desk):
    for person in (OLGA, VIK):
        told = desk.ask(person, "/api/v1/me/back?days=7").json
        assert told["chairs"] == []
        assert {day["sitting_h"] for day in told["days"]} == {None}
    mine = OLGA._replace(chairs=frozenset({"desk"}))
    assert [chair["id"] for chair in desk.ask(mine, "/api/v1/me/back").json["chairs"]] == ["desk"]


def taken(answer):
    assert answer.status == 200
    return zipfile.ZipFile(io.BytesIO(answer.body))


@pytest.mark.parametrize("target", ["/api/v1/me/data", "/api/v1/chairs/desk/data"])
def test_what_was_taken_away_comes_back_after_everything_was_deleted(desk, target):
    desk.ask(ANNA, DIARY, {**ENTRY, "note": "=1+1"})
    desk.ask(ANNA, "/api/v1/me/workplace/feet", {"done": True}, "PUT")
    before = [desk.ask(ANNA, path).json for path in (DIARY, "/api/v1/me/workplace")]
    file = desk.ask(ANNA, target).body
    assert b"'=1+1" in taken(desk.ask(ANNA, target)).read("diary.csv")
    assert desk.ask(ANNA, "/api/v1/me/data", {"confirm": "diary"}, "DELETE").json == {"rows": 2}
    assert desk.notes(ANNA) == []
    back = "/api/v1/me/import" if "/me/" in target else "/api/v1/chairs/desk/import"
    told = desk.ask(ANNA, back, file, "POST", **ZIP).json
    assert told["diary"] == 1
    after = [desk.ask(ANNA, path).json for path in (DIARY, "/api/v1/me/workplace")]
    for each in (before[0], after[0]):
        each["rows"][0].pop("id")
    assert after == before
    assert desk.ask(ANNA, back, file, "POST", **ZIP).json["diary"] == 0


def test_the_zip_of_a_chair_holds_its_own_sitters_diary_and_never_the_owners(desk):
    desk.ask(ANNA, DIARY, ENTRY)
    desk.ask(OLGA, DIARY, {**ENTRY, "note": "the owner's"})
    zips = {who.name: taken(desk.ask(who, "/api/v1/chairs/desk/data")) for who in (ANNA, OLGA)}
    assert b"stiff" in zips["Anna"].read("diary.jsonl")
    assert "diary.jsonl" not in zips["Olga"].namelist()
    token = taken(desk.ask(ANNA._replace(way="token"), "/api/v1/chairs/desk/data"))
    assert "diary.jsonl" not in token.namelist()


def test_a_diary_in_the_zip_of_a_chair_is_not_taken_in_by_who_does_not_sit_on_it(desk):
    desk.ask(ANNA, DIARY, ENTRY)
    file = desk.ask(ANNA, "/api/v1/chairs/desk/data").body
    assert desk.ask(OLGA, "/api/v1/chairs/desk/import", file, "POST", **ZIP).json["diary"] == 0
    assert desk.notes(OLGA) == []


def test_lines_that_are_none_are_counted_and_the_others_taken_in(desk):
    good = {"what": "diary", "at_ms": NOW_MS, "on": "2026-07-22", "pain": 3, "places": [], "note": "good"}
    bad = [{**good, "pain": 30}, {**good, "on": "yesterday"}, {"what": "workplace", "item": "soul", "done_ms": 1}, 7]
    lines = b"\n".join(json.dumps(line).encode() for line in (good, *bad)) + b"\n{"
    told = desk.ask(ANNA, "/api/v1/me/import", lines, "POST", **{"content-type": "application/x-ndjson"})
    assert told.json == {"diary": 1, "refused": 5}
    assert desk.notes(ANNA) == ["good"]
    cut = desk.ask(ANNA, "/api/v1/me/data").body[:200]
    assert desk.ask(ANNA, "/api/v1/me/import", cut, "POST", **ZIP).json["diary"] == 0


def test_everything_of_a_chair_is_deleted_with_the_diary_only_where_that_is_asked_for(desk):
    desk.ask(ANNA, DIARY, ENTRY)
    desk.ask(ANNA, "/api/v1/chairs/desk/data", {"confirm": "desk"}, "DELETE")
    assert desk.notes(ANNA) == ["stiff"]
    answer = desk.ask(
        ANNA._replace(way="token"), "/api/v1/chairs/desk/data", {"confirm": "desk", "diary": True}, "DELETE"
    )
    assert answer.status == 422
    desk.ask(ANNA, "/api/v1/chairs/desk/data", {"confirm": "desk", "diary": True}, "DELETE")
    assert desk.notes(ANNA) == []


def test_nothing_is_deleted_without_the_word(desk):
    desk.ask(ANNA, DIARY, ENTRY)
    assert desk.ask(ANNA, "/api/v1/me/data", {"confirm": "yes"}, "DELETE").status == 422
    assert desk.notes(ANNA) == ["stiff"]


def test_the_document_names_the_places(desk):
    schema = desk.ask(ANNA, "/api/v1/openapi.json").json["components"]["schemas"]["NewEntry"]
    assert schema["properties"]["places"]["items"]["enum"] == list(PLACES)
