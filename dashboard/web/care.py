"""What needs care about a chair, from what it says of itself. Nothing here knows, or tells, whether somebody sits.

Pure: what was heard is given. Each need has a key; the page says it in words.
"""

from typing import Literal

from contract.seat import Corners
from contract.state import CellState

Need = Literal["cell", "uncalibrated", "gone", "gap", "backlog", "clock", "suspicion", "drift", "offline"]

ORDER: tuple[Need, ...] = ("cell", "uncalibrated", "gone", "gap", "backlog", "clock", "suspicion", "drift", "offline")
"""The most urgent first: without readings nothing is measured, and a chair that is off may only be switched off."""

SUSPICIONS = ("drifting", "contradicts")
DRIFT_KG = 1.0
"""From here on the chair itself says that a cell drifts (`drifting_kg` of edge.toml)."""

GONE_MS = 7 * 24 * 3_600_000
"""A chair that is off so long was not switched off for the night or a holiday."""

GAP = 1
"""Messages beyond a gap: something before them did not get here yet."""

BACKLOG_MINUTES = 30
"""So much still waits at a chair that is online: it gets rid of a day in seconds, so nobody stores what it sends."""


def needs(  # noqa: PLR0913 - what a chair says of itself
    *,
    online: bool,
    silent_ms: int | None,
    cells: Corners[CellState] | None,
    zero_kg: Corners[float] | None,
    clock_synced: bool | None,
    spooled_minutes: int | None,
    beyond_gap: int,
) -> list[Need]:
    """Return what needs care, the most urgent first. `silent_ms`: since it was last stored, None for never."""
    states = set(cells or ())
    found: set[Need] = set()
    if states - {"ok", "uncalibrated", *SUSPICIONS}:
        found.add("cell")
    if "uncalibrated" in states:
        found.add("uncalibrated")
    if states & set(SUSPICIONS):
        found.add("suspicion")
    if any(abs(kg) >= DRIFT_KG for kg in zero_kg or ()):
        found.add("drift")
    if clock_synced is False:
        found.add("clock")
    if beyond_gap >= GAP:
        found.add("gap")
    if online and (spooled_minutes or 0) >= BACKLOG_MINUTES:
        found.add("backlog")
    if not online:
        found.add("gone" if silent_ms is not None and silent_ms >= GONE_MS else "offline")
    return [need for need in ORDER if need in found]
