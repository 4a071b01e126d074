"""Uneven load: leaning to one side beyond the sitter's own way of sitting, for long.

    points of asymmetry (100 |R - L| / W, Childs 2003)
    30          ,-----------------.
    10  -  -  -/-  -  -  -  -  -  -\\ -  -  uneven_points
     0 ______ /                     \\______
              |<--- uneven_s --->|  |<->| even_s
              ^ when it began    ^ said ^ cleared, told from when it was even

Left and right are judged against the baseline, or against even when there is none. Front and back are judged only
against a baseline: people sit forward or back of the middle of their seat by habit, and a claim without knowing it
would be false. One dead cell: no claim, and a warning that stands ends.
"""

import msgspec

from contract.events import UnevenEnded, UnevenStarted
from contract.scalars import Side
from edge.core.limits import BalanceLimits
from edge.core.moment import Baseline, Events, Inputs, Moment, stamp


class BalanceState(msgspec.Struct, frozen=True):
    """The side leaned to now and since when; whether it was said; since when it is even again."""

    side: Side | None = None
    since_uptime_s: float = 0.0
    said: bool = False
    even_since_uptime_s: float | None = None
    asymmetry_pct: float | None = None


NO_LEAN = BalanceState()


def step(limits: BalanceLimits, state: BalanceState, moment: Moment, inputs: Inputs) -> tuple[BalanceState, Events]:
    """Return the new state and a warning's start or end."""
    if moment.presence != "occupied":
        return _over(state, moment.since_uptime_s, moment, inputs)
    if moment.pending_since_uptime_s is not None or moment.load.total_kg is None:
        return state, ()
    if moment.smooth is None:
        return _over(state, moment.uptime_s, moment, inputs)
    return _judge(limits, state, moment, inputs, moment.smooth)


def _judge(
    limits: BalanceLimits, state: BalanceState, moment: Moment, inputs: Inputs, smooth: tuple[float, float]
) -> tuple[BalanceState, Events]:
    """Return the new state while a sitter's centre of pressure is known."""
    now_s = moment.uptime_s
    side = lean(smooth, moment.baseline, limits.uneven_points)
    if side is None and state.side is None:
        return NO_LEAN, ()
    asymmetry_pct = round(100 * abs(smooth[0]), 1)
    if side is not None and side == state.side:
        said = state.said or now_s - state.since_uptime_s >= limits.uneven_s
        new = BalanceState(side, state.since_uptime_s, said, None, asymmetry_pct)
        return new, (_started(new, moment, inputs),) if said and not state.said else ()
    if state.side is not None:
        even_since_s = now_s if state.even_since_uptime_s is None else state.even_since_uptime_s
        if now_s - even_since_s < limits.even_s:
            return BalanceState(state.side, state.since_uptime_s, state.said, even_since_s, asymmetry_pct), ()
        new = BalanceState(side, now_s, asymmetry_pct=asymmetry_pct)
        return new, (_ended(state, even_since_s, moment, inputs),) if state.said else ()
    return BalanceState(side, now_s, asymmetry_pct=asymmetry_pct), ()


def lean(smooth: tuple[float, float], even: Baseline | None, points: float) -> Side | None:
    """Return the side that the load is beyond the baseline by `points` or more; the larger one when both are."""
    lateral = 100 * (smooth[0] - (even.cop_lateral if even else 0.0))
    fore_aft = 100 * (smooth[1] - even.cop_fore_aft) if even else 0.0
    if -points < lateral < points and -points < fore_aft < points:
        return None
    if abs(lateral) >= abs(fore_aft):
        return "right" if lateral > 0 else "left"
    return "front" if fore_aft > 0 else "back"


def _over(state: BalanceState, ended_s: float, moment: Moment, inputs: Inputs) -> tuple[BalanceState, Events]:
    """Nobody leans, or nobody can know: nothing is claimed any more."""
    return NO_LEAN, (_ended(state, ended_s, moment, inputs),) if state.said else ()


def _started(state: BalanceState, moment: Moment, inputs: Inputs) -> UnevenStarted:
    return UnevenStarted(
        **stamp(moment, state.since_uptime_s, inputs),
        side=state.side or "left",
        asymmetry_pct=state.asymmetry_pct or 0.0,
    )


def _ended(state: BalanceState, ended_s: float, moment: Moment, inputs: Inputs) -> UnevenEnded:
    duration_s = round(max(0.0, ended_s - state.since_uptime_s), 3)
    return UnevenEnded(**stamp(moment, ended_s, inputs), side=state.side or "left", duration_s=duration_s)
