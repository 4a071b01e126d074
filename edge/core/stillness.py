"""Stillness: sitting without a postural shift, and the nudge to make one (after 20 min: Akkarakittichoke 2017).

`still_s` is measured sitting since the sitter came or last shifted. Seconds in which no shift could be seen, because a
cell is missing or nothing is measured, do not count. A nudge comes at `still_s`, and again after each further interval.
What falls into silence (quiet, a pause, a snooze) is not lost: it comes when the silence ends, if it still holds, as
one nudge.
"""

import msgspec

from contract.events import StillnessNudged
from edge.core.limits import StillnessLimits
from edge.core.moment import Events, Inputs, Moment, stamp


class StillnessState(msgspec.Struct, frozen=True):
    """Seconds without a shift, and how many of them when it was said last."""

    still_s: float = 0.0
    nudged_s: float = 0.0


NOT_STILL = StillnessState()


def step(
    limits: StillnessLimits, state: StillnessState, moment: Moment, inputs: Inputs, *, shifted: bool
) -> tuple[StillnessState, Events]:
    """Return the new state and the nudge that is due, if one is. `shifted`: a postural shift was counted just now."""
    if moment.presence != "occupied" or shifted:
        return NOT_STILL, ()
    if moment.changed:
        return StillnessState(moment.dwell_measured_s), ()
    if moment.smooth is None or not moment.measured_s:
        return state, ()
    still_s = state.still_s + moment.measured_s
    due_s = (state.nudged_s // limits.still_s + 1) * limits.still_s
    if still_s < due_s or inputs.silent(moment.uptime_s):
        return StillnessState(still_s, state.nudged_s), ()
    return StillnessState(still_s, still_s), (
        StillnessNudged(**stamp(moment, moment.uptime_s, inputs), still_s=round(still_s, 3)),
    )
