"""A long line in few points that look the same: of each bin the smallest and the largest value.

    values   . : .  |  . ' .  |  . . ,       bins of equal width
    kept     :  .   |   '  .  |  .   ,       its minimum and maximum, in the order in which they came

An average would hide the spike of a tenth of a second that one looks for. A bin without any value is a gap.
"""

import math
from array import array


class MinMax:
    """Takes a line of about `expected` values, one after another, and keeps at most about `most` points of it."""

    def __init__(self, expected: int, most: int = 4000) -> None:
        self._width = max(1, math.ceil(2 * expected / most)) if expected > most else 1
        self._taken = 0
        self._low: tuple[float, float] | None = None
        self._high: tuple[float, float] | None = None
        self._t_s = array("d")
        self._values = array("d")

    def add(self, t_s: float, value: float | None) -> None:
        """Take the value at `t_s` seconds; None where there is none."""
        if value is not None:
            if self._low is None or value < self._low[1]:
                self._low = t_s, value
            if self._high is None or value > self._high[1]:
                self._high = t_s, value
        self._taken += 1
        if self._taken % self._width == 0:
            self._close(t_s)

    def points(self) -> tuple["array[float]", "array[float]"]:
        """Return times and values; NaN is a gap. The last bin is closed by this."""
        if self._taken % self._width:
            self._close(math.nan)
            self._taken = 0
        return self._t_s, self._values

    def _close(self, t_s: float) -> None:
        kept = sorted({point for point in (self._low, self._high) if point is not None}) or [(t_s, math.nan)]
        for at_s, value in kept:
            self._t_s.append(at_s)
            self._values.append(value)
        self._low = self._high = None
