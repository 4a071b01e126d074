"""Uneven load: a lean that lasts is said, a moment of straightness does not clear it, a dead cell claims nothing."""

import pytest

from contract.events import UnevenEnded, UnevenStarted
from edge.core.limits import BalanceLimits, Limits
from edge.core.moment import HOLD_S, Baseline, Inputs
from tests.edge.core.stories import EMPTY, NO_READING, Story, person, without

LEFT = person(lateral=-0.2)
UPRIGHT = person()


def leans(span_s, load=LEFT, inputs=None):
    return Story(inputs=inputs, hz=4).then(span_s, load)


def test_a_lean_is_said_after_its_dwell_and_began_when_it_began():
    story = leans(310)
    assert story.told_of("Uneven") == [("UnevenStarted", 2.0, 302.0)]
    (started,) = story.of(UnevenStarted)
    assert (started.side, started.asymmetry_pct) == ("left", 20.0)


def test_a_lean_to_the_right_is_right():
    (started,) = leans(310, person(lateral=0.3)).of(UnevenStarted)
    assert (started.side, started.asymmetry_pct) == ("right", 30.0)


@pytest.mark.parametrize("lateral", [-0.09, 0.0, 0.09])
def test_a_lean_below_the_limit_is_never_said(lateral):
    assert leans(900, person(lateral=lateral)).told_of("Uneven") == []


def test_a_lean_that_does_not_last_is_never_said():
    story = leans(290).then(10, UPRIGHT).then(290, LEFT)
    assert story.told_of("Uneven") == []


def test_straight_for_a_second_clears_nothing():
    story = leans(200).then(1, UPRIGHT).then(200, LEFT).then(1, UPRIGHT).then(60, LEFT)
    assert story.told_of("Uneven") == [("UnevenStarted", 2.0, 302.0)]


def test_straight_for_long_ends_it_when_it_became_straight():
    story = leans(400).then(20, UPRIGHT)
    ((_, at_s, known_s),) = story.told_of("UnevenEnded")
    assert at_s == pytest.approx(401, abs=0.8)
    assert known_s == pytest.approx(at_s + 3)
    (ended,) = story.of(UnevenEnded)
    assert (ended.side, ended.duration_s) == ("left", pytest.approx(at_s - 2))


def test_getting_up_ends_it_when_the_sitter_left():
    story = leans(400).then(10, EMPTY)
    assert story.told_of("Uneven")[1:] == [("UnevenEnded", 400.0, 403.0)]
    assert story.of(UnevenEnded)[0].duration_s == 398.0


def test_a_lean_to_the_other_side_is_another_one():
    story = leans(400).then(400, person(lateral=0.2))
    assert [each.side for each in story.of(UnevenStarted)] == ["left", "right"]
    assert len(story.of(UnevenEnded)) == 1


def test_one_dead_cell_ends_a_warning_and_makes_none():
    dead = without(LEFT, "front_right")
    assert leans(900, dead).told_of("Uneven") == []
    ((_, at_s, _),) = leans(400).then(400, dead).told_of("UnevenEnded")
    assert at_s == pytest.approx(399.75 + HOLD_S, abs=0.26)


def test_a_dropped_reading_now_and_then_ends_no_warning():
    story = leans(400)
    for _ in range(20):
        story.then(1.5, without(LEFT, "front_right")).then(0.5, LEFT)
    assert story.told_of("UnevenEnded") == []


def test_a_short_hole_ends_no_warning():
    story = leans(400).then(20, NO_READING).then(20, LEFT)
    assert len(story.told_of("Uneven")) == 1


def test_a_baseline_is_what_counts_as_even():
    crooked = Inputs(baseline=Baseline(cop_lateral=-0.2, cop_fore_aft=0.0))
    assert leans(400, inputs=crooked).told_of("Uneven") == []
    (started,) = leans(400, UPRIGHT, crooked).of(UnevenStarted)
    assert (started.side, started.asymmetry_pct) == ("right", 0.0)


def test_forward_and_back_are_claimed_only_with_a_baseline():
    forward = person(fore_aft=0.4)
    assert leans(400, forward).told_of("Uneven") == []
    known = Inputs(baseline=Baseline(cop_lateral=0.0, cop_fore_aft=0.1))
    assert leans(400, forward, known).of(UnevenStarted)[0].side == "front"
    assert leans(400, person(fore_aft=-0.1), known).of(UnevenStarted)[0].side == "back"


def test_the_larger_lean_is_the_one_that_is_said():
    known = Inputs(baseline=Baseline(cop_lateral=0.0, cop_fore_aft=0.0))
    assert leans(400, person(lateral=-0.2, fore_aft=0.3), known).of(UnevenStarted)[0].side == "front"
    assert leans(400, person(lateral=-0.3, fore_aft=0.2), known).of(UnevenStarted)[0].side == "left"


def test_the_limits_decide():
    limits = Limits(balance=BalanceLimits(uneven_points=25, uneven_s=10, even_s=1))
    assert Story(limits).then(60, LEFT).told_of("Uneven") == []
    assert Story(limits).then(60, person(lateral=0.26)).told_of("Uneven") == [("UnevenStarted", 2.0, 12.0)]


def test_a_bag_that_lies_to_one_side_is_not_uneven():
    assert leans(400, person(8, lateral=0.5)).told_of("Uneven") == []


def test_a_recording_that_ends_in_a_lean_ends_the_warning_when_the_sitter_was_last_seen():
    story = leans(400).then(20, NO_READING).end()
    assert story.told_of("Uneven") == [("UnevenStarted", 2.0, 302.0), ("UnevenEnded", 399.75, 419.75)]


def test_a_recording_that_ends_with_an_even_sitter_ends_no_warning():
    assert leans(400, UPRIGHT).end().told_of("Uneven") == []
