"""Posture in five words: centred, left, right, forward, back. Four cells tell no more than that.

Two things are known of a sitter: the habit (`baseline.py`, hours) and the place of the last minute (`place.py`). What
lies between them is how this person sits, and only what lies beyond both is a lean:

    left           side_points                     side_points           right
    ---------------|<---->[ place ..... habit ]<---->|------------------
                             the place is never further from the habit than lean_points - side_points

So a small lean to a side has a name at once, from `side_points` on, and loses it when it is held until it is the place;
one of `lean_points` from the habit keeps its name however long it is held. Forward and back reach further and wander
more: they have names from `lean_points` on beyond both, and only once a habit is known. A name is kept until the lean
is below `side_centred_points` or `centred_points` (hysteresis), so that a sitter at the border is not told two things
in turn. Unknown while nobody sits or a cell is missing.
"""

import msgspec

from contract.scalars import Posture
from edge.core import place
from edge.core.limits import PostureLimits
from edge.core.moment import Baseline, Inputs, Moment
from edge.core.place import NO_PLACE, PlaceState

ANY_HABIT = 0.08
"""As far to a side the habit of somebody unknown may be (baseline.LARGEST_LATERAL): the place may go further by it."""


class PostureState(msgspec.Struct, frozen=True):
    """The posture now, and where this sitter has been sitting."""

    posture: Posture = "unknown"
    place: PlaceState = NO_PLACE


UNKNOWN_POSTURE = PostureState()


def step(
    limits: PostureLimits, state: PostureState, moment: Moment, _inputs: Inputs, *, habit: Baseline | None
) -> tuple[PostureState, tuple[()]]:
    """Return the new state. Posture makes no events: it is counted in minutes."""
    if moment.presence != "occupied":
        return UNKNOWN_POSTURE, ()
    if moment.smooth is None:
        return PostureState("unknown", state.place), ()
    if moment.pending_since_uptime_s is not None:
        return state, ()
    sat = place.step(state.place, moment, moment.smooth, habit)
    posture: Posture = "centred"
    if not _habitual(limits, moment.smooth, habit):
        lateral, fore_aft = beyond(limits, sat, moment.smooth, habit)
        posture = _name(lateral, fore_aft, limits.side_points, limits.lean_points)
        if posture == "centred" and state.posture != "centred":
            kept = _name(lateral, fore_aft, limits.side_centred_points, limits.centred_points)
            posture = kept if kept == state.posture else posture
    if sat is state.place and posture == state.posture:
        return state, ()
    return PostureState(posture, sat), ()


def _habitual(limits: PostureLimits, smooth: tuple[float, float], habit: Baseline | None) -> bool:
    """Say whether the load is so near the habit that it has no name wherever the place is: no need to work that out."""
    if habit is None:
        return False
    lateral, fore_aft = 100 * (smooth[0] - habit.cop_lateral), 100 * (smooth[1] - habit.cop_fore_aft)
    side, far = limits.side_centred_points, limits.centred_points
    return -side < lateral < side and -far < fore_aft < far


def beyond(
    limits: PostureLimits, sat: PlaceState, smooth: tuple[float, float], habit: Baseline | None
) -> tuple[float, float]:
    """Return by how many points the load is beyond habit and place, right and front positive; 0 between them."""
    x, y = smooth
    reach = (limits.lean_points - limits.side_points) / 100
    if habit is None:
        place_x = sat.lateral_at(y) if sat.weight_s else 0.0
        return 100 * (x - _within(place_x, 0.0, reach + ANY_HABIT)), 0.0
    place_x, place_y = (sat.lateral_at(y), sat.cop_fore_aft) if sat.weight_s else (x, y)
    lateral = _outside(x, _within(place_x, habit.cop_lateral, reach), habit.cop_lateral)
    fore_aft = _outside(y, _within(place_y, habit.cop_fore_aft, limits.side_points / 100), habit.cop_fore_aft)
    return 100 * lateral, 100 * fore_aft


def _name(lateral: float, fore_aft: float, side_points: float, lean_points: float) -> Posture:
    """Return the lean's name; the larger one when both have one."""
    far = abs(fore_aft) >= lean_points
    if abs(lateral) >= side_points and not (far and abs(fore_aft) > abs(lateral)):
        return "right" if lateral > 0 else "left"
    if far:
        return "forward" if fore_aft > 0 else "back"
    return "centred"


def _within(value: float, middle: float, reach: float) -> float:
    low, high = middle - reach, middle + reach
    return low if value < low else min(value, high)


def _outside(value: float, one: float, other: float) -> float:
    """Return how far a value is outside of two others."""
    low, high = (one, other) if one < other else (other, one)
    return value - high if value > high else value - low if value < low else 0.0
