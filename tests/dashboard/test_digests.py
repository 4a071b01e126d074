"""Digests of days: they say what quarters and bouts say, and none outlives what it was made of."""

from datetime import date
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.topics import Topics
from dashboard.analysis.calendar import days
from dashboard.analysis.digest import by_rules
from dashboard.exchange.digests import make_some, of_days
from dashboard.ingest.chores import Chores, Site
from dashboard.store import digests, rebuild, retention, work
from dashboard.store.retention import Kept
from tests.dashboard.messages import got_up, meta, minute, sat_down, stamp
from tests.dashboard.mornings import MIN, at, day, run

BERLIN = ZoneInfo("Europe/Berlin")  # 1 January 2026, 12:00 UTC is one o'clock there
DAY_MIN = 1440
EVERY = days(date(2025, 12, 31), date(2026, 1, 8), BERLIN)


@pytest.fixture
def berlin(store):
    store.meta(meta())
    return store


LATER_MS = at(20 * DAY_MIN)


def make(store, now_ms=LATER_MS, most=3):
    while store.read(make_some, now_ms, most):
        pass


def kept(store, chair="desk"):
    """Return the days with a record, and whether each has a digest."""
    return {row.on: row.digest is not None for row in store.read(digests.read, chair, "0", "9")}


def told(store, chair="desk"):
    return store.read(of_days, chair, EVERY, BERLIN)[0]


def test_what_a_digest_says_is_what_quarters_and_bouts_say(berlin):
    for n in (0, 1, 2, 5):
        day(berlin, n)
    berlin.take(sat_down(at(3 * DAY_MIN)), minute(at(3 * DAY_MIN), 60.0))  # nobody got up, as far as is known
    fresh = told(berlin)
    make(berlin)
    assert all(kept(berlin).values())
    assert told(berlin) == fresh
    assert [each and by_rules(each, 120.0)["bouts"] for each in fresh] == [None, 1, 1, 1, 1, None, 1, None, None]


def test_a_day_that_is_not_over_has_no_digest(berlin):
    day(berlin, 0)
    make(berlin, now_ms=at(30))
    assert kept(berlin) == {"2026-01-01": False}
    make(berlin, now_ms=at(DAY_MIN))
    assert kept(berlin) == {"2026-01-01": True}


def test_a_late_minute_takes_the_digest_of_its_day_and_of_no_other(berlin):
    day(berlin, 0)
    day(berlin, 1)
    make(berlin)
    berlin.take(minute(at(60), 30.0), now_ms=LATER_MS)
    assert kept(berlin) == {"2026-01-01": False, "2026-01-02": True}
    assert by_rules(told(berlin)[1], 120.0)["occupied_s"] == 630.0


def test_a_bout_whose_end_comes_late_takes_the_digest_of_every_day_it_reaches_into(berlin):
    berlin.take(sat_down(at(600)), *(minute(at(n), 60.0) for n in range(600, 605)))
    day(berlin, 1)
    make(berlin)
    berlin.take(got_up(at(DAY_MIN + 5), at(600)), now_ms=LATER_MS)
    assert not any(kept(berlin).values())
    fresh = told(berlin)
    make(berlin)
    assert told(berlin) == fresh


def test_a_minute_that_finds_its_right_time_within_its_day_takes_the_digest(berlin):
    early = msgspec.structs.replace(minute(at(30), 60.0), boot="ffffffff", clock_synced=False, uptime_s=60.0)
    day(berlin, 0)
    berlin.take(early)
    make(berlin)
    before = told(berlin)
    late = {**stamp(at(90)), "boot": "ffffffff", "uptime_s": 120.0}
    berlin.take(type(sat_down(0))(**late), now_ms=LATER_MS)
    make(berlin)
    assert told(berlin) != before
    assert sum(each.figures[2] for each in told(berlin) if each) == 660.0


def test_days_that_are_cut_anew_have_no_digest_of_the_zone_before(berlin):
    day(berlin, 0)
    make(berlin)
    berlin.meta(meta(zone="Asia/Tokyo"))
    assert not any(kept(berlin).values())


def test_while_the_page_has_heard_of_another_zone_and_ingest_has_not_nothing_wrong_is_read(berlin):
    day(berlin, 0)
    make(berlin)
    tokyo = ZoneInfo("Asia/Tokyo")  # it is nine in the evening there
    [there] = berlin.read(of_days, "desk", days(date(2026, 1, 1), date(2026, 1, 1), tokyo), tokyo)[0]
    assert [hour for hour, _, _ in there.hours] == [21]


def test_a_digest_outlives_the_quarters_that_it_was_made_of(berlin):
    for n in (0, 5):
        day(berlin, n)
    make(berlin)
    before = told(berlin)
    while berlin.read(retention.forget_some, "desk", Kept(2, 2, 2), at(5 * DAY_MIN)):
        pass
    assert told(berlin) == before


def test_computed_anew_the_days_get_new_digests(berlin):
    day(berlin, 0)
    make(berlin)
    before = told(berlin)
    run(rebuild.rebuild(berlin.open))
    assert not any(kept(berlin).values())
    make(berlin)
    assert told(berlin) == before


def test_chores_make_the_digests_of_all_chairs_and_deletion_takes_them(berlin):
    day(berlin, 0)
    day(berlin, 1)
    day(berlin, 0, chair="other")
    site = Site(berlin.open, lambda: None, Topics(), Kept(), lambda: at(20 * DAY_MIN))
    chores = Chores(site)
    while chores.step():
        pass
    assert [*kept(berlin).values(), *kept(berlin, "other").values()] == [True] * 3
    with berlin.open() as connection:
        work.ask(connection, work.DELETE_CHAIR, "desk", b"", at(20 * DAY_MIN))
    chores = Chores(site)
    while chores.step():
        pass
    assert kept(berlin) == {}
    assert kept(berlin, "other") == {"2026-01-01": True}


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 3 * DAY_MIN), st.integers(1, 90)), min_size=1, max_size=6), st.data())
def test_in_whatever_order_things_come_and_digests_are_made_they_say_the_same(shared, sat, data):
    chair = f"c{id(sat)}-{data.draw(st.integers(0, 10**9))}"[:32]
    shared.meta(meta(chair))
    for begin, lasts in sat:
        said = [
            sat_down(at(begin)),
            *(minute(at(begin) + n * MIN, 60.0) for n in range(0, lasts, 7)),
            got_up(at(begin + lasts), at(begin)),
        ]
        shared.take(*data.draw(st.permutations(said)), chair=chair, now_ms=LATER_MS)
        if data.draw(st.booleans()):
            make(shared)
    make(shared)
    made = told(shared, chair)
    with shared.open() as connection:
        digests.forget(connection, [(chair, at(n * DAY_MIN)) for n in range(4)], {chair: BERLIN})
    assert not any(kept(shared, chair).values())
    assert told(shared, chair) == made
