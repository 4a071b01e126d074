"""Where this sitter has been sitting in the last minute or so: the line along which the seat is slid on.

Who leans forward does not move straight forward. Cells, pelvis and seat are askew to each other, so the lateral centre
of pressure goes along by a share of the way that is the person's own (up to 1.4 times the way, tests/recordings):

    fore/aft  |      \\            o  the place: the weighted mean
              |       o           \\  the line: lateral = cop_lateral + slope * (fore/aft - cop_fore_aft)
              |        \\   x      x  a lean to the right, by the distance across, not by the distance from o
              +------------------ lateral

The line is a running regression with least absolute residuals: each moment counts by its seconds over its distance
from the line, but no less than `NEAR` (iteratively reweighted least squares), and is forgotten with `MEMORY_S`. So a
short lean, however far, hardly moves it, and what is held becomes the place within a minute or two.
"""

import msgspec

from edge.core.moment import LONGEST_SPAN_S, Baseline, Moment

MEMORY_S = 60.0
"""Ours. From 30 to 600 s all gave the same on the recordings; a longer one calls more simulated sitters crooked."""

NEAR = 0.01
"""A point: about what quiet sitting sways. Residuals below count alike."""

STEP_S = 0.5
"""Sitting moves no faster than this is worth: more often costs time and changes nothing."""

ROUNDING_S = 1e-3

FIRST_S = 2.0
"""The first moment, or the habit, weighs like so many seconds."""

RIDGE = 0.01
"""Holds the slope at none until the sitter really slid forward and back: ten seconds at 3 points from the mean."""

STEEPEST = 2.0


class PlaceState(msgspec.Struct, frozen=True):
    """The weights' sum, the weighted means, and the weighted squares about them: all the regression needs."""

    weight_s: float = 0.0
    cop_lateral: float = 0.0
    cop_fore_aft: float = 0.0
    product: float = 0.0
    square: float = 0.0
    taken_uptime_s: float = 0.0

    def lateral_at(self, fore_aft: float) -> float:
        """Return the lateral centre of pressure of somebody who leans to no side, but so far forward or back."""
        slope = self.product / (self.square + RIDGE)
        return self.cop_lateral + min(max(slope, -STEEPEST), STEEPEST) * (fore_aft - self.cop_fore_aft)


NO_PLACE = PlaceState()


def step(state: PlaceState, moment: Moment, smooth: tuple[float, float], habit: Baseline | None) -> PlaceState:
    """Return the state after one more moment of sure sitting. The first place is the habit, if one is known."""
    if not state.weight_s:
        if not moment.measured_s:
            return state
        x, y = (habit.cop_lateral, habit.cop_fore_aft) if habit else smooth
        return PlaceState(FIRST_S, x, y, taken_uptime_s=moment.uptime_s)
    waited_s = moment.uptime_s - state.taken_uptime_s
    if waited_s < STEP_S - ROUNDING_S or not moment.measured_s:
        return state
    waited_s = min(waited_s, LONGEST_SPAN_S)
    x, y = smooth
    off = abs(x - state.lateral_at(y))
    keep = max(0.0, 1 - waited_s / MEMORY_S)
    new_s = waited_s * NEAR / max(off, NEAR)
    kept_s = keep * state.weight_s
    part = new_s / (kept_s + new_s)
    dx, dy = x - state.cop_lateral, y - state.cop_fore_aft
    return PlaceState(
        kept_s + new_s,
        state.cop_lateral + part * dx,
        state.cop_fore_aft + part * dy,
        keep * state.product + kept_s * part * dx * dy,
        keep * state.square + kept_s * part * dy * dy,
        moment.uptime_s,
    )
