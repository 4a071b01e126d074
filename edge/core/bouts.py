"""Sitting bouts: uninterrupted sitting, from sitting down to getting up.

    sits down                                      gets up
        |==================       =================|
        <---------------- duration_s -------------->
                          <- hole ->  not in measured_s

A hole shorter than `hole_s` continues the bout, and its seconds are unmeasured, never sitting. Presence decides when a
bout begins and ends (`presence.py`); here its seconds are counted and the events made.
"""

import msgspec

from contract.events import BoutEnded, BoutStarted
from edge.core.moment import Events, Inputs, Moment, stamp


class BoutState(msgspec.Struct, frozen=True):
    """The bout that goes on, if one does: when it began and its measured seconds so far."""

    started_uptime_s: float | None = None
    measured_s: float = 0.0


def step(state: BoutState, moment: Moment, inputs: Inputs) -> tuple[BoutState, Events]:
    """Return the new state and a bout's start or end."""
    if not moment.changed:
        if state.started_uptime_s is None or not moment.measured_s:
            return state, ()
        return BoutState(state.started_uptime_s, state.measured_s + moment.measured_s), ()
    if moment.presence == "occupied":
        began = BoutStarted(**stamp(moment, moment.since_uptime_s, inputs))
        return BoutState(moment.since_uptime_s, moment.dwell_measured_s), (began,)
    if state.started_uptime_s is None:
        return state, ()
    measured_s = state.measured_s + moment.measured_s - moment.dwell_measured_s
    return BoutState(), (ended(state.started_uptime_s, moment.since_uptime_s, measured_s, moment, inputs),)


def ended(started_s: float, ended_s: float, measured_s: float, moment: Moment, inputs: Inputs) -> BoutEnded:
    """Return the end of a bout. Its start is told by the clock as it is now, so that the two agree."""
    duration_s = round(max(0.0, ended_s - started_s), 3)
    return BoutEnded(
        **stamp(moment, ended_s, inputs),
        started_at_ms=moment.ms_at(started_s),
        duration_s=duration_s,
        measured_s=round(min(max(0.0, measured_s), duration_s), 3),
    )
