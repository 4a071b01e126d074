"""Recordings of real people through the whole chair: pins, driver, core. See tests/recordings/README.md."""

from pathlib import Path
from statistics import fmean

import pytest

from contract.events import BoutEnded, BoutStarted, CellFailed, CellRecovered, UnevenStarted
from contract.minute import MinuteRecord
from contract.recording import read_recording
from contract.seat import Corners
from edge.core.calibration import Calibration, CellCalibration
from edge.core.limits import Limits
from mock_hw.replay import Plan, replay
from mock_hw.track import Track
from tests.bench.recordings import verdicts

RECORDINGS = Path(__file__).parents[1] / "recordings"
BOARD = RECORDINGS / "gpl" / "board-eight-bouts.csv"
WHEELCHAIRS = sorted((RECORDINGS / "gpl").glob("wheelchair-*.csv"))
BEAM = RECORDINGS / "mit" / "beam-load-cycles.csv"

STAYS_S = [129.1, 147.4, 128.3, 130.3, 125.4, 132.2, 133.2]
"""How long each stay on the board was at 20 kg, by the recording's own rows."""

BEAM_CELL = CellCalibration(tare_counts=-350_000, counts_per_kg=-230_000)
"""Nobody knows the beams' own calibration: these figures only bring their load cycles to a person's size."""

ROUNDING_MS = 1
PERIOD_MS = 100
RECOVERY_MS = 5000
"""A converter that was away has to settle, and what is usual with it is learned anew: until then more readings of
people in motion are dropped, and each is half a second more until it is trusted."""

_played = {}


def play(path, way):
    """Replay a recording once for all tests: events, minutes and live frames."""
    if (path, way) not in _played:
        recording = read_recording(path)
        calibration = Calibration(cells=Corners(BEAM_CELL, BEAM_CELL, BEAM_CELL, BEAM_CELL))
        outcomes = []
        plan = Plan(Track(recording), way, Limits(), calibration if recording.unit == "counts" else None, 0)
        replay(plan, outcomes.append)
        messages = [each for outcome in outcomes for each in outcome.happened]
        _played[path, way] = messages, [outcome.live for outcome in outcomes if outcome.live]
    return _played[path, way]


def said(path, way, kind):
    return [each for each in play(path, way)[0] if isinstance(each, kind)]


def events(path, way):
    return [each for each in play(path, way)[0] if not isinstance(each, MinuteRecord)]


WAYS = pytest.mark.parametrize("way", ["pins", "frames"])
EACH_WHEELCHAIR = pytest.mark.parametrize("path", WHEELCHAIRS, ids=lambda path: path.stem)


def test_the_recordings_are_here():
    assert len(WHEELCHAIRS) == 8


@WAYS
def test_seven_stays_on_the_board_are_seven_bouts_and_the_touch_is_none(way):
    ended = said(BOARD, way, BoutEnded)
    assert [bout.duration_s for bout in ended] == [pytest.approx(stay_s, abs=4) for stay_s in STAYS_S]
    assert len(said(BOARD, way, BoutStarted)) == 7
    touch_ms = 747_000
    assert not [bout for bout in ended if 0 < bout.started_at_ms - touch_ms < 10_000]


@WAYS
def test_the_hole_of_22_s_ends_no_bout_and_is_not_measured(way):
    last = said(BOARD, way, BoutEnded)[-1]
    assert last.duration_s - last.measured_s == pytest.approx(31, abs=3), "22 s and the smaller holes beside it"
    recording = read_recording(BOARD)
    steps_s = [b - a for a, b in zip(recording.t_s, recording.t_s[1:], strict=False)]
    assert max(steps_s) > 21, "the recording has its hole"


@WAYS
@EACH_WHEELCHAIR
def test_a_drive_in_a_wheelchair_is_one_bout(path, way):
    (ended,) = said(path, way, BoutEnded)
    assert ended.duration_s == pytest.approx(read_recording(path).duration_s, abs=1)
    assert ended.measured_s == pytest.approx(ended.duration_s, abs=1)


@WAYS
@EACH_WHEELCHAIR
def test_somebody_who_steers_left_leans_left(path, way):
    recording = read_recording(path)
    steered = {
        round(t_s * 10): float(j) for t_s, j in zip(recording.t_s, recording.labels["joystick_left"], strict=True)
    }
    left, right = [], []
    for frame in play(path, way)[1]:
        steering = steered.get(frame.at_ms // 100, 0.0)
        if frame.cop_lateral is not None and abs(steering) > 0.5:
            (left if steering > 0 else right).append(frame.cop_lateral)
    assert min(len(left), len(right)) > 50
    assert fmean(left) <= fmean(right) - 0.3


@pytest.mark.parametrize("path", [BOARD, BEAM, *WHEELCHAIRS], ids=lambda path: path.stem)
def test_pins_and_frames_tell_the_same_story_to_one_conversion(path):
    through_pins, through_frames = in_order(events(path, "pins")), in_order(events(path, "frames"))
    assert [type(each) for each in through_pins] == [type(each) for each in through_frames]
    for one, other in zip(through_pins, through_frames, strict=True):
        allowed_ms = RECOVERY_MS if isinstance(one, CellRecovered) else PERIOD_MS
        assert abs(one.at_ms - other.at_ms) <= allowed_ms + ROUNDING_MS, (one, other)


def test_hardly_a_reading_of_a_person_in_motion_is_taken_for_a_fault():
    for name, most in (("wheelchair", 0.002), ("board", 0.01)):
        seen = verdicts(name, caught=False)
        assert seen["alone"] < most * seen.total()
        assert not seen["unproved"], "only a cell that was caught has to prove a new level"


def in_order(told):
    """Events as they came, but recoveries at the end by corner: four of one moment come in the order of their chips."""
    recovered = sorted((each for each in told if isinstance(each, CellRecovered)), key=lambda each: each.corner)
    return [each for each in told if not isinstance(each, CellRecovered)] + recovered


@WAYS
def test_two_load_cycles_on_three_beams_are_two_bouts_without_a_claim_of_balance(way):
    """By the recording's own counts a load goes on at 578 s, off at 784 s and on again at 871 s."""
    started = said(BEAM, way, BoutStarted)
    assert [bout.at_ms / 1000 for bout in started] == [pytest.approx(578, abs=1), pytest.approx(871, abs=1)]
    assert said(BEAM, way, BoutEnded)[0].at_ms / 1000 == pytest.approx(784, abs=1)
    assert [(each.corner, each.fault) for each in said(BEAM, way, CellFailed)] == [("rear_right", "timeout")]
    assert said(BEAM, way, UnevenStarted) == []
    assert {minute.cop_lateral for minute in said(BEAM, way, MinuteRecord)} == {None}
