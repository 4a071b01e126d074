"""Frames for procedures that look at cells: a still seat, cells that say nothing, counters that grow."""

import random

from contract.seat import Corners
from edge.core.calibration import Calibration, CellCalibration
from edge.core.frame import NO_FAULT, CountsFrame
from edge.ports import CellCounters

AT_MS = 1_767_225_600_000
UPTIME_S = 64.0

CALIBRATION = Calibration(
    made_ms=AT_MS,
    cells=Corners(*(CellCalibration(tare_counts=1000.0 * k, counts_per_kg=way * 43_000.0) for k, way in
                    ((1, 1), (2, 1), (3, -1), (4, 1)))),
)  # fmt: skip


def frame(place, counts, faults=NO_FAULT):
    """Return the frame of a tenth of a second."""
    return CountsFrame(AT_MS + place * 100, UPTIME_S + place / 10, counts, faults)


def load(kg, calibration=CALIBRATION):
    """Return the counts of a load on each corner."""
    return Corners(*(round(cell.tare_counts + each * cell.counts_per_kg)
                     for each, cell in zip(kg, calibration.cells, strict=True)))  # fmt: skip


def watched(survey, seconds, *, rms=20.0, rate_sps=10.0, bad=0.0, kg=(0.0, 0.0, 0.0, 0.0), silent=(), fault="timeout"):
    """Feed a survey for some seconds, with counters each second, as the cells' process reports them."""
    chance = random.Random(1)
    names = Corners.__struct_fields__
    counters = None
    for place in range(1, round(seconds * 10) + 1):
        still = load(kg)
        counts = Corners(
            *(None if name in silent else getattr(still, name) + round(chance.gauss(0, rms)) for name in names)
        )
        faults = Corners(*(fault if name in silent else None for name in names))
        if place % 10 == 1 and place > 1:
            done = round((place - 1) / 10 * rate_sps)
            lost = round(done * bad)
            counters = Corners(
                *(
                    CellCounters(timeouts=1) if name in silent else CellCounters(readings=done - lost, stalls=lost)
                    for name in names
                )
            )
        survey.take(frame(place, counts, faults), counters)
    return survey.cells()
