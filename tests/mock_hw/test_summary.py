"""What a replay says at its end, read as people read it."""

import io
import re

import pytest
from rich.console import Console

from contract.seat import Corners
from edge.core.limits import BalanceLimits, Limits, SittingLimits
from edge.core.moment import Baseline, Inputs
from mock_hw.replay import Outcome
from mock_hw.summary import MOST_BOUTS, MOST_FAULTS, Summary, clock
from tests.edge.core.stories import AT_MS, EMPTY, NO_READING, Story, person, without

QUICK = Limits(
    sitting=SittingLimits(nudge_s=40, alert_s=80, repeat_s=20, break_s=5, reset_s=20), balance=BalanceLimits(uneven_s=8)
)
EVEN = Inputs(baseline=Baseline(cop_lateral=0.0, cop_fore_aft=0.0))


def shown(story, *, terminal=False):
    summary = Summary(AT_MS)
    summary.take(Outcome(tuple(story.end().said), None))
    said = io.StringIO()
    summary.show(Console(file=said, force_terminal=terminal, width=120))
    return said.getvalue()


def figure(text, name):
    return re.search(rf"^ {name} +(.*?) *$", text, re.MULTILINE)[1]


@pytest.fixture
def morning():
    return Story(QUICK).then(10, EMPTY).then(95, person()).then(30, EMPTY).then(60, person()).then(10, EMPTY)


def test_each_bout_stands_with_its_start_its_length_and_the_break_after_it(morning):
    lines = [line.split() for line in shown(morning).splitlines()]
    assert lines[1] == ["1", "0:00:10", "2026-01-01", "00:00:10", "0:01:35", "0:01:35", "0:00:30"]
    assert lines[2] == ["2", "0:02:15", "2026-01-01", "00:02:15", "0:01:00", "0:01:00", "-"]


def test_the_figures_of_a_morning(morning):
    text = shown(morning)
    assert figure(text, "chair sitting") == "0:02:35 measured, bouts: 2, longest 0:01:35"
    assert figure(text, "breaks") == "1, median 0:00:30"
    assert figure(text, "prompts").startswith("nudges: 2, alerts: 1")
    assert figure(text, "uneven load") == "never"
    assert figure(text, "cells") == "all well"
    assert figure(text, "postural shifts").startswith("0, 0.0 per sitting hour")


def test_unmeasured_time_is_said_beside_the_whole():
    text = shown(Story(QUICK).then(10, person()).then(20, NO_READING).then(30, person()))
    assert re.fullmatch(r"0:00:2\d of 0:01:00", figure(text, "unmeasured"))


def test_leaning_is_told_with_its_side_and_how_long_also_when_the_recording_ends_in_it():
    story = Story(QUICK, EVEN).then(20, person()).then(30, person(lateral=-0.4)).then(20, person())
    assert re.fullmatch(r"left for 0:00:3\d", figure(shown(story), "uneven load"))
    story = Story(QUICK, EVEN).then(20, person()).then(30, person(lateral=0.4))
    assert re.fullmatch(r"right for 0:00:(29|30)", figure(shown(story), "uneven load"))


def test_cells_that_fail_together_are_told_together():
    story = Story(QUICK).then(10, person()).then(20, NO_READING).then(30, person())
    assert figure(shown(story), "cells") == "all four timeout 0:00:10 to 0:00:30"
    story = Story(QUICK).then(10, person()).then(20, without(person(), "rear_left"))
    assert figure(shown(story), "cells") == "rear_left timeout 0:00:10 to the end"


def test_a_recording_without_anybody_says_none():
    text = shown(Story(QUICK).then(30, EMPTY))
    assert text.splitlines()[1].split() == ["none"]
    assert figure(text, "breaks") == "0"


def test_a_long_recording_is_summed_up_in_a_page():
    story = Story(QUICK, hz=2)
    for _ in range(MOST_BOUTS + 5):
        story.then(6, person()).then(6, EMPTY).then(1, Corners(0.0, None, 0.0, 0.0))
    assert "and 5 more" in shown(story)
    for _ in range(MOST_FAULTS + 3):
        story.then(8, NO_READING).then(12, EMPTY)
    assert "and 3 more" in shown(story)


def test_a_terminal_gets_lines_and_a_file_gets_none(morning):
    assert "\x1b[" in shown(morning, terminal=True)
    plain = shown(morning)
    assert "\x1b" not in plain
    assert not set("━─│┃") & set(plain)


@pytest.mark.parametrize(("span_s", "said"), [(0, "0:00:00"), (59.6, "0:01:00"), (3661, "1:01:01"), (-8, "-0:00:08")])
def test_a_span_is_said_as_a_clock_says_it(span_s, said):
    assert clock(span_s) == said
