"""From converter counts to kilograms, cell by cell: load_kg = (counts - tare_counts) / counts_per_kg.

`counts_per_kg` is signed: a bridge wired the other way round counts downwards and is right all the same. The stored
tare is the truth; nothing here ever tares by itself, least of all at boot with somebody seated.
"""

import math
from typing import Annotated

import msgspec

from contract.scalars import EpochMs, Version
from contract.seat import Corners
from edge.core.frame import NO_LOAD, CountsFrame, Faults, SeatFrame

LEAST_COUNTS_PER_KG = 10.0
"""A cell less sensitive than this resolves worse than its noise: the calibration went wrong."""

NOMINAL_COUNTS_PER_KG = 43_000.0
"""A 50 kg cell of 1 mV/V on a gain of 128 gives about 43 counts per gram (datasheet arithmetic)."""


class CellCalibration(msgspec.Struct, frozen=True, kw_only=True):
    """One cell: counts with nothing on it, and signed counts for each kilogram."""

    tare_counts: float
    counts_per_kg: float

    def __post_init__(self) -> None:
        """Refuse a calibration that would make noise into kilograms."""
        if not math.isfinite(self.tare_counts) or not math.isfinite(self.counts_per_kg):
            raise ValueError("tare_counts and counts_per_kg must be finite numbers")
        if abs(self.counts_per_kg) < LEAST_COUNTS_PER_KG:
            raise ValueError(f"counts_per_kg must be at least {LEAST_COUNTS_PER_KG:g} either way; calibrate again")


class CalibrationCheck(msgspec.Struct, frozen=True, kw_only=True):
    """How good a guided calibration was: the mass used, in kilograms, and its three figures.

    `residual_pct`: how far the mass in the middle was from what the corners foretold. `return_pct`: the largest change
    of zero from before a placement to after it, in percent of the mass. `condition`: of the matrix of shares,
    1 at best.
    """

    mass_kg: float
    residual_pct: float
    return_pct: float
    condition: float


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """All four cells, with what the counts depend on: sample rate and gain.

    `made_ms` is when these numbers were stored, by a calibration or by a tare; `calibrated_ms` when counts_per_kg were
    found, with `reference_counts` as the tare of that time, so that it can be told how far the zero has moved since.
    """

    version: Version = 1
    made_ms: EpochMs = 0
    rate_sps: Annotated[float, msgspec.Meta(gt=0)] = 10.0
    gain: int = 128
    cells: Corners[CellCalibration]
    calibrated_ms: EpochMs | None = None
    reference_counts: Corners[float] | None = None
    check: CalibrationCheck | None = None


UNCALIBRATED: Faults = Corners("uncalibrated", "uncalibrated", "uncalibrated", "uncalibrated")


def nominal() -> Calibration:
    """Return what the parts promise: for simulated chips and for recordings that are already in kilograms."""
    cell = CellCalibration(tare_counts=0.0, counts_per_kg=NOMINAL_COUNTS_PER_KG)
    return Calibration(cells=Corners(cell, cell, cell, cell))


def to_load(calibration: Calibration | None, frame: CountsFrame) -> SeatFrame:
    """Return the frame in kilograms; without a calibration it holds no load and says so."""
    if calibration is None:
        return SeatFrame(frame.at_ms, frame.uptime_s, NO_LOAD, UNCALIBRATED)
    cells, counts = calibration.cells, frame.counts
    return SeatFrame(
        frame.at_ms,
        frame.uptime_s,
        Corners(
            _kg(cells.front_left, counts.front_left),
            _kg(cells.front_right, counts.front_right),
            _kg(cells.rear_left, counts.rear_left),
            _kg(cells.rear_right, counts.rear_right),
        ),
        frame.faults,
    )


def _kg(cell: CellCalibration, counts: int | None) -> float | None:
    return None if counts is None else (counts - cell.tare_counts) / cell.counts_per_kg
