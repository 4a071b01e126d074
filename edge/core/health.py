"""Which cells can be believed, told in events.

A cell has failed after `failed_s` without a reading and is trusted again after `recovered_s` with them; each that is
lost meanwhile costs `LOST_S` of that, so a cell of which more than a sixth is lost at 10 Hz stays away. A suspicion
counts as a fault too (`suspicion.py`), though not each one keeps a cell from being measured with.

With one cell away the other three say whether somebody sits, and nothing is said of balance.
"""

from typing import get_args

import msgspec

from contract.events import CellFailed, CellRecovered
from contract.scalars import CornerName
from contract.seat import Corners
from edge.core.frame import NO_FAULT
from edge.core.limits import HealthLimits
from edge.core.moment import Events, Inputs, Moment, stamp
from edge.core.suspicion import SUSPECTED_ONLY
from edge.errors import CellFault


class CellHealth(msgspec.Struct, frozen=True):
    """One cell: the fault it has failed with, and since when its readings are the other way round."""

    fault: CellFault | None = None
    failed_uptime_s: float = 0.0
    turned_uptime_s: float | None = None


class HealthState(msgspec.Struct, frozen=True):
    """The four cells."""

    cells: Corners[CellHealth] = Corners(CellHealth(), CellHealth(), CellHealth(), CellHealth())


ALL_WELL = HealthState()

LOST_S = 0.5
"""What a reading that is lost costs a cell on its way back. To begin anew for each would keep a cell away for a minute
whose sitter moves while its readings are looked at strictly (edge/hardware/lone.py)."""

_CORNERS: tuple[CornerName, ...] = get_args(CornerName)


def step(limits: HealthLimits, state: HealthState, moment: Moment, inputs: Inputs) -> tuple[HealthState, Events]:
    """Return the new state and which cells failed or recovered."""
    whole = moment.load.cop_lateral is not None or None not in tuple(moment.load_kg)
    if whole and moment.faults == NO_FAULT and state == ALL_WELL:
        return state, ()
    cells: list[CellHealth] = []
    events: list[CellFailed | CellRecovered] = []
    for corner, cell, kg, cause in zip(_CORNERS, state.cells, moment.load_kg, moment.faults, strict=True):
        new = _turn(limits, cell, _fault(kg, cause), moment)
        cells.append(new)
        if new.fault and not cell.fault:
            events.append(CellFailed(**stamp(moment, new.failed_uptime_s, inputs), corner=corner, fault=new.fault))
        elif cell.fault and not new.fault:
            well_s = moment.uptime_s if cell.turned_uptime_s is None else cell.turned_uptime_s
            failed_s = round(max(0.0, well_s - cell.failed_uptime_s), 3)
            events.append(CellRecovered(**stamp(moment, well_s, inputs), corner=corner, failed_s=failed_s))
    return HealthState(Corners(*cells)), tuple(events)


def _fault(kg: float | None, cause: CellFault | None) -> CellFault | None:
    """Return why this reading is none, or is suspect; a fault beside a good reading is history."""
    if kg is None:
        return cause or "timeout"
    return cause if cause in SUSPECTED_ONLY else None


def _turn(limits: HealthLimits, cell: CellHealth, fault: CellFault | None, moment: Moment) -> CellHealth:
    """Return the cell after one more reading or the lack of one."""
    if (fault is None) == (cell.fault is None):
        return CellHealth(cell.fault, cell.failed_uptime_s, _set_back(cell, moment))
    turned_s = moment.uptime_s - moment.span_s if cell.turned_uptime_s is None else cell.turned_uptime_s
    if moment.uptime_s - turned_s < (limits.recovered_s if fault is None else limits.failed_s):
        return CellHealth(cell.fault, cell.failed_uptime_s, turned_s)
    return CellHealth(fault, turned_s) if fault else CellHealth()


def _set_back(cell: CellHealth, moment: Moment) -> float | None:
    """Return since when a cell that had failed counts as well again, after one more reading that was lost."""
    if cell.fault is None or cell.turned_uptime_s is None:
        return None
    turned_s = cell.turned_uptime_s + LOST_S
    return turned_s if turned_s < moment.uptime_s else None
