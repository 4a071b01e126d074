"""From a frame to a moment: time passed, load, smoothed centre of pressure, signs of life."""

import msgspec

from edge.core import life
from edge.core.frame import Load, SeatFrame, finite, weigh
from edge.core.life import LifeState
from edge.core.moment import HOLD_S, LONGEST_SPAN_S, SMOOTHING_S, Moment

CLOCK_STEP_MS = 2000
"""A wall clock that moves so far against uptime from one frame to the next was set; less is slewing."""


class LookState(msgspec.Struct, frozen=True):
    """What looking remembers from frame to frame."""

    uptime_s: float | None = None
    at_ms: int = 0
    life: LifeState = LifeState()
    smooth: tuple[float, float] | None = None
    smooth_uptime_s: float = 0.0


def look(state: LookState, frame: SeatFrame) -> tuple[LookState, Moment]:
    """Return the frame with the time that it stands for and what it adds up to, before any answer."""
    load_kg = finite(frame.load_kg)
    load = weigh(load_kg)
    span_s, clock_step_ms = 0.0, 0
    if state.uptime_s is not None:
        span_s = frame.uptime_s - state.uptime_s
        moved_ms = frame.at_ms - state.at_ms - round(span_s * 1000)
        clock_step_ms = moved_ms if abs(moved_ms) >= CLOCK_STEP_MS else 0
    measured_s = span_s if load.total_kg is not None and span_s <= LONGEST_SPAN_S else 0.0
    signs = life.step(state.life, load_kg, load.total_kg, frame.uptime_s)
    smooth, smooth_uptime_s = _smooth(state, frame, load)
    moment = Moment(
        frame.at_ms,
        frame.uptime_s,
        span_s,
        measured_s,
        frame.faults,
        load_kg,
        load,
        smooth,
        clock_step_ms,
        signs,
    )
    return LookState(frame.uptime_s, frame.at_ms, signs, smooth, smooth_uptime_s), moment


def _smooth(state: LookState, frame: SeatFrame, load: Load) -> tuple[tuple[float, float] | None, float]:
    """Return the smoothed centre of pressure and its time; over a gap of up to `HOLD_S` the last one holds."""
    gap_s = frame.uptime_s - state.smooth_uptime_s
    last = state.smooth if gap_s <= HOLD_S else None
    if load.cop_lateral is None or load.cop_fore_aft is None:
        return last, state.smooth_uptime_s
    if last is None:
        return (load.cop_lateral, load.cop_fore_aft), frame.uptime_s
    part = gap_s / (SMOOTHING_S + gap_s)
    x, y = last
    return (x + part * (load.cop_lateral - x), y + part * (load.cop_fore_aft - y)), frame.uptime_s
