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

One spoilt reading is the whole scale off. So the load that counts is the middle one of the last three frames, and it is
the load of the frame before: one frame that stands alone neither begins nor ends anything, and edges stay in place.

Readings that are away change nothing until `hole_s` has passed; then nothing is known any more, and the last presence
ended when it was last seen.
"""

from typing import Literal

import msgspec

from contract.events import ObjectPlaced, ObjectRemoved
from contract.scalars import Presence
from edge.core.life import LifeState
from edge.core.limits import PresenceLimits
from edge.core.moment import LONGEST_SPAN_S, Events, Inputs, Moment, stamp

ROUNDING_S = 1e-6
"""Sums of 0.1 s are not exact; a dwell reached but for rounding is reached."""

OBJECT_STAYS = 2 / 3
"""A thing that was `object_kg` heavy is gone below this part of it: hysteresis against drift and noise."""

STEADY_S = 0.5
"""No candidate is believed before it has been the same for so long: a thump of 60 kg makes no person of a box."""

THING_SHARE = 0.25
"""A heavy load is called a thing only when so little of it is lively. Dead things come below 0.23 within half a minute,
the stillest of 260 simulated sitters stays above 0.34. Between the two it is better to wait: what is said in the end
holds from the arrival on."""

Wanted = Presence | Literal["unsure"]
"""What a load means, or that it is heavy and nobody knows yet what it is."""


class PresenceState(msgspec.Struct, frozen=True):
    """The presence believed, since when, and the one that is being waited for.

    `changed` is true in the one state in which the presence is new; `dwell_measured_s` is then how much measured time
    passed between its beginning and its being believed. `seen_uptime_s` is the last frame with a load, `recent` are the
    last two (uptime_s, kg), `heavy` whether the load that counts is that of a person or of a heavy thing. A heavy
    candidate is one load, whatever it turns out to be; it `arrived` if it has been waited for since it became heavy.
    """

    presence: Presence = "unknown"
    since_uptime_s: float = 0.0
    seen_uptime_s: float = 0.0
    candidate: Wanted | None = None
    candidate_arrived: bool = False
    candidate_since_uptime_s: float = 0.0
    candidate_measured_s: float = 0.0
    candidate_steady_s: float = 0.0
    heavy: bool = False
    recent: tuple[tuple[float, float], ...] = ()
    changed: bool = False
    dwell_measured_s: float = 0.0


def step(limits: PresenceLimits, state: PresenceState, moment: Moment, inputs: Inputs) -> tuple[PresenceState, Events]:
    """Return the new state and what happened to things on the seat; sitting bouts are `bouts.step`'s."""
    last_kg = moment.load.total_kg
    now_s = moment.uptime_s
    if last_kg is None or _lost(limits, state, now_s):
        return _blind(limits, state, moment, inputs)
    at_s, total_kg, recent = _middle(state, now_s, last_kg)
    heavy = total_kg >= limits.occupied_kg or _perches(limits, state, total_kg, at_s)
    wanted = _wanted(limits, state, total_kg, at_s, moment.life)
    if wanted == state.presence:
        return PresenceState(wanted, state.since_uptime_s, now_s, heavy=heavy, recent=recent), ()
    since_s, measured_s = at_s, moment.measured_s if at_s < now_s else 0.0
    arrived = heavy and not state.heavy
    if heavy == state.heavy and (wanted == state.candidate or (heavy and state.candidate is not None)):
        since_s, arrived = state.candidate_since_uptime_s, state.candidate_arrived
        measured_s = state.candidate_measured_s + moment.measured_s
    steady_s = at_s if wanted != state.candidate else state.candidate_steady_s
    young = now_s - steady_s < STEADY_S - ROUNDING_S and wanted != "vacant"
    waits = young or now_s - since_s < _dwell_s(limits, state.presence, wanted, total_kg) - ROUNDING_S
    if wanted == "unsure" or waits or _wanted(limits, state, last_kg, now_s, moment.life) != wanted:
        return PresenceState(
            state.presence,
            state.since_uptime_s,
            now_s,
            wanted,
            arrived,
            since_s,
            measured_s,
            steady_s,
            heavy,
            recent,
        ), ()
    new = PresenceState(wanted, since_s, now_s, heavy=heavy, recent=recent, changed=True, dwell_measured_s=measured_s)
    return new, _object_events(state, new, moment, inputs)


def _middle(
    state: PresenceState, now_s: float, total_kg: float
) -> tuple[float, float, tuple[tuple[float, float], ...]]:
    """Return the load that counts, since when it holds, and the frames to remember; after a gap it is the last one."""
    if not state.recent or now_s - state.recent[-1][0] > LONGEST_SPAN_S:
        return now_s, total_kg, ((now_s, total_kg),)
    at_s, before_kg = state.recent[-1]
    recent = ((at_s, before_kg), (now_s, total_kg))
    if len(state.recent) == 1:
        return now_s, total_kg, recent
    low_kg, high_kg = state.recent[0][1], before_kg
    if low_kg > high_kg:
        low_kg, high_kg = high_kg, low_kg
    return at_s, low_kg if total_kg < low_kg else min(total_kg, high_kg), recent


def _perches(limits: PresenceLimits, state: PresenceState, total_kg: float, at_s: float) -> bool:
    """Say whether a load under `occupied_kg` still counts as heavy: after `occupied_s` somebody may perch."""
    if not (state.heavy and state.candidate_arrived) or total_kg < limits.vacant_kg:
        return False
    return at_s - state.candidate_since_uptime_s >= limits.occupied_s


def _wanted(limits: PresenceLimits, state: PresenceState, total_kg: float, at_s: float, life: LifeState) -> Wanted:
    """Return what this load means on the seat as it is now; unsure while a heavy load may yet be either."""
    if total_kg >= limits.person_kg and total_kg >= limits.occupied_kg:
        return "occupied"
    if state.presence == "occupied":
        if total_kg < limits.vacant_kg:
            return "vacant"
        return "object" if life.settled and life.share <= THING_SHARE else "occupied"
    if total_kg >= limits.occupied_kg or _perches(limits, state, total_kg, at_s):
        return _person_or_thing(state, at_s, life)
    least_kg = limits.object_kg * (OBJECT_STAYS if state.presence == "object" else 1)
    return "object" if total_kg >= least_kg else "vacant"


def _person_or_thing(state: PresenceState, at_s: float, life: LifeState) -> Wanted:
    """Return what a heavy load is that may be either."""
    arriving = state.candidate_arrived and at_s - state.candidate_since_uptime_s < STEADY_S
    if arriving or not state.heavy:  # what life says may still be about what lay there before
        return "unsure"
    if life.verdict == "alive":
        return "occupied"
    known = state.presence == "object" and not state.candidate_arrived
    return "object" if life.settled and (known or life.share <= THING_SHARE) else "unsure"


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
