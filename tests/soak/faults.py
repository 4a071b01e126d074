"""Faults by the million, injected at the pins of a simulated chip: not one may come out as a wrong value.

    chips      10 and 80 SPS, 9 to 12 at nominal 10 · settling silent or early · an unfinished word waits or is lost
    signal     noise, sway, a restless sitter, drift; with a quarter of the chips also jumps, as when somebody sits down
               in no time
    wires      one word in eight spoiled, one in twenty, or one in fifty; always some of them one after the other
    verdict    each reading against the very conversion that waited when its word was clocked out

A reading within `RIGHT_COUNTS` of that conversion is right. Some faults can spoil a word without a trace on the lines,
and only the value can show it. Whether one did is decided from what was injected into this word and from each level
that the host saw of it, never from the kind of chip alone:

    hidden_missed        more pulses went missing than came in excess, on a chip that forgets unfinished words
    hidden_edges         as many missed as extra pulses in one word, which so has 25 again
    hidden_dout          DOUT was off, but each bit had one level and those after the 24th were high

Such a word may pass if nobody can tell it from a right one: what the load really was at some time within `NEARBY_S` is
no further than `TOLERANCE_KG`, the cell's own error, and what the sitter moved from one frame to the next. Anything
else is wrong, and the soak breaks. One chip in eight gets no faults: what is lost there is a false alarm.
"""

import random
import sys
from collections import Counter

from edge.errors import CellError
from edge.hardware.cell import Hx711Cell
from mock_hw.chip import Chip, Signal
from mock_hw.clock import VirtualClock
from mock_hw.faults import EdgeFault
from mock_hw.pins import DoutPin, SckPin
from mock_hw.random_faults import KINDS, RandomFaults, Word
from tests.soak import BrokenError
from tests.soak.truth import RIGHT_COUNTS, Truth

FAULTS = 1_000_000
HIDDEN = ("hidden_missed", "hidden_edges", "hidden_dout")

SHARES = (0.6, 0.6, 0.6, 0.1, 0.025)
"""Of the words that may be spoiled, by chip; `mock_hw.random_faults.CALM` words between two of them are left sound."""

LIFE_PERIODS = 4000.0
JUMPING = 0.25
"""Share of chips whose load jumps from one reading to the next, every 40 readings."""

TELL_FAULTS = 50_000
"""So often a long soak says how far it has come."""

CLEAN_EVERY = 8
"""One chip in so many is left in peace, for the false alarms."""


class _Life:
    """One chip and its cell on a clock of their own: the `number`th of a soak, the same without those before it."""

    def __init__(self, seed: int, number: int) -> None:
        chance = random.Random(f"faults {seed} chip {number}")
        self.number = number
        self.peace = number % CLEAN_EVERY == 0
        share = 0.0 if self.peace else chance.choice(SHARES)
        nominal_sps = chance.choice((10.0, 10.0, 80.0))
        self.form = chance.choice(("waits", "forgets"))
        self.period_s = 1 / nominal_sps
        self._clock = VirtualClock(0)
        self.plan = RandomFaults(chance, share, self.period_s)
        self.truth = Truth(chance, self.period_s, jumps=chance.random() < JUMPING)
        signal: Signal = self.truth
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
        self.worst_kg = {"calm": 0.0, "moving": 0.0}

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
        word = self.plan.words[-2]
        off = self.truth.nearest(counts, word.begin_s - 1.3 * self.period_s, word.begin_s)
        if off <= RIGHT_COUNTS:
            return
        cause, beyond_kg = self._cause(word), self.truth.beyond_kg(counts, word.begin_s)
        if cause == "wrong" or beyond_kg > self.truth.tolerance_kg(word.begin_s):
            self.seen["wrong"] += 1
            self.told.append(
                f"{counts:+d} ({cause}) is {off} off, {beyond_kg * 1000:.0f} g beyond what the load was nearby, a chip "
                f"that {self.form}, uptime {word.begin_s:.3f} s, {[each.value for each in word.edges]}, "
                f"DOUT {'off' if word.line else 'sound'}"
            )
            return
        self.seen[cause] += 1
        worst = "calm" if self.truth.calm else "moving"
        self.worst_kg[worst] = max(self.worst_kg[worst], beyond_kg)

    def _cause(self, word: Word) -> str:
        if not word.looks_sound:
            return "wrong"
        if word.line:
            return "hidden_dout"
        missed, extra = word.edges.count(EdgeFault.MISSED), word.edges.count(EdgeFault.EXTRA)
        if not missed or missed + extra < len(word.edges):
            return "wrong"
        if missed == extra:
            return "hidden_edges"
        return "hidden_missed" if missed > extra and self.form == "forgets" else "wrong"


def run(faults: int, seed: int, life_periods: float = LIFE_PERIODS, only: int | None = None) -> dict[str, float]:
    """Inject so many faults, each chip living so long; return what became of them. Raises `BrokenError` when wrong.

    `only` this chip lives, once: what a long soak says of its chip 4711 is seen again within seconds.
    """
    injected: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    clean: Counter[str] = Counter()
    told: list[str] = []
    worst_kg = {"calm": 0.0, "moving": 0.0}
    lives = told_at = 0
    while injected.total() < faults and (only is None or not lives):
        life = _Life(seed, lives if only is None else only)
        life.live(life_periods * life.period_s)
        injected.update(life.plan.counted)
        lives += 1
        told.extend(f"chip {life.number}: {each}" for each in life.told)
        worst_kg = {load: max(kg, life.worst_kg[load]) for load, kg in worst_kg.items()}
        seen.update(life.seen)
        if life.peace:
            load = "calm" if life.truth.calm else "moving"
            readings = life.seen["readings"]
            clean.update({f"{load} readings": readings, f"{load} alarms": life.seen.total() - readings})
        if injected.total() - told_at >= TELL_FAULTS:
            told_at = injected.total()
            sys.stderr.write(f"{told_at:,} of {faults:,} faults, {len(told)} wrong values, {lives} chips\n")
    if told:
        raise BrokenError(f"{len(told)} wrong values in {injected.total()} faults on {lives} chips; {told[:5]}")
    return {
        "chips": lives,
        "faults": injected.total(),
        **{f"injected_{kind.replace(' ', '_')}": injected[kind] for kind in KINDS},
        "readings": seen["readings"],
        "wrong": seen["wrong"],
        **{cause: seen[cause] for cause in HIDDEN},
        **{f"hidden_worst_{load}_g": 1000 * kg for load, kg in worst_kg.items()},
        **{
            f"clean_{load}_{what}": clean[f"{load} {what}"]
            for load in ("calm", "moving")
            for what in ("readings", "alarms")
        },
    }
