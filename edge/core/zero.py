"""Zero tracking: what each cell reads with nothing on the seat creeps, and is followed where it can be known.

    kg of one cell, empty seat      ,-----------.  a cushion is laid: not drift
                              _____/             \\______
    drift           ___,----''
         ___,----'''         followed: zero_kg                    somebody sits: nothing is learned

Nothing is learned while anything is on the seat, nor within `settle_s` after it was seen to be empty, so never at boot;
the stored tare stays what it is, and `zero_kg` is a small correction beside it, for each cell. Creep is followed, at
most `drift_kg_per_h`, at most `most_kg` either way: 20 g a day easily, warming up of 1.4 kg in 45 min on cheap cells
nearly (0.35 of the 0.47 kg/h on each come with 0.5 kg/h).

A step is no creep: something was laid there, or taken away, or the arm rests are caught under the desk. What it changed
is kept apart as `rest_kg` and doubted. Up to `THING_KG` it is followed like creep; a larger one at `SLOW` of the rate,
and only while the four cells together are corrected by less than `STEPS_KG`. So a cushion of 1.5 kg that lies on an
empty seat changes zero by 80 g an hour, by 1 kg in the end, and is given back as slowly: never enough to look like a
thing or to hide a person.
"""

import math

import msgspec

from contract.seat import Corners
from edge.core.frame import SeatFrame
from edge.core.limits import ZeroLimits
from edge.core.moment import Moment
from edge.core.windows import WINDOW_S, Window

STEADY_KG = 0.05
"""A cell that spreads more within a window is not at rest: the seat is being touched, or the cell is faulty."""

STEP_KG = 0.05
"""More than this from one window to the next is a step: 18 kg/h, forty times the fastest drift seen."""

THING_KG = 0.2
SLOW = 1 / 25
STEPS_KG = 1.0

NO_ZERO = Corners(0.0, 0.0, 0.0, 0.0)


class ZeroState(msgspec.Struct, frozen=True):
    """What each empty cell reads by drift, and by what lies there or came before drift was followed.

    `rest_kg` is None unless the seat has been empty for long enough.
    """

    zero_kg: Corners[float] = NO_ZERO
    rest_kg: Corners[float] | None = None


def corrected(state: ZeroState, frame: SeatFrame) -> SeatFrame:
    """Return the frame without the drift that is known."""
    zero, load = state.zero_kg, frame.load_kg
    if zero == NO_ZERO:
        return frame
    fl, fr, rl, rr = load.front_left, load.front_right, load.rear_left, load.rear_right
    return SeatFrame(
        frame.at_ms,
        frame.uptime_s,
        Corners(
            None if fl is None else fl - zero.front_left,
            None if fr is None else fr - zero.front_right,
            None if rl is None else rl - zero.rear_left,
            None if rr is None else rr - zero.rear_right,
        ),
        frame.faults,
    )


def step(limits: ZeroLimits, state: ZeroState, window: Window, moment: Moment) -> ZeroState:
    """Return the new state. `window` holds what the cells read without the drift known so far."""
    if window.presence != "vacant" or moment.uptime_s - moment.since_uptime_s < limits.settle_s:
        return state if state.rest_kg is None else ZeroState(state.zero_kg)
    touched = moment.pending_since_uptime_s is not None
    if touched or any(cell is not None and cell.spread_kg > STEADY_KG for cell in window.cells):
        return state
    before_kg = state.rest_kg
    read_kg = [
        (0.0 if before_kg is None else before) if cell is None else cell.kg
        for cell, before in zip(window.cells, before_kg or NO_ZERO, strict=True)
    ]
    if before_kg is None or _stepped(before_kg, read_kg):
        return ZeroState(state.zero_kg, Corners(*read_kg))
    reach_kg = limits.drift_kg_per_h * WINDOW_S / 3600
    relax_kg = reach_kg * _relaxing(sum(state.zero_kg), sum(before_kg))
    zero_kg, rest_kg = [], []
    for zero, rest, now in zip(state.zero_kg, before_kg, read_kg, strict=True):
        wanted = within(within(now - rest, reach_kg) + within(rest, relax_kg), reach_kg)
        new = within(zero + wanted, limits.most_kg)
        zero_kg.append(new)
        rest_kg.append(now - (new - zero))
    return ZeroState(Corners(*zero_kg), Corners(*rest_kg))


def _stepped(before_kg: Corners[float], read_kg: list[float]) -> bool:
    return any(abs(now - before) > STEP_KG for before, now in zip(before_kg, read_kg, strict=True))


def _relaxing(zero_kg: float, rest_kg: float) -> float:
    """Return which part of the rate a doubtful rest is followed at, by what the four cells add up to."""
    if abs(rest_kg) <= THING_KG:
        return 1.0
    return SLOW if math.copysign(1.0, rest_kg) * zero_kg < STEPS_KG else 0.0


def within(value: float, most: float) -> float:
    """Return the value, or the nearer bound of -most..most."""
    return max(-most, min(most, value))
