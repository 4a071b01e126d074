import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.analysis.bouts import Bout
from dashboard.analysis.calendar import days
from dashboard.analysis.digest import Digest, digests
from dashboard.analysis.periods import band, compare, hour_by_weekday, trend
from dashboard.store.slices import Slice
from tests.dashboard.analysis.told import BERLIN, quarters, sat

MONDAY = date(2026, 5, 4)


def table(sitting_h, measured_h=10.0):
    measured = [0.0 if math.isnan(hours) else measured_h * 3600 for hours in sitting_h]
    on = pd.Index(pd.date_range(MONDAY, periods=len(sitting_h)).date, name="on")
    return pd.DataFrame({"occupied_s": [3600 * h for h in sitting_h], "measured_s": measured}, index=on)


def week(bouts, days_):
    """Return the usual week of days that were measured throughout."""
    slices = quarters(bouts, days_[0].start_ms, days_[-1].end_ms)
    rows = [Slice._make(row) for row in slices.itertuples(index=False)]
    sat = [Bout(*row) for row in bouts.itertuples(index=False)]
    return hour_by_weekday(days_, digests(rows, sat, days_, BERLIN))


def test_the_usual_week_shows_the_share_of_measured_time_that_was_sat():
    bouts = pd.concat([sat(("9:00", "9:30")), sat(("9:00", "10:00"), on=date(2026, 5, 11))], ignore_index=True)
    grid = week(bouts, days(MONDAY, date(2026, 5, 11), BERLIN))
    assert [len(hours) for hours in grid] == [24] * 7
    assert grid[0][9] == pytest.approx(0.75)
    assert grid[0][10] == 0
    assert grid[1][9] == 0


def test_an_hour_that_was_never_measured_is_unknown_and_not_empty():
    grid = week(sat(), days(MONDAY, MONDAY, BERLIN))
    assert grid[0] == [0] * 24
    assert all(math.isnan(share) for hours in grid[1:] for share in hours)


def test_an_hour_of_which_a_minute_was_measured_is_not_told_as_a_usual_one():
    [monday] = days(MONDAY, MONDAY, BERLIN)
    seen = (60.0, 840.0, 900.0)
    told = [Digest(0, [], [], [], [(hour, seen_s, seen_s) for hour, seen_s in enumerate(seen)])]
    assert [math.isnan(share) for share in hour_by_weekday([monday], told)[0][:3]] == [True, True, False]


def test_a_trend_is_the_median_of_a_week_and_silent_while_there_is_little():
    told = trend(table([4, 4, 10, 4, math.nan, 6, 6, 6]), ["occupied_s"])["occupied_s"] / 3600
    assert told.isna().tolist() == [True, True] + [False] * 6
    assert told.iloc[2] == 4
    assert told.iloc[7] == 6  # of 4 10 4 - 6 6 6


def test_the_baseline_is_the_first_ten_days_with_sitting():
    assert band(table([0, 0, *[5] * 9]), "occupied_s") is None
    assert band(table([0, *[5] * 10, *[9] * 30]), "occupied_s").middle == 5 * 3600


def test_the_band_is_the_middle_half_of_those_days():
    hours = [6, 2, 9, 4, 10, 1, 8, 3, 7, 5]
    expected = np.percentile([3600 * each for each in hours], [25, 50, 75])
    assert band(table([0, *hours, 20]), "occupied_s") == pytest.approx(tuple(expected))


def test_two_periods_are_compared_by_their_medians_over_days_with_sitting():
    told = compare(table([8, 0, 6, 7]), table([5, 5, 4, 0, 5]), ["occupied_s"]).loc["occupied_s"]
    assert (told["before"], told["after"], told["change"]) == (7 * 3600, 5 * 3600, -2 * 3600)
    assert (told["days_before"], told["days_after"]) == (3, 4)


def test_too_few_days_are_no_comparison():
    told = compare(table([8, 8]), table([5, 5, 5]), ["occupied_s"]).loc["occupied_s"]
    assert math.isnan(told["before"])
    assert math.isnan(told["change"])
