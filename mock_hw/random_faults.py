"""Faults at random, seeded: what a soak throws at a chip, one after the other and at times several at once.

Before each word it is drawn whether something spoils it, and what; then some words mostly stay sound:

    word      |--stall at 17--|--settles--|--sound--|--missed at 3, extra at 20--|--sound--|--DOUT off for 40 us--|

A `Word` remembers what was done to it, so that whoever judges need not guess.
"""

import random
from collections import Counter, deque

from mock_hw.faults import ChipFault, EdgeFault

EDGE_FAULTS = (EdgeFault.STALL, EdgeFault.MISSED, EdgeFault.EXTRA, EdgeFault.PAUSE)
LINE_FAULTS = ("stuck high", "stuck low", "flapping")
CHIP_FAULTS = tuple(each.value for each in ChipFault)
KINDS = (*(each.value for each in EDGE_FAULTS), *LINE_FAULTS, *CHIP_FAULTS)
WEIGHTS = (6, 6, 6, 2, 1, 1, 1, 1, 1, 1)
"""How often each kind is drawn against the others: what spoils single edges first, as it is hardest to see."""

BOTH = 0.1
"""Share of words with a bad edge in which another one is bad too, of any kind, and of those again a third. After an
extra edge the host's 25th is the chip's 26th, after two its 27th: so stalls come at those too."""

AT_ONCE = 0.05
"""Share of spoiled words after which the next may be spoiled too; else `CALM` words stay sound."""
CALM = 3, 8

WORD_US = 200.0
"""About as long as it takes to clock one out. Half of the line's faults begin within a word, the others between."""
PAUSE_S = 0.001
"""Edges closer than this are of one word."""


class Word:
    """What was done to one word; `levels` are those that the host saw of each bit, by its own count of pulses."""

    __slots__ = ("begin_s", "edges", "levels", "line", "pulses")

    def __init__(self, begin_s: float) -> None:
        self.begin_s = begin_s
        self.edges: list[EdgeFault] = []
        self.line = False
        self.pulses = 0
        self.levels: dict[int, set[bool]] = {}

    @property
    def looks_sound(self) -> bool:
        """Whether all that a host can see is as it should be: one level for each bit, and high after the 24th."""
        steady = all(len(levels) == 1 for levels in self.levels.values())
        return steady and all(True in self.levels[pulse] for pulse in self.levels if pulse > 24)


class RandomFaults:
    """A `mock_hw.faults.FaultPlan` that spoils a `share` of the words; `counted` says what it has done so far.

    A fault of the line lasts from 2 us to 0.8 s, as a loose plug's does; it and a chip's own come within a period.
    """

    def __init__(self, chance: random.Random, share: float, period_s: float = 0.1) -> None:
        self.counted: Counter[str] = Counter()
        self.words: deque[Word] = deque([Word(-10.0)], maxlen=8)
        self._chance = chance
        self._share = share
        self._period_s = period_s
        self._calm = 0
        self._edges: dict[int, EdgeFault] = {}
        self._line = ""
        self._line_from_s = self._line_until_s = self._edge_s = -10.0
        self._chip: ChipFault | None = None
        self._chip_at_s = self._now_s = 0.0

    def on_edge(self, pulse: int) -> EdgeFault | None:  # noqa: ARG002  the chip's count; here the host's counts
        """Draw at the first pulse of a word what will spoil it, and spoil this edge if it was drawn."""
        if self._now_s - self._edge_s > PAUSE_S:
            self._edges.clear()
            self.words.append(Word(self._now_s))
            if self._calm:
                self._calm -= 1
            elif self._chance.random() < self._share:
                self._draw()
        self._edge_s = self._now_s
        word = self.words[-1]
        word.pulses += 1
        fault = self._edges.pop(word.pulses, None) if self._edges else None
        if fault is not None:
            self.counted[fault.value] += 1
            word.edges.append(fault)
        return fault

    def on_dout(self, level: bool) -> bool:
        """Return the level, or what the line's fault makes of it."""
        seen = level
        if self._line_from_s <= self._now_s < self._line_until_s:
            seen = self._chance.random() < 0.5 if self._line == "flapping" else self._line == "stuck high"
        if self._now_s - self._edge_s < PAUSE_S:
            word = self.words[-1]
            word.line = word.line or seen != level
            levels = word.levels.get(word.pulses)
            if levels is None:
                word.levels[word.pulses] = {seen}
            else:
                levels.add(seen)
        return seen

    def on_chip(self, uptime_s: float) -> ChipFault | None:
        """Let the chip's own fault come when it is due."""
        self._now_s = uptime_s
        if self._chip is None or uptime_s < self._chip_at_s:
            return None
        fault, self._chip = self._chip, None
        self.counted[fault.value] += 1
        return fault

    def _draw(self) -> None:
        chance = self._chance
        self._calm = 0 if chance.random() < AT_ONCE else chance.randint(*CALM)
        kind = chance.choices(KINDS, WEIGHTS)[0]
        if kind in LINE_FAULTS:
            self._line = kind
            self._line_from_s = (
                self._now_s + (WORD_US * 1e-6 if chance.random() < 0.5 else self._period_s) * chance.random()
            )
            self._line_until_s = self._line_from_s + 2e-6 * 400_000 ** chance.random()
            self.counted[kind] += 1
        elif kind in CHIP_FAULTS:
            self._chip, self._chip_at_s = ChipFault(kind), self._now_s + self._period_s * chance.random()
        else:
            self._edges[chance.randint(1, 25)] = EdgeFault(kind)
            while chance.random() < BOTH:
                self._edges[chance.randint(1, 25)] = chance.choice(EDGE_FAULTS)
