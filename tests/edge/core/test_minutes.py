"""Minute records: seconds that sum up, cut on uptime, nothing made up in a hole."""

import pytest

from contract.minute import CueSeconds, PostureSeconds
from edge.core.limits import BalanceLimits, Limits, SittingLimits
from edge.core.moment import Inputs
from tests.edge.core.stories import AT_MS, EMPTY, NO_READING, UPTIME_S, Story, bag, person, without


def seconds(minute):
    return minute.occupied_s, minute.vacant_s, minute.object_s, minute.unmeasured_s


def starts(story):
    return [round(minute.uptime_s - UPTIME_S, 3) for minute in story.minutes]


def test_a_minute_is_cut_after_60_s_of_uptime_and_named_by_its_start():
    story = Story().then(130, EMPTY)
    assert starts(story) == [0, 60]
    assert [minute.at_ms for minute in story.minutes] == [AT_MS, AT_MS + 60_000]
    assert [seconds(minute) for minute in story.minutes] == [(0, 60, 0, 0)] * 2


def test_seconds_go_to_who_was_on_the_seat_and_to_nobody_when_nobody_knows():
    (minute,) = Story().then(40, person()).then(12, EMPTY).then(8, NO_READING).then(0.1, EMPTY).minutes
    assert seconds(minute) == (40.0, 12.0, 0.0, 8.0)
    assert minute.measured_s == 52.0


def test_a_bag_has_its_own_seconds():
    (minute,) = Story().then(20, EMPTY).then(30, bag(6)).then(10.1, person()).minutes
    assert seconds(minute) == (10.0, 20.0, 30.0, 0.0)


def test_a_touch_is_not_a_second_of_sitting():
    (minute,) = Story().then(20, EMPTY).then(1.5, person()).then(38.6, EMPTY).minutes
    assert seconds(minute) == (0.0, 60.0, 0.0, 0.0)


def test_a_dip_is_sitting_when_it_ended_nothing():
    (minute,) = Story().then(20, person()).then(2.5, EMPTY).then(37.6, person()).minutes
    assert seconds(minute) == (60.0, 0.0, 0.0, 0.0)


def test_seconds_that_wait_for_a_decision_at_the_cut_stay_with_what_is_believed():
    story = Story().then(59, EMPTY).then(61.1, person())
    assert [seconds(minute) for minute in story.minutes] == [(0.0, 60.0, 0.0, 0.0), (60.0, 0.0, 0.0, 0.0)]


@pytest.mark.parametrize("hz", [1.5, 3, 7, 13])
def test_at_any_rate_of_frames_the_lengths_sum_up_and_minutes_follow_each_other(hz):
    story = Story(hz=hz).then(400, person()).end()
    for before, after in zip(story.minutes, story.minutes[1:], strict=False):
        assert after.uptime_s == pytest.approx(before.uptime_s + before.measured_s, abs=0.002)
    assert sum(minute.measured_s for minute in story.minutes) == pytest.approx((story.count - 1) / hz, abs=0.01)


def test_a_hole_over_the_end_of_a_minute_is_shared_out():
    story = Story().then(50.1, person()).skip(29.9).then(60.1, person()).end()
    assert starts(story) == [0, 60, 120]
    assert [seconds(minute) for minute in story.minutes[:2]] == [(50.0, 0, 0, 10.0), (40.0, 0, 0, 20.0)]


def test_a_minute_begins_in_the_middle_of_a_short_hole_and_after_a_long_one():
    story = Story().then(50, person()).skip(600).then(70, person()).end()
    assert starts(story) == [0, 650, 710]
    assert seconds(story.minutes[0]) == (pytest.approx(49.9), 0.0, 0.0, pytest.approx(10.1))
    assert seconds(story.minutes[1])[3] <= 0.1, "at most the one frame that told of the hole"


def test_a_silent_hour_is_sixty_unmeasured_minutes():
    story = Story(hz=2).then(3600.5, NO_READING)
    assert [seconds(minute) for minute in story.minutes] == [(0.0, 0.0, 0.0, 60.0)] * 60
    assert story.minutes[0].valid_frame_share == 0.0


def test_the_last_minute_of_a_recording_is_shorter():
    story = Story().then(70.1, EMPTY).end()
    assert starts(story) == [0, 60]
    assert story.minutes[-1].measured_s == 10.0


@pytest.mark.parametrize("step_ms", [24 * 3_600_000, -3_600_000])
def test_a_step_of_the_clock_splits_a_minute_and_loses_no_second(step_ms):
    story = Story().then(30.1, EMPTY).set_clock(step_ms).then(60, EMPTY)
    first, second = story.minutes
    assert (first.at_ms, first.measured_s) == (AT_MS, 30.0)
    assert (second.at_ms, second.measured_s) == (AT_MS + 30_000 + step_ms, 60.0)
    assert starts(story) == [0, 30]


@pytest.mark.parametrize("hole_s", [20, 59, 61, 600])
def test_a_clock_that_is_set_during_a_hole_breaks_no_minute(hole_s):
    story = Story().then(30.1, EMPTY).skip(hole_s).set_clock(86_400_000).then(90, EMPTY).end()
    assert all(minute.measured_s + minute.unmeasured_s <= 60.001 for minute in story.minutes)
    measured_s = sum(minute.measured_s for minute in story.minutes)
    assert measured_s == pytest.approx(30.0 + 89.9, abs=0.101), "at most the one frame that told of the hole is lost"


def test_postures_sum_to_the_seconds_of_sitting():
    story = Story().then(20, person()).then(20, person(lateral=0.3)).then(20.1, person(lateral=-0.3))
    (minute,) = story.minutes
    posture = minute.posture
    assert (posture.left, posture.right) == (pytest.approx(19, abs=1), pytest.approx(20, abs=1))
    total_s = posture.centred + posture.left + posture.right + posture.forward + posture.back + posture.unknown
    assert total_s == pytest.approx(minute.occupied_s)
    assert posture.unknown == pytest.approx(2.0), "the dwell, and no more"


def test_an_empty_seat_has_no_posture_seconds():
    (minute,) = Story().then(60.1, EMPTY).minutes
    assert minute.posture == PostureSeconds()


def test_seconds_of_asking_and_of_leaning_are_counted():
    limits = Limits(sitting=SittingLimits(nudge_s=30, alert_s=50), balance=BalanceLimits(uneven_s=20))
    (minute,) = Story(limits).then(60.1, person(lateral=0.3)).minutes
    assert minute.cue == CueSeconds(nudge=pytest.approx(20), alert=pytest.approx(10.1))
    assert minute.uneven_s == pytest.approx(38.1)


def test_frames_with_four_readings_are_counted():
    (minute,) = Story().then(15.1, EMPTY).then(30, without(EMPTY, "rear_left")).then(15, EMPTY).minutes
    assert minute.valid_frame_share == 0.5


def test_a_record_says_which_boot_and_whether_the_clock_was_set():
    (minute,) = Story(inputs=Inputs(boot="deadbeef", clock_synced=False)).then(60.1, EMPTY).minutes
    assert (minute.boot, minute.clock_synced) == ("deadbeef", False)
