from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from dashboard.analysis.axis import axis
from dashboard.analysis.day import Present, day, day_bounds
from dashboard.store.rows import MinuteSpan
from tests.dashboard.messages import got_up, sat_down

BERLIN = ZoneInfo("Europe/Berlin")
MIN = 60_000
HOUR = 60 * MIN


def berlin(hour, minute=0, on=(2026, 7, 22)):
    return round(datetime(*on, hour, minute, tzinfo=BERLIN).timestamp() * 1000)


def bout(start_ms, end_ms):
    return [sat_down(start_ms), got_up(end_ms, start_ms)]


def measured(start_ms, end_ms, occupied_s=0.0):
    return [MinuteSpan(at, at + MIN, 60.0, occupied_s) for at in range(start_ms, end_ms, MIN)]


def kinds(made):
    return [(segment.kind, segment.start_ms, segment.end_ms) for segment in made.segments]


def test_a_day_without_measurements_says_so():
    made = day(Present(BERLIN, berlin(15)), [], [])
    assert (made.title, made.summary) == ("Wednesday 22 July", "No sitting measured yet today")
    assert (made.sitting_s, made.bouts, made.breaks, made.last_bout_ended_ms) == (0, 0, 0, None)


def test_bouts_and_the_breaks_between_them_make_the_day():
    events = bout(berlin(9), berlin(9, 42)) + bout(berlin(9, 50), berlin(10))
    made = day(Present(BERLIN, berlin(11)), events, measured(berlin(9), berlin(10)))
    assert made.summary == "2 sitting bouts, longest 42 min, 1 break"
    assert made.sitting_s == 52 * 60
    assert kinds(made) == [
        ("sitting", berlin(9), berlin(9, 42)),
        ("break", berlin(9, 42), berlin(9, 50)),
        ("sitting", berlin(9, 50), berlin(10)),
    ]
    assert made.segments[0].title == "9:00 to 9:42: sitting, 42 min"


def test_time_in_which_the_chair_was_off_is_neither_sitting_nor_break():
    events = bout(berlin(9), berlin(10)) + bout(berlin(13), berlin(14))
    minutes = measured(berlin(10), berlin(10, 30)) + measured(berlin(12, 50), berlin(13))
    made = day(Present(BERLIN, berlin(15)), events, minutes)
    assert kinds(made)[1:-1] == [
        ("break", berlin(10), berlin(10, 30)),
        ("unmeasured", berlin(10, 30), berlin(12, 50)),
        ("break", berlin(12, 50), berlin(13)),
    ]
    assert made.breaks == 1


def test_a_chair_that_was_off_between_two_bouts_counts_no_break():
    events = bout(berlin(9), berlin(10)) + bout(berlin(13), berlin(14))
    assert day(Present(BERLIN, berlin(15)), events, []).breaks == 0


def test_only_bouts_beyond_the_limit_in_force_are_marked():
    events = bout(berlin(9), berlin(9, 30)) + bout(berlin(10), berlin(10, 31))
    made = day(Present(BERLIN, berlin(11), nudge_s=1800), events, measured(berlin(9), berlin(11)))
    assert [segment.over for segment in made.segments if segment.kind == "sitting"] == [False, True]


def test_a_break_goes_on_while_the_chair_is_live_and_is_not_counted_yet():
    events = bout(berlin(9), berlin(9, 30))
    live = day(Present(BERLIN, berlin(9, 33), live=True), events, measured(berlin(9), berlin(9, 33)))
    assert (live.segments[-1].kind, live.segments[-1].goes_on, live.breaks) == ("break", True, 0)
    assert live.segments[-1].title == "9:30 to now: break, 3 min"
    silent = day(Present(BERLIN, berlin(9, 33)), events, measured(berlin(9), berlin(9, 33)))
    assert silent.segments[-1].kind == "sitting"


def test_a_bout_over_midnight_counts_on_each_day_its_own_part():
    events = bout(berlin(23, 30, on=(2026, 7, 21)), berlin(0, 10))
    made = day(Present(BERLIN, berlin(8)), events, [])
    assert made.sitting_s == 600
    assert made.segments[0].start_ms == berlin(0)


def test_the_bout_that_goes_on_is_part_of_the_day():
    made = day(Present(BERLIN, berlin(9, 5), live=True, open_since_ms=berlin(9)), [sat_down(berlin(9))], [])
    assert (made.bouts, made.sitting_s, made.last_bout_ended_ms) == (1, 300, None)
    assert made.segments[0].goes_on


@pytest.mark.parametrize(("date", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25), ((2026, 7, 22), 24)])
def test_days_are_as_long_as_the_clocks_of_the_chairs_zone_make_them(date, hours):
    start_ms, end_ms = day_bounds(berlin(12, on=date), BERLIN)
    assert end_ms - start_ms == hours * HOUR


def test_a_bout_over_the_end_of_summer_time_keeps_its_real_length():
    start = round(datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp() * 1000)  # 2:30 in summer time
    made = day(Present(BERLIN, start + 3 * HOUR), bout(start, start + HOUR), [])
    assert made.sitting_s == 3600
    assert made.segments[0].title == "2:30 to 2:30: sitting, 1 h 0 min"


def test_the_axis_of_a_first_hour_is_fine_and_that_of_a_day_has_whole_hours():
    from_ms, to_ms, ticks = axis(berlin(13, 58), berlin(14, 1), BERLIN)
    assert (from_ms, to_ms) == (berlin(13, 50), berlin(14, 10))
    assert [tick.label for tick in ticks] == ["13:50", "13:55", "14:00", "14:05", "14:10"]
    from_ms, to_ms, ticks = axis(berlin(8, 20), berlin(17, 5), BERLIN)
    assert (from_ms, to_ms, ticks[1].label) == (berlin(8), berlin(18), "10:00")


def test_the_axis_of_a_zone_between_the_hours_has_local_hours():
    from_ms, _, ticks = axis(berlin(8, 20), berlin(17, 5), ZoneInfo("Asia/Kolkata"))
    assert from_ms == berlin(7, 30)
    assert ticks[0].label == "11:00"
