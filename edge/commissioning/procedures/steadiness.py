"""Does the seat rest? Told from counts alone, because before a calibration there are no kilograms.

    counts   ~~~~~~~\\/~~\\/\\__.-.___.-._____________      rests once the last four seconds lie on one level
                               |  1 | 2 | 3 |
    noise    from one frame to the next; wander: how far the medians of the three thirds lie apart

A thing at rest shows the noise of its cell and no wander. Whoever sits breathes, which wanders, and has a heartbeat,
which is far above the noise of a cell (`edge/core/life.py`). Medians, so that a spoilt reading does not matter.
"""

import math
import statistics
from collections import deque
from itertools import pairwise

import msgspec

from contract.seat import CORNER_NAMES, Corners
from edge.core.frame import CountsFrame

FRAMES = 40
"""Four seconds at ten frames a second: about one breath."""

LEAST_VALID = 0.75
"""A cell with fewer readings than this share of the frames cannot be judged."""

MOST_NOISE_COUNTS = 400.0
"""Some 10 g on a 50 kg cell, twenty times the noise of a good one: then it is moved, or sick."""

ROUNDING_COUNTS = 8.0
WANDER = 6.0
"""So many standard errors of a third's median are chance: about one window in ten thousand has more."""

SPIKE = 5.0
"""A reading so many deviations off is spoilt, or the seat was still being touched."""

LEAST_NEAR = 0.9
"""With more than a tenth of such readings it is the latter."""

LARGEST_GAP_S = 1.0
"""After a longer hole between two frames all begins anew."""


MEASURING = "measuring"
"""Nothing is amiss; the four seconds are not over."""


class AtRest(msgspec.Struct, frozen=True):
    """What four cells read at rest, in counts: level and noise (standard deviation), and when, in uptime."""

    counts: Corners[float]
    noise_counts: Corners[float]
    since_uptime_s: float
    until_uptime_s: float
    until_ms: int

    @property
    def middle_uptime_s(self) -> float:
        """The instant that the level belongs to."""
        return (self.since_uptime_s + self.until_uptime_s) / 2


class NotAtRest(msgspec.Struct, frozen=True):
    """Why nothing can be said yet, for people, and how full the window is, 0..1."""

    why: str
    filled: float = 1.0


class Steadiness:
    """Looks at the last four seconds of frames."""

    def __init__(self, frames: int = FRAMES) -> None:
        self._window: deque[CountsFrame] = deque(maxlen=frames)

    def forget(self) -> None:
        """Begin anew: what follows is another load."""
        self._window.clear()

    def take(self, frame: CountsFrame) -> AtRest | NotAtRest:
        """Return the level when the seat has rested for the whole window, with this frame as its end."""
        window = self._window
        if window and not 0 < frame.uptime_s - window[-1].uptime_s <= LARGEST_GAP_S:
            window.clear()
        window.append(frame)
        if len(window) < (window.maxlen or 0):
            return NotAtRest(MEASURING, len(window) / (window.maxlen or 1))
        levels, noises = [], []
        for corner, faults, readings in zip(
            CORNER_NAMES,
            zip(*(each.faults for each in window), strict=True),
            zip(*(each.counts for each in window), strict=True),
            strict=True,
        ):
            valid = [float(counts) for counts in readings if counts is not None]
            if len(valid) < LEAST_VALID * len(window):
                fault = next((each for each in reversed(faults) if each), "timeout")
                return NotAtRest(f"{words(corner)} gives no reading ({fault}): run sitwell-edge check")
            noise = noise_of(valid)
            near = _near(valid, noise)
            if noise > MOST_NOISE_COUNTS:
                return NotAtRest(f"{words(corner)} moves, or is far noisier than a good cell: sitwell-edge check tells")
            if wander_of(valid) > _by_chance(noise, len(valid)) or len(near) < LEAST_NEAR * len(valid):
                return NotAtRest(f"{words(corner)} moves")
            levels.append(statistics.fmean(near))
            noises.append(noise)
        return AtRest(Corners(*levels), Corners(*noises), window[0].uptime_s, frame.uptime_s, frame.at_ms)


def words(corner: str) -> str:
    """Return a corner's name for people: "front left"."""
    return corner.replace("_", " ")


def noise_of(counts: list[float]) -> float:
    """Return the standard deviation from one reading to the next; slow movement and single spikes do not count.

    The median distance of two normal values is 0.954 of their deviation.
    """
    return statistics.median(abs(after - before) for before, after in pairwise(counts)) / 0.954


def wander_of(counts: list[float]) -> float:
    """Return how far the medians of the three thirds lie apart."""
    third = len(counts) // 3
    medians = [statistics.median(counts[place : place + third]) for place in (0, third, len(counts) - third)]
    return max(medians) - min(medians)


def _by_chance(noise: float, readings: int) -> float:
    """Return the wander that noise alone explains: a median's standard error is 1.25 of a mean's."""
    return ROUNDING_COUNTS + WANDER * 1.25 * noise / math.sqrt(readings / 3)


def _near(counts: list[float], noise: float) -> list[float]:
    """Return the readings that are no spikes: within what noise explains around the median."""
    middle = statistics.median(counts)
    return [each for each in counts if abs(each - middle) <= ROUNDING_COUNTS + SPIKE * noise]
