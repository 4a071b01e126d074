"""A recording as a signal: the load, or the counts, at any instant.

Each row holds until the next, but not longer than `hold_s`: then nobody knows, and nothing is made up.

    rows     x  x  x              x  x  x
    holds    ========== hold_s    ==========
    sections [--------]           [--------]      between them the recording has a hole

A recording's usual distance between rows decides `hold_s`, so that a slow one is not all holes.
"""

import bisect
import math
import statistics
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from contract.recording import Recording
from contract.seat import Corners

LEAST_HOLD_S = 0.25
HOLD_ROWS = 2.5


class Section(NamedTuple):
    """A part of a recording without a hole: from its first row to when its last one no longer holds."""

    begin_s: float
    end_s: float


class Track:
    """What a recording says at an instant on its own axis of time."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self._t_s: array[float] = recording.t_s
        steps_s = [b - a for a, b in zip(self._t_s, self._t_s[1:], strict=False) if b > a]
        usual_s = statistics.median(steps_s) if steps_s else LEAST_HOLD_S
        self.hold_s = max(LEAST_HOLD_S, HOLD_ROWS * usual_s)

    def at(self, t_s: float) -> Corners[float | None]:
        """Return the corners as recorded at `t_s`: None before the first row, in holes and where a cell was empty."""
        place = bisect.bisect_right(self._t_s, t_s) - 1
        if place < 0 or t_s - self._t_s[place] > self.hold_s:
            return _NOTHING
        corners = self.recording.corners
        return Corners(
            _value(corners.front_left[place]),
            _value(corners.front_right[place]),
            _value(corners.rear_left[place]),
            _value(corners.rear_right[place]),
        )

    def sections(self) -> Iterator[Section]:
        """Yield the parts between holes, in order."""
        begin_s = last_s = self._t_s[0]
        for t_s in self._t_s:
            if t_s - last_s > self.hold_s:
                yield Section(begin_s, last_s + self.hold_s)
                begin_s = t_s
            last_s = t_s
        yield Section(begin_s, last_s)


_NOTHING: Corners[float | None] = Corners(None, None, None, None)


def _value(value: float) -> float | None:
    return None if math.isnan(value) else value
