"""Postural shifts: moves of the load that hold, counted."""

import pytest

from edge.core.limits import Limits, ShiftLimits
from tests.edge.core.stories import EMPTY, NO_READING, Story, person

STRAIGHT = person()
LEFT = person(lateral=-0.3)


def shifts(story):
    return story.state.shifts.shifts


def test_a_move_that_holds_is_one_shift():
    assert shifts(Story().then(20, STRAIGHT).then(20, LEFT)) == 1


def test_there_and_back_are_two():
    assert shifts(Story().then(20, STRAIGHT).then(20, LEFT).then(20, STRAIGHT)) == 2


def test_forward_counts_as_left_does():
    assert shifts(Story().then(20, STRAIGHT).then(20, person(fore_aft=0.3))) == 1


def test_a_reach_for_the_phone_is_no_shift():
    assert shifts(Story().then(20, STRAIGHT).then(2, LEFT).then(20, STRAIGHT)) == 0


@pytest.mark.parametrize(("lateral", "count"), [(0.19, 0), (0.21, 1)])
def test_a_shift_moves_a_tenth_of_the_load_across_the_middle(lateral, count):
    """Moving 10 % of the load from the left half to the right moves the centre of pressure by 0.2."""
    assert shifts(Story().then(20, STRAIGHT).then(60, person(lateral=lateral))) == count


def test_restlessness_within_the_limit_is_no_shift():
    story = Story().then(20, STRAIGHT)
    for _ in range(20):
        story.then(4, person(lateral=0.09)).then(4, person(lateral=-0.09))
    assert shifts(story) == 0


def test_sitting_down_and_getting_up_are_no_shifts():
    story = Story().then(10, EMPTY).then(0.5, person(30, lateral=0.9)).then(20, STRAIGHT)
    assert shifts(story.then(0.5, person(30, fore_aft=0.9))) == 0
    assert sum(minute.shifts for minute in story.then(10, EMPTY).end().minutes) == 0


def test_getting_up_slowly_is_no_shift_however_short_a_shift_may_be():
    quick = Limits(shifts=ShiftLimits(hold_s=0.5))
    assert shifts(Story(quick).then(20, STRAIGHT).then(2.9, person(9, fore_aft=0.9))) == 0


def test_each_bout_counts_from_zero_and_minutes_keep_the_sum():
    story = Story().then(20, STRAIGHT).then(20, LEFT).then(20, EMPTY).then(20, STRAIGHT)
    assert shifts(story) == 0
    assert sum(minute.shifts for minute in story.end().minutes) == 1


def test_a_move_during_a_hole_counts_once_it_is_seen_to_hold():
    assert shifts(Story().then(20, STRAIGHT).then(20, NO_READING).then(10, LEFT)) == 1


def test_the_limits_decide():
    limits = Limits(shifts=ShiftLimits(shift_pct=20, hold_s=10))
    assert shifts(Story(limits).then(20, STRAIGHT).then(60, LEFT)) == 0
    assert shifts(Story(limits).then(20, STRAIGHT).then(9, person(lateral=0.5)).then(60, STRAIGHT)) == 0
    assert shifts(Story(limits).then(20, STRAIGHT).then(15, person(lateral=0.5))) == 1
