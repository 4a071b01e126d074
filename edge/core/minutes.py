"""Minute records: what happened in each minute, summed up once, on the chair.

Seconds go to the presence that held, which is only known after its dwell. So seconds that wait for a decision are kept
aside and credited when it falls, or to the presence believed so far when the minute ends first.

A record is cut when 60 s of uptime have passed, and early when the wall clock steps. Through a long hole no records are
made up: the minute that it began in ends, and the next begins when readings are back.
"""

from typing import TypeVar

import msgspec

from contract.minute import CueSeconds, MinuteRecord, PostureSeconds
from contract.scalars import Cue, Posture, Presence
from edge.core.moment import Inputs, Moment
from edge.core.seated import NOTHING, SeatedSums, add, figures

MINUTE_S = 60.0

ROUNDING_S = 1e-6


S = TypeVar("S", PostureSeconds, CueSeconds)


class MinuteState(msgspec.Struct, frozen=True):
    """The minute that goes on: when it began, seconds so far, seconds that wait for a decision, sums."""

    began_uptime_s: float | None = None
    began_ms: int = 0
    span_s: float = 0.0
    waiting_s: float = 0.0
    occupied_s: float = 0.0
    vacant_s: float = 0.0
    object_s: float = 0.0
    uneven_s: float = 0.0
    posture: PostureSeconds = PostureSeconds()
    cue: CueSeconds = CueSeconds()
    frames: int = 0
    valid_frames: int = 0
    shifts: int = 0
    sums: SeatedSums = NOTHING


class Answers(msgspec.Struct, frozen=True):
    """What the other detectors said of this moment, as far as a minute counts it."""

    posture: Posture
    cue: Cue
    uneven: bool
    shifted: bool


def step(
    state: MinuteState, moment: Moment, answers: Answers, inputs: Inputs
) -> tuple[MinuteState, tuple[MinuteRecord, ...]]:
    """Return the new state, and the minute's record when the minute is full or the clock stepped."""
    if state.began_uptime_s is None:
        return _begin(moment, 0.0), ()
    if moment.clock_step_ms:
        done = record(state, inputs, moment.presence)
        if moment.span_s >= MINUTE_S:
            return _begin(moment, 0.0), done
        fresh = msgspec.structs.replace(_begin(moment, moment.span_s), span_s=0.0)
        return _add(fresh, moment, answers), done
    left_s = MINUTE_S - state.span_s
    if moment.measured_s == 0.0 and moment.span_s > left_s:
        full = msgspec.structs.replace(state, span_s=MINUTE_S)
        rest_s = moment.span_s - left_s
        return _begin(moment, rest_s if rest_s < MINUTE_S else 0.0), record(full, inputs, moment.presence)
    new = _add(state, moment, answers)
    if new.span_s < MINUTE_S - ROUNDING_S:
        return new, ()
    return _begin(moment, 0.0), record(new, inputs, moment.presence)


def record(state: MinuteState, inputs: Inputs, believed: Presence = "unknown") -> tuple[MinuteRecord, ...]:
    """Return the record of the minute so far; none when no time has passed in it.

    Seconds that still wait for a decision go to the presence `believed`.
    """
    if state.began_uptime_s is None or state.span_s <= ROUNDING_S:
        return ()
    began_s = state.began_uptime_s
    state = _credit(state, believed, state.waiting_s)
    occupied_s, vacant_s, object_s = round(state.occupied_s, 3), round(state.vacant_s, 3), round(state.object_s, 3)
    measured_s = round(occupied_s + vacant_s + object_s, 3)
    return (
        MinuteRecord(
            at_ms=state.began_ms,
            uptime_s=round(began_s, 3),
            boot=inputs.boot,
            clock_synced=inputs.clock_synced,
            measured_s=measured_s,
            unmeasured_s=round(max(0.0, state.span_s - measured_s), 3),
            occupied_s=occupied_s,
            vacant_s=vacant_s,
            object_s=object_s,
            posture=PostureSeconds(**_rounded(state.posture)),
            cue=CueSeconds(**_rounded(state.cue)),
            uneven_s=round(state.uneven_s, 3),
            shifts=state.shifts,
            valid_frame_share=round(state.valid_frames / max(1, state.frames), 4),
            **figures(state.sums, shares_weight=inputs.shares_weight),
        ),
    )


def _begin(moment: Moment, span_s: float) -> MinuteState:
    began_s = moment.uptime_s - span_s
    return MinuteState(began_s, moment.ms_at(began_s), span_s)


def _add(state: MinuteState, moment: Moment, answers: Answers) -> MinuteState:
    # Lost frames that a valid one makes good may lie in the minute before: there they stay unmeasured.
    measured_s = min(moment.measured_s, state.span_s + moment.span_s)
    pending_s, waiting_s = moment.pending_since_uptime_s, state.waiting_s + measured_s
    occupied_s, grown = state.occupied_s, state.posture
    if pending_s is None or pending_s >= moment.uptime_s:
        if moment.presence == "occupied" and waiting_s:
            occupied_s += waiting_s
            grown = _grow(grown, "unknown" if moment.changed else answers.posture, waiting_s)
        elif waiting_s:
            state = _credit(state, moment.presence, waiting_s)
        waiting_s = 0.0
    cue = state.cue
    if answers.cue != "off" and measured_s:
        cue = _grow(cue, answers.cue, measured_s)
    valid = moment.load.cop_lateral is not None or None not in tuple(moment.load_kg)
    return MinuteState(
        state.began_uptime_s,
        state.began_ms,
        state.span_s + moment.span_s,
        waiting_s,
        occupied_s,
        state.vacant_s,
        state.object_s,
        state.uneven_s + (measured_s if answers.uneven else 0.0),
        grown,
        cue,
        state.frames + 1,
        state.valid_frames + (1 if valid else 0),
        state.shifts + (1 if answers.shifted else 0),
        add(state.sums, moment) if _sits(moment) else state.sums,
    )


def _sits(moment: Moment) -> bool:
    return moment.presence == "occupied" and moment.pending_since_uptime_s is None


def _credit(state: MinuteState, presence: Presence, span_s: float) -> MinuteState:
    if not span_s or presence == "unknown":
        return state
    change = msgspec.structs.replace
    if presence == "occupied":
        grown = _grow(state.posture, "unknown", span_s)
        return change(state, occupied_s=state.occupied_s + span_s, posture=grown)
    if presence == "object":
        return change(state, object_s=state.object_s + span_s)
    return change(state, vacant_s=state.vacant_s + span_s)


def _grow(parts: S, name: str, span_s: float) -> S:
    return msgspec.structs.replace(parts, **{name: getattr(parts, name) + span_s})


def _rounded(parts: PostureSeconds | CueSeconds) -> dict[str, float]:
    return {name: round(span_s, 3) for name, span_s in msgspec.structs.asdict(parts).items()}
