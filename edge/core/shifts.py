"""Postural shifts: moves of the seat load that hold. Evidence is strongest for these (Waongenngarm 2021).

Moving p percent of the load across the middle moves the centre of pressure by 2 p / 100:

    cop   anchor __________            new anchor
                           \\  ,-----------------
                            \\/ |<-- hold_s -->|   one shift
"""

import msgspec

from edge.core.limits import ShiftLimits
from edge.core.moment import Inputs, Moment


class ShiftState(msgspec.Struct, frozen=True):
    """Where the sitter was settled, since when away from there, and shifts counted in this bout."""

    anchor: tuple[float, float] | None = None
    moved_uptime_s: float | None = None
    shifts: int = 0


NO_SHIFTS = ShiftState()


def step(limits: ShiftLimits, state: ShiftState, moment: Moment, _inputs: Inputs) -> tuple[ShiftState, tuple[()]]:
    """Return the new state; `shifts` grows by one with each shift and starts anew with each bout."""
    if moment.presence != "occupied":
        return NO_SHIFTS, ()
    smooth, anchor = moment.smooth, state.anchor
    if smooth is None or moment.pending_since_uptime_s is not None:
        return state, ()
    if anchor is None:
        return ShiftState(smooth), ()
    far = 2 * limits.shift_pct / 100
    if abs(smooth[0] - anchor[0]) < far and abs(smooth[1] - anchor[1]) < far:
        return (state if state.moved_uptime_s is None else ShiftState(anchor, None, state.shifts)), ()
    moved_s = moment.uptime_s if state.moved_uptime_s is None else state.moved_uptime_s
    held = moment.uptime_s - moved_s >= limits.hold_s
    return (ShiftState(smooth, None, state.shifts + 1) if held else ShiftState(anchor, moved_s, state.shifts)), ()
