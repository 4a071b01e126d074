"""Is what lies on the seat alive? A person is never still; a thing is.

Breathing takes some ten grams and more off the seat and puts them on again, 12 to 20 times a minute, and each heartbeat
pushes the seat with a newton or so (ballistocardiography). A thing shows only the noise of its cells, a few grams, and
for moments the floor that somebody walks over. So the load is compared with itself `LAG_S` earlier:

    stir_kg = |sum over valid cells of (load now - load LAG_S ago)|

The sum and not the single cells: under a dead load those wander against each other by half a percent, and their sum
by a twentieth of that (tests/recordings, beam). A comparison is lively when its stir is above `THRESHOLD` times the
chair's own noise, which is learned while the seat is empty, and above `LEAST_STIR_KG`. The share of lively comparisons
decides; Gaussian noise alone makes fewer than 1 % of them lively. After a jump that stays (arrival, a push) all is
forgotten, so that a thump is not taken for life.
"""

import math
from typing import Literal

import msgspec

from contract.seat import Corners

LAG_S = 0.3
JUMP_KG = 3.0
THRESHOLD = 3.0
LEAST_STIR_KG = 0.012
FIRST_FLOOR_KG = 0.004
"""The noise of a chair whose empty seat was never seen: cells of about 1 g rms."""

FLOOR_STEP = 0.01
LARGEST_FLOOR_KG = 0.05
EMPTY_KG = 2.0

ENOUGH, MEMORY = 10, 40
"""Comparisons before anything is said, 3 s, and how many the share remembers, 12 s."""

ALIVE_SHARE, DEAD_SHARE = 0.55, 0.35
LARGEST_GAP_S = 1.0

Verdict = Literal["alive", "dead", "unsure"]


class LifeState(msgspec.Struct, frozen=True):
    """What was seen since the last jump. `jumped`: the last comparison was a jump, or a spike; the next one tells."""

    anchor: Corners[float | None] | None = None
    anchor_uptime_s: float = 0.0
    floor_kg: float = FIRST_FLOOR_KG
    share: float = 0.0
    samples: int = 0
    jumped: bool = False

    @property
    def settled(self) -> bool:
        """Whether enough was seen since the last jump."""
        return self.samples >= ENOUGH

    @property
    def verdict(self) -> Verdict:
        """Return what the share says; unsure before enough was seen and between the two thresholds."""
        if not self.settled:
            return "unsure"
        if self.share >= ALIVE_SHARE:
            return "alive"
        return "dead" if self.share <= DEAD_SHARE else "unsure"


def step(state: LifeState, load_kg: Corners[float | None], total_kg: float | None, uptime_s: float) -> LifeState:
    """Return the state after one more frame."""
    gap_s = uptime_s - state.anchor_uptime_s
    if total_kg is None or (state.anchor is not None and gap_s < LAG_S - 1e-6):
        return state
    if state.anchor is None or gap_s > LARGEST_GAP_S:
        return LifeState(load_kg, uptime_s, state.floor_kg)
    stir_kg = _stir_kg(state.anchor, load_kg)
    if stir_kg is None or stir_kg > JUMP_KG:
        if not state.jumped:  # a spike comes back: look once more before believing it
            return msgspec.structs.replace(state, jumped=True, anchor_uptime_s=uptime_s)
        return LifeState(load_kg, uptime_s, state.floor_kg)
    floor_kg = state.floor_kg
    if total_kg < EMPTY_KG:  # a running median: up and down by the same small step
        floor_kg += FLOOR_STEP * floor_kg * (1 if stir_kg > floor_kg else -1)
        floor_kg = min(max(floor_kg, LEAST_STIR_KG / THRESHOLD / 10), LARGEST_FLOOR_KG)
    samples = min(state.samples + 1, MEMORY)
    lively = 1.0 if stir_kg > max(THRESHOLD * state.floor_kg, LEAST_STIR_KG) else 0.0
    share = state.share + (lively - state.share) / samples
    return LifeState(load_kg, uptime_s, floor_kg, share, samples)


def _stir_kg(then: Corners[float | None], now: Corners[float | None]) -> float | None:
    """Return how far the sum of the corners moved; None when fewer than three can be compared."""
    moved_kg = 0.0
    compared = 0
    for before, after in zip(msgspec.structs.astuple(then), msgspec.structs.astuple(now), strict=True):
        if before is not None and after is not None:
            moved_kg += after - before
            compared += 1
    return abs(moved_kg) if compared >= 3 and math.isfinite(moved_kg) else None
