"""What ingest does for others: work that web asks for, deletion above all, and what is too old."""

import msgspec
import pytest
from sqlalchemy import delete, select

from contract.errors import PayloadError
from contract.topics import Topics
from dashboard.errors import StoreError
from dashboard.ingest import chores
from dashboard.ingest.chores import Chores, Site, in_one
from dashboard.store import deletion, history, queries, rebuild, work
from dashboard.store.derived import BOUTS, DAYS, QUARTERS
from dashboard.store.retention import Kept
from dashboard.store.rows import Batch, Quarantined
from dashboard.store.schema import EVENTS, MINUTES, QUARANTINE, REFUSALS, WAITING, WATERMARKS
from tests.dashboard.messages import meta, minute
from tests.dashboard.mornings import FOREVER, NOON_MS, at, count, day, figures


@pytest.fixture
def site(store):
    """What chores have to do with; `clock` is the desk's."""
    store.clock = [NOON_MS]
    return Site(store.open, lambda: None, Topics(), Kept(), lambda: store.clock[0])


def finish(does):
    while does.step():
        pass


def test_a_store_from_before_there_were_figures_is_filled_when_ingest_starts(store, site):
    day(store, 0)
    before = figures(store)
    with store.open() as connection:
        for table in (QUARTERS, DAYS, BOUTS):
            connection.execute(delete(table))
        work.ask(connection, rebuild.REBUILD, "", b"", 0)
    finish(Chores(site))
    assert figures(store) == before
    assert [each.state for each in store.read(work.about, "")] == ["done"]


def asked(store, kind, chair="desk", body=b""):
    with store.open() as connection:
        return work.ask(connection, kind, chair, body, store.clock[0])


def said(store, id_):
    done = store.read(work.of, id_)
    return done.state, done.said


def test_everything_of_a_chair_is_deleted_and_nothing_of_another(store, site, monkeypatch):
    monkeypatch.setattr(deletion, "AT_ONCE", 7)
    store.meta(meta())
    day(store, -1)
    day(store, -1, chair="other")
    with store.open() as connection:
        topics = ("chairs/v1/desk/minute", "chairs/v1/other/minute")
        bad = tuple(Quarantined("minute invalid", topic, "", b"{", 1) for topic in topics)
        queries.save(connection, Batch(quarantine=bad), 1)
    others = figures(store, "other")
    id_ = asked(store, work.DELETE_CHAIR)
    finish(Chores(site))
    assert said(store, id_)[0] == "done"
    assert figures(store) == ([], [], [])
    assert figures(store, "other") == others
    assert (count(store, MINUTES), count(store, EVENTS), count(store, QUARANTINE)) == (20, 2, 1)
    assert count(store, WATERMARKS) == 2, "the chair must not send it again"


def test_a_deletion_that_was_killed_goes_on_with_the_next_start(store, site, monkeypatch):
    monkeypatch.setattr(deletion, "AT_ONCE", 7)
    day(store, -1)
    id_ = asked(store, work.DELETE_CHAIR)
    killed = Chores(site)
    for _ in range(3):
        killed.step()
    assert 0 < count(store, MINUTES) < 20
    assert said(store, id_) == ("waiting", "")
    finish(Chores(site))
    assert figures(store) == ([], [], [])
    assert said(store, id_)[0] == "done"


def test_what_the_chair_sends_later_of_the_time_before_is_passed_over(store, site):
    day(store, -1)
    revision = store.read(history.revision, "desk")
    asked(store, work.DELETE_CHAIR)
    finish(Chores(site))
    assert store.read(history.revision, "desk") > revision
    saved = store.take(minute(at(-5), 60.0), minute(at(5), 60.0))
    assert count(store, MINUTES) == 1
    assert [mark.seq for mark in saved.watermarks.values()] == [24], "the chair may forget it too"
    refused = store.read(lambda c: c.execute(select(REFUSALS.c.kind, REFUSALS.c.count)).all())
    assert refused == [("forgotten", 1)]


def test_what_finds_its_time_after_the_deletion_and_is_older_goes_too(store, site):
    asked(store, work.DELETE_CHAIR)
    finish(Chores(site))
    store.take(msgspec.structs.replace(minute(1000, 60.0), uptime_s=60.0, clock_synced=False))
    assert count(store, MINUTES) == 1
    store.take(msgspec.structs.replace(minute(at(10), 60.0), uptime_s=60.0 + 20 * 60))
    assert [row.at_ms for row in store.read(history.minutes, "desk", *FOREVER)] == [at(10)]


def test_what_was_exported_before_can_be_taken_in_after_a_deletion(store, site):
    day(store, -1)
    before = figures(store)
    rows = store.read(lambda c: [dict(row) for row in c.execute(select(MINUTES)).mappings()])
    events = store.read(lambda c: [dict(row) for row in c.execute(select(EVENTS)).mappings()])
    asked(store, work.DELETE_CHAIR)
    finish(Chores(site))
    with store.open() as connection:
        queries.save(connection, Batch(events=tuple(events), minutes=tuple(rows)), at(1))
    assert figures(store) == before


def test_work_that_fails_says_why_and_the_next_is_done(store, site, monkeypatch):
    def spoiled(_connection, _chair, body, _now_ms):
        raise PayloadError("import", "line 3", f"{len(body)} bytes of nonsense") if body else ZeroDivisionError

    monkeypatch.setattr(chores, "HANDLERS", {**chores.HANDLERS, work.IMPORT: in_one(spoiled)})
    ids = [asked(store, work.IMPORT, body=body) for body in (b"xyz", b"")]
    ids += [asked(store, "dance"), asked(store, work.DELETE_CHAIR, "other")]
    finish(Chores(site))
    states = [said(store, each) for each in ids]
    assert [state for state, _ in states] == ["failed", "failed", "failed", "done"]
    assert "3 bytes of nonsense" in states[0][1]
    assert "see the log of ingest" in states[1][1]
    assert "install a newer Sitwell" in states[2][1]


def test_work_waits_while_the_store_takes_nothing(store, site, caplog):
    day(store, -1)
    id_ = asked(store, work.DELETE_CHAIR)
    broken = [True]

    def open_store():
        if broken[0]:
            raise StoreError("desk.db: the disk is full: free some space")
        return store.open()

    does = Chores(site._replace(open_store=open_store))
    finish(does)
    finish(does)
    assert caplog.text.count("the disk is full") == 1
    broken[0] = False
    assert not does.step(), "it is tried again a little later"
    store.clock[0] += chores.RETRY_MS
    finish(does)
    assert said(store, id_)[0] == "done"


def test_old_rows_go_by_themselves_and_the_room_is_given_back(store, site):
    day(store, -10)
    given = []
    finish(Chores(site._replace(kept=Kept(minutes_days=2), give_back=lambda: given.append(1))))
    assert (count(store, MINUTES), given) == (0, [1])


def test_numbers_that_wait_beyond_a_gap_stay_with_the_watermark(store, site):
    store.take_numbered([(5, minute(at(-5), 60.0))])
    asked(store, work.DELETE_CHAIR)
    finish(Chores(site))
    assert count(store, WAITING) == 1
