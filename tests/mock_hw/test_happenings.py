"""Events become spans and marks on the recording's own axis of time."""

import pytest

from edge.core.limits import BalanceLimits, Limits, SittingLimits
from edge.core.moment import Baseline, Inputs
from mock_hw.happenings import Happenings
from tests.edge.core.stories import AT_MS, EMPTY, Story, bag, person, without

QUICK = Limits(sitting=SittingLimits(nudge_s=20, alert_s=40), balance=BalanceLimits(uneven_s=8))
EVEN = Inputs(baseline=Baseline(cop_lateral=0.0, cop_fore_aft=0.0))


def happened(story):
    told = Happenings(AT_MS)
    for each in story.said:
        told.note(each)
    told.end(story.now_s)
    return told


def near(*spans):
    return [(pytest.approx(begin_s, abs=3), pytest.approx(end_s, abs=3)) for begin_s, end_s in spans]


def test_people_and_things_on_the_seat_are_spans():
    told = happened(Story(QUICK).then(10, EMPTY).then(30, person()).then(10, EMPTY).then(20, bag(6)).then(10, EMPTY))
    assert told.spans["person"] == near((10, 40))
    assert told.spans["thing"] == near((50, 70))


def test_what_goes_on_at_the_end_is_a_span_to_the_end():
    told = happened(Story(QUICK).then(10, person()).then(60, without(person(), "rear_left")))
    assert told.spans["person"] == near((0, 70))
    assert told.spans["cell failed"] == near((10, 70))


def test_two_cells_that_fail_are_two_spans():
    story = Story(QUICK).then(10, EMPTY).then(20, without(EMPTY, "rear_left", "front_left")).then(20, EMPTY)
    assert happened(story).spans["cell failed"] == near((10, 30), (10, 30))


def test_prompts_and_a_clock_that_was_set_are_marks():
    told = happened(Story(QUICK).then(30, person()).set_clock(-5000).then(20, person()))
    assert told.marks["nudge"] == [pytest.approx(20, abs=3)]
    assert told.marks["alert"] == [pytest.approx(35, abs=3)]
    assert len(told.marks["clock stepped"]) == 1


def test_a_lean_is_a_span_from_when_it_began():
    told = happened(Story(QUICK, EVEN).then(15, person()).then(20, person(lateral=-0.4)).then(15, person()))
    assert told.spans["uneven load"] == near((15, 35))


def test_time_in_which_nobody_knew_is_a_span():
    told = Happenings(AT_MS)
    for t_s, presence in enumerate(("unknown", "unknown", "vacant", "vacant", "unknown")):
        told.see(float(t_s), presence)
    told.end(5.0)
    assert told.spans["unknown"] == [(0.0, 2.0), (4.0, 5.0)]
