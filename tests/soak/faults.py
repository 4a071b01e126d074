"""Faults by the million, injected at the pins of a simulated chip: not one may come out as a value.

    chips      10 and 80 SPS, 9 to 12 at nominal 10 · settling silent or early · an unfinished word waits or is lost
    signal     noise, sway, drift; with a quarter of the chips also jumps, as when somebody sits down in no time
    verdict    each reading against the very conversion that waited when its word was clocked out

Wrong is a reading that differs from that by more than `WRONG_COUNTS`. One chip in eight gets no faults: what is lost
there is a false alarm. Three faults can spoil a word without a trace, and only the value can show it. Whether one did
is decided from what was injected into this word and from each level that the host saw of it, never from the kind of
chip alone. Such a word may pass where the load itself moves as much, and is then counted under its cause:

    unseen_missed        pulses went missing, nothing else, on a chip that forgets unfinished words; the check bit fits
    unseen_two_edges     a missed and an extra pulse in one word, which so has 25 again
    unseen_dout          DOUT was off, but each bit had one level and those after the 24th were high

On a load at rest with sound neighbours not even those may be off by more than `REST_COUNTS`. With one word in ten
spoiled, as here, small unseen errors teach the cell that it is noisy, and somewhat larger ones pass after them.
"""

import math
import random
from collections import Counter, deque

from edge.errors import CellError
from edge.hardware.cell import Hx711Cell
from mock_hw.cell import NOISE_COUNTS, noise
from mock_hw.chip import Chip, Signal
from mock_hw.clock import VirtualClock
from mock_hw.faults import EdgeFault
from mock_hw.pins import DoutPin, SckPin
from mock_hw.random_faults import KINDS, RandomFaults, Word
from tests.soak import BrokenError

FAULTS = 1_000_000
WRONG_COUNTS = 100
"""Five times the chip's noise of 20 counts rms; 2.3 g on a cell of 50 kg."""
REST_COUNTS = 10_000
"""0.23 kg: what may pass where nothing moves. A missed pulse can make half of a value, a million counts."""
UNSEEN = ("unseen_missed", "unseen_two_edges", "unseen_dout")

SHARE = 0.6
"""Of the words that may be spoiled; `mock_hw.random_faults.CALM` words between two of them are left sound."""

LIFE_PERIODS = 4000.0
JUMPING = 0.25
"""Share of chips whose load jumps from one reading to the next, every 40 readings."""

CLEAN_EVERY = 8
"""One chip in so many is left in peace, for the false alarms."""


class Truth:
    """A signal that remembers what it gave: the chip asks it once for each conversion that somebody could read."""

    def __init__(self, chance: random.Random, period_s: float, *, jumps: bool) -> None:
        self.given: deque[tuple[float, int]] = deque(maxlen=12)
        self.jump_s = 40 * period_s if jumps else math.inf
        self._seed = chance.getrandbits(32)
        self._levels = [chance.randint(-3_000_000, 3_000_000) for _ in range(16 if jumps else 1)]
        self._sway = chance.choice((0, 500, 2000))
        self._drift_per_s = chance.uniform(-20, 20)
        self.rests = not jumps and not self._sway

    def __call__(self, uptime_s: float) -> int:
        level = self._levels[int(uptime_s / self.jump_s) % len(self._levels)]
        sway = self._sway * math.sin(uptime_s * math.tau * 0.3)
        counts = round(
            level + sway + self._drift_per_s * uptime_s + NOISE_COUNTS * noise(self._seed, int(uptime_s * 1e6))
        )
        self.given.append((uptime_s, counts))
        return counts

    def nearest(self, counts: int, from_s: float, until_s: float) -> int:
        """Return the least difference to a conversion of that time."""
        return min((abs(counts - true) for at_s, true in self.given if from_s < at_s <= until_s), default=1 << 24)


class _Life:
    """One chip and its cell on a clock of their own."""

    def __init__(self, chance: random.Random, share: float) -> None:
        nominal_sps = chance.choice((10.0, 10.0, 80.0))
        self.form = chance.choice(("waits", "forgets"))
        self.period_s = 1 / nominal_sps
        self._clock = VirtualClock(0)
        self.plan = RandomFaults(chance, share, self.period_s)
        self._truth = Truth(chance, self.period_s, jumps=chance.random() < JUMPING)
        signal: Signal = self._truth
        chip = Chip(
            signal,
            self._clock,
            rate_sps=nominal_sps * chance.uniform(0.9, 1.2),
            phase_s=chance.uniform(0.0, self.period_s),
            settling=chance.choice(("silent", "early")),
            unfinished=self.form,
            faults=self.plan,
        )
        self._cell = Hx711Cell(
            DoutPin(chip, self._clock, 1.0), SckPin(chip, self._clock, 1.0), self._clock, nominal_sps
        )
        self.seen: Counter[str] = Counter()
        self.told: list[str] = []
        self.rest_counts = 0

    def live(self, span_s: float) -> None:
        """Poll as acquisition does, for so long; count what comes out."""
        clock, cell, seen = self._clock, self._cell, self.seen
        end_s = clock.uptime_s() + span_s
        while clock.uptime_s() < end_s:
            clock.sleep_until(cell.due_s)
            try:
                counts = cell.poll()
            except CellError as error:
                seen[error.fault] += 1
                continue
            if counts is not None:
                seen["readings"] += 1
                self._judge(counts)

    def _judge(self, counts: int) -> None:
        before, word, after = list(self.plan.words)[-3:]
        off = self._truth.nearest(counts, word.begin_s - 1.3 * self.period_s, word.begin_s)
        if off <= WRONG_COUNTS:
            return
        cause = self._cause(word)
        self.seen[cause] += 1
        if cause == "wrong":
            self.told.append(
                f"{counts:+d} is {off} off, a chip that {self.form}, uptime {word.begin_s:.3f} s, "
                f"{[each.value for each in word.edges]}, DOUT {'off' if word.line else 'sound'}"
            )
        elif self._truth.rests and not any(each.edges or each.line for each in (before, after)):
            self.rest_counts = max(self.rest_counts, off)

    def _cause(self, word: Word) -> str:
        if not word.looks_sound:
            return "wrong"
        if word.line:
            return "unseen_dout"
        if set(word.edges) == {EdgeFault.MISSED} and self.form == "forgets":
            return "unseen_missed"
        if sorted(each.value for each in word.edges) == ["extra", "missed"]:
            return "unseen_two_edges"
        return "wrong"


def run(faults: int, seed: int, life_periods: float = LIFE_PERIODS) -> dict[str, float]:
    """Inject so many faults, each chip living so long; return what became of them. Raises `BrokenError` when wrong."""
    chance = random.Random(f"faults {seed}")
    injected: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    clean: Counter[str] = Counter()
    told: list[str] = []
    lives = rest_counts = 0
    while injected.total() < faults:
        peace = lives % CLEAN_EVERY == 0
        life = _Life(chance, 0.0 if peace else SHARE)
        life.live(life_periods * life.period_s)
        injected.update(life.plan.counted)
        (clean if peace else seen).update(life.seen)
        lives += 1
        told.extend(life.told)
        rest_counts = max(rest_counts, life.rest_counts)
    if told:
        raise BrokenError(f"{len(told)} wrong values in {injected.total()} faults on {lives} chips; {told[:5]}")
    if rest_counts > REST_COUNTS:
        raise BrokenError(f"a reading of a load at rest was {rest_counts} counts off, in {injected.total()} faults")
    return {
        "chips": lives,
        "faults": injected.total(),
        **{f"injected_{kind.replace(' ', '_')}": injected[kind] for kind in KINDS},
        "readings": seen["readings"],
        "wrong": seen["wrong"],
        **{cause: seen[cause] for cause in UNSEEN},
        "unseen_worst_at_rest_counts": rest_counts,
        "clean_readings": clean["readings"],
        "false_alarms": sum(count for what, count in clean.items() if what != "readings"),
    }
