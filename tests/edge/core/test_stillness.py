"""Stillness: a nudge after twenty minutes without a postural shift, and not for anything else."""

import pytest

from contract.events import StillnessNudged
from edge.core.limits import Limits, SittingLimits, StillnessLimits
from edge.core.moment import Inputs
from tests.edge.core.stories import EMPTY, NO_READING, UPTIME_S, Story, bag, person, without

STILL, AWAY = person(), person(lateral=0.3)
QUIET = {"hz": 2.0}


def nudges(story):
    return [round(each.uptime_s - UPTIME_S) for each in story.of(StillnessNudged)]


def test_a_nudge_comes_after_twenty_minutes_without_a_shift_and_after_twenty_more():
    story = Story(**QUIET).then(10, EMPTY).then(2500, STILL)
    assert nudges(story) == [1210, 2410]
    assert [each.still_s for each in story.of(StillnessNudged)] == [1200.0, 2400.0]


def test_a_shift_begins_the_interval_anew():
    story = Story(**QUIET).then(1100, STILL).then(1100, AWAY)
    assert nudges(story) == []
    assert nudges(story.then(200, AWAY)) == [pytest.approx(1100 + 4 + 1200, abs=2)]


def test_a_move_that_does_not_hold_is_no_shift():
    assert nudges(Story(**QUIET).then(600, STILL).then(1.5, AWAY).then(600, STILL)) == [1200]


def test_getting_up_begins_the_interval_anew():
    assert nudges(Story(**QUIET).then(1100, STILL).then(10, EMPTY).then(1100, STILL)) == []


@pytest.mark.parametrize("load", [EMPTY, bag(8), NO_READING], ids=["nobody", "bag", "no reading"])
def test_only_a_sitter_is_nudged(load):
    assert nudges(Story(**QUIET).then(3000, load)) == []


def test_seconds_in_which_no_shift_could_be_seen_do_not_count():
    assert nudges(Story(**QUIET).then(2000, without(STILL, "rear_left"))) == []
    story = Story(**QUIET).then(600, STILL).then(50, NO_READING).then(610, STILL)
    assert nudges(story) == [pytest.approx(1250, abs=3)]


@pytest.mark.parametrize(
    "silence",
    [
        Inputs(quiet=True),
        Inputs(paused_until_uptime_s=UPTIME_S + 1700),
        Inputs(snoozed_until_uptime_s=UPTIME_S + 1700),
    ],
    ids=["quiet", "pause", "snooze"],
)
def test_what_falls_into_silence_comes_once_when_it_ends(silence):
    story = Story(**QUIET).then(1700, STILL, inputs=silence)
    assert nudges(story) == []
    story.then(100, STILL, inputs=Inputs())
    assert nudges(story) == [1700]
    assert story.of(StillnessNudged)[0].still_s == pytest.approx(1700, abs=1)
    assert nudges(story.then(700, STILL)) == [1700, 2400]


def test_a_shift_in_silence_is_a_shift():
    story = Story(**QUIET).then(1300, STILL, inputs=Inputs(quiet=True)).then(60, AWAY)
    assert nudges(story.then(600, AWAY, inputs=Inputs())) == []


def test_the_limit_decides():
    limits = Limits(stillness=StillnessLimits(still_s=60), sitting=SittingLimits(nudge_s=5000, alert_s=5000))
    assert nudges(Story(limits, **QUIET).then(200, STILL)) == [60, 120, 180]


def test_stillness_is_not_prolonged_sitting_and_changes_no_cue():
    story = Story(**QUIET).then(1300, STILL)
    assert story.chair_state.cue == "off"
    assert [kind for kind, _, _ in story.told] == ["BoutStarted", "StillnessNudged"]
