"""Known masses on a seat plate, put there and taken away by a hand: for calibrating a chair that is simulated.

    mass    ______/\\/‾‾‾‾‾‾‾‾‾‾\\_______     it bounces as it is put down, and is lifted off
    cell    ______/\\/‾‾‾--------\\__----     and the cell creeps, under the load and after it

How a plate hands a mass over (x, y), each -1..1, to its four corners is not determined by forces and moments alone: it
depends on how stiff the plate is in its twist. Here it is a part `rigidity` of a rigid plate on four equal springs,
m/4 (1 +- x +- y), and else a soft one, m/4 (1 +- x)(1 +- y). Both are in balance; real plates lie between them.
"""

import math

import msgspec

from contract.seat import Corners

LIFT_S = 0.15


def plate_kg(kg: float, x: float, y: float, rigidity: float = 0.0) -> Corners[float]:
    """Return what each corner bears of a mass over (x, y); right and front are positive."""

    def corner(side: int, end: int) -> float:
        rigid = 1 + side * x + end * y
        soft = (1 + side * x) * (1 + end * y)
        return kg / 4 * (rigidity * rigid + (1 - rigidity) * soft)

    return Corners(corner(-1, 1), corner(1, 1), corner(-1, -1), corner(1, -1))


class Creep(msgspec.Struct, frozen=True):
    """How far each cell creeps, as a share of its load, with which time constant; and how fast its zero drifts.

    Good cells creep by 0.02 %, cheap ones by 0.1 % in half an hour (the same figures as in population/cells.py).
    """

    share: Corners[float] = Corners(0.0, 0.0, 0.0, 0.0)
    span_s: float = 300.0
    drift_kg_per_h: Corners[float] = Corners(0.0, 0.0, 0.0, 0.0)


class _Visit(msgspec.Struct):
    """One mass on the seat: from when, what each corner bears, until when."""

    at_s: float
    corners_kg: Corners[float]
    until_s: float = math.inf

    def load(self, uptime_s: float, corner: str, creep: Creep) -> float:
        since_s, after_s = uptime_s - self.at_s, max(0.0, uptime_s - self.until_s)
        if since_s < 0:
            return 0.0
        landed = 1 - math.exp(-since_s / LIFT_S) * math.cos(math.tau * 4 * since_s)
        crept = 1 - math.exp(-(since_s - after_s) / creep.span_s)
        kg: float = getattr(self.corners_kg, corner)
        there = landed * math.exp(-after_s / LIFT_S)
        share: float = getattr(creep.share, corner)
        return kg * (there + share * crept * math.exp(-after_s / creep.span_s))


class Hand:
    """Puts masses on a seat and takes them away; `load_kg` is what the cells then feel: a `mock_hw.chair.ChairLoad`."""

    def __init__(self, creep: Creep | None = None, rigidity: float = 0.0) -> None:
        self._creep = creep or Creep()
        self._rigidity = rigidity
        self._visits: list[_Visit] = []

    def put(self, uptime_s: float, kg: float, x: float, y: float) -> None:
        """Put a mass down at this uptime, which has to be now or later."""
        self._visits.append(_Visit(uptime_s, plate_kg(kg, x, y, self._rigidity)))

    def take(self, uptime_s: float) -> None:
        """Take away all that lies there."""
        for visit in self._visits:
            visit.until_s = min(visit.until_s, uptime_s)

    def load_kg(self, uptime_s: float) -> Corners[float | None]:
        """Return what each corner feels, in kilograms."""
        return Corners(
            self._corner(uptime_s, "front_left"),
            self._corner(uptime_s, "front_right"),
            self._corner(uptime_s, "rear_left"),
            self._corner(uptime_s, "rear_right"),
        )

    def _corner(self, uptime_s: float, corner: str) -> float:
        drift: float = getattr(self._creep.drift_kg_per_h, corner)
        return drift * uptime_s / 3600 + sum(visit.load(uptime_s, corner, self._creep) for visit in self._visits)
