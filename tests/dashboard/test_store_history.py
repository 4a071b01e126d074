"""What web reads of a chair's past, and how it asks ingest for something."""

import pytest
from sqlalchemy import delete, insert

from contract.topics import Topics
from dashboard.errors import StoreError
from dashboard.ingest.intake import Intake
from dashboard.locale.catalogue import catalogue
from dashboard.store import history, queries, work
from dashboard.store.derived import BOUTS, DAYS, QUARTERS, REVISIONS
from dashboard.store.engine import reader, transaction, web_writer
from dashboard.store.slices import NUMBERS, Slice
from dashboard.words import Filled
from tests.bench import year
from tests.dashboard.messages import delivery, got_up, meta, minute, sat_down

QUARTER_MS = 900_000
NOTHING = dict.fromkeys(NUMBERS, 0)


@pytest.fixture
def connection(store):
    with store.open() as connection:
        yield connection


def test_quarters_are_read_from_their_beginning_to_before_the_end(connection):
    rows = [{"chair": "desk", "at_ms": n * QUARTER_MS, **NOTHING, "measured_s": float(n)} for n in range(4)]
    connection.execute(insert(QUARTERS), [*rows, {**rows[1], "chair": "other"}])
    found = history.quarters(connection, "desk", QUARTER_MS, 3 * QUARTER_MS)
    assert [(each.at_ms, each.measured_s) for each in found] == [(QUARTER_MS, 1.0), (2 * QUARTER_MS, 2.0)]


def test_days_are_read_by_their_local_dates_both_included(connection):
    dates = ("2026-05-03", "2026-05-04", "2026-05-05")
    rows = [{"chair": "desk", "on": on, "at_ms": n, **NOTHING} for n, on in enumerate(dates)]
    connection.execute(insert(DAYS), rows)
    assert [day.on for day in history.days(connection, "desk", "2026-05-04", "2026-05-05")] == list(dates[1:])
    assert history.first_ms(connection, "desk") == 0
    assert history.first_ms(connection, "nobody") is None


def test_of_all_chairs_it_is_told_when_they_were_last_heard(store):
    store.meta(meta())
    store.meta(meta(chair="silent"))
    store.take(minute(60_000), sat_down(1_000))
    store.take(sat_down(5_000), chair="other")
    assert store.read(queries.last_heard) == {"desk": 60_000}, "and of those only that said who they are"


def test_a_balance_that_nobody_knows_is_none(connection):
    row = {"chair": "desk", "at_ms": 0, **NOTHING, "cop_lateral": None, "cop_fore_aft": None}
    connection.execute(insert(QUARTERS), [row])
    assert history.quarters(connection, "desk", 0, 1) == [Slice(0, *([0.0] * 14), 0, None, None, 0.0)]


def test_a_bout_is_found_by_any_part_of_it(connection):
    spans = ((0, 10), (10, 20), (20, 30), (25, 25))
    rows = [
        {"chair": "desk", "start_ms": start, "end_ms": end, "sitting_s": 1.0, "goes_on": end == 30}
        for start, end in spans
    ]
    connection.execute(insert(BOUTS), rows)
    found = history.bouts(connection, "desk", 15, 26)
    assert [(each.start_ms, each.goes_on) for each in found] == [(10, False), (20, True)]


def test_pages_of_minutes_and_events_join_without_a_hole_or_a_repetition(connection):
    intake = Intake(Topics())
    for seq in range(1, 8):  # two in each instant: a page may end between them
        intake.add("chairs/v1/desk/minute", delivery(seq, seq - 1, minute(seq // 2 * 60_000)))
    for seq in range(8, 12):
        intake.add("chairs/v1/desk/event", delivery(seq, seq - 1, sat_down(1000) if seq % 2 else got_up(1000, 0)))
    queries.save(connection, intake.take_batch(), 1)
    for read, numbers in ((history.minutes, list(range(1, 8))), (history.events, list(range(8, 12)))):
        pages, after = [], None
        while page := read(connection, "desk", 0, 10**9, history.Page(after, 2)):
            pages += page
            after = page[-1].cursor
        assert [row.seq for row in pages] == numbers
    ends = history.events(connection, "desk", 0, 10**9, history.Page(kinds=("bout_ended",)))
    assert {event.kind for event in ends} == {"bout_ended"}
    assert all(event.body.startswith("{") and event.placed for event in ends)


def test_a_chair_of_which_nothing_is_known_has_revision_zero(connection):
    connection.execute(insert(REVISIONS), [{"chair": "desk", "revision": 7}])
    assert (history.revision(connection, "desk"), history.revision(connection, "nobody")) == (7, 0)


def test_the_first_days_with_sitting_are_found_up_to_a_day(connection):
    seconds = [0.0, 60.0, 0.0, 60.0, 60.0]
    rows = [
        {"chair": "desk", "on": f"2026-05-0{n}", "at_ms": n, **NOTHING, "occupied_s": occupied_s}
        for n, occupied_s in enumerate(seconds, 1)
    ]
    connection.execute(insert(DAYS), rows)
    assert history.first_sat(connection, "desk", "2026-05-04", 10) == ["2026-05-02", "2026-05-04"]
    assert history.first_sat(connection, "desk", "2026-05-09", 1) == ["2026-05-02"]


def test_what_came_of_a_work_can_be_said_in_any_language_later(connection):
    number = work.ask(connection, work.DELETE_CHAIR, "desk", b"", 5)
    work.finish(connection, number, Filled("everything measured up to then is deleted: {n} rows", n=1200), 9)
    found = work.of(connection, number)
    assert found.said == "everything measured up to then is deleted: 1200 rows"
    assert catalogue("de").said(found.said) == "alles bis dahin Gemessene ist gelöscht, Zeilen: 1200"


def test_work_waits_in_its_order_and_says_what_came_of_it(connection):
    first = work.ask(connection, work.IMPORT, "desk", b"rows", 5)
    second = work.ask(connection, work.DELETE_CHAIR, "desk", b"", 6)
    assert [each.id for each in work.waiting(connection)] == [first, second]
    assert work.body(connection, first) == b"rows"
    work.finish(connection, first, "3 rows were taken in", 9)
    work.finish(connection, second, "the disk is full", 10, failed=True)
    assert work.waiting(connection) == []
    assert work.of(connection, first) == work.Work(first, "import", "desk", 5, "done", 9, "3 rows were taken in")
    assert work.of(connection, second + 1) is None
    assert work.body(connection, first) == b"", "what was handed over is kept no longer than it is needed"
    assert [each.state for each in work.about(connection, "desk")] == ["failed", "done"]


def test_what_the_bench_fills_a_store_with_answers_each_of_its_questions(store):
    year.fill(store.engine, chairs=3, days=5)
    answers = {name: store.read(ask) for name, ask in year.questions(days=5, chairs=3).items()}
    assert [name for name, answer in answers.items() if not answer] == []
    assert len(answers["minutes_of_a_day"]) == 1440
    assert len(answers["days_of_a_year"]) == 5


def test_web_asks_while_ingest_is_at_rest(store):
    engine = web_writer(store.url)
    with transaction(engine, store.path) as connection:
        work.ask(connection, work.DELETE_CHAIR, "desk", b"", 5)
    engine.dispose()
    assert [each.kind for each in store.read(work.waiting)] == ["delete_chair"]


def test_what_web_reads_with_cannot_write(store):
    engine = reader(store.url)
    with pytest.raises(StoreError, match="cannot be written"), transaction(engine, store.path) as connection:
        connection.execute(delete(BOUTS))
    engine.dispose()
