"""Suspicions: cells whose readings come and cannot be right. Slow questions, put to windows of ten seconds.

    frozen       one same load for `frozen_s` while two other cells change all the time
    reversed     lighter by a tenth of what the other three gained, for `reversed_s` of load
    noisy        noise of `noisy_kg` and more on an empty seat for `noisy_s`, five times that of the others
    contradicts  what one cell alone changed, for `contradicts_s` of sitting (`fourth.py`)
    drifting     zero has crept by `drifting_kg` (`zero.py`): a tare is due

A frozen, reversed or noisy cell is not believed: presence goes on by the other three, and balance waits. The last two
are only said. Swapped corners are not seen: they read like another way to sit. So each corner is pressed when a chair
is set up.

A symptom is counted by windows that show it. Until it is believed, a window that does not show it starts the count
anew; afterwards such windows count down, and at nothing the cell is trusted again.
"""

import msgspec

from contract.seat import Corners
from edge.core import fourth, symptoms
from edge.core.fourth import CORNERS, FourthState
from edge.core.frame import NO_FAULT, Faults, SeatFrame
from edge.core.limits import HealthLimits
from edge.core.symptoms import CANNOT_TELL, Verdicts
from edge.core.windows import WINDOW_S, Window
from edge.errors import CellFault

SUSPECTED_ONLY = frozenset[CellFault | None]({"drifting", "contradicts"})
"""Suspicions about a cell that is measured with all the same."""

MEASURED_WITH = SUSPECTED_ONLY | {None}

DRIFT_STAYS = 0.8
"""A cell that drifted is trusted again below this part of the limit."""


class Tally(msgspec.Struct, frozen=True):
    """Windows that showed a symptom, and whether it is believed."""

    windows: int = 0
    believed: bool = False


class CellDoubts(msgspec.Struct, frozen=True):
    """What is held against one cell."""

    frozen: Tally = Tally()
    reversed: Tally = Tally()
    noisy: Tally = Tally()
    contradicts: Tally = Tally()
    drifting: bool = False


class SuspicionState(msgspec.Struct, frozen=True):
    """What is held against each cell, the faults that follow, what empty cells read last, and the fourth equation."""

    cells: Corners[CellDoubts] = Corners(CellDoubts(), CellDoubts(), CellDoubts(), CellDoubts())
    faults: Faults = NO_FAULT
    empty_kg: Corners[float] | None = None
    fourth: FourthState = FourthState()


def believed(state: SuspicionState, frame: SeatFrame) -> SeatFrame:
    """Return the frame with suspicions among its faults, and without the readings that are not believed."""
    if state.faults == NO_FAULT:
        return frame
    cells = [
        (kg if suspected in MEASURED_WITH else None, own if kg is None else suspected or own)
        for kg, own, suspected in zip(frame.load_kg, frame.faults, state.faults, strict=True)
    ]
    load_kg, faults = zip(*cells, strict=True)
    return SeatFrame(frame.at_ms, frame.uptime_s, Corners(*load_kg), Corners(*faults))


def step(limits: HealthLimits, state: SuspicionState, window: Window, zero_kg: Corners[float]) -> SuspicionState:
    """Return the new state. `window` holds what the cells said, believed or not, without the drift `zero_kg`."""
    empty_kg = _empty_kg(state, window)
    equation, odd = _fourth(limits, state, window)
    shown = zip(
        state.cells,
        symptoms.frozen(window),
        symptoms.lifted(window, empty_kg),
        symptoms.noisy(limits, window),
        odd,
        zero_kg,
        strict=True,
    )
    cells = Corners(
        *(
            CellDoubts(
                _count(cell.frozen, frozen, limits.frozen_s),
                _count(cell.reversed, lifted, limits.reversed_s),
                _count(cell.noisy, noisy, limits.noisy_s),
                _count(cell.contradicts, contradicts, limits.contradicts_s),
                abs(zero) >= limits.drifting_kg * (DRIFT_STAYS if cell.drifting else 1.0),
            )
            for cell, frozen, lifted, noisy, contradicts, zero in shown
        )
    )
    return SuspicionState(cells, cells.map(_gravest), empty_kg, equation)


def _gravest(cell: CellDoubts) -> CellFault | None:
    if cell.frozen.believed:
        return "frozen"
    if cell.reversed.believed:
        return "reversed"
    if cell.noisy.believed:
        return "noisy"
    if cell.contradicts.believed:
        return "contradicts"
    return "drifting" if cell.drifting else None


def _empty_kg(state: SuspicionState, window: Window) -> Corners[float] | None:
    kg = [cell.kg for cell in window.cells if cell is not None]
    return Corners(*kg) if window.presence == "vacant" and len(kg) == len(CORNERS) else state.empty_kg


def _fourth(limits: HealthLimits, state: SuspicionState, window: Window) -> tuple[FourthState, Verdicts]:
    """Ask the fourth equation, as long as four cells are believed and somebody sits on them."""
    if window.presence != "occupied" or not all(fault in MEASURED_WITH for fault in state.faults):
        return state.fourth, CANNOT_TELL
    equation, culprit = fourth.step(limits.contradicts_points, state.fourth, window)
    if equation is state.fourth:
        return equation, CANNOT_TELL
    fl, fr, rl, rr = (corner == culprit for corner in CORNERS)
    return equation, (fl, fr, rl, rr)


def _count(tally: Tally, shown: bool | None, enough_s: float) -> Tally:
    if shown is None or (not shown and not tally.windows):
        return tally
    if shown:
        enough = max(1, round(enough_s / WINDOW_S))
        windows = min(tally.windows + 1, enough)
        return Tally(windows, tally.believed or windows == enough)
    windows = tally.windows - 1 if tally.believed else 0
    return Tally(windows, windows > 0)
