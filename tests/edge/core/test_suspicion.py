"""Cells whose readings come and cannot be right: said in time, and never of a cell that is right."""

import random

import pytest

from contract.events import BoutEnded, CellFailed, CellRecovered, ObjectPlaced, UnevenStarted
from contract.seat import CORNER_NAMES, Corners
from edge.core.limits import HealthLimits, Limits
from tests.edge.core.living import let
from tests.edge.core.stories import EMPTY, UPTIME_S, Story, person

EACH_CORNER = pytest.mark.parametrize("corner", CORNER_NAMES)
SLOW = {"hz": 2.0}


def failed(story):
    return [(each.corner, each.fault) for each in story.of(CellFailed)]


def known_s(event):
    return round(event.uptime_s - UPTIME_S)


@EACH_CORNER
def test_a_cell_that_shows_one_same_load_while_the_others_move_is_frozen(corner):
    story = let(Story(**SLOW), 60, person())
    let(story, 60, person(), **{corner: lambda _: 17.25})
    assert failed(story) == [(corner, "frozen")]
    assert known_s(story.of(CellFailed)[0]) <= 60 + 30
    let(story, 60, person())
    assert [each.corner for each in story.of(CellRecovered)] == [corner]


def test_a_frozen_cell_is_not_read_so_the_sitter_leaves_when_he_leaves():
    story = let(Story(**SLOW), 60, person())
    let(story, 60, person(), front_left=lambda _: 18.0)
    assert story.state.posture.posture == "unknown"
    let(story, 60, EMPTY, front_left=lambda _: 18.0)
    (ended,) = story.of(BoutEnded)
    assert ended.duration_s == pytest.approx(120, abs=1)


def test_nothing_is_frozen_where_nothing_moves():
    """A recording that is coarse shows the same figures for long, and a mat shows nothing below its threshold."""
    story = Story(**SLOW).then(300, person()).then(300, EMPTY)
    let(story, 300, person(), front_left=lambda _: 0.0)
    let(story, 300, person(), **{name: lambda kg: round(kg, 1) for name in CORNER_NAMES})
    assert failed(story) == []


@EACH_CORNER
def test_a_cell_that_grows_lighter_under_every_load_is_reversed(corner):
    """One that is turned round by a new calibration; the sitter's other three corners say so."""
    story = let(Story(**SLOW), 60, EMPTY)
    for _ in range(3):
        let(story, 160, person(72, 0.1, -0.1), **{corner: lambda kg: -kg})
        let(story, 30, EMPTY, **{corner: lambda kg: -kg})
    assert failed(story) == [(corner, "reversed")]
    let(story, 20, person(72), **{corner: lambda kg: -kg})
    assert story.state.presence.presence == "occupied"
    assert story.state.look.smooth is None, "no balance"
    let(story, 900, person(72))
    assert [each.fault for each in story.of(CellFailed)] == ["reversed"]
    assert len(story.of(CellRecovered)) == 1


def test_a_corner_that_lifts_now_and_then_is_not_reversed():
    story = let(Story(**SLOW), 60, EMPTY)
    for _ in range(6):
        let(story, 200, person(72, 0.6, -0.6))
        let(story, 100, person(72, 0.75, -0.75))  # far back to the right: front left is pulled up
        let(story, 30, person(72))
    assert failed(story) == []


def test_a_cell_whose_tare_is_lost_is_not_reversed():
    lost = {"front_left": lambda kg: kg - 50}
    story = let(Story(**SLOW), 60, EMPTY, **lost)
    let(story, 900, person(72), **lost)
    assert failed(story) == []


def loud(kg):
    chance = random.Random(str(kg))
    return kg + chance.gauss(0, 0.5)


@EACH_CORNER
def test_a_cell_with_far_more_noise_than_the_others_is_noisy(corner):
    story = let(Story(**SLOW), 60, EMPTY)
    let(story, 90, EMPTY, **{corner: loud})
    assert failed(story) == [(corner, "noisy")]
    let(story, 60, person(), **{corner: loud})
    assert story.state.presence.presence == "occupied"
    assert story.state.look.smooth is None
    let(story, 90, EMPTY)
    assert len(story.of(CellRecovered)) == 1


def test_a_floor_that_shakes_is_no_fault_of_a_cell():
    story = let(Story(**SLOW), 300, EMPTY, **dict.fromkeys(CORNER_NAMES, loud))
    assert failed(story) == []


def test_a_fault_that_is_seen_only_for_a_moment_is_not_said():
    story = let(Story(**SLOW), 60, EMPTY)
    for _ in range(10):
        let(story, 40, EMPTY, rear_left=loud)
        let(story, 20, EMPTY)
    assert failed(story) == []


def test_spoilt_and_lost_readings_are_no_fault_of_a_cell():
    chance = random.Random(7)

    def spoil(kg):
        luck = chance.random()
        return None if luck < 0.03 else kg + chance.uniform(-90, 90) if luck < 0.06 else kg

    every = dict.fromkeys(CORNER_NAMES, spoil)
    story = Story(**SLOW)
    for _ in range(4):
        let(story, 400, EMPTY, **every)
        let(story, 400, person(72, 0.1), **every)
    assert failed(story) == []
    assert story.of(ObjectPlaced) == []


def test_the_limits_decide():
    limits = Limits(health=HealthLimits(noisy_kg=2.0, frozen_s=120))
    story = let(Story(limits, **SLOW), 200, EMPTY, rear_left=loud)
    let(story, 100, person(), front_left=lambda _: 17.25)
    assert failed(story) == []
    let(story, 40, person(), front_left=lambda _: 17.25)
    assert failed(story) == [("front_left", "frozen")]


def weak(kg):
    return kg * 0.1


@EACH_CORNER
def test_a_cell_that_stops_bearing_its_part_contradicts_the_others(corner):
    limits = Limits(health=HealthLimits(contradicts_s=600))
    story = Story(limits, hz=1.0)
    for _ in range(3):
        let(story, 1800, person(72, 0.05, -0.1))
        let(story, 900, person(72, -0.15, 0.1))
    let(story, 7200, person(72, 0.0, -0.05), **{corner: weak})
    assert failed(story) == [(corner, "contradicts")]
    assert story.state.posture.posture != "unknown", "a suspicion stops no measurement"
    let(story, 7200, person(72, 0.0, -0.05))
    assert [each.corner for each in story.of(CellRecovered)] == [corner]


def test_a_cell_that_is_weak_from_the_first_day_on_cannot_be_told_from_a_way_to_sit():
    story = let(Story(hz=1.0), 5 * 3600, person(72), front_left=weak)
    assert failed(story) == []


def test_another_sitter_and_another_way_to_sit_contradict_nothing():
    story = Story(hz=1.0)
    for load in (
        person(72, 0.05, -0.1),
        person(50, 0.3, -0.3),
        person(90, -0.35, 0.1),
        Corners(20.0, 14.0, 22.0, 20.0),
    ):
        let(story, 5400, load)
    assert failed(story) == []
    assert len(story.of(UnevenStarted)) == 2, "what they are is said"
