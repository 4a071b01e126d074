"""Days and periods as plain rows: what is not known is None, and a figure of a period is the median of its days."""

import math
from datetime import date
from statistics import median
from zoneinfo import ZoneInfo

import pytest

from dashboard.analysis.bouts import Bout
from dashboard.analysis.calendar import days
from dashboard.analysis.digest import digests
from dashboard.analysis.figures import compared, day_rows, day_table
from dashboard.exchange.days import FIGURES
from dashboard.store.slices import Slice
from dashboard.store.zones import midnight_ms

BERLIN = ZoneInfo("Europe/Berlin")
HOUR_MS = 3_600_000
NOTHING = Slice(0, *([0.0] * 14), 0, None, None, 0.0)


def sat(on, seconds, **more):
    """Return a slice of ten hours from nine with so much sitting, the rest of it vacant."""
    at_ms = midnight_ms(on, BERLIN) + 9 * HOUR_MS
    told = {"measured_s": 36_000.0, "occupied_s": seconds, "vacant_s": 36_000.0 - seconds, "shifts": 2}
    return NOTHING._replace(at_ms=at_ms, **told | more)


def told(seconds_by_day, first, last, kept=None):
    quarters = [sat(on, seconds) for on, seconds in seconds_by_day.items()]
    bouts = [
        Bout(quarter.at_ms, quarter.at_ms + round(quarter.occupied_s * 1000), quarter.occupied_s)
        for quarter in quarters
        if quarter.occupied_s
    ]
    every = days(first, last, BERLIN)
    return digests(quarters, bouts, every, BERLIN, kept), every


def table(*words):
    return day_table(*told(*words))


def july(day):
    return date(2026, 7, day)


def test_a_day_that_nobody_measured_has_no_seconds_of_sitting_either():
    rows = day_rows(*told({july(1): 600.0}, july(1), july(2)))
    assert (rows[0]["occupied_s"], rows[1]["occupied_s"], rows[1]["measured_s"]) == (600.0, None, 0.0)
    assert (rows[0]["shifts"], rows[1]["shifts"]) == (2, None)


def test_a_day_has_23_hours_when_the_clocks_go_forward():
    rows = day_rows(*told({date(2026, 3, 29): 600.0}, date(2026, 3, 28), date(2026, 3, 30)))
    assert [row["end_ms"] - row["start_ms"] for row in rows] == [24 * HOUR_MS, 23 * HOUR_MS, 24 * HOUR_MS]


def test_a_day_whose_quarters_are_deleted_is_told_by_what_is_kept_of_it():
    kept = {july(1): sat(july(1), 700.0), july(2): sat(july(2), 600.0)}
    rows = day_rows(*told({july(2): 800.0}, july(1), july(2), kept))
    assert [row["occupied_s"] for row in rows] == [700.0, 800.0]


def test_a_period_is_the_median_of_its_days_with_an_hour_of_sitting_beside_that_of_another():
    now = {july(20): 4300.0, july(21): 0.0, july(22): 4700.0, july(23): 4800.0, july(24): 3500.0}
    then = {july(1): 4100.0, july(2): 4200.0, july(3): 4900.0}
    found = compared(table(now, july(20), july(26)), table(then, july(1), july(7)))["occupied_s"]
    assert found == {
        "value": median([4300.0, 4700.0, 4800.0]),
        "days": 3,
        "against": median([4100.0, 4200.0, 4900.0]),
        "against_days": 3,
        "change": 500.0,
    }


@pytest.mark.parametrize("days", [0, 2])
def test_a_period_with_under_three_days_says_nothing(days):
    some = {july(n + 1): 4500.0 for n in range(days)}
    found = compared(table(some, july(1), july(7)).reindex(columns=FIGURES), None)["occupied_s"]
    assert found == {"value": None, "days": days, "against": None, "against_days": 0, "change": None}


def test_every_figure_of_a_day_has_a_column_and_every_column_a_figure():
    assert set(table({july(1): 600.0}, july(1), july(1)).columns) == set(FIGURES)


def test_a_row_says_what_the_table_says():
    seconds = {july(1): 600.0, july(3): 7200.0}
    rows, frame = day_rows(*told(seconds, july(1), july(4))), table(seconds, july(1), july(4))
    for row, (_, values) in zip(rows, frame.iterrows(), strict=True):
        for name, value in values.items():
            assert row[name] == (None if math.isnan(value) else value), name
