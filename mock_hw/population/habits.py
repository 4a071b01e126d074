"""How a sitter spends one stay: sits down, takes poses, does small things in between, stands up.

A pose is drawn relative to the sitter's own neutral. Its depth is meant as in "a tenth of the load moved over", which
moves the centre of pressure by 0.2. Shares and rates of poses are our choice: no source counts all of them.
"""

import math
import random
from collections.abc import Iterator
from typing import NamedTuple

from mock_hw.population.body import Body
from mock_hw.population.scene import Move, Part, Pose

SHORTEST_HOLD_S = 4.0

LANDING_LATERAL, LANDING_FORE_AFT = 0.03, 0.04
"""Spread of where one comes to sit. Sideways: the resting place of four wheelchair users was up to 0.05 apart between
two sessions (median while not steering, tests/recordings). Fore and aft, how deep one sits, is our choice."""


class Meant(NamedTuple):
    """A pose as meant: the centre of pressure from the own neutral, and the part of the settled load on the seat."""

    lateral: float
    fore_aft: float
    share: float


POSES = {"settled": 45, "side": 16, "forward": 8, "back": 10, "crossed": 8, "elbows": 6, "armrest": 7}
"""Kinds of poses and how often they are taken, in percent."""


def draw_pose(chance: random.Random) -> Meant:
    """Draw the next pose."""
    side = chance.choice((-1, 1))
    depth = 2 * math.exp(chance.uniform(math.log(0.05), math.log(0.35)))  # 5 to 35 % of the load moves over
    lateral, fore_aft, shares = chance.gauss(0, 0.02), chance.gauss(0, 0.02), (0.97, 1.03)
    match chance.choices(list(POSES), list(POSES.values()))[0]:
        case "side":
            lateral, shares = side * depth, (0.94, 1.0)
        case "forward":  # perched or bent over the desk; the feet carry more as one leans forward
            fore_aft, shares = depth, (0.75, 0.95)
        case "back":  # a back rest at 115 degrees takes 9 % off the seat (Nag 2008)
            fore_aft, shares = -depth, (0.85, 0.97)
        case "crossed":  # the buttocks bear unevenly (Jung 2020, Int J Environ Res Public Health)
            lateral, shares = side * chance.uniform(0.05, 0.30), (0.94, 1.02)
        case "elbows":
            fore_aft, shares = chance.uniform(0.02, 0.25), (0.70, 0.90)
        case "armrest":  # arm rests at the best height take 12 % off the seat (Nag 2008)
            lateral, shares = side * chance.uniform(0.0, 0.10), (0.78, 0.92)
    return Meant(lateral, fore_aft, chance.uniform(*shares))


class Told(NamedTuple):
    """One visit: the sitter as a part, the poses held, and when half of the load was on and off."""

    part: Part
    poses: tuple[Pose, ...]
    begin_s: float
    end_s: float


def tell_stay(chance: random.Random, body: Body, at_s: float, length_s: float, *, still_s: float = 0.0) -> Told:
    """Tell one visit from the first touch at `at_s`, with about `length_s` seated; `still_s` of them held as meant."""
    teller = _Teller(chance, body, at_s)
    until_s = teller.sit_down() + max(length_s, SHORTEST_HOLD_S)
    if still_s:
        teller.hold(Meant(chance.gauss(0, 0.02), chance.gauss(0, 0.02), 1.0), still_s)
    while teller.now_s < until_s - SHORTEST_HOLD_S:
        mean_s = 3600 / body.shifts_per_hour
        hold_s = chance.lognormvariate(math.log(mean_s) - 0.5, 1.0)  # its mean is mean_s: from seconds to an hour
        teller.hold(draw_pose(chance), min(max(hold_s, SHORTEST_HOLD_S), until_s - teller.now_s))
    end_s = teller.stand_up()
    return Told(Part(tuple(teller.moves), body.life), tuple(teller.poses), at_s + body.sit_s / 2, end_s)


class _Teller:
    def __init__(self, chance: random.Random, body: Body, at_s: float) -> None:
        self.chance, self.body, self.now_s = chance, body, at_s
        self.moves: list[Move] = []
        self.poses: list[Pose] = []
        self.meant = Meant(0.0, 0.0, 1.0)
        self.off = chance.gauss(0, LANDING_LATERAL), chance.gauss(0, LANDING_FORE_AFT)

    def sit_down(self) -> float:
        """Touch the front edge first, drop with an overshoot, and settle. Return when that is over."""
        body = self.body
        self.moves.append(Move(self.now_s - 0.02, 0.01, 0.0, body.lateral, body.fore_aft + 0.4))
        self._go(body.sit_s, share=1 + body.overshoot, fore_aft=0.1)
        self._go(0.4)
        return self.now_s

    def stand_up(self) -> float:
        """Push first, then leave over the front edge. Return when half of the load was off."""
        self._go(0.3, share=self.meant.share + self.body.push, fore_aft=self.meant.fore_aft + 0.1)
        self._go(self.body.stand_s, share=0.0, fore_aft=self.meant.fore_aft + 0.5)
        return self.now_s - self.body.stand_s / 2

    def hold(self, meant: Meant, hold_s: float) -> None:
        """Turn to a pose and hold it; small things may come in between, and are no truth about a posture."""
        end_s = self.now_s + hold_s
        self.meant = meant
        self._go(min(self.chance.uniform(0.5, 2.5), hold_s / 2))
        for at_s in self._small_things(end_s):
            self._held(at_s)
            self._small_thing()
        self._held(end_s)

    def _held(self, end_s: float) -> None:
        if end_s > self.now_s:
            self.poses.append(Pose(self.now_s, end_s, self.meant.lateral, self.meant.fore_aft, *self.off))
            self.now_s = end_s

    def _small_things(self, end_s: float) -> Iterator[float]:
        """Yield when to do a small thing: about three an hour, more for the restless."""
        mean_s = 3600 / (1 + self.body.shifts_per_hour / 6)
        while (at_s := self.now_s + self.chance.expovariate(1 / mean_s)) < end_s - 8:
            yield at_s

    def _small_thing(self) -> None:
        chance, meant = self.chance, self.meant
        match chance.choice(("reach", "false start", "roll")):
            case "reach":  # down beside the chair: the feet or a hand take much of the load
                side = chance.choice((-0.4, 0.4))
                self._go(0.5, share=chance.uniform(0.3, 0.7), lateral=meant.lateral + side)
                self.now_s += chance.uniform(1.0, 2.0)
            case "false start":  # half up, and down again
                self._go(self.body.stand_s / 2, share=chance.uniform(0.25, 0.6), fore_aft=meant.fore_aft + 0.4)
            case _:  # rolls the chair: feet push, the load wobbles
                for _ in range(chance.randint(2, 5)):
                    wobble = chance.gauss(0, 0.05)
                    self._go(0.6, share=meant.share * chance.uniform(0.82, 1.05), lateral=meant.lateral + wobble)
        self._go(0.6)

    def _go(
        self, over_s: float, *, share: float | None = None, lateral: float | None = None, fore_aft: float | None = None
    ) -> None:
        """Move to the pose that is meant, but for what is given; the time goes on."""
        body, meant = self.body, self.meant
        self.moves.append(
            Move(
                self.now_s,
                over_s,
                body.seat_kg * (meant.share if share is None else share),
                _inside(body.lateral + self.off[0] + (meant.lateral if lateral is None else lateral)),
                _inside(body.fore_aft + self.off[1] + (meant.fore_aft if fore_aft is None else fore_aft)),
            )
        )
        self.now_s += over_s


def _inside(coordinate: float) -> float:
    return max(-0.95, min(0.95, coordinate))
