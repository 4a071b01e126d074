"""A scene as frames: ten a second, in kilograms, as after calibration.

The loop remembers (sway, creep), so frames come in order and from the beginning; the same seed gives the same frames.
"""

import math
import random
from collections.abc import Iterator

from contract.seat import Corners
from edge.core.frame import SeatFrame
from mock_hw.population.cells import CellSet, spike_kg
from mock_hw.population.living import PlacedPart
from mock_hw.population.scene import Scene
from mock_hw.population.surroundings import GRAVITY, SEAT_KG, Shake

AT_MS = 1_767_225_600_000
"""2026-01-01T00:00:00Z, the wall time at which each scene begins."""

UPTIME_S = 64.0
"""The uptime at which each scene begins: never zero, so that nothing holds by accident."""

HZ = 10
_LEAST_KG = 0.02
_MASK = 0xFFFF


def frames(scene: Scene, cells: CellSet, shakes: tuple[Shake, ...], seed: str) -> Iterator[SeatFrame]:
    """Yield the frames of a scene on a chair with these cells and surroundings."""
    chance = random.Random(seed)
    noise = [chance.gauss(0.0, 1.0) for _ in range(_MASK + 1)]
    parts = [PlacedPart(part, random.Random(f"{seed}/{k}")) for k, part in enumerate(scene.parts)]
    shaking = iter(shakes)
    shake = next(shaking, None)
    reading = _Reading(cells, chance, noise)
    for n in range(round(scene.duration_s * HZ)):
        t_s = n / HZ
        kg = moment_x = moment_y = 0.0
        for part in parts:
            if part.begin_s <= t_s <= part.end_s:
                own_kg, x, y = part.at(t_s)
                kg, moment_x, moment_y = kg + own_kg, moment_x + own_kg * x, moment_y + own_kg * y
        x, y = (moment_x / kg, moment_y / kg + cells.tilt) if abs(kg) > _LEAST_KG else (0.0, 0.0)
        while shake is not None and t_s > shake.at_s + shake.length_s:
            shake = next(shaking, None)
        if shake is not None and t_s >= shake.at_s:
            factor = shake.factor(t_s)
            kg += (kg + SEAT_KG) * shake.acceleration / GRAVITY * factor
            x += shake.cop * factor
            y += shake.cop * factor * 0.7
        yield SeatFrame(AT_MS + 100 * n, UPTIME_S + t_s, reading.read(n, kg, x, y))


class _Reading:
    """Four cells that remember how they crept."""

    def __init__(self, cells: CellSet, chance: random.Random, noise: list[float]) -> None:
        self._cells, self._chance, self._noise = cells, chance, noise
        self._creep_kg = [0.0] * 4
        self._slow_kg = cells.slow_kg(0.0)
        self._bad_share = 4 * (cells.spike_share + cells.lost_share)
        self._creep_part = 1 - math.exp(-1 / cells.creep_s)

    def read(self, n: int, kg: float, x: float, y: float) -> Corners[float | None]:
        """Return the readings of frame `n` under this load."""
        cells, noise = self._cells, self._noise
        quarter_kg = kg / 4
        left, right = quarter_kg * (1 - x), quarter_kg * (1 + x)
        front, rear = 1 + y, 1 - y
        loads = (left * front, right * front, left * rear, right * rear)
        if n % HZ == 0:
            self._creep(loads)
            if n % 100 == 0:
                self._slow_kg = cells.slow_kg(n / HZ)
        slow, creep, gain, rms = self._slow_kg, self._creep_kg, cells.sensitivity, cells.noise_kg
        readings: list[float | None] = [
            loads[0] * gain[0] + slow[0] + creep[0] + rms[0] * noise[(n * 5 + 11) & _MASK],
            loads[1] * gain[1] + slow[1] + creep[1] + rms[1] * noise[(n * 7 + 20_011) & _MASK],
            loads[2] * gain[2] + slow[2] + creep[2] + rms[2] * noise[(n * 9 + 40_013) & _MASK],
            loads[3] * gain[3] + slow[3] + creep[3] + rms[3] * noise[(n * 13 + 60_017) & _MASK],
        ]
        if self._chance.random() < self._bad_share:
            self._spoil(readings)
        if cells.dead_corner is not None and n / HZ >= cells.dead_s:
            readings[cells.dead_corner] = None
        return Corners(*readings)

    def _creep(self, loads: tuple[float, float, float, float]) -> None:
        for k, load in enumerate(loads):
            self._creep_kg[k] += self._creep_part * (self._cells.creep_share[k] * load - self._creep_kg[k])

    def _spoil(self, readings: list[float | None]) -> None:
        corner = self._chance.randrange(4)
        before = readings[corner]
        lost = self._chance.random() * self._bad_share < 4 * self._cells.lost_share
        readings[corner] = None if lost or before is None else before + spike_kg(self._chance)
