"""Four cells watched for some seconds: how fast they convert, how quiet they are, how many of their reads are bad.

    counters   |1.0 s         |2.0 s          ...  |10.0 s       reported once a second
    rate       `------- conversions of this span / its seconds

Noise is that of an empty, still seat: the median step between two readings, as a standard deviation. Somebody who
sits down meanwhile makes some large steps, which a median does not see.
"""

import math
import statistics

import msgspec

from contract.seat import CORNER_NAMES, Corners
from edge.core.calibration import Calibration
from edge.core.frame import CountsFrame
from edge.errors import CellFault
from edge.ports import CellCounters

RMS_OF_MEDIAN_STEP = 1.0484
"""For Gaussian noise of standard deviation s the median of |step| between two readings is 0.6745 * sqrt(2) * s."""

LEAST_STEPS = 5


class CellSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What one cell showed.

    `rate_sps` and `noise_counts` are None when too little was seen. `load_kg` is None without a calibration.
    `fault` is the last fault that a frame gave for a missing reading.
    """

    readings: int = 0
    bad: int = 0
    saturated: int = 0
    frozen: int = 0
    power_cycles: int = 0
    rate_sps: float | None = None
    noise_counts: float | None = None
    noise_kg: float | None = None
    median_counts: float | None = None
    load_kg: float | None = None
    counts_per_kg: float | None = None
    fault: CellFault | None = None

    @property
    def bad_share(self) -> float:
        """Bad reads as a share of all, 0 to 1."""
        return self.bad / (self.bad + self.readings) if self.bad + self.readings else 0.0


class _Report(msgspec.Struct, frozen=True):
    """A report of one cell's counters, and when it came."""

    uptime_s: float
    counters: CellCounters


class _Watch:
    """One cell."""

    def __init__(self) -> None:
        self.counts: list[int] = []
        self.fault: CellFault | None = None
        self.first: _Report | None = None
        self.last: _Report | None = None

    def take(self, counts: int | None, fault: CellFault | None) -> None:
        if counts is not None:
            self.counts.append(counts)
        elif fault is not None:
            self.fault = fault

    def report(self, uptime_s: float, counters: CellCounters) -> None:
        self.last = _Report(uptime_s, counters)
        if self.first is None or conversions(counters) < conversions(self.first.counters):
            self.first = self.last  # the second: the cells' process was started again and counts anew

    def rate_sps(self) -> float | None:
        if self.first is None or self.last is None or self.last.uptime_s <= self.first.uptime_s:
            return None
        done = conversions(self.last.counters) - conversions(self.first.counters)
        return done / (self.last.uptime_s - self.first.uptime_s) if done > 0 else None

    def noise_counts(self) -> float | None:
        steps = [abs(b - a) for a, b in zip(self.counts, self.counts[1:], strict=False)]
        moved = [step for step in steps if step]  # a frame repeats a reading when the cell is slower than the frames
        return statistics.median(moved) * RMS_OF_MEDIAN_STEP if len(moved) >= LEAST_STEPS else None


def bad_reads(counters: CellCounters) -> int:
    """Return how many conversions were lost or could not be trusted."""
    return counters.stalls + counters.desyncs + counters.saturated + counters.frozen + counters.doubted


def conversions(counters: CellCounters) -> int:
    """Return how many conversions a cell is known to have made."""
    return counters.readings + counters.discarded + bad_reads(counters)


class Survey:
    """Takes frames and the counters that came with them; says at any time what each cell has shown so far."""

    def __init__(self, calibration: Calibration | None) -> None:
        self._calibration = calibration
        self._watches = Corners(_Watch(), _Watch(), _Watch(), _Watch())
        self._told: Corners[CellCounters] | None = None

    def take(self, frame: CountsFrame, counters: Corners[CellCounters] | None) -> None:
        """Take one frame. The same counters as before (the same object) are no new report."""
        for watch, counts, fault in zip(self._watches, frame.counts, frame.faults, strict=True):
            watch.take(counts, fault)
        if counters is not None and counters is not self._told:
            self._told = counters
            for watch, each in zip(self._watches, counters, strict=True):
                watch.report(frame.uptime_s, each)

    def cells(self) -> Corners[CellSeen]:
        """Return what each cell has shown."""
        return Corners(*(self._seen(name) for name in CORNER_NAMES))

    def _seen(self, corner: str) -> CellSeen:
        watch: _Watch = getattr(self._watches, corner)
        counters = watch.last.counters if watch.last else CellCounters()
        median = statistics.median(watch.counts) if watch.counts else None
        noise = watch.noise_counts()
        cell = getattr(self._calibration.cells, corner) if self._calibration else None
        return CellSeen(
            readings=counters.readings,
            bad=bad_reads(counters),
            saturated=counters.saturated,
            frozen=counters.frozen,
            power_cycles=counters.power_cycles,
            rate_sps=watch.rate_sps(),
            noise_counts=noise,
            noise_kg=noise / abs(cell.counts_per_kg) if cell and noise is not None else None,
            median_counts=median,
            load_kg=(median - cell.tare_counts) / cell.counts_per_kg if cell and median is not None else None,
            counts_per_kg=cell.counts_per_kg if cell and math.isfinite(cell.counts_per_kg) else None,
            fault=None if watch.counts else watch.fault,
        )
