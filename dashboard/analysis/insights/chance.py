"""How often chance alone would show as much: permutation and simulation, Fisher's exact test, and Holm's rule.

Shuffling is seeded, so the same data says the same. A chance is never 0: (1 + as extreme) / (1 + shuffles), after
Phipson and Smyth 2010, Statistical Applications in Genetics and Molecular Biology.
"""

from __future__ import annotations  # an array says what is in it to the type checker only

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Labels = NDArray[np.int64]

SHUFFLES = 1999
NOTHING: Numbers = np.array([])
PIECE_DAYS = 10
UNSURE = 1.0
"""Standard errors that are added to the correlation of one day with the next."""

SEED = 20260101


class Chance(NamedTuple):
    """A p-value, and how many standard deviations of shuffled data the seen value lies from their mean."""

    p: float
    strength: float


def two_times(before: Numbers, after: Numbers, between: Numbers = NOTHING) -> Chance:
    """Return the chance of a difference of means as large as before and after, in either direction.

    Days that follow each other are alike, so shuffling them would find too much. The days, those `between` among them,
    are compared with simulated ones that are as alike: a first-order autoregression with their correlation r. It is
    taken about the means of pieces of ten days, so that a change, sudden or slow, is not taken for likeness. From few
    days r comes out too low, about one mean by (1 + 3 r) / n (Marriott and Pope 1954, Biometrika); this, for the pieces
    that there are, and `UNSURE` are added.
    """
    series = np.concatenate([before, between, after])
    borders = _borders(len(series), len(after))
    alike = _likeness(series, borders)
    random = np.random.default_rng(SEED).standard_normal((SHUFFLES, len(series)))
    simulated = random.copy()
    for place in range(1, len(series)):
        simulated[:, place] = alike * simulated[:, place - 1] + math.sqrt(1 - alike**2) * random[:, place]
    ends = len(before), len(after)
    seen = float(_difference(series[None, :], ends, borders)[0])
    return _chance(seen, _difference(simulated, ends, borders), around=0.0)


def _borders(count: int, last: int) -> list[int]:
    """Return where pieces of about ten days begin; the last one is what is compared."""
    pieces = max(1, round((count - last) / PIECE_DAYS))
    return [round((count - last) * place / pieces) for place in range(pieces)] + [count - last, count]


def _likeness(series: Numbers, borders: list[int]) -> float:
    rest = _residuals(series[None, :], borders)[0]
    power = float((rest**2).sum())
    if power == 0:
        return 0.0
    lost = (len(borders) - 1) / len(series)
    better = (float((rest[1:] * rest[:-1]).sum()) / power + lost) / max(0.2, 1 - 3 * lost)
    unsure = math.sqrt(max(0.0, 1 - min(1.0, better**2)) / len(series))
    return min(max(better + UNSURE * unsure, 0.0), 0.95)


def _difference(series: Numbers, ends: tuple[int, int], borders: list[int]) -> Numbers:
    """Return, for each row, how far its ends lie apart, in standard deviations about the means of its pieces."""
    spread = _residuals(series, borders).std(axis=1)
    first, last = ends
    apart: Numbers = np.abs(series[:, -last:].mean(axis=1) - series[:, :first].mean(axis=1)) / np.maximum(spread, 1e-12)
    return apart


def _residuals(series: Numbers, borders: list[int]) -> Numbers:
    pieces = [series[:, start:end] for start, end in pairwise(borders)]
    return np.concatenate([piece - piece.mean(axis=1, keepdims=True) for piece in pieces], axis=1)


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
