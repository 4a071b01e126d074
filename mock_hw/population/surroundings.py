"""What shakes a chair from outside: people walking by, a desk bumped, the chair pushed aside."""

import math
import random

import msgspec

SEAT_KG = 5.0
"""The seat above the cells; it weighs nothing on the readings but shakes with them."""

GRAVITY = 9.81


class Shake(msgspec.Struct, frozen=True):
    """From `at_s` for `length_s` the chair moves: by `acceleration` (m/s2, up and down) and its load by `cop`."""

    at_s: float
    length_s: float
    acceleration: float
    cop: float
    hz: float

    def factor(self, t_s: float) -> float:
        """Return the movement at `t_s`, -1 to 1, swelling and dying away."""
        since_s = t_s - self.at_s
        if not 0 <= since_s <= self.length_s:
            return 0.0
        return math.sin(math.pi * since_s / self.length_s) * math.sin(math.tau * self.hz * since_s)


def draw_shakes(chance: random.Random, duration_s: float) -> tuple[Shake, ...]:
    """Draw what happens around a chair: 4 to 60 passers-by an hour, now and then a bump or a push."""
    per_hour = math.exp(chance.uniform(math.log(4), math.log(60)))
    shakes = []
    at_s = 0.0
    while (at_s := at_s + chance.expovariate(per_hour / 3600)) < duration_s:
        what = chance.random()
        if what < 0.8:
            # Walking shakes office floors by up to 0.05 m/s2, 0.5 % of gravity being the limit for comfort (AISC design
            # guide 11), at 4 to 8 Hz; a 10 SPS converter keeps less than half of that.
            shake = Shake(at_s, chance.uniform(2, 8), chance.uniform(0.001, 0.02), 0.0, chance.uniform(4, 8))
        elif what < 0.95:  # desk bumped, drawer shut
            shake = Shake(at_s, chance.uniform(0.2, 0.8), chance.uniform(0.02, 0.3), 0.01, chance.uniform(2, 8))
        else:  # the chair pushed aside with what is on it
            cop = chance.uniform(0.02, 0.10)
            shake = Shake(at_s, chance.uniform(1, 3), chance.uniform(0.1, 0.6), cop, chance.uniform(0.5, 2))
        shakes.append(shake)
        at_s += shake.length_s
    return tuple(shakes)
