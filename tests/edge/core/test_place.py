"""The line along which a sitter slides forward and back, learned as the minute passes."""

import random

import pytest

from edge.core import place
from edge.core.frame import NO_FAULT, NO_LOAD, UNKNOWN_LOAD
from edge.core.moment import Baseline, Moment
from edge.core.place import NO_PLACE
from edge.core.posture import UNKNOWN_POSTURE
from tests.edge.core.stories import EMPTY, Story, person, without


def sat(story):
    return story.state.posture.place


def _moment(measured_s):
    return Moment(0, 1.0, measured_s, measured_s, NO_FAULT, NO_LOAD, UNKNOWN_LOAD)


def sliding(story, slope, leans=0.0, seed=1):
    """Let somebody slide forward and back for two minutes, along a line; `leans` is the share of seconds leant away."""
    chance = random.Random(seed)
    for _ in range(120):
        y = chance.uniform(0.1, 0.4)
        x = 0.05 + slope * y + chance.gauss(0, 0.005)
        story.then(1, person(lateral=x + (0.4 if chance.random() < leans else 0.0), fore_aft=y))
    return story


@pytest.mark.parametrize("slope", [-1.2, 0.0, 0.8])
def test_the_slope_of_a_sitters_line_is_learned(slope):
    story = sliding(Story(), slope)
    for y in (0.1, 0.4):
        assert sat(story).lateral_at(y) == pytest.approx(0.05 + slope * y, abs=0.03)


def test_leans_to_a_side_for_a_sixth_of_the_time_hardly_bend_it():
    story = sliding(Story(), 0.5, leans=1 / 6)
    assert sat(story).lateral_at(0.25) == pytest.approx(0.175, abs=0.04)


def test_who_does_not_slide_has_no_slope():
    story = Story().then(120, person(lateral=0.1, fore_aft=0.1))
    assert sat(story).lateral_at(0.5) == pytest.approx(0.1, abs=0.01)


def test_what_is_held_becomes_the_place_in_a_minute_or_two():
    story = Story().then(300, person()).then(20, person(lateral=0.1))
    assert sat(story).cop_lateral < 0.04
    assert sat(story.then(160, person(lateral=0.1))).cop_lateral > 0.08


def test_an_empty_seat_has_no_place_and_a_silent_cell_leaves_it_as_it_was():
    story = Story().then(30, person(lateral=0.1))
    before = sat(story)
    story.then(10, without(person(), "front_left"))
    assert (sat(story).cop_lateral, story.state.posture.posture) == (pytest.approx(before.cop_lateral), "unknown")
    assert story.then(10, EMPTY).state.posture == UNKNOWN_POSTURE


def test_the_first_place_is_the_habit():
    assert place.step(NO_PLACE, _moment(0.1), (0.2, 0.2), Baseline(0.03, -0.1)).cop_lateral == 0.03
    assert place.step(NO_PLACE, _moment(0.1), (0.2, 0.2), None).cop_lateral == 0.2
    assert place.step(NO_PLACE, _moment(0.0), (0.2, 0.2), None) == NO_PLACE, "unmeasured time has no place"
