"""From a frame to a moment: time passed, load, smoothed centre of pressure, signs of life."""

import msgspec

from edge.core import life
from edge.core.frame import Load, SeatFrame, finite, weigh
from edge.core.life import LifeState
from edge.core.moment import HOLD_S, LONGEST_SPAN_S, SMOOTHING_S, Moment

CLOCK_STEP_MS = 2000
"""A wall clock that moves so far against uptime from one frame to the next was set; less is slewing."""


class LookState(msgspec.Struct, frozen=True):
    """What looking remembers from frame to frame. `weighed_uptime_s` is the last frame with a valid total."""

    uptime_s: float | None = None
    at_ms: int = 0
    weighed_uptime_s: float | None = None
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
    measured_s = _measured_s(state, frame.uptime_s, span_s) if load.total_kg is not None else 0.0
    weighed_uptime_s = frame.uptime_s if load.total_kg is not None else state.weighed_uptime_s
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
    return LookState(frame.uptime_s, frame.at_ms, weighed_uptime_s, signs, smooth, smooth_uptime_s), moment


def _measured_s(state: LookState, now_s: float, span_s: float) -> float:
    """Return for how long the valid frame at `now_s` stands: back to the last valid one when that is near enough.

    A frame may stand for `LONGEST_SPAN_S`, so two valid ones so close together have measured what is between them,
    whether the chair is a slow one or has lost some frames in between.
    """
    if state.weighed_uptime_s is not None and now_s - state.weighed_uptime_s <= LONGEST_SPAN_S:
        return now_s - state.weighed_uptime_s
    return span_s if span_s <= LONGEST_SPAN_S else 0.0


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
