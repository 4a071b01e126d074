"""An export that comes back, and a chair's data that goes away: asked over the API, done by ingest."""

import io
import json
import shutil
import zipfile

import pytest
from sqlalchemy import select

from contract.codec import MAX_BYTES
from contract.errors import PayloadError
from contract.topics import Topics
from dashboard.exchange import reading
from dashboard.ingest.chores import LOOK_MS, Chores, Site
from dashboard.ingest.importing import take_in
from dashboard.store import work
from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.migrations import migrate
from dashboard.store.retention import Kept
from dashboard.store.schema import EVENTS, MINUTES, WATERMARKS
from tests.dashboard.api_desk import JSON, NOW_MS, ApiSite, an_hour, filled, store

DESK = "/api/v1/chairs/desk"
LINES = {"content-type": "application/x-ndjson"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return two stores to copy, because making one takes longer than a test: one with an hour, an empty one."""
    folder = tmp_path_factory.mktemp("made")
    empty = writer(f"sqlite:///{folder / 'empty.db'}")
    with transaction(empty, folder / "empty.db") as connection:
        migrate(connection)
    empty.dispose()
    return database_path(filled(folder)), folder / "empty.db"


@pytest.fixture
def site(tmp_path, made):
    return ApiSite(f"sqlite:///{shutil.copy(made[0], tmp_path / 'desk.db')}")


@pytest.fixture
def elsewhere(tmp_path, made):
    """Return another desk, which knows no chair."""
    return ApiSite(f"sqlite:///{shutil.copy(made[1], tmp_path / 'other.db')}")


def do_the_work(url):
    """Let ingest do what was asked of it, and return what it said, oldest first."""
    engine, clock = writer(url), iter(range(NOW_MS, NOW_MS + 10**9, LOOK_MS + 1))

    def open_store():
        return transaction(engine, database_path(url))

    chores = Chores(Site(open_store, lambda: None, Topics(), Kept(), lambda: next(clock)))
    waits = True
    while waits:
        chores.step()
        with open_store() as connection:
            waits = work.waiting(connection)
    with open_store() as connection:
        done = work.about(connection, "desk")
    engine.dispose()
    assert {each.state for each in done} <= {"done"}
    return [each.said for each in reversed(done)]


def stored(url, chair="desk"):
    engine = writer(url)
    with transaction(engine, database_path(url)) as connection:
        rows = [
            sorted(tuple(row[1:]) for row in connection.execute(select(table).where(table.c.chair == chair)))
            for table in (EVENTS, MINUTES)
        ]
    engine.dispose()
    return rows


def bring(site, body, chair="desk", **headers):
    return site.get(f"/api/v1/chairs/{chair}/import", method="POST", body=body, **(LINES | headers))


def lines(site):
    return b"".join(site.get(f"{DESK}/export?format=json&kind={kind}").body for kind in ("minutes", "events"))


@pytest.mark.parametrize("form", ["lines", "zip"])
def test_what_was_exported_is_the_same_after_it_comes_back_elsewhere(site, elsewhere, form):
    body = lines(site) if form == "lines" else site.get(f"{DESK}/data").body
    answer = bring(elsewhere, body)
    assert (answer.status, answer.json["messages"], answer.json["refused"]) == (202, 65, 0)
    assert do_the_work(elsewhere.url) == ["65 minutes and events taken in; what was there already is there once"]
    assert stored(elsewhere.url) == stored(site.url)
    assert elsewhere.get(DESK).json["zone"] == "Europe/Berlin"


def figures(site):
    kinds = ("bouts", "days", "quarters", "minutes", "events")
    return [site.get(f"{DESK}/{kind}?from=2026-07-01&to=2026-07-22").json["rows"] for kind in kinds]


def test_a_chair_that_is_exported_deleted_and_imported_has_the_same_figures(elsewhere):
    store(elsewhere.url, an_hour())
    before, file = figures(elsewhere), elsewhere.get(f"{DESK}/data").body
    assert [len(rows) for rows in before] == [1, 1, 4, 60, 4]
    elsewhere.get(f"{DESK}/data", method="DELETE", body=b'{"confirm": "desk"}', **JSON)
    do_the_work(elsewhere.url)
    assert figures(elsewhere) == [[], [], [], [], []]
    assert bring(elsewhere, file).status == 202
    do_the_work(elsewhere.url)
    assert figures(elsewhere) == before


def test_the_same_rows_twice_are_one(site, elsewhere):
    for _ in range(2):
        bring(elsewhere, lines(site))
        do_the_work(elsewhere.url)
    bring(site, lines(site))
    do_the_work(site.url)
    assert stored(elsewhere.url) == stored(site.url)


def test_rows_may_come_back_as_another_chairs(site):
    bring(site, lines(site), chair="lab")
    do_the_work(site.url)
    assert stored(site.url, "lab") == stored(site.url, "desk")
    assert site.get("/api/v1/chairs/lab").json["zone"] == "Europe/Berlin"


def test_what_a_chair_says_of_itself_goes_before_what_a_file_says(site):
    body = lines(site).replace(b"Europe/Berlin", b"America/Lima")
    bring(site, body)
    do_the_work(site.url)
    assert site.get(DESK).json["zone"] == "Europe/Berlin"


def test_an_import_moves_no_watermark_so_that_the_chair_sends_what_it_has(site, elsewhere):
    bring(elsewhere, lines(site))
    do_the_work(elsewhere.url)
    engine = writer(elsewhere.url)
    with transaction(engine, database_path(elsewhere.url)) as connection:
        assert connection.execute(select(WATERMARKS)).all() == []
    engine.dispose()


def test_a_malformed_line_is_counted_and_named_and_stops_no_other(site, elsewhere):
    good = lines(site).splitlines()
    minute = json.loads(good[1])
    bad = [
        b"{",
        json.dumps({**minute, "body": {**minute["body"], "occupied_s": 99}}).encode(),
        json.dumps({**minute, "epoch": "../../etc"}).encode(),
        b'{"what": "weight", "kg": 80}',
        b"x" * (3 * MAX_BYTES),
        b"\xff\xfe",
    ]
    answer = bring(elsewhere, b"\n".join([*good[:10], *bad, b"", *good[10:]]))
    assert (answer.status, answer.json["messages"], answer.json["refused"]) == (202, 65, len(bad))
    named = answer.json["first_refused"]
    assert [each["line"] for each in named] == [11, 12, 13, 14, 15, 16]
    assert "occupied_s" in named[1]["why"]
    do_the_work(elsewhere.url)
    assert stored(elsewhere.url) == stored(site.url)


def test_of_many_malformed_lines_the_first_are_named_and_all_are_counted(elsewhere, site):
    answer = bring(elsewhere, b"{}\n" * 1000 + lines(site))
    assert (answer.json["refused"], len(answer.json["first_refused"])) == (1000, reading.NAMED)


def test_computed_lines_are_passed_by(site, elsewhere):
    body = lines(site) + site.get(f"{DESK}/export?format=json&kind=days").body
    answer = bring(elsewhere, body)
    assert (answer.json["computed"], answer.json["refused"]) == (3, 0)


def other_zip(name):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "{}")
    return file.getvalue()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "there is no minute and no event in it"),
        (b"at_ms,occupied_s\n1,2\n", "line 1: "),
        (other_zip("minutes.csv"), "no data.jsonl in the zip"),
        (other_zip("data.jsonl"), "line 1: "),
        (other_zip("data.jsonl")[:60] + b"PK", "line 1: "),
    ],
    ids=["nothing", "csv", "other zip", "other lines", "cut zip"],
)
def test_what_is_no_export_is_422_and_says_why(elsewhere, body, why):
    answer = bring(elsewhere, body)
    assert answer.status == 422
    assert why in answer.json["detail"]
    assert elsewhere.get(f"{DESK}/jobs").json["jobs"] == []


def test_a_damaged_zip_is_said(site, elsewhere):
    body = bytearray(site.get(f"{DESK}/data").body)
    middle = body.index(b"data.jsonl") + 200
    body[middle : middle + 20] = bytes(20)
    answer = bring(elsewhere, bytes(body))
    assert answer.status == 422
    assert "fetch it again" in answer.json["detail"]


def test_what_ingest_is_handed_is_in_parcels_that_no_chair_waits_for(site, elsewhere, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 20)
    answer = bring(elsewhere, lines(site))
    assert len(answer.json["jobs"]) == 4
    said = do_the_work(elsewhere.url)
    assert [text.partition(" ")[0] for text in said] == ["20", "20", "20", "5"]
    assert stored(elsewhere.url) == stored(site.url)


def test_a_parcel_that_is_none_is_refused_with_the_remedy(elsewhere):
    engine = writer(elsewhere.url)
    with transaction(engine, database_path(elsewhere.url)) as connection, pytest.raises(PayloadError, match="again"):
        take_in(connection, "desk", b"no parcel", NOW_MS)
    engine.dispose()


def test_the_state_of_what_was_asked_can_be_read(site):
    number = bring(site, lines(site)).json["jobs"][0]
    told = site.get(f"{DESK}/jobs/{number}").json
    assert (told["kind"], told["state"], told["done_ms"]) == ("import", "waiting", None)
    do_the_work(site.url)
    assert site.get(f"{DESK}/jobs/{number}").json["state"] == "done"
    assert [each["id"] for each in site.get(f"{DESK}/jobs").json["jobs"]] == [number]
    assert site.get(f"/api/v1/chairs/lab/jobs/{number}").status == 404


@pytest.mark.parametrize(
    ("body", "field"), [(b"", ""), (b"{}", ""), (b'{"confirm": "Desk"}', "confirm"), (b'["desk"]', "")]
)
def test_nothing_is_deleted_without_the_chairs_id_typed_once_more(site, body, field):
    answer = site.get(f"{DESK}/data", method="DELETE", body=body, **JSON)
    assert (answer.status, answer.json.get("field", "")) == (422, field)
    assert site.get(f"{DESK}/jobs").json["jobs"] == []


def test_a_confirmed_deletion_is_asked_of_ingest_and_can_be_followed(site):
    answer = site.get(f"{DESK}/data", method="DELETE", body=b'{"confirm": "desk"}', **JSON)
    assert (answer.status, answer.json["kind"], answer.json["state"]) == (202, "delete_chair", "waiting")
    assert site.get(f"{DESK}/jobs/{answer.json['id']}").json == answer.json


def test_what_became_of_a_deletion_is_told_in_the_readers_language(site):
    asked = site.get(f"{DESK}/data", method="DELETE", body=b'{"confirm": "desk"}', **JSON).json
    (english,) = do_the_work(site.url)
    rows = english.removeprefix("everything measured up to then is deleted: ").removesuffix(" rows")
    assert int(rows) > 60
    german = f"alles bis dahin Gemessene ist gelöscht, Zeilen: {rows}"
    assert site.get(f"{DESK}/jobs/{asked['id']}", **{"accept-language": "de"}).json["said"] == german
    assert site.get(f"{DESK}/jobs", **{"accept-language": "de"}).json["jobs"][0]["said"] == german
    assert site.get(f"{DESK}/jobs/{asked['id']}").json["said"] == english


def test_another_web_site_can_neither_bring_nor_delete(site):
    foreign = {"sec-fetch-site": "cross-site"}
    assert bring(site, lines(site), **foreign).status == 403
    assert bring(site, lines(site), **{"content-type": "text/plain"}).status == 415
    answer = site.get(f"{DESK}/data", method="DELETE", body=b'{"confirm": "desk"}', **JSON, **foreign)
    assert answer.status == 403
    assert site.get(f"{DESK}/jobs").json["jobs"] == []
