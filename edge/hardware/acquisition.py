"""From four cells to frames: the plain loop that runs alone, in its own process or inline on a virtual clock.

    cells    --1---------1---------1-------     each in its own time, about 10 a second
             ----2---------2---------2-----
    frames   F         F         F         F    each period, with every cell's newest reading if it is fresh

Between two looks the loop sleeps. A frame is made each period whatever the cells say, so that time never stops; when
the process comes late the periods slept over are left out, and the grid stays.
"""

import gc
import logging
from collections.abc import Callable

from contract.seat import CORNER_NAMES, Corners
from edge.core.frame import CountsFrame
from edge.errors import CellError, CellFault
from edge.ports import Clock, Emit, LoadCell

FRESH_PERIODS = 1.5
"""A reading older than this, since its release, is no longer the load of now."""

SAY_AGAIN_S = 3600.0
"""A fault of a cell is logged when it first comes and then once an hour: a wire that is off stays off for long."""

TICK_S = 1e-6
"""An instant closer than this has come: sums of periods are not exact."""

_log = logging.getLogger(__name__)


class _Slot:
    """One cell, its newest reading, and what ails it."""

    def __init__(self, name: str, cell: LoadCell) -> None:
        self.name = name
        self.cell = cell
        self.counts: int | None = None
        self.released_s = 0.0
        self.fault: CellFault | None = None
        self._silent_until_s: dict[tuple[CellFault, bool], float] = {}

    def poll(self, clock: Clock) -> None:
        """Let the cell do what is due."""
        try:
            counts = self.cell.poll()
        except CellError as error:
            self.fault = error.fault
            now_s, kind = clock.uptime_s(), (error.fault, error.passing)
            if now_s >= self._silent_until_s.get(kind, 0.0):  # the counters and the frames tell the rest
                _log.log(logging.INFO if error.passing else logging.WARNING, "%s: %s", self.name, error)
                self._silent_until_s[kind] = now_s + SAY_AGAIN_S
            return
        if counts is not None:
            self.counts, self.released_s, self.fault = counts, clock.uptime_s(), None

    def fresh(self, now_s: float, fresh_s: float) -> int | None:
        """Return the newest reading unless it is too old."""
        return self.counts if now_s - self.released_s <= fresh_s else None


def acquire(  # noqa: PLR0913  cells, clock and emit are the seam; the rest is by name and mostly has a default
    cells: Corners[LoadCell],
    clock: Clock,
    emit: Emit,
    *,
    stop: Callable[[], bool],
    period_s: float = 0.1,
    rate_sps: float = 10.0,
) -> None:
    """Poll the cells and emit a frame each `period_s` until `stop()` says so; it is asked after every wait.

    A frame's time is that of the conversions in it, as cells hold readings back (`LoadCell.held_s`).

    `rate_sps` is the nominal rate of the slowest converter; with faster ones the newest reading wins. A cell without
    a fresh reading is None in the frame, with its fault if one is known.
    """
    slots = [_Slot(name, cell) for name, cell in zip(CORNER_NAMES, cells, strict=True)]
    fresh_s = FRESH_PERIODS * max(period_s, 1 / rate_sps)
    held_s = max(cell.held_s for cell in cells)
    start_s = clock.uptime_s()
    frame_s = start_s + period_s
    while not stop():
        _poll_due(slots, clock, frame_s)
        now_s = clock.uptime_s()
        if now_s >= frame_s - TICK_S:
            emit(_frame(slots, clock, now_s - held_s, fresh_s))
            frame_s = start_s + period_s * (int((now_s - start_s + TICK_S) / period_s) + 1)


def answering(cells: Corners[LoadCell], clock: Clock, deadline_s: float = 3.0) -> bool:
    """Wait until one cell has given a reading; say False when none did within `deadline_s`. For start-up."""
    slots = [_Slot(name, cell) for name, cell in zip(CORNER_NAMES, cells, strict=True)]
    end_s = clock.uptime_s() + deadline_s
    while clock.uptime_s() < end_s:
        _poll_due(slots, clock, end_s)
        if any(slot.counts is not None for slot in slots):
            return True
    return False


def _poll_due(slots: list[_Slot], clock: Clock, latest_s: float) -> None:
    """Sleep until something is due, `latest_s` at the latest, and poll the cells that are."""
    clock.sleep_until(min(latest_s, *(slot.cell.due_s for slot in slots)))
    collecting = gc.isenabled()
    gc.disable()  # a collection between two edges of PD_SCK spoils the reading
    try:
        for slot in slots:
            if slot.cell.due_s <= clock.uptime_s() + TICK_S:
                slot.poll(clock)
    finally:
        if collecting:
            gc.enable()


def _frame(slots: list[_Slot], clock: Clock, then_s: float, fresh_s: float) -> CountsFrame:
    """Return the frame of `then_s`: readings were held back for so long, and say what was then."""
    now_s = clock.uptime_s()
    counts = [slot.fresh(now_s, fresh_s) for slot in slots]
    faults = [slot.fault if reading is None else None for slot, reading in zip(slots, counts, strict=True)]
    at_ms = clock.now_ms() - round((now_s - then_s) * 1000)
    return CountsFrame(at_ms, then_s, Corners(*counts), Corners(*faults))
