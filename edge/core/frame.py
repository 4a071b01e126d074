"""What four cells say at one instant, in counts and in kilograms, and the centre of pressure.

Both frames stay on the chair: kilograms never travel unless the owner opted in.
"""

import math

import msgspec

from contract.seat import Corners
from edge.errors import CellFault

Faults = Corners[CellFault | None]

NO_FAULT: Faults = Corners(None, None, None, None)

NO_LOAD: Corners[float | None] = Corners(None, None, None, None)


class CountsFrame(msgspec.Struct, frozen=True):
    """Four converters at one instant: what acquisition emits each period.

    `at_ms` is wall time (Unix epoch, UTC), `uptime_s` monotonic. `counts` holds signed converter counts, None where the
    cell gave no trustworthy reading; `faults` says why it did not, None where there is nothing to say.
    """

    at_ms: int
    uptime_s: float
    counts: Corners[int | None]
    faults: Faults = NO_FAULT


class SeatFrame(msgspec.Struct, frozen=True):
    """The load on four corners at one instant, in kilograms. A None is a cell without a valid reading."""

    at_ms: int
    uptime_s: float
    load_kg: Corners[float | None]
    faults: Faults = NO_FAULT


class Load(msgspec.Struct, frozen=True):
    """What the four corners add up to.

    With W = FL + FR + RL + RR: `cop_lateral` = (R - L) / W, right positive; `cop_fore_aft` = (F - B) / W, front
    positive. With three valid cells `total_kg` is their sum times 4/3, good enough to know whether somebody sits, and
    the centre of pressure is None: a missing corner is no balance. With fewer all are None.

    Corners that contradict each other (below `LEAST_SHARE` of the total, or above `MOST_SHARE`) have no centre of
    pressure either, and a total over `MOST_KG` is no load: a cell is broken or its calibration is.
    """

    total_kg: float | None
    cop_lateral: float | None = None
    cop_fore_aft: float | None = None


UNKNOWN_LOAD = Load(None)

LEAST_KG = 1.0
"""Below this total a centre of pressure is noise divided by noise."""

MOST_KG = 1000.0
"""Five times what four 50 kg cells bear; the largest total that the messages know."""

LEAST_SHARE, MOST_SHARE = -0.5, 2.0
"""With every share between these both coordinates stay within -3..3, which is what the messages allow."""


def finite(corners_kg: Corners[float | None]) -> Corners[float | None]:
    """Return the corners with NaN and infinities as what they are: no reading."""
    fl, fr = corners_kg.front_left, corners_kg.front_right
    rl, rr = corners_kg.rear_left, corners_kg.rear_right
    if fl is not None and fr is not None and rl is not None and rr is not None and math.isfinite(fl + fr + rl + rr):
        return corners_kg
    return corners_kg.map(lambda kg: kg if kg is not None and math.isfinite(kg) else None)


def weigh(corners_kg: Corners[float | None]) -> Load:
    """Return what the corners add up to. NaN and infinities count as no reading."""
    fl, fr = corners_kg.front_left, corners_kg.front_right
    rl, rr = corners_kg.rear_left, corners_kg.rear_right
    if fl is not None and fr is not None and rl is not None and rr is not None:
        total_kg = fl + fr + rl + rr
        if LEAST_KG < total_kg <= MOST_KG:
            if min(fl, fr, rl, rr) < LEAST_SHARE * total_kg or max(fl, fr, rl, rr) > MOST_SHARE * total_kg:
                return Load(total_kg)
            return Load(total_kg, (fr + rr - fl - rl) / total_kg, (fl + fr - rl - rr) / total_kg)
        if -math.inf < total_kg <= LEAST_KG:
            return Load(total_kg)
    valid = [kg for kg in corners_kg if kg is not None and math.isfinite(kg)]
    if len(valid) < 3:
        return UNKNOWN_LOAD
    total_kg = sum(valid) * 4 / len(valid)
    return Load(total_kg) if total_kg <= MOST_KG else UNKNOWN_LOAD
