"""Five words for how somebody sits, with a border that is crossed once."""

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
        (person(lateral=-0.16), "left"),
        (person(lateral=0.16), "right"),
        (person(fore_aft=0.16), "forward"),
        (person(fore_aft=-0.16), "back"),
        (person(lateral=0.14, fore_aft=-0.14), "centred"),
        (person(lateral=0.2, fore_aft=-0.3), "back"),
    ],
)
def test_a_lean_has_one_of_five_names(load, word):
    assert posture(Story(inputs=KNOWN).then(10, load)) == word


@pytest.mark.parametrize("fore_aft", [-0.6, 0.6])
def test_without_a_baseline_nobody_is_said_to_sit_forward_or_back(fore_aft):
    assert posture(Story().then(10, person(fore_aft=fore_aft))) == "centred"


def test_a_lean_is_relative_to_the_sitters_own_baseline():
    crooked = Inputs(baseline=Baseline(cop_lateral=0.2, cop_fore_aft=0.3))
    assert posture(Story(inputs=crooked).then(10, person(lateral=0.2, fore_aft=0.3))) == "centred"
    assert posture(Story(inputs=crooked).then(10, person(lateral=0.0, fore_aft=0.3))) == "left"


def test_between_the_two_borders_a_posture_stays_what_it_was():
    story = Story().then(10, person(lateral=0.12))
    assert posture(story) == "centred"
    assert posture(story.then(10, person(lateral=0.16))) == "right"
    assert posture(story.then(60, person(lateral=0.11))) == "right"
    assert posture(story.then(10, person(lateral=0.09))) == "centred"


def test_swaying_at_the_border_changes_the_posture_once():
    story, seen = Story().then(10, person()), []
    for _ in range(10):
        seen.append(posture(story.then(4, person(lateral=0.16))))
        seen.append(posture(story.then(4, person(lateral=0.13))))
    assert set(seen) == {"right"}


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
    limits = Limits(posture=PostureLimits(lean_points=40, centred_points=30))
    assert posture(Story(limits).then(10, person(lateral=0.39))) == "centred"
    assert posture(Story(limits).then(10, person(lateral=0.41))) == "right"
