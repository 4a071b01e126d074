"""Posture in five words: centred, left, right, forward, back. Four cells tell no more than that.

A lean has a name from `lean_points` on and keeps it until it is below `centred_points` (hysteresis), so that a sitter
at the border is not told two things in turn. Unknown while nobody sits or a cell is missing.
"""

import msgspec

from contract.scalars import Posture
from edge.core.balance import lean
from edge.core.limits import PostureLimits
from edge.core.moment import Inputs, Moment

_NAMES: dict[str | None, Posture] = {
    "left": "left",
    "right": "right",
    "front": "forward",
    "back": "back",
    None: "centred",
}


class PostureState(msgspec.Struct, frozen=True):
    """The posture now."""

    posture: Posture = "unknown"


UNKNOWN_POSTURE = PostureState()


def step(limits: PostureLimits, state: PostureState, moment: Moment, _inputs: Inputs) -> tuple[PostureState, tuple[()]]:
    """Return the new state. Posture makes no events: it is counted in minutes."""
    if moment.smooth is None or moment.presence != "occupied":
        return UNKNOWN_POSTURE, ()
    if moment.pending_since_uptime_s is not None:
        return state, ()
    posture = _NAMES[lean(moment.smooth, moment.baseline, limits.lean_points)]
    if posture == "centred" and _NAMES[lean(moment.smooth, moment.baseline, limits.centred_points)] == state.posture:
        return state, ()
    return (state if posture == state.posture else PostureState(posture)), ()
