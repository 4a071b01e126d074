"""Who or what is on the seat, by load and dwell.

    kg
    20 -  -  -  -  ,------------------.  -  -  -  occupied_kg
                  /                    \\
    10 -  -  -  -/ -  -  -  -  -  -  -  \\ -  -  -  vacant_kg
      __________/                        \\__________
                |<->| occupied_s         |<->| vacant_s
                ^ since                  ^ since

A change is believed after its dwell and then holds from when it began. Between the two loads a person stays a person
(perching), and a dip shorter than the dwell ends nothing. A load from `object_kg` on that no person makes is a thing.
In this form a thing of `occupied_kg` and more is taken for a person: load alone cannot part them.

Readings that are away change nothing until `hole_s` has passed; then nothing is known any more, and the last presence
ended when it was last seen.
"""

import msgspec

from contract.events import ObjectPlaced, ObjectRemoved
from contract.scalars import Presence
from edge.core.limits import PresenceLimits
from edge.core.moment import Events, Inputs, Moment, stamp

ROUNDING_S = 1e-6
"""Sums of 0.1 s are not exact; a dwell reached but for rounding is reached."""

OBJECT_STAYS = 2 / 3
"""A thing that was `object_kg` heavy is gone below this part of it: hysteresis against drift and noise."""


class PresenceState(msgspec.Struct, frozen=True):
    """The presence believed, since when, and the one that is being waited for.

    `changed` is true in the one state in which the presence is new; `dwell_measured_s` is then how much measured time
    passed between its beginning and its being believed. `seen_uptime_s` is the last frame with a load.
    """

    presence: Presence = "unknown"
    since_uptime_s: float = 0.0
    seen_uptime_s: float = 0.0
    candidate: Presence | None = None
    candidate_since_uptime_s: float = 0.0
    candidate_measured_s: float = 0.0
    changed: bool = False
    dwell_measured_s: float = 0.0


def step(limits: PresenceLimits, state: PresenceState, moment: Moment, inputs: Inputs) -> tuple[PresenceState, Events]:
    """Return the new state and what happened to things on the seat; sitting bouts are `bouts.step`'s."""
    total_kg = moment.load.total_kg
    now_s = moment.uptime_s
    if total_kg is None or _lost(limits, state, now_s):
        return _blind(limits, state, moment, inputs)
    wanted = _wanted(limits, state.presence, total_kg)
    if wanted == state.presence:
        return PresenceState(wanted, state.since_uptime_s, now_s), ()
    since_s, measured_s = now_s, 0.0
    if wanted == state.candidate:
        since_s = state.candidate_since_uptime_s
        measured_s = state.candidate_measured_s + moment.measured_s
    if now_s - since_s < _dwell_s(limits, wanted) - ROUNDING_S:
        return PresenceState(state.presence, state.since_uptime_s, now_s, wanted, since_s, measured_s), ()
    new = PresenceState(wanted, since_s, now_s, changed=True, dwell_measured_s=measured_s)
    return new, _object_events(state, new, moment, inputs)


def _wanted(limits: PresenceLimits, presence: Presence, total_kg: float) -> Presence:
    """Return what this load means on a seat that is now `presence`."""
    if total_kg >= limits.occupied_kg:
        return "occupied"
    if presence == "occupied":
        return "vacant" if total_kg < limits.vacant_kg else "occupied"
    least_kg = limits.object_kg * (OBJECT_STAYS if presence == "object" else 1)
    return "object" if total_kg >= least_kg else "vacant"


def _dwell_s(limits: PresenceLimits, wanted: Presence) -> float:
    if wanted == "occupied":
        return limits.occupied_s
    return limits.object_s if wanted == "object" else limits.vacant_s


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
