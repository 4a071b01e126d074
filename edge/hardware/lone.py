"""A reading that stands alone between its two neighbours: what no rule about the lines can see.

    word as sent            b1 b2 ... b(k-1) bk     b(k+1) ... b23     b24
    pulse k goes missing    b1 b2 ... b(k-1) b(k-1) bk     ... b22     b23     the check bit shows b24

With an odd word the check bit is 1 as it should be. If the chip then forgets its unfinished word (the datasheet does
not say), its next conversion comes in time, and nothing but the value is wrong. A missed and an extra pulse in one
word, and DOUT off for some bits that happen to end well, leave no trace either.

    counts   .  .  '  .  .  '  .         *          before  after     the span of the two
                                 .  '     .  '      ------------      and how far this one sticks out of it

So a reading has to wait for the one after it. A load has no time to jump and come back within two conversions; what a
sitter or a noisy cell does do is learned from the last readings. Whether the word could have been made from another by
a missed pulse was tried as a further condition: with people in motion nearly every small step could, so it costs as
many sound readings as the plain rule for the same faults found.
"""

from collections import deque

LEAST_COUNTS = 40
"""Nothing that sticks out by less is doubted: twice the noise of an HX711 at 10 SPS, 1 g on a cell of 50 kg."""

LATELY = 50
"""Readings from which the usual is learned: 5 s at 10 SPS."""

RANK = 2
"""The so-many-th largest of those is the usual."""

TIMES = 4.0
"""How often the usual a reading may stick out. Tried with 120 000 readings of people in motion (tests/recordings)."""

GROWTH = 4.0
"""How often the usual one reading may count, so that no single one makes everything usual."""

NOISY = 3
"""Of `_doubts`: reached by the third of readings of which every other one is dropped, and by the second in a row."""


class LoneReadings:
    """Tells a reading that neither its neighbours nor the readings of late explain. One for each cell."""

    def __init__(self) -> None:
        self._before: int | None = None
        self._lately: deque[float] = deque([0.0] * LATELY, maxlen=LATELY)
        self._mark: float | None = None
        self._doubts = 0  # two more for each that is dropped, one less for each that is not

    def first(self, counts: int) -> bool:
        """Say whether this is the first reading of all: it has nothing before it, so it only serves as a neighbour."""
        if self._before is not None:
            return False
        self._before = counts
        return True

    def doubts(self, counts: int, after: int) -> bool:
        """Say whether `counts` is to be dropped; `after` is the reading that came next, not judged yet.

        What is dropped is no neighbour, and neither it nor what it did to the one before counts as usual; unless more
        than a third are dropped: then the cell has become noisy, and is believed again after a few more.
        """
        before = after if self._before is None else self._before
        low, high = min(before, after), max(before, after)
        usual = sorted(self._lately)[-RANK]
        mark = min(abs(counts - (before + after) / 2), GROWTH * usual + LEAST_COUNTS)
        alone = max(low - counts, counts - high) > LEAST_COUNTS + TIMES * usual + (high - low)
        if alone and self._doubts >= NOISY:
            self._lately.append(mark)
        elif not alone and self._mark is not None:
            self._lately.append(self._mark)
        self._mark = None if alone else mark
        self._doubts = min(self._doubts + 2, 2 * NOISY) if alone else max(self._doubts - 1, 0)
        if not alone:
            self._before = counts
        return alone
