"""What one window shows of each cell: True for a symptom, False for none, None when this window cannot tell."""

import statistics

from contract.seat import Corners
from edge.core.limits import HealthLimits
from edge.core.windows import ENOUGH_SAMPLES, CellWindow, Window

Verdicts = tuple[bool | None, bool | None, bool | None, bool | None]

CANNOT_TELL: Verdicts = (None, None, None, None)

LIVE_CHANGES = ENOUGH_SAMPLES - 1
"""A live cell differs from second to second: some grams of noise against a resolution of a fraction of one."""

LOADED_KG = 15.0
OWN_SHARE, REVERSED_SHARE = 0.05, -0.1
"""Of what three cells gained: the least of each of them, and the fourth's, if that is reversed. A load that truly lifts
one corner so far lies almost on the opposite one, and cannot press on the other two."""

RMS_OF_SPREAD = 1.4826
"""The standard deviation of Gaussian noise is this times its median distance from the median."""

LOUDER = 5.0


def frozen(window: Window) -> Verdicts:
    """One same load throughout, while at least two others change all the time.

    Exactly nothing is left out: a mat under its threshold shows it for minutes, a frozen converter next to never.
    """
    cells = tuple(window.cells)
    if sum(cell is not None and cell.changes >= LIVE_CHANGES for cell in cells) < 2:
        return CANNOT_TELL
    fl, fr, rl, rr = (None if cell is None else cell.changes == 0 and cell.kg != 0.0 for cell in cells)
    return fl, fr, rl, rr


def lifted(window: Window, empty_kg: Corners[float] | None) -> Verdicts:
    """Lighter than empty, under a load that presses on the other three."""
    kg = [cell.kg for cell in window.cells if cell is not None]
    if empty_kg is None or len(kg) < 4 or window.presence not in {"occupied", "object"}:
        return CANNOT_TELL
    gained_kg = [now - empty for now, empty in zip(kg, empty_kg, strict=True)]
    fl, fr, rl, rr = (_lifted(gained_kg[k], gained_kg[:k] + gained_kg[k + 1 :]) for k in range(4))
    return fl, fr, rl, rr


def _lifted(own_kg: float, others_kg: list[float]) -> bool | None:
    load_kg = sum(others_kg)
    if load_kg < LOADED_KG:
        return None
    return own_kg <= REVERSED_SHARE * load_kg and min(others_kg) >= OWN_SHARE * load_kg


def noisy(limits: HealthLimits, window: Window) -> Verdicts:
    """Noise on an empty seat, far above that of the others: a floor that shakes is no fault of one cell."""
    cells = tuple(window.cells)
    if window.presence != "vacant":
        return CANNOT_TELL
    fl, fr, rl, rr = (_noisy(limits, cells[k], cells[:k] + cells[k + 1 :]) for k in range(4))
    return fl, fr, rl, rr


def _noisy(limits: HealthLimits, cell: CellWindow | None, others: tuple[CellWindow | None, ...]) -> bool | None:
    spreads_kg = [other.spread_kg for other in others if other is not None]
    if cell is None or len(spreads_kg) < 2:
        return None
    loud = cell.spread_kg * RMS_OF_SPREAD >= limits.noisy_kg
    return loud and cell.spread_kg >= LOUDER * statistics.median(spreads_kg)
