"""Frames of a seat for tests: levels in counts with the noise of good cells, told as spans of seconds.

Shares of a mass come from a plate that is soft in its twist: over (x, y), each -1..1, a corner bears
(1 +- x)(1 +- y) / 4 of it.
"""

import random
from collections.abc import Iterator

from contract.seat import Corners
from edge.core.calibration import Calibration, CellCalibration
from edge.core.frame import CountsFrame

MADE_MS = 1_767_225_600_000
TARES = (-129_548.0, 59_750.0, -150_796.0, 199_649.0)
PER_KG = (43_607.0, 45_157.0, -42_847.0, 40_180.0)
CALIBRATION = Calibration(
    made_ms=MADE_MS,
    cells=Corners(*(CellCalibration(tare_counts=t, counts_per_kg=k) for t, k in zip(TARES, PER_KG, strict=True))),
)
NOTHING = (0.0, 0.0, 0.0, 0.0)


def over(x: float, y: float, kg: float) -> tuple[float, ...]:
    """The load in kilograms on each corner of a mass at (x, y): right and front are positive."""
    return tuple(kg * (1 + x * side) * (1 + y * end) / 4 for end in (1, -1) for side in (-1, 1))


class Seat:
    """Makes frames, ten a second, on and on; noise in counts."""

    def __init__(self, seed: int = 1, noise: float = 20.0) -> None:
        self.noise = noise
        self.frames = 0
        self._chance = random.Random(seed)

    def rests(self, load_kg: tuple[float, ...], span_s: float, wave_kg: float = 0.0) -> Iterator[CountsFrame]:
        """Frames of a load that stays, or that is rocked by so much."""
        for _ in range(round(span_s * 10)):
            rocked = self._chance.uniform(-wave_kg, wave_kg)
            yield self.frame(
                round(tare + (kg + rocked) * per_kg + self._chance.gauss(0, self.noise))
                for tare, kg, per_kg in zip(TARES, load_kg, PER_KG, strict=True)
            )

    def frame(self, counts) -> CountsFrame:
        """The next frame, with these counts."""
        self.frames += 1
        return CountsFrame(MADE_MS + self.frames * 100, self.frames / 10, Corners(*counts))
