"""How long a bout was, and how much of it was measured."""

import pytest

from contract.events import BoutEnded, BoutStarted
from tests.edge.core.stories import AT_MS, EMPTY, NO_READING, UPTIME_S, Story, person, without


def test_a_bout_lasts_from_sitting_down_to_getting_up_without_the_dwells():
    (ended,) = Story().then(10, EMPTY).then(60, person()).then(10, EMPTY).of(BoutEnded)
    assert (ended.duration_s, ended.measured_s) == (60.0, 60.0)
    assert (ended.started_at_ms, ended.at_ms, ended.known_ms) == (AT_MS + 10_000, AT_MS + 70_000, AT_MS + 73_000)
    assert ended.uptime_s == pytest.approx(UPTIME_S + 70)


def test_a_dip_belongs_to_the_bout():
    (ended,) = Story().then(30, person()).then(2, EMPTY).then(30, person()).then(10, EMPTY).of(BoutEnded)
    assert (ended.duration_s, ended.measured_s) == (62.0, pytest.approx(62.0))


@pytest.mark.parametrize("lost_s", [0.1, 0.5, 0.9])
def test_readings_lost_for_less_than_a_second_are_no_hole(lost_s):
    story = Story().then(30, person()).then(lost_s, NO_READING).then(30, person()).then(10, EMPTY).end()
    (ended,) = story.of(BoutEnded)
    assert ended.duration_s == ended.measured_s == pytest.approx(60 + lost_s)
    assert sum(minute.unmeasured_s for minute in story.minutes) == 0


def test_a_dead_cell_and_a_reading_lost_now_and_then_take_no_sitting_time():
    story = Story()
    for _ in range(60):
        story.then(0.9, without(person(), "rear_left")).then(0.1, without(person(), "rear_left", "front_left"))
    story.then(10, EMPTY)
    assert story.of(BoutEnded)[0].measured_s == pytest.approx(60)


@pytest.mark.parametrize("hole_s", [1.0, 22, 59])
def test_a_hole_belongs_to_the_duration_and_not_to_what_was_measured(hole_s):
    (ended,) = Story().then(30, person()).then(hole_s, NO_READING).then(30, person()).then(10, EMPTY).of(BoutEnded)
    assert (ended.duration_s, ended.measured_s) == (60.0 + hole_s, pytest.approx(60.0, abs=0.001))


def test_a_hole_while_sitting_down_is_not_measured():
    (ended,) = Story().then(1, person()).then(5, NO_READING).then(24, person()).then(10, EMPTY).of(BoutEnded)
    assert (ended.duration_s, ended.measured_s) == (30.0, 25.0)


def test_seconds_of_a_late_frame_are_not_measured():
    (ended,) = Story().then(10, person()).skip(1.5).then(10, person()).then(10, EMPTY).of(BoutEnded)
    assert (ended.duration_s, ended.measured_s) == (21.5, 19.9)


def test_a_recording_that_ends_in_a_bout_ends_it_when_the_sitter_was_last_seen():
    story = Story().then(30, person()).then(20, NO_READING).end()
    (ended,) = story.of(BoutEnded)
    assert (ended.duration_s, ended.measured_s) == (29.9, 29.9)
    assert ended.known_ms == AT_MS + 49_900


def test_a_recording_that_ends_while_somebody_gets_up_ends_the_bout_then():
    (ended,) = Story().then(30, person()).then(1, EMPTY).end().of(BoutEnded)
    assert (ended.duration_s, ended.measured_s) == (30.0, 30.0)


def test_a_recording_that_ends_with_a_touch_has_no_bout():
    story = Story().then(30, EMPTY).then(1, person()).end()
    assert story.of(BoutStarted) == story.of(BoutEnded) == []
    assert story.minutes[-1].occupied_s == 0.0


def test_nothing_at_all_ends_in_nothing():
    assert Story().end().said == []


def test_each_bout_is_told_once():
    story = Story()
    for _ in range(5):
        story.then(10, person()).then(10, EMPTY)
    assert [kind for kind, _, _ in story.end().told] == ["BoutStarted", "BoutEnded"] * 5
