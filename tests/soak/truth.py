"""What a simulated load really was, for those who judge the readings of it.

rests       noise and drift                     a load that nobody touches
sways       and a slow sine of up to 46 g       somebody who sits quietly
restless    0.5 kg, and 0.1 kg at 1.7 Hz        somebody who does not
jumps       70 kg either way in no time         somebody who sits down, or a bag that is thrown
"""

import math
import random
from collections import deque

from mock_hw.cell import COUNTS_PER_KG, NOISE_COUNTS, noise

RIGHT_COUNTS = 100
"""A reading so near to its own conversion is right: five times the chip's noise of 20 counts rms, 2.3 g on 50 kg."""

TOLERANCE_KG = 0.025
"""What the cell itself may be off: what sellers say of cells of this kind is 0.03 % of the range each for
non-linearity, hysteresis and repeatability, which is 26 g as the root of the three squares."""

NEARBY_S = 0.5
"""What the load was half a second ago is no news: every rule about people waits for seconds (`edge/core/limits.py`)."""

FRAME_S = 0.1
"""Nobody knows better than this when within its frame a reading was."""

RESTLESS_COUNTS = 20_000
SWAYS_COUNTS = (0, 500, 2000, RESTLESS_COUNTS)


class Truth:
    """A signal that remembers what it gave: the chip asks it once for each conversion that somebody could read."""

    def __init__(self, chance: random.Random, period_s: float, *, jumps: bool) -> None:
        self.given: deque[tuple[float, int]] = deque(maxlen=12)
        self._period_s = period_s
        self._jump_s = 40 * period_s if jumps else math.inf
        self._seed = chance.getrandbits(32)
        self._levels = [chance.randint(-3_000_000, 3_000_000) for _ in range(16 if jumps else 1)]
        self._sway = chance.choice(SWAYS_COUNTS)
        self.calm = self._sway != RESTLESS_COUNTS and not jumps
        self._drift_per_s = chance.uniform(-20, 20)

    def __call__(self, uptime_s: float) -> int:
        """Return the counts of a conversion that ends now, with its noise."""
        counts = round(self.level(uptime_s) + NOISE_COUNTS * noise(self._seed, int(uptime_s * 1e6)))
        self.given.append((uptime_s, counts))
        return counts

    def level(self, uptime_s: float) -> float:
        """Return the counts of the load alone."""
        return self._levels[int(uptime_s / self._jump_s) % len(self._levels)] + self._motion(uptime_s)

    def _motion(self, uptime_s: float) -> float:
        motion = self._drift_per_s * uptime_s
        if self._sway:
            motion += self._sway * math.sin(uptime_s * math.tau * 0.3)
        if self._sway == RESTLESS_COUNTS:
            motion += self._sway / 5 * math.sin(uptime_s * math.tau * 1.7)
        return motion

    def nearest(self, counts: int, from_s: float, until_s: float) -> int:
        """Return the least difference to a conversion of that time."""
        return min((abs(counts - true) for at_s, true in self.given if from_s < at_s <= until_s), default=1 << 24)

    def beyond_kg(self, counts: int, at_s: float) -> float:
        """Return by how much this is more or less than the load was at any time within `NEARBY_S`."""
        levels = [self.level(each_s) for each_s in self._nearby(at_s)]
        return max(min(levels) - counts, counts - max(levels), 0.0) / COUNTS_PER_KG

    def tolerance_kg(self, at_s: float) -> float:
        """Return `TOLERANCE_KG` and what the sitter, without jumps, moved at most from one frame to the next nearby."""
        return TOLERANCE_KG + max(
            abs(self._motion(each_s + FRAME_S) - self._motion(each_s)) / COUNTS_PER_KG for each_s in self._nearby(at_s)
        )

    def _nearby(self, at_s: float) -> list[float]:
        looks = round(2 * NEARBY_S / self._period_s)
        return [at_s - NEARBY_S + 2 * NEARBY_S * look / looks for look in range(looks + 1)]
