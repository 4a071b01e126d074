"""The seat as it is now, for somebody who looks on: four cells, their sum and where it acts.

Without a calibration there are no kilograms. Each cell is then shown in counts since the look began, which is enough to
see which corner moves and which way.
"""

from typing import Literal

import msgspec

from contract.seat import CORNER_NAMES, Corners
from edge.core.calibration import Calibration, to_load
from edge.core.frame import CountsFrame, weigh
from edge.errors import CellFault
from edge.ports import CellCounters

NO_READING: Corners[None] = Corners(None, None, None, None)


class SeatView(msgspec.Struct, frozen=True, kw_only=True):
    """One look. `values` are kilograms or counts since the look began, None without a reading; `faults` say why."""

    at_ms: int = 0
    uptime_s: float = 0.0
    unit: Literal["kg", "counts"] = "kg"
    values: Corners[float | None] = NO_READING
    counts: Corners[int | None] = NO_READING
    faults: Corners[CellFault | None] = NO_READING
    total_kg: float | None = None
    cop_lateral: float | None = None
    cop_fore_aft: float | None = None
    counters: Corners[CellCounters] | None = None


class Looker:
    """Takes frames, and makes a `SeatView` of each."""

    def __init__(self, calibration: Calibration | None) -> None:
        self._calibration = calibration
        self._first: dict[str, int] = {}
        self.view = SeatView(unit="kg" if calibration else "counts")

    def take(self, frame: CountsFrame, counters: Corners[CellCounters] | None) -> SeatView:
        """Take one frame and return what is seen now."""
        values: Corners[float | None]
        if self._calibration is None:
            load = weigh(NO_READING)
            values = Corners(*(self._since_first(name, getattr(frame.counts, name)) for name in CORNER_NAMES))
        else:
            values = to_load(self._calibration, frame).load_kg
            load = weigh(values)
        self.view = SeatView(
            at_ms=frame.at_ms,
            uptime_s=frame.uptime_s,
            unit=self.view.unit,
            values=values,
            counts=frame.counts,
            faults=frame.faults,
            total_kg=load.total_kg,
            cop_lateral=load.cop_lateral,
            cop_fore_aft=load.cop_fore_aft,
            counters=counters,
        )
        return self.view

    def _since_first(self, corner: str, counts: int | None) -> float | None:
        if counts is None:
            return None
        return float(counts - self._first.setdefault(corner, counts))


def view_line(view: SeatView) -> str:
    """Return a look as one line: for a pipe or a file."""
    parts = []
    for name, value, fault in zip(CORNER_NAMES, view.values, view.faults, strict=True):
        parts.append(f"{name.replace('_', ' ')} {value_text(value, fault, view.unit)}")
    if view.total_kg is not None:
        parts.append(f"total {view.total_kg:z.1f} kg")
    if view.cop_lateral is not None and view.cop_fore_aft is not None:
        parts.append(f"centre {view.cop_lateral:+z.2f} right {view.cop_fore_aft:+z.2f} front")
    return "  ".join(parts)


def value_text(value: float | None, fault: CellFault | None, unit: Literal["kg", "counts"]) -> str:
    """Return a value with its unit, or the fault in its place."""
    if value is None:
        return fault or "no reading"
    return f"{value:z.1f} kg" if unit == "kg" else f"{value:+z,.0f}"
