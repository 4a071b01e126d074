"""The chain of detectors: one frame in, the new state and what is worth keeping out.

    frame -> load -> health -> presence -> bouts, sitting, balance, posture, shifts -> minutes

Each detector is a pure function `step(limits, state, moment, inputs) -> (state, events)`. Frames that do not advance
uptime are ignored and counted. Nothing here reads a clock: the same frames give the same answers, at any speed.
"""

import msgspec

from contract.delivery import Durable
from contract.events import ClockStepped
from edge.core import balance, bouts, health, minutes, posture, presence, shifts, sitting
from edge.core.balance import NO_LEAN, BalanceState
from edge.core.bouts import BoutState
from edge.core.frame import NO_FAULT, NO_LOAD, UNKNOWN_LOAD, Load, SeatFrame, weigh
from edge.core.health import ALL_WELL, HealthState
from edge.core.limits import Limits
from edge.core.minutes import Answers, MinuteState
from edge.core.moment import HOLD_S, LONGEST_SPAN_S, SMOOTHING_S, Inputs, Moment, stamp
from edge.core.posture import UNKNOWN_POSTURE, PostureState
from edge.core.presence import PresenceState
from edge.core.shifts import NO_SHIFTS, ShiftState
from edge.core.sitting import SittingState

CLOCK_STEP_MS = 2000
"""A wall clock that moves so far against uptime from one frame to the next was set; less is slewing."""


class SeatState(msgspec.Struct, frozen=True):
    """Everything the core remembers; saved with the events it produced."""

    uptime_s: float | None = None
    at_ms: int = 0
    smooth: tuple[float, float] | None = None
    smooth_uptime_s: float = 0.0
    presence: PresenceState = PresenceState()
    bout: BoutState = BoutState()
    sitting: SittingState = SittingState()
    balance: BalanceState = NO_LEAN
    posture: PostureState = UNKNOWN_POSTURE
    shifts: ShiftState = NO_SHIFTS
    health: HealthState = ALL_WELL
    minute: MinuteState = MinuteState()
    ignored: int = 0


def step(limits: Limits, state: SeatState, frame: SeatFrame, inputs: Inputs) -> tuple[SeatState, tuple[Durable, ...]]:
    """Return the new state, and the events and minute records that this frame completes."""
    if state.uptime_s is not None and frame.uptime_s <= state.uptime_s:
        return msgspec.structs.replace(state, ignored=state.ignored + 1), ()
    seen = _look(state, frame)
    present, object_events = presence.step(limits.presence, state.presence, seen, inputs)
    moment = _answered(seen, present)
    cells, cell_events = health.step(limits.health, state.health, moment, inputs)
    bout, bout_events = bouts.step(state.bout, moment, inputs)
    seated, prompts = sitting.step(limits.sitting, state.sitting, moment, inputs)
    even, uneven_events = balance.step(limits.balance, state.balance, moment, inputs)
    pose, _ = posture.step(limits.posture, state.posture, moment, inputs)
    shifted, _ = shifts.step(limits.shifts, state.shifts, moment, inputs)
    answers = Answers(pose.posture, seated.cue, even.said, shifted.shifts > state.shifts.shifts)
    minute, records = minutes.step(state.minute, moment, answers, inputs)
    new = SeatState(
        frame.uptime_s,
        frame.at_ms,
        moment.smooth,
        frame.uptime_s if moment.load.cop_lateral is not None else state.smooth_uptime_s,
        present,
        bout,
        seated,
        even,
        pose,
        shifted,
        cells,
        minute,
        state.ignored,
    )
    stepped = _clock_events(moment, inputs)
    return new, (*stepped, *cell_events, *object_events, *bout_events, *prompts, *uneven_events, *records)


def finish(state: SeatState, inputs: Inputs) -> tuple[Durable, ...]:
    """Return what a recording's end leaves open: the last minute, and the bout, ended when the sitter was last seen."""
    if state.uptime_s is None:
        return ()
    known = state.presence
    end = Moment(state.at_ms, state.uptime_s, 0.0, 0.0, NO_FAULT, NO_LOAD, UNKNOWN_LOAD)
    left = known.presence == "occupied" and known.candidate is not None
    ended_s = known.candidate_since_uptime_s if left else known.seen_uptime_s
    bout: tuple[Durable, ...] = ()
    if state.bout.started_uptime_s is not None:
        measured_s = state.bout.measured_s - (known.candidate_measured_s if left else 0.0)
        bout = (bouts.ended(state.bout.started_uptime_s, ended_s, measured_s, end, inputs),)
    believed = "vacant" if left else known.presence
    return (*bout, *minutes.record(state.minute, inputs, believed))


def _look(state: SeatState, frame: SeatFrame) -> Moment:
    """Return the frame with the time that it stands for and the load that it adds up to, before any answer."""
    load = weigh(frame.load_kg)
    span_s = 0.0 if state.uptime_s is None else frame.uptime_s - state.uptime_s
    measured_s = span_s if load.total_kg is not None and span_s <= LONGEST_SPAN_S else 0.0
    clock_step_ms = 0
    if state.uptime_s is not None:
        moved_ms = frame.at_ms - state.at_ms - round(span_s * 1000)
        clock_step_ms = moved_ms if abs(moved_ms) >= CLOCK_STEP_MS else 0
    return Moment(
        frame.at_ms,
        frame.uptime_s,
        span_s,
        measured_s,
        frame.faults,
        frame.load_kg,
        load,
        _smooth(state, frame, load),
        clock_step_ms,
    )


def _smooth(state: SeatState, frame: SeatFrame, load: Load) -> tuple[float, float] | None:
    """Return the smoothed centre of pressure; over a gap of up to `HOLD_S` the last one holds."""
    gap_s = frame.uptime_s - state.smooth_uptime_s
    last = state.smooth if gap_s <= HOLD_S else None
    if load.cop_lateral is None or load.cop_fore_aft is None:
        return last
    if last is None:
        return load.cop_lateral, load.cop_fore_aft
    part = gap_s / (SMOOTHING_S + gap_s)
    return last[0] + part * (load.cop_lateral - last[0]), last[1] + part * (load.cop_fore_aft - last[1])


def _answered(seen: Moment, present: PresenceState) -> Moment:
    """Return the moment with presence's answer in it."""
    return Moment(
        seen.at_ms,
        seen.uptime_s,
        seen.span_s,
        seen.measured_s,
        seen.faults,
        seen.load_kg,
        seen.load,
        seen.smooth,
        seen.clock_step_ms,
        present.presence,
        present.since_uptime_s,
        present.changed,
        present.candidate_since_uptime_s if present.candidate else None,
        present.dwell_measured_s,
    )


def _clock_events(moment: Moment, inputs: Inputs) -> tuple[ClockStepped, ...]:
    if not moment.clock_step_ms:
        return ()
    return (ClockStepped(**stamp(moment, moment.uptime_s, inputs), step_ms=moment.clock_step_ms),)
