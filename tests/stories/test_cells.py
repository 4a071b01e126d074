"""Cells on simulated days and in real recordings: no false alarm, and what remains when one of them fails."""

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from contract.events import BoutEnded, BoutStarted, CellFailed, UnevenStarted
from contract.minute import MinuteRecord
from contract.recording import read_recording
from contract.seat import CORNER_NAMES, Corners
from edge.core import seat
from edge.core.frame import SeatFrame
from edge.core.limits import Limits
from edge.core.moment import Inputs
from mock_hw.population.body import draw_body
from mock_hw.population.cells import draw_cells
from mock_hw.population.day import empty_day, object_day, sitter_day
from mock_hw.population.render import UPTIME_S, frames
from mock_hw.population.surroundings import draw_shakes
from mock_hw.replay import Plan, replay
from mock_hw.track import Track

RECORDINGS = sorted((Path(__file__).parents[1] / "recordings" / "gpl").glob("*.csv"))


def tell(scene, cells, seed, change=lambda _t_s, load_kg: load_kg):
    """Render a scene and take it through the core; `change` makes a fault. Return all messages and the last state."""
    state, said = seat.SeatState(), []
    for frame in frames(scene, cells, draw_shakes(random.Random(seed), scene.duration_s), str(seed)):
        changed = SeatFrame(frame.at_ms, frame.uptime_s, change(frame.uptime_s - UPTIME_S, frame.load_kg))
        state, happened = seat.step(Limits(), state, changed, Inputs())
        said += happened
    return [*said, *seat.finish(state, Inputs())], state


def of(said, kind):
    return [each for each in said if isinstance(each, kind)]


def a_day(seed, kind, hours):
    chance = random.Random(seed)
    scene = {
        "sitter": lambda: sitter_day(chance, draw_body(chance), hours),
        "things": lambda: object_day(chance, hours),
    }
    return scene[kind](), draw_cells(chance)


@pytest.mark.parametrize("kind", ["sitter", "things"])
def test_three_percent_of_spoilt_and_lost_readings_fail_no_cell(kind):
    scene, cells = a_day(11, kind, 0.5)
    said, _ = tell(scene, replace(cells, spike_share=0.03, lost_share=0.03), 11)
    assert of(said, CellFailed) == []


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_no_cell_of_a_real_recording_is_suspected(path):
    said = []
    replay(
        Plan(Track(read_recording(path)), "frames", Limits(), None, 0), lambda outcome: said.extend(outcome.happened)
    )
    named = {each.fault for each in of(said, CellFailed)}
    assert named <= {"timeout"}, "a hole of the recording is one"


def test_cheap_cells_that_wander_in_an_empty_room_are_followed():
    """1.4 kg in 45 min, as on bathroom scales."""
    cells = draw_cells(random.Random(5), cheap=True)
    said, state = tell(empty_day(0.75), cells, 5)
    true_kg = cells.slow_kg(0.75 * 3600)
    assert abs(sum(true_kg)) > 1.2
    assert tuple(state.trust.zero.zero_kg) == pytest.approx(true_kg, abs=0.1)
    assert [type(each) for each in said] == [MinuteRecord] * 45


@pytest.mark.parametrize("corner", CORNER_NAMES)
def test_a_cell_that_dies_in_mid_bout_leaves_presence_and_takes_balance(corner):
    scene, cells = a_day(3, "sitter", 0.1)
    cells = replace(cells, dead_corner=CORNER_NAMES.index(corner), dead_s=200.0)
    said, state = tell(scene, cells, 3)
    whole, _ = tell(scene, replace(cells, dead_corner=None), 3)
    assert [(each.corner, each.fault) for each in of(said, CellFailed)] == [(corner, "timeout")]
    assert len(of(said, BoutStarted)) == len(of(whole, BoutStarted))
    for one, other in zip(of(said, BoutEnded), of(whole, BoutEnded), strict=True):
        assert one.duration_s == pytest.approx(other.duration_s, abs=3)
    assert state.posture.posture == "unknown"
    assert of(said, UnevenStarted) == []


def test_a_cell_that_was_wired_the_wrong_way_round_is_said_and_the_sitter_is_still_seen():
    scene, cells = a_day(3, "sitter", 0.25)

    def turned(_t_s, load_kg):
        return Corners(load_kg.front_left, load_kg.front_right, -(load_kg.rear_left or 0.0), load_kg.rear_right)

    cells = replace(cells, lost_share=0.0)
    said, _ = tell(scene, cells, 3, turned)
    assert {(each.corner, each.fault) for each in of(said, CellFailed)} == {("rear_left", "reversed")}
    known_ms = of(said, CellFailed)[0].known_ms
    after_s, right_s = (
        sum(minute.occupied_s for minute in of(each, MinuteRecord) if minute.at_ms > known_ms)
        for each in (said, tell(scene, cells, 3)[0])
    )
    assert right_s > 100
    assert after_s == pytest.approx(right_s, abs=5)
