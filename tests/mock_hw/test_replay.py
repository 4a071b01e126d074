"""A replay says what the chair would have said, through the driver's pins and straight to the core."""

import pytest

from contract.events import BoutEnded, BoutStarted, CellFailed
from contract.minute import MinuteRecord
from contract.seat import Corners
from edge.core.calibration import Calibration, CellCalibration
from edge.core.limits import Limits
from edge.errors import NotCalibratedError
from mock_hw.replay import Plan, grid, replay
from mock_hw.track import Track
from tests.edge.core.stories import AT_MS
from tests.mock_hw.recordings import BOUT, COUNTS, KG, recording, rows

HOLED = rows(5.2, 0.0, start_s=0.33, hz=60), rows(5, 72.0, start_s=20.18, hz=45)

WAYS = pytest.mark.parametrize("way", ["frames", "pins"])


@pytest.fixture
def play(tmp_path):
    def play(way, *parts, header=KG, calibration=None, shares_weight=False):
        track = Track(recording(tmp_path / "seat.csv", *parts, header=header))
        outcomes = []
        replay(Plan(track, way, Limits(), calibration, AT_MS, shares_weight), outcomes.append)
        return outcomes

    return play


def said(outcomes, kind):
    return [each for outcome in outcomes for each in outcome.happened if isinstance(each, kind)]


@WAYS
def test_a_recorded_bout_is_a_bout(play, way):
    (ended,) = said(play(way, *BOUT), BoutEnded)
    assert ended.started_at_ms == pytest.approx(AT_MS + 10_000, abs=101)
    assert (ended.duration_s, ended.measured_s) == (pytest.approx(60, abs=0.11), pytest.approx(60, abs=0.11))


@WAYS
def test_frames_come_on_a_grid_of_a_tenth_of_a_second_from_the_first_row_to_the_last(play, way):
    outcomes = play(way, rows(5.3, 72.0, start_s=0.05, hz=60))
    at_ms = [outcome.live.at_ms for outcome in outcomes if outcome.live]
    assert at_ms == [AT_MS + 100 * place for place in range(1, 54)]


@WAYS
def test_each_frame_of_a_whole_recording_has_its_reading(play, way):
    outcomes = play(way, rows(12.3, 72.0))
    assert [outcome.live.shares is None for outcome in outcomes if outcome.live] == [False] * 124


@WAYS
def test_what_the_end_closes_is_no_frame(play, way):
    outcomes = play(way, rows(30, 72.0))
    assert outcomes[-1].live is None
    assert [type(each) for each in outcomes[-1].happened] == [BoutEnded, MinuteRecord]


@WAYS
def test_a_hole_is_unmeasured_time_in_the_middle_of_a_bout(play, way):
    outcomes = play(way, rows(10, 72.0), rows(10, 72.0, start_s=30), rows(5, 0.0, start_s=40.1))
    (ended,) = said(outcomes, BoutEnded)
    assert ended.duration_s == pytest.approx(40.1, abs=0.41), "cells that were away have to prove a new level"
    assert ended.measured_s == pytest.approx(20.3, abs=0.4)
    unmeasured_s = sum(minute.unmeasured_s for minute in said(outcomes, MinuteRecord))
    assert unmeasured_s == pytest.approx(19.8, abs=0.4)


@WAYS
def test_a_cell_that_is_empty_throughout_has_failed_and_the_rest_goes_on(play, way):
    outcomes = play(way, [row.rpartition(",")[0] + "," for row in rows(30, 72.0)])
    assert [each.corner for each in said(outcomes, CellFailed)] == ["rear_right"]
    assert len(said(outcomes, BoutEnded)) == 1


@WAYS
def test_a_recording_may_begin_before_zero_and_late(play, way):
    for start_s in (-8.0, 3600.05):
        outcomes = play(way, rows(12, 72.0, start_s=start_s), rows(4, 0.0, start_s=start_s + 12.1))
        (started,), (ended,) = said(outcomes, BoutStarted), said(outcomes, BoutEnded)
        assert ended.uptime_s - started.uptime_s == pytest.approx(ended.duration_s), "no uptime below zero"
        assert ended.started_at_ms == pytest.approx(AT_MS + start_s * 1000, abs=101)
        assert ended.duration_s == pytest.approx(12.1, abs=0.11)


@WAYS
def test_counts_are_read_with_the_chairs_own_calibration(play, way):
    cell = CellCalibration(tare_counts=-5000, counts_per_kg=-1000)
    calibration = Calibration(cells=Corners(cell, cell, cell, cell))
    parts = [f"{n / 10:g},{-23000 - n % 7},{-23000 + n % 7},{-23000 - n % 3},{-23000 + n % 3}" for n in range(300)]
    outcomes = play(way, parts, header=COUNTS, calibration=calibration, shares_weight=True)
    assert outcomes[-2].live.total_kg == pytest.approx(72, abs=0.2)


def test_counts_that_never_move_are_a_frozen_cell_and_no_measurement(play):
    cell = CellCalibration(tare_counts=0, counts_per_kg=1000)
    calibration = Calibration(cells=Corners(cell, cell, cell, cell))
    still = [f"{n / 10:g},18000,18000,18000,18000" for n in range(300)]
    failed = said(play("pins", still, header=COUNTS, calibration=calibration), CellFailed)
    assert [each.fault for each in failed] == ["frozen"] * 4


@WAYS
def test_counts_without_a_calibration_are_refused_with_the_remedy(play, way):
    with pytest.raises(NotCalibratedError, match=r"is in counts: give an edge\.toml .* by --config"):
        play(way, ["0,1,2,3,4"], header=COUNTS)


@WAYS
@pytest.mark.parametrize("t_s", ["0", "0.05", "7.3"])
def test_a_recording_of_one_row_is_replayed(play, way, t_s):
    outcomes = play(way, [f"{t_s},18,18,18,18"])
    assert len([outcome for outcome in outcomes if outcome.live]) == (0 if t_s == "0.05" else 1)


@WAYS
def test_the_same_recording_says_the_same_twice(play, way):
    assert play(way, rows(8, 72.0)) == play(way, rows(8, 72.0))


def test_both_ways_make_the_same_frames(play):
    frames = [outcome.live.at_ms for outcome in play("frames", *HOLED) if outcome.live]
    pins = [outcome.live.at_ms for outcome in play("pins", *HOLED) if outcome.live]
    assert frames == pins


@pytest.mark.parametrize("tenths", range(1, 60, 7))
def test_the_grid_ends_with_the_last_row_however_tenths_round(tmp_path, tenths):
    track = Track(recording(tmp_path / "seat.csv", [f"{place / 10:g},1,1,1,1" for place in range(3, 4 + tenths)]))
    assert grid(track) == (3, 3 + tenths)
