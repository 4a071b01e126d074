"""Press each corner when told: swapped and reversed cells come out."""

import pytest

from contract.seat import CORNER_NAMES, Corners
from edge.commissioning.procedures.pressing import Pressed, PressGuide, Pressing
from edge.commissioning.procedures.zeroing import Refused
from edge.core.frame import CountsFrame
from tests.edge.commissioning.seats import NOTHING, Seat, over

AT = dict(zip(CORNER_NAMES, ((-0.8, 0.8), (0.8, 0.8), (-0.8, -0.8), (0.8, -0.8)), strict=True))


def pressing(seat, corners=CORNER_NAMES, kg=4.0):
    yield from seat.rests(NOTHING, 5)
    for corner in corners:
        yield from seat.rests(over(*AT[corner], kg), 1.5, wave_kg=0.3)
        yield from seat.rests(NOTHING, 1.5)


def outcome(frames):
    procedure, said = Pressing(), []
    for frame in frames:
        said.append(procedure.take(frame))
        if not isinstance(said[-1], PressGuide):
            break
    return said


def wired(frames, *order):
    """The frames of a chair whose corners are wired to other converters: each name gets the counts of the named one."""
    for frame in frames:
        yield CountsFrame(frame.at_ms, frame.uptime_s, Corners(*(getattr(frame.counts, name) for name in order)))


def test_a_chair_that_is_wired_right_is_found_so():
    done = outcome(pressing(Seat()))[-1]
    assert isinstance(done, Pressed)
    assert done.in_order
    assert done.falls == Corners(False, False, True, False), "rear left is reversed in these frames"


def test_swapped_corners_are_found():
    done = outcome(wired(pressing(Seat()), "front_right", "rear_left", "front_left", "rear_right"))[-1]
    assert not done.in_order
    assert done.answered == Corners("rear_left", "front_left", "front_right", "rear_right")


def test_it_names_one_corner_after_the_other():
    stages = []
    for each in outcome(pressing(Seat()))[:-1]:
        if not stages or stages[-1] != (each.corner, each.stage):
            stages.append((each.corner, each.stage))
    pressed = [corner for corner, stage in stages if stage == "press"]
    assert pressed == list(CORNER_NAMES)
    assert stages[0] == ("front_left", "empty")


def test_the_same_corner_pressed_twice_is_said_and_may_be_mended():
    said = outcome(pressing(Seat(), ("front_left", "front_left", "front_right", "rear_left", "rear_right")))
    assert any(
        "The cell that answered for front left answers again. Press front right" in each.warning for each in said[:-1]
    )
    assert said[-1].in_order


def test_a_cell_that_is_dead_is_refused_in_the_end():
    refused = outcome(pressing(Seat(), ("front_left", *["front_left"] * 3)))[-1]
    assert isinstance(refused, Refused)
    assert "the cell there is dead" in refused.why


def test_leaning_on_two_corners_is_no_answer():
    seat = Seat()
    said = outcome([*seat.rests(NOTHING, 5), *seat.rests(over(0.0, 0.8, 8.0), 3)])
    assert said[-1].done == 0


def test_a_spike_is_no_answer():
    frames = list(Seat().rests(NOTHING, 10))
    frames[60] = CountsFrame(frames[60].at_ms, frames[60].uptime_s, Corners(2**22, 0, 0, 0))
    assert outcome(frames)[-1].done == 0


@pytest.mark.parametrize(
    ("load_kg", "said"), [(NOTHING, "No cell answered alone for front left"), (over(-0.8, 0.8, 5), "was not released")]
)
def test_after_a_minute_it_is_given_up(load_kg, said):
    seat = Seat()
    refused = outcome([*seat.rests(NOTHING, 5), *seat.rests(load_kg, 70)])[-1]
    assert isinstance(refused, Refused)
    assert said in refused.why


def test_somebody_on_the_seat_is_waited_for_and_told():
    refused = outcome(Seat().rests(over(0, 0, 60), 70, wave_kg=0.3))[-1]
    assert "keep off until the first corner is named" in refused.why
