"""Faults at random, seeded: what a soak throws at a chip, one after the other and at times several at once.

Before each word it is drawn whether something spoils it, and what:

    word      |--sound--|--stall at 17--|--settles--|--sound--|--missed at 3, extra at 20--|--DOUT flaps for 0.3 s--|
"""

import random
from collections import Counter

from mock_hw.faults import ChipFault, EdgeFault

EDGE_FAULTS = (EdgeFault.STALL, EdgeFault.MISSED, EdgeFault.EXTRA, EdgeFault.PAUSE)
LINE_FAULTS = ("stuck high", "stuck low", "flapping")
CHIP_FAULTS = tuple(each.value for each in ChipFault)
KINDS = (*(each.value for each in EDGE_FAULTS), *LINE_FAULTS, *CHIP_FAULTS)
WEIGHTS = (6, 6, 6, 2, 1, 1, 1, 1, 1, 1)
"""How often each kind is drawn against the others: what spoils single edges first, as it is hardest to see."""

BOTH = 0.1
"""Share of spoiled words in which a second edge is spoiled too."""

MIXED_IN = (EdgeFault.STALL, EdgeFault.PAUSE)
"""How. A missed and an extra pulse in one word cancel each other on the lines, and no rule of a driver sees them."""


class RandomFaults:
    """A `mock_hw.faults.FaultPlan` that spoils a `share` of the words; `counted` says what it has done so far.

    A fault of the line lasts from 1 ms to 0.8 s, as a loose plug does; it and a chip's own come within a period.
    """

    def __init__(self, chance: random.Random, share: float, period_s: float = 0.1) -> None:
        self.counted: Counter[str] = Counter()
        self._chance = chance
        self._share = share
        self._period_s = period_s
        self._edges: dict[int, EdgeFault] = {}
        self._line = ""
        self._line_from_s = self._line_until_s = -10.0
        self._chip: ChipFault | None = None
        self._chip_at_s = 0.0
        self._now_s = 0.0

    def on_edge(self, pulse: int) -> EdgeFault | None:
        """Draw at the first pulse of a word what will spoil it, and spoil this edge if it was drawn."""
        if pulse == 1:
            self._edges.clear()
            if self._chance.random() < self._share:
                self._draw()
        if not self._edges:
            return None
        fault = self._edges.pop(pulse, None)
        if fault is not None:
            self.counted[fault.value] += 1
        return fault

    def on_dout(self, level: bool) -> bool:
        """Return the level, or what the line's fault makes of it."""
        if not self._line_from_s <= self._now_s < self._line_until_s:
            return level
        return self._chance.random() < 0.5 if self._line == "flapping" else self._line == "stuck high"

    def on_chip(self, uptime_s: float) -> ChipFault | None:
        """Let the chip's own fault come when it is due."""
        self._now_s = uptime_s
        if self._chip is None or uptime_s < self._chip_at_s:
            return None
        fault, self._chip = self._chip, None
        self.counted[fault.value] += 1
        return fault

    @property
    def line_trouble(self) -> bool:
        """Whether DOUT alone was in trouble within the last three periods."""
        return self._line_from_s <= self._now_s and self._now_s - self._line_until_s < 3 * self._period_s

    def _draw(self) -> None:
        kind = self._chance.choices(KINDS, WEIGHTS)[0]
        if kind in LINE_FAULTS:
            self._line = kind
            self._line_from_s = self._now_s + self._period_s * self._chance.random()
            self._line_until_s = self._line_from_s + 0.001 * 800 ** self._chance.random()
            self.counted[kind] += 1
        elif kind in CHIP_FAULTS:
            self._chip, self._chip_at_s = ChipFault(kind), self._now_s + self._period_s * self._chance.random()
        else:
            self._edges[self._chance.randint(1, 25)] = EdgeFault(kind)
            if self._chance.random() < BOTH:
                self._edges[self._chance.randint(1, 25)] = self._chance.choice(MIXED_IN)
