"""What the chair shows of a way of sitting: the most pressing, from state, and nothing in silence."""

import pytest

from edge.config import EdgeSettings
from edge.core.limits import BalanceLimits, SittingLimits, StillnessLimits
from tests.edge.core.stories import EMPTY, person

LONG = SittingLimits(nudge_s=600, alert_s=900, repeat_s=60)
SOON = BalanceLimits(uneven_s=60)


@pytest.fixture
def chair(bench):
    return bench(settings=EdgeSettings(sitting=LONG, balance=SOON, stillness=StillnessLimits(still_s=120)))


def test_whoever_leans_for_long_sees_it_until_they_sit_evenly_again(chair):
    chair.passes(90, person(lateral=0.5))
    assert chair.lamp.shown[-1] == "uneven"
    chair.passes(60, person())
    assert chair.lamp.shown[-1] == "off"


def test_whoever_has_not_shifted_for_long_sees_it_until_they_do(chair):
    chair.passes(150, person())
    assert chair.lamp.shown[-1] == "still"
    chair.passes(30, person(lateral=0.2))
    assert chair.lamp.shown[-1] == "off"


def test_an_uneven_load_is_shown_before_stillness_and_sitting_for_long_before_both(chair):
    chair.passes(200, person(lateral=0.5))
    assert list(chair.lamp.shown) == ["off", "uneven"]
    chair.passes(500, person(lateral=0.5))
    assert chair.lamp.shown[-1] == "nudge"


def test_in_a_pause_and_on_an_empty_chair_nothing_is_shown(chair):
    chair.passes(90, person(lateral=0.5))
    assert chair.told("pause", pause_s=30).accepted
    assert chair.lamp.shown[-1] == "off"
    chair.passes(31, person(lateral=0.5))
    assert chair.lamp.shown[-1] == "uneven"
    chair.passes(10, EMPTY)
    assert chair.lamp.shown[-1] == "off"
