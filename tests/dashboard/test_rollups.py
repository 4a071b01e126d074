"""Quarters of an hour and days are what the minutes say, whenever and however often these come."""

from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.minute import CueSeconds, PostureSeconds
from dashboard.store import history
from dashboard.store.zones import day_on
from tests.dashboard.messages import meta, minute

MIN, QUARTER_MS, DAY_MS = 60_000, 900_000, 86_400_000
BERLIN = ZoneInfo("Europe/Berlin")
NOON_MS = round(datetime(2026, 5, 4, 12, tzinfo=BERLIN).timestamp() * 1000)


def told(at_ms, occupied_s=60.0, measured_s=60.0, **more):
    """A minute record in which somebody sat centred."""
    body = minute(at_ms, occupied_s, measured_s)
    return msgspec.structs.replace(body, posture=PostureSeconds(centred=occupied_s), **more)


def quarters(store, chair="desk", from_ms=0, to_ms=10**13):
    return store.read(history.quarters, chair, from_ms, to_ms)


def days(store, chair="desk"):
    return store.read(history.days, chair, "0000-00-00", "9999-99-99")


def test_a_quarter_holds_the_sums_of_its_minutes(store):
    store.take(
        told(NOON_MS, uneven_s=3.0, shifts=2, cue=CueSeconds(nudge=60.0)),
        told(NOON_MS + MIN, occupied_s=20.0, measured_s=50.0, shifts=1),
    )
    (quarter,) = quarters(store)
    assert (quarter.at_ms, quarter.measured_s, quarter.unmeasured_s) == (NOON_MS, 110.0, 10.0)
    assert (quarter.occupied_s, quarter.vacant_s, quarter.centred_s, quarter.left_s) == (80.0, 30.0, 80.0, 0.0)
    assert (quarter.uneven_s, quarter.nudge_s, quarter.alert_s, quarter.shifts) == (3.0, 60.0, 0.0, 3)
    assert (quarter.cop_lateral, quarter.cop_fore_aft, quarter.balance_s) == (None, None, 0.0)


def test_the_mean_balance_is_weighed_by_the_seconds_behind_it(store):
    known = {"cop_fore_aft": -0.1}
    store.take(
        told(NOON_MS, cop_lateral=0.4, **known),
        told(NOON_MS + MIN, occupied_s=20.0, cop_lateral=0.0, **known),
        told(NOON_MS + 2 * MIN, occupied_s=30.0),  # a cell was away: nobody knows the balance
        told(NOON_MS + 15 * MIN, occupied_s=40.0, cop_lateral=-0.2, **known),
    )
    assert [(each.cop_lateral, each.balance_s) for each in quarters(store)] == [(0.3, 80.0), (-0.2, 40.0)]
    (day,) = days(store)
    assert day.slice.balance_s == 120.0
    assert day.slice.cop_lateral == pytest.approx((0.3 * 80 - 0.2 * 40) / 120, abs=1e-4)
    assert day.slice.cop_fore_aft == pytest.approx(-0.1)


def test_a_minute_over_a_border_gives_to_both_quarters_and_loses_nothing(store):
    store.take(told(NOON_MS + 15 * MIN - 20_000, occupied_s=59.999, measured_s=59.999, shifts=1))
    first, second = quarters(store)
    assert (first.occupied_s, second.occupied_s) == (20.0, 39.999)
    assert first.unmeasured_s + second.unmeasured_s == pytest.approx(0.001)
    assert (first.shifts, second.shifts) == (1, 0)


def test_a_minute_over_midnight_gives_to_both_days(store):
    store.meta(meta())
    midnight_ms = day_on(date(2026, 5, 5), BERLIN).start_ms
    store.take(told(midnight_ms - 15_000))
    assert [(day.on, day.slice.occupied_s) for day in days(store)] == [("2026-05-04", 15.0), ("2026-05-05", 45.0)]
    assert [day.slice.at_ms for day in days(store)] == [midnight_ms - DAY_MS, midnight_ms]


def test_days_begin_at_midnight_of_the_chairs_zone_and_are_cut_anew_when_it_says_another(store):
    evening_ms = round(datetime(2026, 5, 4, 23, 30, tzinfo=ZoneInfo("UTC")).timestamp() * 1000)
    store.take(told(evening_ms))
    assert [day.on for day in days(store)] == ["2026-05-04"], "UTC until the chair says where it stands"
    before = store.read(history.revision, "desk")
    store.meta(meta(zone="Europe/Berlin"))
    assert [day.on for day in days(store)] == ["2026-05-05"]
    assert store.read(history.revision, "desk") > before
    again = store.read(history.revision, "desk")
    store.meta(meta(name="Renamed"))
    assert store.read(history.revision, "desk") == again


def test_the_day_on_which_summer_time_begins_has_23_hours(store):
    store.meta(meta())
    spring = day_on(date(2026, 3, 29), BERLIN)
    store.take(*(told(at_ms) for at_ms in range(spring.start_ms - MIN, spring.end_ms + MIN, MIN)))
    assert [round(day.slice.measured_s / 3600, 3) for day in days(store)] == [0.017, 23.0, 0.017]


def test_a_message_that_comes_again_counts_once_and_changes_no_revision(store):
    numbered = store.number([told(NOON_MS), told(NOON_MS + MIN)])
    store.take_numbered(numbered, now_ms=NOON_MS + 3 * DAY_MS)
    before = quarters(store), days(store), store.read(history.revision, "desk")
    store.take_numbered(numbered, now_ms=NOON_MS + 3 * DAY_MS)
    store.take_numbered(numbered[:1], now_ms=NOON_MS + 3 * DAY_MS)
    assert (quarters(store), days(store), store.read(history.revision, "desk")) == before


def test_the_revision_grows_with_a_past_day_and_not_with_today(store):
    store.meta(meta())
    store.take(told(NOON_MS), now_ms=NOON_MS + MIN)
    assert store.read(history.revision, "desk") == 0
    store.take(told(NOON_MS + MIN), now_ms=NOON_MS + DAY_MS)
    assert store.read(history.revision, "desk") == 1
    store.take(told(NOON_MS + DAY_MS), now_ms=NOON_MS + DAY_MS + MIN)
    assert store.read(history.revision, "desk") == 1


def test_a_minute_by_a_clock_that_was_not_set_counts_once_its_time_is_known(store):
    store.take(msgspec.structs.replace(told(5_000), uptime_s=60.0, clock_synced=False))
    assert quarters(store) == []
    assert days(store) == []
    store.take(msgspec.structs.replace(told(NOON_MS + MIN), uptime_s=120.0))
    assert [(each.at_ms, each.occupied_s) for each in quarters(store)] == [(NOON_MS, 120.0)]
    assert [day.slice.occupied_s for day in days(store)] == [120.0]


def test_chairs_do_not_share_a_minute(store):
    store.take(told(NOON_MS))
    store.take(told(NOON_MS, occupied_s=5.0), chair="other")
    assert [each.occupied_s for each in quarters(store)] == [60.0]
    assert [day.slice.occupied_s for day in days(store, "other")] == [5.0]


NUMBERS = count()
LENGTHS = st.floats(0, 60).map(lambda each: round(each, 2))
MINUTES = st.lists(
    st.tuples(st.integers(0, 4000), LENGTHS, LENGTHS), min_size=1, max_size=25, unique_by=lambda each: each[0]
)


@given(MINUTES, st.randoms(use_true_random=False))
def test_in_whatever_order_and_batches_minutes_come_the_sums_are_theirs(shared, minutes, random):
    """Held against an addition written here, second by second of the product's own rule."""
    chair = f"c{next(NUMBERS)}"
    bodies = [
        told(NOON_MS + at_s * 1000, min(occupied_s, measured_s), measured_s) for at_s, measured_s, occupied_s in minutes
    ]
    numbered = shared.number(bodies, chair)
    random.shuffle(numbered)
    while numbered:
        some = random.randint(1, len(numbered))
        shared.take_numbered([*numbered[:some], random.choice(numbered[:some])], chair)
        numbered = numbered[some:]
    found = quarters(shared, chair)
    whole_s = sum(body.occupied_s for body in bodies)
    assert sum(each.occupied_s for each in found) == pytest.approx(whole_s, abs=0.01)
    assert sum(day.slice.occupied_s for day in days(shared, chair)) == pytest.approx(whole_s, abs=0.02)
    for each in found:
        spans = [(body.at_ms, body.at_ms + 60_000, body.occupied_s) for body in bodies]
        mine = sum(
            occupied_s * max(0, min(end, each.at_ms + QUARTER_MS) - max(start, each.at_ms)) / (end - start)
            for start, end, occupied_s in spans
        )
        assert each.occupied_s == pytest.approx(mine, abs=0.02)
