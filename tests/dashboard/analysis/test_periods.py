import math
from datetime import date

import pandas as pd
import pytest

from dashboard.analysis.calendar import days
from dashboard.analysis.periods import baseline, compare, hour_by_weekday, trend
from tests.dashboard.analysis.told import BERLIN, quarters, sat

MONDAY = date(2026, 5, 4)


def table(sitting_h, measured_h=10.0):
    measured = [0.0 if math.isnan(hours) else measured_h * 3600 for hours in sitting_h]
    on = pd.Index(pd.date_range(MONDAY, periods=len(sitting_h)).date, name="on")
    return pd.DataFrame({"occupied_s": [3600 * h for h in sitting_h], "measured_s": measured}, index=on)


def test_the_usual_week_shows_the_share_of_measured_time_that_was_sat():
    two_mondays = days(MONDAY, date(2026, 5, 11), BERLIN)
    bouts = pd.concat([sat(("9:00", "9:30")), sat(("9:00", "10:00"), on=date(2026, 5, 11))], ignore_index=True)
    grid = hour_by_weekday(quarters(bouts, two_mondays[0].start_ms, two_mondays[-1].end_ms), BERLIN)
    assert grid.shape == (7, 24)
    assert grid.loc[0, 9] == pytest.approx(0.75)
    assert grid.loc[0, 10] == 0
    assert grid.loc[1, 9] == 0


def test_an_hour_that_was_never_measured_is_unknown_and_not_empty():
    [day] = days(MONDAY, MONDAY, BERLIN)
    grid = hour_by_weekday(quarters(sat(), day.start_ms, day.end_ms), BERLIN)
    assert grid.loc[0].eq(0).all()
    assert grid.loc[1:].isna().all(axis=None)


def test_a_trend_is_the_median_of_a_week_and_silent_while_there_is_little():
    told = trend(table([4, 4, 10, 4, math.nan, 6, 6, 6]), "occupied_s") / 3600
    assert told.isna().tolist() == [True, True] + [False] * 6
    assert told.iloc[2] == 4
    assert told.iloc[7] == 6  # of 4 10 4 - 6 6 6


def test_the_baseline_is_the_first_ten_days_with_sitting():
    assert baseline(table([0, 0, *[5] * 9]), "occupied_s") != baseline(table([5] * 10), "occupied_s")
    assert math.isnan(baseline(table([0, 0, *[5] * 9]), "occupied_s"))
    assert baseline(table([0, *[5] * 10, *[9] * 30]), "occupied_s") == 5 * 3600


def test_two_periods_are_compared_by_their_medians_over_days_with_sitting():
    told = compare(table([8, 0, 6, 7]), table([5, 5, 4, 0, 5]), ["occupied_s"]).loc["occupied_s"]
    assert (told["before"], told["after"], told["change"]) == (7 * 3600, 5 * 3600, -2 * 3600)
    assert (told["days_before"], told["days_after"]) == (3, 4)


def test_too_few_days_are_no_comparison():
    told = compare(table([8, 8]), table([5, 5, 5]), ["occupied_s"]).loc["occupied_s"]
    assert math.isnan(told["before"])
    assert math.isnan(told["change"])
