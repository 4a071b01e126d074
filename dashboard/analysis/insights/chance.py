"""How often chance alone would show as much: permutation and simulation, Fisher's exact test, and Holm's rule.

Shuffling is seeded, so the same data says the same. A chance is never 0: (1 + as extreme) / (1 + shuffles), after
Phipson and Smyth 2010, Statistical Applications in Genetics and Molecular Biology.
"""

from __future__ import annotations  # an array says what is in it to the type checker only

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Labels = NDArray[np.int64]

SHUFFLES = 1999
UNSURE = 1.0
"""Standard errors that are added to the correlation of one day with the next."""

SEED = 20260101


class Chance(NamedTuple):
    """A p-value, and how many standard deviations of shuffled data the seen value lies from their mean."""

    p: float
    strength: float


def two_times(series: Numbers, first: int, last: int, split: int) -> Chance:
    """Return the chance of a difference of means as large as between the `first` and the `last` values of a series.

    Days that follow each other are alike, so shuffling them would find too much. The series is compared with simulated
    ones whose days are as alike: a first-order autoregression with the correlation r of this one, about its means
    before and from `split` on. From few days r comes out too low, about one mean by (1 + 3 r) / n (Marriott and Pope
    1954, Biometrika), about two by twice that; this and `UNSURE` are added.
    """
    count = len(series)
    alike = _likeness(series, split)
    random = np.random.default_rng(SEED).standard_normal((SHUFFLES, count))
    simulated = random.copy()
    for place in range(1, count):
        simulated[:, place] = alike * simulated[:, place - 1] + math.sqrt(1 - alike**2) * random[:, place]
    seen = _difference(series[None, :], first, last, split)
    return _chance(float(seen[0]), _difference(simulated, first, last, split), around=0.0)


def _likeness(series: Numbers, split: int) -> float:
    rest = _residuals(series[None, :], split)[0]
    power = float((rest**2).sum())
    count = len(series)
    if power == 0:
        return 0.0
    plain = float((rest[1:] * rest[:-1]).sum()) / power
    better = (plain + 2 / count) / (1 - 6 / count)
    unsure = math.sqrt(max(0.0, 1 - better**2) / count)
    return min(max(better + UNSURE * unsure, 0.0), 0.95)


def _difference(series: Numbers, first: int, last: int, split: int) -> Numbers:
    """Return, for each row, how far its ends lie apart, in standard deviations about its two means."""
    spread = _residuals(series, split).std(axis=1)
    apart: Numbers = np.abs(series[:, -last:].mean(axis=1) - series[:, :first].mean(axis=1)) / np.maximum(spread, 1e-12)
    return apart


def _residuals(series: Numbers, split: int) -> Numbers:
    before, after = series[:, :split], series[:, split:]
    return np.concatenate(
        [before - before.mean(axis=1, keepdims=True), after - after.mean(axis=1, keepdims=True)], axis=1
    )


def outstanding(values: Numbers, labels: Labels, blocks: Labels, least: int) -> tuple[int, Chance] | None:
    """Return the label whose values stand out upwards the most, and the chance that any does so by as much.

    Values are shuffled within blocks: hours within their day, days within their week, so that an unusual day makes no
    hour unusual. The largest of all labels is compared with the largest of all in shuffled data, so looking at many
    labels costs nothing. Labels with fewer than `least` values are no candidates; None when fewer than two are.
    """
    order = np.argsort(blocks, kind="stable")
    values, labels, blocks = values[order], labels[order], blocks[order]
    names, counts = np.unique(labels, return_counts=True)
    names, counts = names[counts >= least], counts[counts >= least]
    if len(names) < 2:
        return None
    _, places = np.unique(blocks, return_inverse=True)
    values = values - (np.bincount(places, values) / np.bincount(places))[places]
    spread = float(values.std())
    if spread == 0:
        return None
    member = (labels[:, None] == names[None, :]).astype("float64")
    scale = spread * np.sqrt(1 / counts + 1 / (len(values) - counts + 1e-9))
    seen = (values @ member / counts) / scale
    keys = np.random.default_rng(SEED).random((SHUFFLES, len(values))) + places
    shuffled = values[np.argsort(keys, axis=1)] @ member / counts / scale
    best = int(np.argmax(seen))
    return int(names[best]), _chance(float(seen[best]), shuffled.max(axis=1), around=float(shuffled.max(axis=1).mean()))


def more_often(hits: int, of: int, other_hits: int, other_of: int) -> Chance:
    """Return the chance that `hits` of `of` is that much more than `other_hits` of `other_of` (Fisher, one-sided)."""
    total, marked = of + other_of, hits + other_hits
    ways = math.comb(total, marked)
    worse = sum(math.comb(of, n) * math.comb(other_of, marked - n) for n in range(hits, min(of, marked) + 1))
    share = marked / total
    spread = math.sqrt(share * (1 - share) * (1 / of + 1 / other_of))
    return Chance(worse / ways, (hits / of - other_hits / other_of) / spread if spread else 0.0)


def surviving(chances: Mapping[str, float], tests: int, level: float) -> set[str]:
    """Return those that Holm's rule keeps of `tests` tests, so that any of them is false with `level` at most.

    Tests that had too little data count as tests all the same.
    """
    kept: set[str] = set()
    for place, (name, chance) in enumerate(sorted(chances.items(), key=lambda item: item[1])):
        if chance > level / (tests - place):
            break
        kept.add(name)
    return kept


def _chance(seen: float, shuffled: Numbers, *, around: float) -> Chance:
    spread = float(np.sqrt(((shuffled - around) ** 2).mean()))
    extreme = int((shuffled >= seen - 1e-12).sum())
    return Chance((1 + extreme) / (1 + len(shuffled)), (seen - around) / spread if spread else 0.0)
