"""A guided baseline: twenty quiet seconds, and what keeps them from being taken."""

import random

import msgspec
import pytest

from contract.events import BaselineSet
from contract.seat import Corners
from edge.core import guided
from edge.core.baseline import in_force
from edge.core.guided import GIVE_UP_S, REMEDIES
from edge.core.moment import Baseline
from edge.core.seat import SeatState
from tests.edge.core.stories import EMPTY, Story, person, without


def begin(story):
    story.state = msgspec.structs.replace(story.state, guided=guided.begin(story.state.uptime_s or 0.0))
    return story


def told(story):
    return [(event.cop_lateral, event.cop_fore_aft) for event in story.of(BaselineSet)]


def seated(hz=10.0, **pose):
    return begin(Story(hz=hz).then(5, EMPTY).then(10, person(**pose)))


def test_twenty_quiet_seconds_are_the_baseline_from_then_on():
    story = seated(lateral=0.06, fore_aft=-0.1).then(21, person(lateral=0.06, fore_aft=-0.1))
    assert told(story) == [(0.06, -0.1)]
    assert (story.state.guided.phase, story.state.guided.askew) == ("done", False)
    assert in_force(story.state.baseline, story.inputs) == Baseline(0.06, -0.1)
    story.then(400, person(lateral=0.12, fore_aft=-0.1))
    assert story.told_of("Uneven") == [], "12 points, 6 of them the sitter's own"


def test_it_is_told_when_it_was_measured_and_only_once():
    story = seated().then(60, person())
    assert len(told(story)) == 1
    assert story.of(BaselineSet)[0].uptime_s == pytest.approx(64 + 15 + 20, abs=1.5)


def test_seconds_left_count_down():
    story = seated().then(10, person())
    assert story.state.guided.seconds_left == pytest.approx(10, abs=1)
    assert story.then(20, person()).state.guided.seconds_left == 0


def test_an_empty_seat_waits_for_a_sitter():
    story = begin(Story().then(5, EMPTY)).then(20, EMPTY)
    assert (story.state.guided.phase, story.state.guided.reason) == ("measuring", "nobody")
    assert told(story.then(30, person(lateral=0.05))) == [(0.05, 0.0)]


def test_nobody_for_two_minutes_is_refused_with_what_to_do():
    story = begin(Story().then(5, EMPTY)).then(GIVE_UP_S + 2, EMPTY)
    assert (story.state.guided.phase, story.state.guided.reason) == ("refused", "nobody")
    assert REMEDIES[story.state.guided.reason] == "Sit down on the chair."
    assert told(story.then(60, person())) == [], "who sits down later is not measured unasked"


def test_who_gets_up_begins_anew():
    story = seated(lateral=0.3).then(15, person(lateral=0.3)).then(10, EMPTY)
    assert told(story.then(40, person(lateral=0.02))) == [(0.02, 0.0)]


def test_who_moves_is_measured_once_sitting_still():
    story = seated()
    for side in (0.1, -0.1, 0.15, -0.05, 0.1, -0.1):
        story.then(5, person(lateral=side))
    assert (story.state.guided.phase, story.state.guided.reason) == ("measuring", "moving")
    assert told(story.then(30, person(lateral=0.04))) == [(0.04, 0.0)]


def test_who_never_sits_still_is_refused():
    story = seated()
    for k in range(round(GIVE_UP_S / 3) + 2):
        story.then(3, person(lateral=0.1 * (-1) ** k))
    assert (story.state.guided.phase, story.state.guided.reason) == ("refused", "moving")
    assert told(story) == []


def test_spoilt_readings_are_no_movement():
    chance, story = random.Random(1), seated()
    for _ in range(300):
        load = person(lateral=0.05)
        story.then(0.1, load if chance.random() > 0.05 else Corners(90.0, *list(load)[1:]))
    assert told(story) == [(0.05, 0.0)]


def test_a_silent_cell_measures_nothing():
    story = seated().then(GIVE_UP_S + 2, without(person(), "rear_left"))
    assert (story.state.guided.phase, story.state.guided.reason) == ("refused", "cell")
    assert told(story) == []


@pytest.mark.parametrize("pose", [{"lateral": 0.5}, {"lateral": -0.4}, {"fore_aft": -0.8}])
def test_a_load_far_off_the_middle_is_no_way_to_sit(pose):
    story = seated(**pose).then(GIVE_UP_S + 2, person(**pose))
    assert (story.state.guided.phase, story.state.guided.reason) == ("refused", "implausible")
    assert in_force(story.state.baseline, story.inputs) is None


def test_a_sitter_well_askew_is_taken_and_told_so():
    story = seated(lateral=-0.2).then(25, person(lateral=-0.2))
    assert told(story) == [(-0.2, 0.0)]
    assert story.state.guided.askew


def test_it_survives_a_restart_and_what_is_learned_later():
    story = seated(lateral=0.05).then(25, person(lateral=0.05))
    kept = msgspec.json.decode(msgspec.json.encode(story.state), type=SeatState)
    later = Story(hz=2.0)
    later.state = SeatState(baseline=kept.baseline)
    later.then(1500, person(lateral=-0.02))
    assert in_force(later.state.baseline, later.inputs) == Baseline(0.05, 0.0)


def test_a_second_measurement_replaces_the_first():
    story = seated(lateral=0.05).then(25, person(lateral=0.05))
    begin(story).then(30, person(lateral=-0.03))
    assert in_force(story.state.baseline, story.inputs) == Baseline(-0.03, 0.0)
