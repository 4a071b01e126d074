from dashboard.analysis.bouts import Bout, bouts
from dashboard.store.rows import MinuteSpan
from tests.dashboard.messages import got_up, sat_down

MIN = 60_000


def minutes(*starts_min, occupied_s=60.0):
    return [MinuteSpan(at * MIN, (at + 1) * MIN, 60.0, occupied_s) for at in starts_min]


def test_sitting_down_and_getting_up_make_a_bout():
    events = [sat_down(5 * MIN), got_up(25 * MIN, 5 * MIN)]
    assert bouts(events, [], 60 * MIN, None) == [Bout(5 * MIN, 25 * MIN, 1200.0)]


def test_a_hole_in_the_readings_is_not_sitting():
    (bout,) = bouts([got_up(25 * MIN, 5 * MIN, measured_s=1170.0)], [], 60 * MIN, None)
    assert (bout.duration_s, bout.sitting_s) == (1200.0, 1170.0)


def test_a_bout_that_goes_on_grows_with_the_chairs_own_word():
    assert bouts([sat_down(5 * MIN)], [], 12 * MIN, 5 * MIN) == [Bout(5 * MIN, 12 * MIN, 420.0, goes_on=True)]


def test_a_bout_of_a_chair_that_died_ends_with_its_last_minute():
    events = [sat_down(5 * MIN)]
    found = bouts(events, minutes(5, 6, 7), 500 * MIN, None)
    assert found == [Bout(5 * MIN, 8 * MIN, 180.0)]


def test_a_bout_of_a_chair_that_died_at_once_is_not_made_up():
    assert bouts([sat_down(5 * MIN)], [], 500 * MIN, None) == []


def test_a_lost_end_reaches_no_further_than_the_next_bout():
    events = [sat_down(5 * MIN), sat_down(20 * MIN, boot="ffffffff"), got_up(40 * MIN, 20 * MIN, boot="ffffffff")]
    found = bouts(events, minutes(5, 6, 20, 21, 22), 60 * MIN, None)
    assert found == [Bout(5 * MIN, 7 * MIN, 120.0), Bout(20 * MIN, 40 * MIN, 1200.0)]


def test_a_start_told_by_a_wrong_clock_still_belongs_to_its_end():
    # The clock was set during the bout, so the start says a time of days ago; uptime tells that they belong together.
    ended = got_up(25 * MIN, 5 * MIN)
    early = sat_down(5 * MIN)
    wrong = type(early)(at_ms=0, uptime_s=early.uptime_s, known_ms=0, boot=early.boot, clock_synced=False)
    assert bouts([wrong, ended], minutes(0, 1), 60 * MIN, None) == [Bout(5 * MIN, 25 * MIN, 1200.0)]


def test_events_that_arrive_in_another_order_make_the_same_bouts():
    events = [sat_down(5 * MIN), got_up(25 * MIN, 5 * MIN), sat_down(30 * MIN), got_up(40 * MIN, 30 * MIN)]
    assert bouts(events[::-1], [], 60 * MIN, None) == bouts(events, [], 60 * MIN, None)
