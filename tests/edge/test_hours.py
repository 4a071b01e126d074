"""Working hours: on the wall's clock, summer and winter."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.hours import Hours, HoursTable, spans

BERLIN = "Europe/Berlin"
OFFICE = HoursTable(
    **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), "08:00-12:00, 13:00-18:00"),
    friday="22:00-06:00",
    saturday="",
    sunday="02:30-03:30",
)


def ms(text, fold=0):
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(BERLIN), fold=fold).timestamp() * 1000)


@pytest.mark.parametrize(
    ("when", "within"),
    [
        ("2026-01-12T07:59:59", False),  # a Monday in winter
        ("2026-01-12T08:00:00", True),
        ("2026-07-13T08:00:00", True),  # and in summer: an hour earlier in UTC
        ("2026-07-13T07:59:59", False),
        ("2026-01-12T12:00:00", False),
        ("2026-01-12T13:00:00", True),
        ("2026-01-12T18:00:00", False),
        ("2026-01-16T21:59:00", False),  # Friday
        ("2026-01-17T05:59:00", True),  # Saturday morning is Friday's night
        ("2026-01-17T06:00:00", False),
        ("2026-01-18T00:30:00", False),
    ],
)
def test_hours_are_those_of_the_clock_on_the_wall(when, within):
    assert Hours(OFFICE, BERLIN).within(ms(when)) is within


def test_the_hour_that_comes_twice_counts_twice():
    hours = Hours(OFFICE, BERLIN)  # on 25 October 2026 the hour from 02:00 comes twice
    assert [hours.within(ms("2026-10-25T02:45", fold)) for fold in (0, 1)] == [True, True]
    assert hours.next_ms(ms("2026-10-25T02:10", 1)) == ms("2026-10-25T02:30", 1)


def test_hours_that_begin_in_the_hour_that_spring_leaves_out_begin_after_it():
    hours = Hours(OFFICE, BERLIN)  # on 29 March 2026 there is no 02:30
    assert hours.next_ms(ms("2026-03-29T01:00")) == ms("2026-03-29T03:00")


def test_without_a_setting_it_is_always_working_hours():
    assert Hours(HoursTable(), BERLIN).within(ms("2026-01-18T03:00"))


def test_hours_that_never_come_have_no_beginning():
    never = HoursTable(**dict.fromkeys(HoursTable.__struct_fields__, ""))
    assert Hours(never, BERLIN).next_ms(ms("2026-01-12T12:00")) is None


@given(st.integers(ms("2026-01-01T00:00"), ms("2027-01-01T00:00")))
def test_it_is_silent_until_the_instant_that_is_told_and_not_after(at_ms):
    hours = Hours(OFFICE, BERLIN)
    if hours.within(at_ms):
        return
    next_ms = hours.next_ms(at_ms)
    assert next_ms > at_ms
    assert hours.within(next_ms)
    assert not hours.within(next_ms - 1)


def test_hours_that_end_where_they_begin_are_refused_because_nobody_knows_what_is_meant():
    with pytest.raises(ValueError, match="monday: '08:00-08:00' ends where it begins"):
        spans("monday", "08:00-08:00")


@pytest.mark.parametrize("text", ["8-18", "08:00", "08:00-25:00", "08:61-09:00", "24:00-25:00", "08:00 - 09:00"])
def test_what_is_no_span_of_hours_is_refused_with_its_day(text):
    with pytest.raises(ValueError, match=r"monday: .*(08:00-18:00|00:00 to 24:00)"):
        spans("monday", text)
