"""How a sitter sits evenly: learned slowly, never from a fault, and never more than a habit can be."""

import pytest

from edge.core.baseline import LARGEST_LATERAL, LEARN_S, in_force
from edge.core.moment import Baseline, Inputs
from tests.edge.core.stories import EMPTY, Story, person, without

SPARE = {"hz": 2.0}


def known(story):
    return in_force(story.state.baseline, story.inputs)


def test_in_the_first_minutes_nothing_is_known():
    assert known(Story(**SPARE).then(LEARN_S - 10, person(lateral=0.05))) is None


def test_a_habit_is_learned():
    story = Story(**SPARE).then(LEARN_S + 10, person(lateral=0.04, fore_aft=-0.2))
    assert known(story).cop_lateral == pytest.approx(0.04, abs=0.005)
    assert known(story).cop_fore_aft == pytest.approx(-0.2, abs=0.005)


def test_somebody_who_leans_from_the_first_minute_on_leans_all_the_same():
    story = Story(**SPARE).then(2 * LEARN_S, person(lateral=-0.4))
    assert known(story).cop_lateral == -LARGEST_LATERAL
    assert [kind for kind, _, _ in story.told_of("Uneven")] == ["UnevenStarted"]


def test_an_hour_of_leaning_does_not_become_the_norm():
    story = Story(**SPARE).then(3 * LEARN_S, person())
    before = known(story)
    story.then(3600, person(lateral=0.3))
    assert abs(known(story).cop_lateral - before.cop_lateral) < 0.01
    assert [kind for kind, _, _ in story.told_of("Uneven")] == ["UnevenStarted"]


def test_front_and_back_are_judged_once_a_habit_is_known():
    story = Story(**SPARE).then(LEARN_S + 10, person(fore_aft=-0.2))
    assert story.told_of("Uneven") == [], "sitting back is this sitter's habit"
    story.then(400, person(fore_aft=0.1))
    assert story.state.balance.side == "front"


def test_an_empty_seat_and_three_cells_teach_nothing():
    story = Story(**SPARE).then(LEARN_S, EMPTY).then(LEARN_S, without(person(), "front_left"))
    assert story.state.baseline.learned_s == 0.0


def test_a_guided_baseline_comes_before_the_learned_one():
    guided = Baseline(0.02, 0.1)
    story = Story(inputs=Inputs(baseline=guided), **SPARE).then(LEARN_S + 10, person(lateral=-0.05))
    assert known(story) == guided
