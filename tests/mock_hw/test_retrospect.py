"""A recording looked at again says what the chair said when it was new: at once, frame by frame, in two parts."""

from pathlib import Path

import msgspec
import pytest

from contract.recording import read_recording
from edge.core import seat
from edge.core.frame import SeatFrame
from edge.core.limits import Limits
from edge.core.moment import Inputs
from edge.core.report import chair_state
from mock_hw.replay import BOOT, Plan, grid, replay
from mock_hw.track import Track

BOARD = Path(__file__).parents[1] / "recordings" / "gpl" / "board-eight-bouts.csv"
INPUTS = Inputs(boot=BOOT)


@pytest.fixture(scope="module")
def track():
    return Track(read_recording(BOARD))


@pytest.fixture(scope="module")
def at_once(track):
    """What `sitwell-mock replay` makes of the whole recording, and the chair's state at its end."""
    outcomes = []
    state = replay(Plan(track, "frames", Limits(), None, 0), outcomes.append)
    return [each for outcome in outcomes for each in outcome.happened], state


def frames(track):
    """The recording as a chair measures it: one frame, then the next."""
    first, last = grid(track)
    for place in range(first, last + 1):
        yield SeatFrame(place * 100, place / 10, track.at(place / 10))


def test_frame_by_frame_is_the_same_as_at_once(track, at_once):
    state, said = seat.SeatState(), []
    for place, frame in enumerate(frames(track)):
        state, happened = seat.step(Limits(), state, frame, INPUTS)
        said += happened
        if place % 100 == 0:
            chair_state(state, Limits(), INPUTS)  # to look at it changes nothing
    assert said + list(seat.finish(state, INPUTS)) == at_once[0]
    assert state == at_once[1]


@pytest.mark.parametrize("cut_s", [0.1, 64.0, 137.3, 905.0, 910.0, 980.0])
def test_a_recording_cut_in_two_says_the_same_when_the_state_is_carried_over(track, at_once, cut_s):
    """The second part begins with what a spool keeps of the first; two cuts are in holes of the recording."""
    state, said = seat.SeatState(), []
    for frame in frames(track):
        if frame.at_ms == round(cut_s * 1000):
            state = msgspec.json.decode(msgspec.json.encode(state), type=seat.SeatState)
        state, happened = seat.step(Limits(), state, frame, INPUTS)
        said += happened
    assert said + list(seat.finish(state, INPUTS)) == at_once[0]
