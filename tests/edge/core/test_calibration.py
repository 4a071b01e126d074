"""From counts to kilograms, and calibrations that went wrong."""

import math

import pytest

from contract.seat import Corners
from edge.core.calibration import Calibration, CellCalibration, nominal, to_load
from edge.core.frame import NO_LOAD, CountsFrame

FAULTS = Corners(None, None, None, "desync")


def cell(tare_counts=0.0, counts_per_kg=43_000.0):
    return CellCalibration(tare_counts=tare_counts, counts_per_kg=counts_per_kg)


def test_each_cell_has_its_own_tare_and_sensitivity_of_either_sign():
    calibration = Calibration(cells=Corners(cell(1000), cell(-500, 1000), cell(0, -2000), cell()))
    frame = to_load(calibration, CountsFrame(7, 1.5, Corners(44_000, 1500, -5000, None), FAULTS))
    assert frame.load_kg == Corners(1.0, 2.0, 2.5, None)
    assert (frame.at_ms, frame.uptime_s, frame.faults) == (7, 1.5, FAULTS)


def test_without_a_calibration_there_is_no_load_and_each_cell_says_so():
    frame = to_load(None, CountsFrame(7, 1.5, Corners(1, 2, 3, 4)))
    assert frame.load_kg == NO_LOAD
    assert set(frame.faults) == {"uncalibrated"}


@pytest.mark.parametrize("counts_per_kg", [0.0, 9.99, -9.99])
def test_a_cell_that_feels_nothing_is_refused_with_its_remedy(counts_per_kg):
    with pytest.raises(ValueError, match="at least 10 either way; calibrate again"):
        cell(counts_per_kg=counts_per_kg)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_calibration_is_made_of_numbers(bad):
    with pytest.raises(ValueError, match="finite"):
        cell(tare_counts=bad)
    with pytest.raises(ValueError, match="finite"):
        cell(counts_per_kg=bad)


def test_the_nominal_calibration_is_what_the_parts_promise():
    """1 mV/V at 50 kg, gain 128, full scale half the excitation in 2^23 counts: 0.001 * 128 / 0.5 * 2^23 / 50."""
    for each in nominal().cells:
        assert each.counts_per_kg == pytest.approx(0.001 * 128 / 0.5 * 2**23 / 50, rel=0.01)
