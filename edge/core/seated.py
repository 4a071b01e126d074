"""Sums over the frames in which a person sat on four valid cells, and the figures that they give.

Means are (sum x) / n, variances (sum x^2) / n - mean^2, the covariance (sum x y) / n - mean x mean y. Movement as in
Schubert & Kirchner 2014, in units of the centre of pressure (-1..1) and their squares:

    sway path       sum of the distances between successive centres of pressure
    mean velocity   path / time
    95 % area       pi 5.991 sqrt(l1 l2), of the ellipse that holds 95 % of them; l1 and l2 are the eigenvalues of the
                    covariance matrix, so that their product is its determinant

One spoilt reading adds more path than a minute of sitting. So what counts of the centre of pressure is the middle one
of the last `MIDDLE_OF` frames, each coordinate by itself; it is 0.2 s late at 10 Hz, which no sum over a minute shows.
"""

import math
from typing import TypedDict

import msgspec

from contract.seat import Corners
from edge.core.moment import LONGEST_SPAN_S, Moment

CHI_SQUARE_95 = 5.991
"""The value that chi-square of two degrees of freedom exceeds with a chance of 5 %."""

MIDDLE_OF = 5
"""Two spoilt frames of five change nothing, and 3 % of spoilt readings make one frame in nine a spoilt one."""


class SeatedSums(msgspec.Struct, frozen=True):
    """The sums so far. `last` is the centre of pressure that counted at `last_uptime_s`, for the path to the next.

    `product` sums lateral times fore/aft; `path_s` is the time in which the path could be followed. `laterals` and
    `fore_afts` are what was read in the last frames.
    """

    frames: int = 0
    lateral: float = 0.0
    lateral_square: float = 0.0
    fore_aft: float = 0.0
    fore_aft_square: float = 0.0
    product: float = 0.0
    corners_kg: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    sway_path: float = 0.0
    path_s: float = 0.0
    last: tuple[float, float] = (0.0, 0.0)
    last_uptime_s: float = -LONGEST_SPAN_S - 1
    laterals: tuple[float, ...] = ()
    fore_afts: tuple[float, ...] = ()


NOTHING = SeatedSums()


class Figures(TypedDict, total=False):
    """The fields of a minute record that come from these sums."""

    cop_lateral: float
    cop_fore_aft: float
    cop_lateral_sd: float
    cop_fore_aft_sd: float
    shares: Corners[float]
    asymmetry_pct: float
    sway_path: float
    sway_velocity_per_s: float | None
    sway_area: float
    mean_kg: float | None


def add(sums: SeatedSums, moment: Moment) -> SeatedSums:
    """Return the sums with one more frame in them. A gap of more than `LONGEST_SPAN_S` ends the path's piece."""
    x, y = moment.load.cop_lateral, moment.load.cop_fore_aft
    load_kg = moment.load_kg
    fl, fr, rl, rr = load_kg.front_left, load_kg.front_right, load_kg.rear_left, load_kg.rear_right
    if x is None or y is None or fl is None or fr is None or rl is None or rr is None:
        return sums
    laterals: tuple[float, ...] = (x,)
    fore_afts: tuple[float, ...] = (y,)
    path, path_s, corners = sums.sway_path, sums.path_s, sums.corners_kg
    gap_s = moment.uptime_s - sums.last_uptime_s
    if gap_s <= LONGEST_SPAN_S:
        laterals, fore_afts = (*sums.laterals[1 - MIDDLE_OF :], x), (*sums.fore_afts[1 - MIDDLE_OF :], y)
        x, y = _middle(laterals), _middle(fore_afts)
        path += math.hypot(x - sums.last[0], y - sums.last[1])
        path_s += gap_s
    return SeatedSums(
        sums.frames + 1,
        sums.lateral + x,
        sums.lateral_square + x * x,
        sums.fore_aft + y,
        sums.fore_aft_square + y * y,
        sums.product + x * y,
        (corners[0] + fl, corners[1] + fr, corners[2] + rl, corners[3] + rr),
        path,
        path_s,
        (x, y),
        moment.uptime_s,
        laterals,
        fore_afts,
    )


def figures(sums: SeatedSums, *, shares_weight: bool) -> Figures:
    """Return the figures, none when nobody sat. Kilograms only when the owner opted in."""
    n = sums.frames
    total_kg = sum(sums.corners_kg)
    if not n or total_kg <= 0:
        return {}
    fl, fr, rl, rr = (kg / total_kg for kg in sums.corners_kg)
    lateral, fore_aft = sums.lateral / n, sums.fore_aft / n
    lateral_square = max(0.0, sums.lateral_square / n - lateral * lateral)
    fore_aft_square = max(0.0, sums.fore_aft_square / n - fore_aft * fore_aft)
    determinant = lateral_square * fore_aft_square - (sums.product / n - lateral * fore_aft) ** 2
    return {
        "cop_lateral": round(lateral, 4),
        "cop_fore_aft": round(fore_aft, 4),
        "cop_lateral_sd": round(math.sqrt(lateral_square), 4),
        "cop_fore_aft_sd": round(math.sqrt(fore_aft_square), 4),
        "shares": Corners(round(fl, 4), round(fr, 4), round(rl, 4), round(rr, 4)),
        "asymmetry_pct": round(100 * abs(fr + rr - fl - rl), 2),
        "sway_path": round(sums.sway_path, 4),
        "sway_velocity_per_s": round(sums.sway_path / sums.path_s, 5) if sums.path_s > 0 else None,
        "sway_area": round(math.pi * CHI_SQUARE_95 * math.sqrt(max(0.0, determinant)), 6),
        "mean_kg": round(total_kg / n, 2) if shares_weight else None,
    }


def _middle(values: tuple[float, ...]) -> float:
    """Return the median of an odd number of values; of an even number the first is left out."""
    odd = values if len(values) % 2 else values[1:]
    return sorted(odd)[len(odd) // 2]
