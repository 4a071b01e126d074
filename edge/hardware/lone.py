"""A reading that stands alone between its two neighbours: what no rule about the lines can see.

    word as sent            b1 b2 ... b(k-1) bk     b(k+1) ... b23     b24
    pulse k goes missing    b1 b2 ... b(k-1) b(k-1) bk     ... b22     b23     the check bit shows b24

With an odd word the check bit is 1 as it should be. If the chip then forgets its unfinished word (the datasheet does
not say), its next conversion comes in time, and nothing but the value is wrong. A missed and an extra pulse in one
word, and DOUT off for some bits that happen to end well, leave no trace either.

    counts   .  .  '  .  .  '  .         *          before  after     how far this one sticks out of the span of
                                 .  '     .  '      ------------      the two, against what is usual with this cell

So a reading has to wait for the one after it. A load has no time to jump and come back within two conversions; what a
sitter or a noisy cell does do is learned from the last readings: the lesser of its two steps, which is how far it
sticks out if it does, and next to nothing where a load begins to rest or to move.

A wire that spoils words without a trace spoils others with one. So a cell that was caught is on probation: it may stick
out by the usual once and not four times, and a new level has to last for a few readings. That costs about a tenth of
the readings of people in motion, for a minute. A cell that did not answer at all was only away.
"""

from collections import deque
from typing import Literal

Verdict = Literal["believed", "alone", "unproved"]
"""Of a reading: `unproved` is one of a new level that has not lasted yet."""

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

PROBATION = 600
"""Readings: a minute at 10 SPS. With one word in fifty spoiled a cell is caught some seven times in so many."""

PROBATION_COUNTS = 250
"""What a cell on probation may stick out beside the usual: a dozen times the noise of a conversion, 6 g."""

STEPS = 6.0
"""How many of its usual steps a cell that was caught may be from its last reading that was believed."""

RUN = 3
"""So many steps in a row that are no larger than that make a new level; spoiled words are seldom so many."""


class LoneReadings:
    """Tells a reading that neither its neighbours nor the readings of late explain. One for each cell."""

    def __init__(self) -> None:
        self._before: int | None = None
        self._run = 0  # steps in a row that are no larger than a cell that was caught may make
        self._settled = False  # a reading was believed since the last interruption; the first of all is not judged
        self._lately: deque[float] = deque([LEAST_COUNTS / 2] * LATELY, maxlen=LATELY)
        self._doubts = 0  # two more for each that is dropped, one less for each that is not
        self._steps: deque[int] = deque([LEAST_COUNTS // 2] * LATELY, maxlen=LATELY)
        self._probation = 0  # readings for which a cell that was caught is still held to more
        self._probation_before = 0  # it was caught

    def distrust(self) -> None:
        """The cell was caught: its lines do what they should not."""
        self._probation_before, self._probation = self._probation, PROBATION
        self.interrupted()

    def opened(self) -> None:
        """The cell was only away: how it went says nothing against it, and what was known before still holds."""
        self._probation = self._probation_before
        self.interrupted()

    def interrupted(self) -> None:
        """The last reading is too long ago to say anything about the next."""
        self._before = None
        self._run = 0
        self._settled = False

    def first(self, counts: int) -> bool:
        """Say whether this is the first reading of all: it has nothing before it, so it only serves as a neighbour."""
        if self._before is not None:
            return False
        self._before = counts
        return True

    def judge(self, counts: int, after: int) -> Verdict:
        """Say whether `counts` may be believed; `after` is the reading that came next, not judged yet.

        What is not is no neighbour. Nor does what stands alone count as usual; unless more than a third does: then the
        cell has become noisy, and is believed again after a few more. A cell on probation has no such excuse.
        """
        before = after if self._before is None else self._before
        steps = abs(counts - before), abs(after - counts)
        out = max(min(before, after) - counts, counts - max(before, after), 0)
        usual = sorted(self._lately)[-RANK]
        alone = out > LEAST_COUNTS + TIMES * usual
        noisy = self._doubts >= NOISY
        self._doubts = min(self._doubts + 2, 2 * NOISY) if alone else max(self._doubts - 1, 0)
        proved = True
        if self._probation:
            self._probation -= 1
            alone = alone or out > PROBATION_COUNTS + usual
            noisy = False  # it was most likely spoiled, and must not make it usual that one sticks out so far
            proved = self._proved(*steps)
        if not alone or noisy:
            half_bend = abs(counts - (before + after) / 2)
            self._lately.append(min(*steps, half_bend, GROWTH * usual + LEAST_COUNTS))
        self._steps.append(steps[1])
        if alone:
            return "alone"
        if not proved:
            return "unproved"
        self._before = counts
        self._settled = True
        return "believed"

    def _proved(self, step_to: int, step_from: int) -> bool:
        """Say whether a reading is near to the last one that was believed, or its level has lasted by now.

        The first reading after an interruption is only a neighbour: it may be spoiled itself, so it proves nothing.
        """
        near = PROBATION_COUNTS + STEPS * sorted(self._steps)[LATELY // 2]
        self._run = self._run + 1 if step_from <= near else 0
        return (self._settled and step_to <= near) or self._run >= RUN
