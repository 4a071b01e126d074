"""One part of a scene in time: where its moves have brought it, and what its life adds."""

import math
import random

from mock_hw.population.body import Life
from mock_hw.population.scene import Move, Part

STEP_S = 0.1
_HEART = tuple(  # one beat in 64 steps: the deflections of a ballistocardiogram lie in its low harmonics at 10 SPS
    0.45 * math.sin(a) + 0.3 * math.sin(2 * a + 1) + 0.3 * math.sin(3 * a + 2) + 0.2 * math.sin(4 * a + 0.5)
    for a in (math.tau * k / 64 for k in range(64))
)


class PlacedPart:
    """A part that is asked for its load at rising instants, `STEP_S` apart."""

    def __init__(self, part: Part, chance: random.Random) -> None:
        self.begin_s = part.moves[0].at_s
        self.end_s = part.moves[-1].at_s + part.moves[-1].over_s + 0.5
        self._moves, self._next = part.moves, 0
        self._from = self._to = Move(0.0, 0.0, 0.0, 0.0, 0.0)
        self._settled_kg = max(move.kg for move in part.moves) or 1.0
        self._alive = None if part.life is None else _Alive(part.life, chance)

    def at(self, t_s: float) -> tuple[float, float, float]:
        """Return kilograms and centre of pressure at `t_s`."""
        moves = self._moves
        while self._next < len(moves) and moves[self._next].at_s <= t_s:
            move = moves[self._next]
            self._from, self._to = Move(move.at_s, 0.0, *self._place(move.at_s)), move
            self._next += 1
        kg, x, y = self._place(t_s)
        if self._alive is None or kg < 0.5:
            return kg, x, y
        more_kg, more_x, more_y = self._alive.step(t_s, kg)
        part = min(1.0, kg / self._settled_kg)
        return kg + more_kg * part, x + more_x, y + more_y

    def _place(self, t_s: float) -> tuple[float, float, float]:
        to, since_s = self._to, t_s - self._to.at_s
        if since_s >= to.over_s:
            return to.kg, to.lateral, to.fore_aft
        a = self._from
        part = since_s / to.over_s
        part = part * part * (3 - 2 * part)
        return (
            a.kg + (to.kg - a.kg) * part,
            a.lateral + (to.lateral - a.lateral) * part,
            a.fore_aft + (to.fore_aft - a.fore_aft) * part,
        )


class _Wander:
    """A place that wanders about zero: as far as `rms`, and as slowly as `time_s` (Ornstein and Uhlenbeck)."""

    def __init__(self, rms: float, time_s: float, chance: random.Random) -> None:
        self._gauss = chance.gauss
        self._keep = math.exp(-STEP_S / time_s)
        self._kick = rms * math.sqrt(1 - self._keep**2)
        self.x, self.y = chance.gauss(0, rms), chance.gauss(0, rms)

    def step(self) -> None:
        """Let `STEP_S` pass."""
        self.x = self.x * self._keep + self._gauss(0, self._kick)
        self.y = self.y * self._keep + self._gauss(0, self._kick)


class _Alive:
    """Breath, heart, sway and fidgets, step by step."""

    def __init__(self, life: Life, chance: random.Random) -> None:
        self._life, self._chance = life, chance
        self._breath, self._heart = chance.random(), chance.random()
        self._sway = _Wander(life.sway_cop, life.sway_s, chance)
        self._slow = _Wander(life.wander_cop, life.wander_s, chance)
        self._rate = 1.0
        self._depth = 1.0
        self._fidget_s = -1.0
        self._fidget = (1.0, 0.0, 0.0, 0.0)

    def step(self, t_s: float, kg: float) -> tuple[float, float, float]:
        """Return what life adds at `t_s` to a load of `kg`: kilograms, lateral, fore and aft."""
        life, chance = self._life, self._chance
        self._breath += life.breath_hz * STEP_S * self._rate
        self._heart += life.heart_hz * STEP_S * (0.5 + self._rate / 2)
        if self._breath >= 1:  # each breath is its own: length and depth vary by a tenth or more, some are sighs
            self._breath -= 1
            self._rate = max(0.6, chance.gauss(1.0, 0.12))
            self._depth = 3.0 if chance.random() < 0.01 else max(0.4, chance.gauss(1.0, 0.2))
        wave = math.sin(math.tau * self._breath) * self._depth
        self._sway.step()
        self._slow.step()
        more_kg = life.breath_kg * wave + life.heart_kg * _HEART[int(self._heart * 64) & 63]
        x = self._sway.x + self._slow.x
        y = self._sway.y + self._slow.y + life.breath_cop * wave
        if t_s >= self._fidget_s:
            if self._fidget_s < 0:
                self._fidget_s = t_s + chance.expovariate(life.fidgets_per_hour / 3600)
            elif t_s < self._fidget_s + self._fidget[0]:
                bump = math.sin(math.pi * (t_s - self._fidget_s) / self._fidget[0])
                return (
                    more_kg + bump * self._fidget[1] * kg,
                    x + bump * self._fidget[2],
                    y + bump * self._fidget[3],
                )
            else:
                self._fidget_s = t_s + 0.1 + chance.expovariate(life.fidgets_per_hour / 3600)
                self._fidget = (
                    chance.uniform(0.3, 2.0),
                    chance.gauss(0, life.fidget_share),
                    chance.gauss(0, life.fidget_cop),
                    chance.gauss(0, life.fidget_cop),
                )
        return more_kg, x, y
