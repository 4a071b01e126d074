"""When the value of a reading may be trusted, whichever way it was read: the rules that both backends share."""

from collections import deque

from edge.errors import CellAloneError, CellDesyncError, CellFrozenError, CellSaturatedError
from edge.hardware.lone import LoneReadings
from edge.ports import CellCounters

FROZEN_S = 2.0
"""Identical counts for so long are no measurement: a live bridge has some 20 counts rms of noise."""

OFTEN, OFTEN_READINGS = 10, 600
"""So many that stand alone among so many readings, a minute at 10 SPS, are a plug's work: people who lean on purpose
make one in a minute, and somebody who steps on and off a board four or five (docs/hx711-faults.md, "What it costs")."""

MAX_COUNTS, MIN_COUNTS = 0x7FFFFF, -0x800000


class ValueRules:
    """Saturated, alone or frozen: what is wrong with a reading of one cell, by its value and those around it."""

    def __init__(self, counters: CellCounters, rate_sps: float) -> None:
        self._counters = counters
        self._frozen_readings = round(FROZEN_S * rate_sps)
        self._same_counts: int | None = None
        self._same_for = 0
        self._lone = LoneReadings()
        self._judged = 0
        self._alone: deque[int] = deque(maxlen=OFTEN)  # which readings stood alone

    def distrust(self) -> None:
        """Be strict for a while: the lines of this cell have just been caught at what they should not do."""
        self._lone.distrust()

    def opened(self) -> None:
        """The cell did not answer at all: that is a wire that is off, which spoils no words."""
        self._lone.opened()

    def interrupted(self) -> None:
        """Take the next reading for the first of all: the last one is long ago."""
        self._lone.interrupted()

    def judge(self, counts: int, after: int) -> int | None:
        """Return a reading that may be trusted; `after` is the one that came next.

        None for the first of all, and for the first of a new level in a cell that was caught lately.

        Raises `CellSaturatedError` at the ends of the range, `CellAloneError` when it stands alone between its
        neighbours and `CellDesyncError` when many do, `CellFrozenError` when nothing has moved for long.
        """
        self._judged += 1
        if not MIN_COUNTS < counts < MAX_COUNTS:
            self._counters.saturated += 1
            self._lone.interrupted()
            raise CellSaturatedError(
                f"The HX711 is at the end of its range ({counts:+d}). Check the four wires of the load cell for one "
                "that is off, and that nothing presses the cell beyond its rating."
            )
        verdict = "unproved" if self._lone.first(counts) else self._lone.judge(counts, after)
        if verdict == "unproved":
            self._counters.discarded += 1
            return None
        if verdict == "alone":
            self._counters.doubted += 1
            raise self._one_alone(counts)
        self._same_for = self._same_for + 1 if counts == self._same_counts else 1
        self._same_counts = counts
        if self._same_for > self._frozen_readings:
            self._counters.frozen += 1
            raise CellFrozenError(
                f"The HX711 has said {counts} for {FROZEN_S:g} s, and a live cell is never so still. Check the load "
                "cell's wires at the board; then replace the board."
            )
        self._counters.readings += 1
        return counts

    def _one_alone(self, counts: int) -> CellDesyncError:
        """Return what to say of a reading that stands alone: only many of them send people to the wires."""
        self._alone.append(self._judged)
        if len(self._alone) == OFTEN and self._judged - self._alone[0] < OFTEN_READINGS:
            return CellDesyncError(
                f"{OFTEN} of the last {OFTEN_READINGS} readings of the HX711, {counts:+d} was one, fit neither the one "
                "before nor the one after; dropped. Shorten its wires and look for a loose plug on DOUT and PD_SCK."
            )
        return CellAloneError(
            f"One reading of the HX711 ({counts:+d}) fits neither the one before nor the one after; dropped, as "
            "happens now and then when somebody moves quickly."
        )
