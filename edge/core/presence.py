"""Who or what is on the seat, by load and dwell.

    kg
    20 -  -  -  -  ,------------------.  -  -  -  occupied_kg
                  /                    \\
    10 -  -  -  -/ -  -  -  -  -  -  -  \\ -  -  -  vacant_kg
      __________/                        \\__________
                |<->| occupied_s         |<->| vacant_s
                ^ since                  ^ since

A change is believed after its dwell and then holds from when it began. Between the two loads a person stays a person
(perching), and a dip shorter than the dwell ends nothing. A load from `object_kg` to `occupied_kg` is a thing, one from
`person_kg` on a person: nobody puts 42 kg on a chair. Between those two, life decides (`life.py`): a thing is dead. The
decision may take seconds; what it says then holds from the arrival on. A person who is dead for `dead_s` has left a
thing behind. How often this errs is measured by `scripts/accuracy` and stands in docs/accuracy.md.

Readings that are away change nothing until `hole_s` has passed; then nothing is known any more, and the last presence
ended when it was last seen.
"""

from typing import Literal

import msgspec

from contract.events import ObjectPlaced, ObjectRemoved
from contract.scalars import Presence
from edge.core.life import LifeState
from edge.core.limits import PresenceLimits
from edge.core.moment import Events, Inputs, Moment, stamp

ROUNDING_S = 1e-6
"""Sums of 0.1 s are not exact; a dwell reached but for rounding is reached."""

OBJECT_STAYS = 2 / 3
"""A thing that was `object_kg` heavy is gone below this part of it: hysteresis against drift and noise."""

TOLERANT_S = 0.5
"""A candidate of this age survives one frame that speaks against it, a spike of a cell; a younger one begins anew. And
none is believed before it has been the same for so long: one frame of 60 kg makes no person of a box."""

Wanted = Presence | Literal["unsure"]
"""What a load means, or that it is heavy and nobody knows yet what it is."""


class PresenceState(msgspec.Struct, frozen=True):
    """The presence believed, since when, and the one that is being waited for.

    `changed` is true in the one state in which the presence is new; `dwell_measured_s` is then how much measured time
    passed between its beginning and its being believed. `seen_uptime_s` is the last frame with a load. `doubted` says
    that the last frame spoke against the candidate: once may be a spike, twice is not. A heavy candidate is one load,
    whatever it turns out to be.
    """

    presence: Presence = "unknown"
    since_uptime_s: float = 0.0
    seen_uptime_s: float = 0.0
    candidate: Wanted | None = None
    candidate_heavy: bool = False
    candidate_since_uptime_s: float = 0.0
    candidate_measured_s: float = 0.0
    candidate_steady_s: float = 0.0
    doubted: bool = False
    changed: bool = False
    dwell_measured_s: float = 0.0


def step(limits: PresenceLimits, state: PresenceState, moment: Moment, inputs: Inputs) -> tuple[PresenceState, Events]:
    """Return the new state and what happened to things on the seat; sitting bouts are `bouts.step`'s."""
    total_kg = moment.load.total_kg
    now_s = moment.uptime_s
    if total_kg is None or _lost(limits, state, now_s):
        return _blind(limits, state, moment, inputs)
    wanted = _wanted(limits, state, total_kg, moment.life)
    if wanted == state.presence:
        tolerant = state.candidate is not None and now_s - state.candidate_since_uptime_s >= TOLERANT_S
        if not tolerant or state.doubted:
            return PresenceState(wanted, state.since_uptime_s, now_s), ()
        measured_s = state.candidate_measured_s + moment.measured_s
        return msgspec.structs.replace(
            state, seen_uptime_s=now_s, candidate_measured_s=measured_s, doubted=True, changed=False
        ), ()
    since_s, measured_s = now_s, 0.0
    heavy = total_kg >= limits.occupied_kg
    if heavy == state.candidate_heavy and (wanted == state.candidate or (heavy and state.candidate is not None)):
        since_s = state.candidate_since_uptime_s
        measured_s = state.candidate_measured_s + moment.measured_s
    steady_s = now_s if wanted != state.candidate else state.candidate_steady_s
    young = now_s - steady_s < TOLERANT_S and wanted != "vacant"
    if wanted == "unsure" or young or now_s - since_s < _dwell_s(limits, state.presence, wanted, total_kg) - ROUNDING_S:
        return PresenceState(
            state.presence, state.since_uptime_s, now_s, wanted, heavy, since_s, measured_s, steady_s
        ), ()
    new = PresenceState(wanted, since_s, now_s, changed=True, dwell_measured_s=measured_s)
    return new, _object_events(state, new, moment, inputs)


def _wanted(limits: PresenceLimits, state: PresenceState, total_kg: float, life: LifeState) -> Wanted:
    """Return what this load means on the seat as it is now; unsure while a heavy load may yet be either."""
    presence = state.presence
    if total_kg >= max(limits.person_kg, limits.occupied_kg):
        return "occupied"
    if presence == "occupied":
        if total_kg < limits.vacant_kg:
            return "vacant"
        return "object" if life.verdict == "dead" else "occupied"
    if total_kg >= limits.occupied_kg:
        if life.verdict == "alive":
            return "occupied"
        return "object" if life.verdict == "dead" or (presence == "object" and life.settled) else "unsure"
    least_kg = limits.object_kg * (OBJECT_STAYS if presence == "object" else 1)
    return "object" if total_kg >= least_kg else "vacant"


def _dwell_s(limits: PresenceLimits, presence: Presence, wanted: Wanted, total_kg: float) -> float:
    if wanted == "vacant":
        return limits.vacant_s
    if wanted == "object":
        return limits.dead_s if presence == "occupied" else limits.object_s
    return limits.alive_s if presence == "object" and total_kg < limits.person_kg else limits.occupied_s


def _lost(limits: PresenceLimits, state: PresenceState, now_s: float) -> bool:
    """Say whether what was known or waited for is too old by now."""
    known = state.presence != "unknown" or state.candidate is not None
    return known and now_s - state.seen_uptime_s > limits.hole_s


def _blind(
    limits: PresenceLimits, state: PresenceState, moment: Moment, inputs: Inputs
) -> tuple[PresenceState, Events]:
    """Without a reading nothing changes, until it has been so for too long."""
    if not _lost(limits, state, moment.uptime_s):
        return (msgspec.structs.replace(state, changed=False) if state.changed else state), ()
    ended_s, measured_s = state.seen_uptime_s, 0.0
    if state.candidate == "vacant":
        ended_s, measured_s = state.candidate_since_uptime_s, state.candidate_measured_s
    lost = PresenceState("unknown", ended_s, state.seen_uptime_s, changed=True, dwell_measured_s=measured_s)
    return lost, _object_events(state, lost, moment, inputs)


def _object_events(before: PresenceState, after: PresenceState, moment: Moment, inputs: Inputs) -> Events:
    kind: type[ObjectPlaced] | type[ObjectRemoved]
    if after.presence == "object":
        kind = ObjectPlaced
    elif before.presence == "object":
        kind = ObjectRemoved
    else:
        return ()
    return (kind(**stamp(moment, after.since_uptime_s, inputs)),)
