"""The chain of detectors: one frame in, the new state and what is worth keeping out.

    frame -> trust -> load -> presence -> health, bouts, sitting, balance, posture, shifts, stillness -> minutes
               ^-- zero and suspicions -'

Each detector is a pure function `step(limits, state, moment, inputs) -> (state, events)`. Frames that do not advance
uptime are ignored and counted. Nothing here reads a clock: the same frames give the same answers, at any speed.
"""

import msgspec

from contract.delivery import Durable
from contract.events import ClockStepped
from edge.core import (
    balance,
    baseline,
    bouts,
    guided,
    health,
    minutes,
    posture,
    presence,
    shifts,
    sitting,
    stillness,
    trust,
)
from edge.core.balance import NO_LEAN, BalanceState
from edge.core.baseline import BaselineState
from edge.core.bouts import BoutState
from edge.core.frame import NO_FAULT, NO_LOAD, UNKNOWN_LOAD, SeatFrame
from edge.core.guided import IDLE, GuidedState
from edge.core.health import ALL_WELL, HealthState
from edge.core.limits import BalanceLimits, Limits
from edge.core.look import LookState, look
from edge.core.minutes import Answers, MinuteState
from edge.core.moment import Baseline, Inputs, Moment, stamp
from edge.core.posture import UNKNOWN_POSTURE, PostureState
from edge.core.presence import PresenceState
from edge.core.shifts import NO_SHIFTS, ShiftState
from edge.core.sitting import SittingState
from edge.core.stillness import NOT_STILL, StillnessState
from edge.core.trust import TrustState


class SeatState(msgspec.Struct, frozen=True):
    """Everything the core remembers; saved with the events it produced."""

    uptime_s: float | None = None
    at_ms: int = 0
    look: LookState = LookState()
    presence: PresenceState = PresenceState()
    bout: BoutState = BoutState()
    sitting: SittingState = SittingState()
    balance: BalanceState = NO_LEAN
    posture: PostureState = UNKNOWN_POSTURE
    shifts: ShiftState = NO_SHIFTS
    stillness: StillnessState = NOT_STILL
    health: HealthState = ALL_WELL
    trust: TrustState = TrustState()
    baseline: BaselineState = BaselineState()
    guided: GuidedState = IDLE
    minute: MinuteState = MinuteState()
    ignored: int = 0


def step(limits: Limits, state: SeatState, frame: SeatFrame, inputs: Inputs) -> tuple[SeatState, tuple[Durable, ...]]:
    """Return the new state, and the events and minute records that this frame completes."""
    if state.uptime_s is not None and frame.uptime_s <= state.uptime_s:
        return msgspec.structs.replace(state, ignored=state.ignored + 1), ()
    looked, seen = look(state.look, trust.taken(state.trust, frame))
    present, object_events = presence.step(limits.presence, state.presence, seen, inputs)
    moment = _answered(limits, seen, present, baseline.in_force(state.baseline, inputs))
    cells, cell_events = health.step(limits.health, state.health, moment, inputs)
    bout, bout_events = bouts.step(state.bout, moment, inputs)
    seated, prompts = sitting.step(limits.sitting, state.sitting, moment, inputs)
    even, uneven_events = balance.step(limits.balance, state.balance, moment, inputs)
    habit = moment.baseline or baseline.habit(state.baseline, inputs)
    pose, _ = posture.step(limits.posture, state.posture, moment, inputs, habit=habit)
    shifted, _ = shifts.step(limits.shifts, state.shifts, moment, inputs)
    has_shifted = shifted.shifts > state.shifts.shifts
    still, still_nudge = stillness.step(limits.stillness, state.stillness, moment, inputs, shifted=has_shifted)
    sat, baseline_set = guided.step(state.guided, moment, cells, inputs)
    answers = Answers(pose.posture, seated.cue, even.said, has_shifted)
    minute, records = minutes.step(state.minute, moment, answers, inputs)
    new = SeatState(  # by position: sixteen keywords cost 5 % of a frame, and the types tell a mix-up
        frame.uptime_s,
        frame.at_ms,
        looked,
        present,
        bout,
        seated,
        even,
        pose,
        shifted,
        still,
        cells,
        trust.step(limits, state.trust, frame, moment),
        baseline.step(state.baseline, moment, guided.measured(baseline_set)),
        sat,
        minute,
        state.ignored,
    )
    stepped = _clock_events(moment, inputs) if moment.clock_step_ms else ()
    prompts += still_nudge
    return new, (
        *stepped,
        *cell_events,
        *object_events,
        *bout_events,
        *prompts,
        *uneven_events,
        *baseline_set,
        *records,
    )


def finish(state: SeatState, inputs: Inputs) -> tuple[Durable, ...]:
    """Return what a recording's end leaves open: the last minute, the bout and a warning, ended when last seen."""
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
    gone = msgspec.structs.replace(end, presence="vacant", since_uptime_s=ended_s)
    _, uneven = balance.step(BalanceLimits(), state.balance, gone, inputs)  # an empty seat ends a warning at any limits
    believed = "vacant" if left else known.presence
    return (*bout, *uneven, *minutes.record(state.minute, inputs, believed))


def _answered(limits: Limits, seen: Moment, present: PresenceState, even: Baseline | None) -> Moment:
    """Return the moment with presence's answer and the baseline in it.

    A nearly empty frame under a sitter is in doubt at once, before presence takes it for more than a spike: what
    is left on the seat then says nothing about how somebody sits.
    """
    total_kg, pending_s = seen.load.total_kg, present.candidate_since_uptime_s if present.candidate else None
    if pending_s is None and total_kg is not None and total_kg < limits.presence.vacant_kg and present.heavy:
        pending_s = seen.uptime_s
    return msgspec.structs.replace(
        seen,
        presence=present.presence,
        since_uptime_s=present.since_uptime_s,
        changed=present.changed,
        pending_since_uptime_s=pending_s,
        leaving=present.presence == "occupied" and present.candidate == "vacant",
        dwell_measured_s=present.dwell_measured_s,
        baseline=even,
    )


def _clock_events(moment: Moment, inputs: Inputs) -> tuple[ClockStepped, ...]:
    return (ClockStepped(**stamp(moment, moment.uptime_s, inputs), step_ms=moment.clock_step_ms),)
