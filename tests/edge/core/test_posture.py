"""Five words for how somebody sits, with a border that is crossed once."""

import math

import pytest

from edge.core.limits import Limits, PostureLimits
from edge.core.moment import HOLD_S, Baseline, Inputs
from tests.edge.core.stories import EMPTY, NO_READING, Story, bag, person, without

KNOWN = Inputs(baseline=Baseline(cop_lateral=0.0, cop_fore_aft=0.0))


def posture(story):
    return story.state.posture.posture


@pytest.mark.parametrize(
    ("load", "word"),
    [
        (person(), "centred"),
        (person(lateral=0.04), "centred"),
        (person(lateral=-0.06), "left"),
        (person(lateral=0.06), "right"),
        (person(fore_aft=0.14), "centred"),
        (person(fore_aft=0.21), "forward"),
        (person(fore_aft=-0.21), "back"),
        (person(lateral=0.12, fore_aft=-0.14), "right"),
        (person(lateral=0.06, fore_aft=-0.3), "back"),
        (person(lateral=0.3, fore_aft=-0.2), "right"),
    ],
)
def test_a_lean_has_one_of_five_names(load, word):
    assert posture(Story(inputs=KNOWN).then(10, person()).then(4, load)) == word


def test_a_lean_has_its_name_within_a_second():
    assert posture(Story(inputs=KNOWN).then(60, person()).then(1, person(lateral=-0.08))) == "left"


def test_a_small_lean_that_is_held_is_how_one_sits_and_coming_back_from_it_is_no_lean_to_the_other_side():
    story = Story(inputs=KNOWN).then(120, person()).then(10, person(lateral=0.08))
    assert posture(story) == "right"
    assert posture(story.then(240, person(lateral=0.08))) == "centred"
    assert posture(story.then(5, person())) == "centred"


@pytest.mark.parametrize("lateral", [-0.16, 0.16])
def test_a_lean_beyond_the_habit_keeps_its_name_however_long_it_is_held(lateral):
    story = Story(inputs=KNOWN, hz=2.0).then(120, person()).then(1200, person(lateral=lateral))
    assert posture(story) == ("left" if lateral < 0 else "right")


def test_somebody_unknown_who_sits_far_to_a_side_leans():
    assert posture(Story().then(240, person(lateral=0.3))) == "right"


def test_somebody_unknown_who_sits_askew_is_centred_there_and_leans_from_there():
    story = Story().then(30, person(lateral=-0.15))
    assert posture(story) == "centred"
    assert posture(story.then(3, person(lateral=-0.08))) == "right"


def test_wandering_by_a_few_points_is_no_lean():
    story, seen = Story(inputs=KNOWN, hz=4.0).then(30, person()), set()
    for at_s in range(0, 1200, 10):
        seen.add(posture(story.then(10, person(lateral=0.08 * math.sin(at_s / 200)))))
    assert seen == {"centred"}


def test_who_slides_forward_askew_does_not_lean_by_it():
    story = Story().then(20, person(fore_aft=0.3))
    for _ in range(6):
        story.then(10, person(lateral=-0.12, fore_aft=0.42)).then(10, person(fore_aft=0.3))
    assert posture(story.then(10, person(lateral=-0.12, fore_aft=0.42))) == "centred"
    assert posture(story.then(3, person(lateral=-0.05, fore_aft=0.42))) == "right", "though left of the rear place"


def test_a_short_lean_moves_the_place_by_little():
    story = Story(inputs=KNOWN).then(60, person()).then(20, person(lateral=0.4)).then(3, person())
    assert posture(story) == "centred"


@pytest.mark.parametrize("fore_aft", [-0.6, 0.6])
def test_without_a_baseline_nobody_is_said_to_sit_forward_or_back(fore_aft):
    assert posture(Story().then(10, person(fore_aft=fore_aft))) == "centred"


def test_a_lean_is_relative_to_the_sitters_own_baseline():
    crooked = Inputs(baseline=Baseline(cop_lateral=0.2, cop_fore_aft=0.3))
    assert posture(Story(inputs=crooked).then(10, person(lateral=0.2, fore_aft=0.3))) == "centred"
    assert posture(Story(inputs=crooked).then(10, person(lateral=0.0, fore_aft=0.3))) == "left"


def test_swaying_at_the_border_changes_the_posture_once():
    story, seen = Story().then(60, person()), []
    for _ in range(5):
        seen.append(posture(story.then(2, person(lateral=0.06))))
        seen.append(posture(story.then(2, person(lateral=0.04))))
    assert set(seen) == {"right"}
    assert posture(story.then(5, person())) == "centred"


def test_from_one_side_to_the_other_there_is_no_waiting():
    assert posture(Story().then(10, person(lateral=0.3)).then(6, person(lateral=-0.3))) == "left"


@pytest.mark.parametrize("load", [EMPTY, bag(6, lateral=0.5)])
def test_what_is_nobody_has_no_posture(load):
    assert posture(Story().then(10, person()).then(10, load)) == "unknown"


@pytest.mark.parametrize("load", [NO_READING, without(person(), "front_left")])
def test_with_a_cell_silent_the_posture_holds_for_a_moment_and_is_then_unknown(load):
    story = Story().then(10, person()).then(HOLD_S - 0.2, load)
    assert posture(story) == "centred"
    assert posture(story.then(0.4, load)) == "unknown"


def test_getting_up_is_no_posture():
    story = Story().then(10, person()).then(2.5, bag(5, lateral=-0.9))
    assert posture(story) == "centred"


def test_the_limits_decide():
    wide = Limits(posture=PostureLimits(lean_points=40, centred_points=30, side_points=20, side_centred_points=10))
    story = Story(wide, KNOWN).then(60, person())
    assert posture(story.then(5, person(lateral=0.19))) == "centred"
    assert posture(story.then(5, person(lateral=0.21))) == "right"
