"""Sums over the frames in which a person sat on four valid cells, and the figures that they give.

Means are (sum x) / n, deviations sqrt((sum x^2) / n - mean^2); the sway path is the sum of the distances between
successive centres of pressure (Schubert & Kirchner 2014).
"""

import math
from typing import TypedDict

import msgspec

from contract.seat import Corners
from edge.core.moment import Moment


class SeatedSums(msgspec.Struct, frozen=True):
    """The sums so far. `last` is the centre of pressure of the last frame, for the path to the next."""

    frames: int = 0
    lateral: float = 0.0
    lateral_square: float = 0.0
    fore_aft: float = 0.0
    fore_aft_square: float = 0.0
    corners_kg: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    sway_path: float = 0.0
    last: tuple[float, float] | None = None


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
    mean_kg: float | None


def add(sums: SeatedSums, moment: Moment) -> SeatedSums:
    """Return the sums with one more frame in them; a frame without a centre of pressure ends the path's piece."""
    x, y = moment.load.cop_lateral, moment.load.cop_fore_aft
    fl, fr, rl, rr = moment.load_kg
    if x is None or y is None or fl is None or fr is None or rl is None or rr is None:
        return sums if sums.last is None else msgspec.structs.replace(sums, last=None)
    last, corners = sums.last, sums.corners_kg
    return SeatedSums(
        sums.frames + 1,
        sums.lateral + x,
        sums.lateral_square + x * x,
        sums.fore_aft + y,
        sums.fore_aft_square + y * y,
        (corners[0] + fl, corners[1] + fr, corners[2] + rl, corners[3] + rr),
        sums.sway_path + (math.hypot(x - last[0], y - last[1]) if last else 0.0),
        (x, y),
    )


def figures(sums: SeatedSums, *, shares_weight: bool) -> Figures:
    """Return the figures, none when nobody sat. Kilograms only when the owner opted in."""
    n = sums.frames
    total_kg = sum(sums.corners_kg)
    if not n or total_kg <= 0:
        return {}
    fl, fr, rl, rr = (kg / total_kg for kg in sums.corners_kg)
    lateral, fore_aft = sums.lateral / n, sums.fore_aft / n
    return {
        "cop_lateral": round(lateral, 4),
        "cop_fore_aft": round(fore_aft, 4),
        "cop_lateral_sd": round(_deviation(sums.lateral_square, lateral, n), 4),
        "cop_fore_aft_sd": round(_deviation(sums.fore_aft_square, fore_aft, n), 4),
        "shares": Corners(round(fl, 4), round(fr, 4), round(rl, 4), round(rr, 4)),
        "asymmetry_pct": round(100 * abs(fr + rr - fl - rl), 2),
        "sway_path": round(sums.sway_path, 4),
        "mean_kg": round(total_kg / n, 2) if shares_weight else None,
    }


def _deviation(square_sum: float, mean: float, n: int) -> float:
    return math.sqrt(max(0.0, square_sum / n - mean * mean))
