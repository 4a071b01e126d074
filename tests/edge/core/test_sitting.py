"""When to ask for a break, and what a break really taken is worth. Two frames a second: sitting is long."""

import pytest

from contract.events import ProlongedAlerted, ProlongedNudged
from edge.core.limits import Limits, SittingLimits
from edge.core.moment import Inputs
from edge.core.sitting import next_prompt_s
from tests.edge.core.stories import EMPTY, NO_READING, UPTIME_S, Story, bag, person

HOUR_S = 3600
QUIET = Inputs(quiet=True)


def prompts(story):
    """Kind and time of each prompt, in seconds of the story."""
    return [(kind.removeprefix("Prolonged"), at_s) for kind, at_s, _ in story.told_of("Prolonged")]


def sits(span_s, limits=None):
    return Story(limits, hz=2).then(span_s, person())


def test_a_nudge_an_alert_and_repeats_come_at_their_times():
    story = sits(2 * HOUR_S + 60)
    assert prompts(story) == [("Nudged", 1800), ("Alerted", 3600), ("Alerted", 5400), ("Alerted", 7200)]
    assert [each.sitting_s for each in story.of(ProlongedAlerted)] == [3600, 5400, 7200]
    assert story.of(ProlongedNudged)[0].sitting_s == 1800


def test_before_the_first_limit_nothing_is_asked():
    assert prompts(sits(1800)) == []


def test_the_limits_decide():
    limits = Limits(sitting=SittingLimits(nudge_s=100, alert_s=100, repeat_s=30))
    assert prompts(sits(170, limits)) == [("Alerted", 100), ("Alerted", 130), ("Alerted", 160)]


def test_the_cue_stays_until_the_sitter_gets_up():
    story = sits(1799)
    assert story.state.sitting.cue == "off"
    assert story.then(2, person()).state.sitting.cue == "nudge"
    assert story.then(1800, person()).state.sitting.cue == "alert"
    assert story.then(5, EMPTY).state.sitting.cue == "off"


@pytest.mark.parametrize(
    ("break_s", "left_s"),
    [(10, 1000), (119.5, 1000), (120, 600), (150, 500), (240, 200), (299.5, 5 / 3), (300, 0), (4000, 0)],
)
def test_a_break_earns_credit_in_proportion_from_two_minutes_on(break_s, left_s):
    story = sits(1000).then(break_s, EMPTY).then(10, person())
    assert story.state.sitting.sitting_s == pytest.approx(left_s + 9.5, abs=0.001)


@pytest.mark.parametrize("sat_s", [HOUR_S, 2 * HOUR_S, 5 * HOUR_S])
def test_a_break_is_worth_the_same_after_one_hour_as_after_five(sat_s):
    story = sits(sat_s).then(150, EMPTY).then(10, person())
    assert story.state.sitting.sitting_s == pytest.approx(HOUR_S / 2 + 9.5, abs=0.001)


def test_somebody_who_has_just_left_is_not_asked():
    assert prompts(sits(1799).then(10, EMPTY)) == []


def test_somebody_who_was_only_half_up_is_asked_when_down_again():
    assert prompts(sits(1799).then(2.5, EMPTY).then(10, person())) == [("Nudged", 1802.0)]


def test_after_a_short_break_the_prompt_comes_as_if_there_had_been_none():
    story = sits(1000).then(60, EMPTY).then(1000, person())
    assert prompts(story) == [("Nudged", 1000 + 60 + 800)]


def test_after_a_break_that_resets_prompts_begin_anew():
    story = sits(2000).then(300, EMPTY).then(1900, person())
    assert prompts(story) == [("Nudged", 1800), ("Nudged", 2300 + 1800)]


def test_after_a_partial_break_the_same_prompt_may_come_again():
    story = sits(2000).then(150, EMPTY).then(900, person())
    assert prompts(story) == [("Nudged", 1800), ("Nudged", 2150 + 800)]


def test_a_bag_on_the_seat_is_a_break_too():
    story = sits(1000).then(300, bag(6)).then(10, person())
    assert story.state.sitting.sitting_s == pytest.approx(9.5)


def test_what_was_not_measured_is_neither_sitting_nor_a_break():
    assert sits(1000).then(50, NO_READING).then(10, person()).state.sitting.sitting_s == pytest.approx(1009.5)
    story = sits(1000).then(400, NO_READING).then(10, person())
    assert story.state.sitting.sitting_s == pytest.approx(1000 - 0.5 + 9.5)


def test_a_break_that_is_first_seen_after_a_long_hole_counts_whole():
    story = sits(1000).then(61, NO_READING).then(121, EMPTY).then(10, person())
    assert story.state.sitting.sitting_s == pytest.approx(999.5 * (1 - 121.5 / 300) + 9.5)


def test_a_prompt_that_came_late_does_not_delay_the_next():
    story = Story(inputs=QUIET, hz=2).then(3598, person()).then(60, person(), inputs=Inputs())
    assert prompts(story) == [("Nudged", 3598), ("Alerted", 3600)]


@pytest.mark.parametrize(
    "silence",
    [QUIET, Inputs(paused_until_uptime_s=UPTIME_S + 2500), Inputs(snoozed_until_uptime_s=UPTIME_S + 2500)],
    ids=["quiet", "pause", "snooze"],
)
def test_silence_delays_a_prompt_and_does_not_lose_it(silence):
    story = Story(inputs=silence, hz=2).then(2500, person())
    assert prompts(story) == []
    assert story.state.sitting.cue == "off"
    story.then(5, person(), inputs=Inputs() if silence.quiet else silence)
    assert prompts(story) == [("Nudged", 2500)]


def test_silence_over_several_limits_ends_in_one_prompt():
    story = Story(inputs=QUIET, hz=2).then(6000, person()).then(600, person(), inputs=Inputs())
    assert prompts(story) == [("Alerted", 6000)]
    assert prompts(story.then(700, person())) == [("Alerted", 6000), ("Alerted", 7200)]


def test_a_sitter_who_left_during_silence_is_not_asked():
    story = Story(inputs=QUIET, hz=2).then(2500, person()).then(60, EMPTY).then(10, EMPTY, inputs=Inputs())
    assert prompts(story) == []


def test_silence_counts_breaks_all_the_same():
    story = sits(1000).then(300, EMPTY, inputs=QUIET).then(100, person(), inputs=Inputs())
    assert story.state.sitting.sitting_s == pytest.approx(99.5)


def test_a_break_shorter_than_the_vacant_dwell_is_sitting():
    assert sits(1000).then(2.5, EMPTY).then(10, person()).state.sitting.sitting_s == pytest.approx(1012.0)


@pytest.mark.parametrize(
    ("prompted_s", "next_s"), [(0, 1800), (1799, 1800), (1800, 3600), (3600, 5400), (5399, 5400), (6000, 7200)]
)
def test_the_next_prompt_after_one(prompted_s, next_s):
    assert next_prompt_s(SittingLimits(), prompted_s) == next_s
