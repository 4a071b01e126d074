import math
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.bouts import Bout
from dashboard.analysis.calendar import days
from dashboard.analysis.daily import Rules, daily
from dashboard.analysis.tables import bout_table
from tests.dashboard.analysis.told import BERLIN, DAY, ms, quarters, sat

OFFICE = sat(("8:55", "10:05"), ("10:10", "10:50"), ("10:51", "11:59"), ("13:00", "14:00"))


def figures(bouts, unmeasured=(), on=DAY, zone=BERLIN, **more):
    [day] = days(on, on, zone)
    slices = quarters(bouts, day.start_ms, day.end_ms, unmeasured, **more)
    return daily(slices, bouts, [day], zone, Rules()).loc[on]


def test_a_hand_worked_day_of_four_bouts():
    told = figures(OFFICE)
    assert told["occupied_s"] == (70 + 40 + 68 + 60) * 60
    assert told["bouts"] == 4
    assert told["longest_bout_s"] == 70 * 60
    assert told["mean_bout_s"] == 59.5 * 60
    assert told["median_bout_s"] == 64 * 60
    assert told["usual_bout_s"] == 68 * 60  # 70 is short of 119, 138 is not
    assert told["in_long_s"] == told["occupied_s"]
    assert told["in_longer_s"] == (70 + 68 + 60) * 60
    assert told["breaks"] == 3
    assert told["full_breaks"] == 2  # one minute is no break that counts
    assert told["breaks_per_h"] == pytest.approx(3 / (238 / 60))
    assert told["off_seat_s"] == (5 + 1 + 61) * 60


def test_hours_with_a_break_by_hand():
    told = figures(OFFICE)
    # 8 (before sitting down), 10 (five minutes), 13: no break in it; 9 and 11: none of two minutes; 14: not sat at all
    assert (told["hours_with_break"], told["hours_sat"]) == (2, 5)


def test_time_that_nobody_measured_is_no_break():
    hole = (ms("12:00"), ms("12:45"))
    told = figures(OFFICE, unmeasured=[hole])
    assert told["unmeasured_s"] == 45 * 60
    assert told["off_seat_s"] == (5 + 1 + 61 - 45) * 60
    assert told["measured_s"] + told["unmeasured_s"] == 24 * 3600


def test_time_in_which_the_chair_was_off_is_not_time_off_the_seat():
    [day] = days(DAY, DAY, BERLIN)
    slices = quarters(OFFICE, day.start_ms, day.end_ms)
    there = slices[(slices["at_ms"] < ms("12:00")) | (slices["at_ms"] >= ms("12:45"))]
    assert daily(there, OFFICE, [day], BERLIN, Rules()).loc[DAY]["off_seat_s"] == (5 + 1 + 61 - 45) * 60


def test_a_gap_that_nobody_measured_is_not_counted_as_a_break():
    bouts = sat(("9:00", "10:00"), ("11:00", "12:00"))
    assert figures(bouts)["breaks"] == 1
    assert figures(bouts, unmeasured=[(ms("10:00"), ms("11:00"))])["breaks"] == 0


def test_a_day_without_a_chair_is_not_a_day_without_sitting():
    [day] = days(DAY, DAY, BERLIN)
    nothing = quarters(sat(), day.start_ms, day.start_ms)
    unseen = daily(nothing, sat(), [day], BERLIN, Rules()).loc[DAY]
    assert unseen["measured_s"] == 0
    assert math.isnan(unseen["bouts"])
    empty = figures(sat())
    assert empty["bouts"] == 0
    assert empty["measured_s"] == 24 * 3600


def test_a_bout_over_midnight_belongs_to_the_day_it_began_and_its_seconds_to_both():
    late, on = ms("23:30"), DAY + timedelta(days=1)
    bouts = bout_table([Bout(late, late + 3_600_000, 3600.0)])
    two = days(DAY, on, BERLIN)
    told = daily(quarters(bouts, two[0].start_ms, two[1].end_ms), bouts, two, BERLIN, Rules())
    assert told["occupied_s"].tolist() == [1800, 1800]
    assert told["bouts"].tolist() == [1, 0]
    assert told["longest_bout_s"].iloc[0] == 3600


def test_shifts_and_balance_are_per_hour_of_sitting_and_over_known_seconds():
    told = figures(OFFICE, shifts=1, cop_lateral=-0.12, cop_fore_aft=0.05)
    assert told["shifts_per_h"] == pytest.approx(96 / (238 / 60))
    assert told["cop_lateral"] == pytest.approx(-0.12)
    assert told["asymmetry_pct"] == pytest.approx(12)
    assert told["centred_share"] == 1


@pytest.mark.parametrize(("on", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_day_on_which_clocks_change_has_all_of_its_hours(on, hours):
    [day] = days(on, on, BERLIN)
    whole = bout_table([Bout(day.start_ms, day.end_ms, hours * 3600.0)])
    told = figures(whole, on=on)
    assert told["occupied_s"] == hours * 3600
    assert told["hours_sat"] == hours


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 200), st.integers(1, 200)), max_size=12),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham"]),
    st.sampled_from([date(2026, 3, 8), date(2026, 3, 29), date(2026, 7, 1), date(2026, 10, 25), date(2026, 11, 1)]),
)
def test_days_lose_no_second_of_sitting_and_no_bout(lengths, zone_name, on):
    zone = ZoneInfo(zone_name)
    three = days(on - timedelta(days=1), on + timedelta(days=1), zone)
    at_ms, bouts = three[0].start_ms + 37_000, []
    for away_min, sat_min in lengths:
        start_ms = at_ms + away_min * 60_000
        at_ms = start_ms + sat_min * 60_000
        if at_ms < three[-1].end_ms:
            bouts.append(Bout(start_ms, at_ms, sat_min * 60.0))
    table = bout_table(bouts)
    told = daily(quarters(table, three[0].start_ms, three[-1].end_ms), table, three, zone, Rules())
    assert told["occupied_s"].sum() == pytest.approx(sum(bout.sitting_s for bout in bouts))
    assert told["bouts"].sum() == len(bouts)
    assert (told["hours_with_break"] <= told["hours_sat"]).all()
    assert (told["off_seat_s"] + told["occupied_s"] <= told["measured_s"] + 1e-6).all()
