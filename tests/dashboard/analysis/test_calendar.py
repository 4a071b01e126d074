from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.calendar import HOUR_MS, days, hours, local_dates

ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "America/Sao_Paulo",
        "UTC",
    )
]
BERLIN = ZONES[0]
INSTANTS = st.integers(1_262_304_000, 2_051_222_400)  # 2010 to 2035, whole seconds


def lengths_h(first, last, zone):
    return [(day.end_ms - day.start_ms) / HOUR_MS for day in days(first, last, zone)]


def test_the_days_on_which_clocks_change_are_23_and_25_hours_long():
    assert lengths_h(date(2026, 3, 28), date(2026, 3, 30), BERLIN) == [24, 23, 24]
    assert lengths_h(date(2026, 10, 24), date(2026, 10, 26), BERLIN) == [24, 25, 24]


def test_where_clocks_skip_midnight_the_day_begins_with_its_first_instant():
    [day] = days(date(2018, 11, 4), date(2018, 11, 4), ZoneInfo("America/Sao_Paulo"))
    assert day.end_ms - day.start_ms == 23 * HOUR_MS


def test_a_quarter_of_an_hour_never_reaches_over_a_midnight():
    for zone in ZONES:
        for day in days(date(2026, 1, 1), date(2026, 12, 31), zone):
            assert day.start_ms % (15 * 60_000) == 0


@given(INSTANTS, st.sampled_from(ZONES))
def test_every_instant_is_in_the_day_of_its_local_date(at_s, zone):
    on = datetime.fromtimestamp(at_s, zone).date()
    [day] = days(on, on, zone)
    assert day.start_ms <= at_s * 1000 < day.end_ms
    assert local_dates(pd.Series([at_s * 1000]), zone).tolist() == [on]


@given(INSTANTS, st.sampled_from(ZONES))
def test_days_follow_each_other_without_a_gap(at_s, zone):
    on = datetime.fromtimestamp(at_s, zone).date()
    two = days(on, on + timedelta(days=1), zone)
    assert two[0].end_ms == two[1].start_ms


@given(INSTANTS, st.integers(1, 40 * 3600), st.sampled_from(ZONES))
def test_hours_cover_a_span_without_gap_or_overlap(at_s, length_s, zone):
    span = (at_s * 1000, (at_s + length_s) * 1000)
    told = list(hours(span, zone))
    assert told[0][0] <= span[0] < told[0][1]
    assert told[-1][0] < span[1] <= told[-1][1]
    assert all(before[1] == after[0] for before, after in pairwise(told))
    assert all(0 < end - start <= 1.5 * HOUR_MS for start, end in told)


@pytest.mark.parametrize(("on", "count"), [(29, 23), (30, 24)])
def test_hours_of_a_day_are_as_many_as_its_clock_strikes(on, count):
    [day] = days(date(2026, 3, on), date(2026, 3, on), BERLIN)
    assert len(list(hours((day.start_ms, day.end_ms), BERLIN))) == count


def test_an_hour_begins_when_the_local_clock_shows_a_full_one():
    at_ms = round(datetime(2026, 5, 4, 3, 20, tzinfo=UTC).timestamp() * 1000)
    [(start_ms, _)] = hours((at_ms, at_ms + 1), ZoneInfo("Asia/Kathmandu"))  # 9:05 there
    assert datetime.fromtimestamp(start_ms / 1000, UTC).minute == 15
