"""Which cells can be believed: failed after two seconds, trusted again after five."""

import pytest

from contract.events import CellFailed, CellRecovered
from contract.seat import CORNER_NAMES, Corners
from edge.core.frame import NO_FAULT
from edge.core.limits import HealthLimits, Limits
from tests.edge.core.stories import NO_READING, Story, person, without


def faults(corner, fault):
    return Corners(**{name: fault if name == corner else None for name in CORNER_NAMES})


@pytest.mark.parametrize("corner", CORNER_NAMES)
def test_a_cell_fails_and_recovers_by_name_and_at_the_right_times(corner):
    story = Story().then(20, person()).then(10, without(person(), corner), faults=faults(corner, "saturated"))
    story.then(20, person())
    assert story.told_of("Cell") == [("CellFailed", 19.9, 21.9), ("CellRecovered", 29.9, 34.9)]
    assert [(each.corner, each.fault) for each in story.of(CellFailed)] == [(corner, "saturated")]
    assert [(each.corner, each.failed_s) for each in story.of(CellRecovered)] == [(corner, 10.0)]


def test_a_cell_that_is_silent_without_a_known_cause_timed_out():
    story = Story().then(10, without(person(), "rear_left"))
    assert [each.fault for each in story.of(CellFailed)] == ["timeout"]
    assert story.state.health.cells.rear_left.fault == "timeout"


def test_a_few_lost_readings_are_no_failure():
    story = Story().then(10, person())
    for _ in range(20):
        story.then(1.5, NO_READING).then(0.5, person())
    assert story.told_of("Cell") == []


def test_a_cell_that_comes_and_goes_does_not_recover_each_time():
    story = Story().then(10, NO_READING)
    for _ in range(10):
        story.then(4, person()).then(1, NO_READING)
    assert len(story.told_of("CellFailed")) == 4
    assert story.told_of("CellRecovered") == []


def test_a_reading_lost_on_the_way_back_costs_half_a_second_of_it():
    dead = without(person(), "front_left")
    story = Story().then(10, person()).then(10, dead).then(2, person()).then(0.1, dead).then(20, person())
    ((_, back_s, known_s),) = story.told_of("CellRecovered")
    assert (back_s, known_s) == (pytest.approx(20.4), pytest.approx(25.4))


def test_a_cell_that_loses_every_fifth_reading_stays_away():
    dead = without(person(), "front_left")
    story = Story().then(10, dead)
    for _ in range(60):
        story.then(0.4, person()).then(0.1, dead)
    assert story.told_of("CellRecovered") == []


def test_the_first_cause_of_a_failure_stays_until_it_recovers():
    dead = without(person(), "front_left")
    story = Story().then(10, dead, faults=faults("front_left", "frozen"))
    story.then(10, dead, faults=faults("front_left", "timeout"))
    assert [each.fault for each in story.of(CellFailed)] == ["frozen"]
    assert story.state.health.cells.front_left.fault == "frozen"


def test_a_fault_beside_a_good_reading_is_history():
    story = Story().then(20, person(), faults=faults("front_left", "desync"))
    assert story.told_of("Cell") == []


@pytest.mark.parametrize("fault", ["drifting", "contradicts"])
def test_a_suspicion_beside_a_good_reading_is_said(fault):
    story = Story().then(20, person(), faults=faults("front_left", fault)).then(20, person())
    assert [(each.corner, each.fault) for each in story.of(CellFailed)] == [("front_left", fault)]
    assert len(story.of(CellRecovered)) == 1


def test_the_limits_decide():
    limits = Limits(health=HealthLimits(failed_s=10, recovered_s=1))
    story = Story(limits).then(9, NO_READING).then(5, person())
    assert story.told_of("Cell") == []
    story.then(11, NO_READING, faults=NO_FAULT).then(2, person())
    assert len(story.told_of("CellFailed")) == len(story.told_of("CellRecovered")) == 4
