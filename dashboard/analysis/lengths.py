"""What the lengths of sitting bouts tell: whether sitting comes in long stretches or in short ones.

All take lengths in seconds, in any order, and give NaN where nothing can be said.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

HOUR_S = 3600.0

Lengths = Sequence[float]

BINS_MIN = (0, 5, 10, 20, 30, 45, 60, 90, 120)
"""Borders of the distribution, in minutes; the last bin is open. 30 and 60 are the limits of the two prompts."""


def usual_bout_s(lengths_s: Lengths) -> float:
    """Return W50, the usual bout duration: half of the sitting time is in bouts at least this long.

    Of the bouts, longest first, it is the length of the one with which their sum reaches half of the total.
    """
    longest_first = sorted(lengths_s, reverse=True)
    sums = list(accumulate(longest_first))
    if not sums or sums[-1] <= 0:
        return math.nan
    return next(length_s for length_s, so_far_s in zip(longest_first, sums, strict=True) if so_far_s >= sums[-1] / 2)


def fragmentation_per_h(lengths_s: Lengths) -> float:
    """Return the fragmentation index: bouts per hour of sitting. More means sitting is broken up more often."""
    total_s = sum(lengths_s)
    return len(lengths_s) / (total_s / HOUR_S) if total_s > 0 else math.nan


def alpha(lengths_s: Lengths, shortest_s: float | None = None) -> float:
    """Return the exponent of a power law of bout lengths: alpha = 1 + n / sum ln(x_i / x_min).

    x_min is `shortest_s`, else the shortest bout; shorter ones are left out. More means fewer long bouts.
    """
    positive = [length_s for length_s in lengths_s if length_s > 0]
    if not positive:
        return math.nan
    x_min = min(positive) if shortest_s is None else shortest_s
    counted = [length_s for length_s in positive if length_s >= x_min]
    logs = sum(math.log(length_s / x_min) for length_s in counted)
    return 1 + len(counted) / logs if logs > 0 else math.nan


def gini(lengths_s: Lengths) -> float:
    """Return the Gini index of bout lengths: 0 when all are alike, near 1 when a few long ones make up the sitting.

    G = 2 sum(i x_i) / (n sum x_i) - (n + 1) / n with x_i sorted upwards and i from 1: the mean difference of two
    bouts over twice the mean length.
    """
    total_s, count = sum(lengths_s), len(lengths_s)
    if total_s <= 0:
        return math.nan
    ranked = sum(rank * length_s for rank, length_s in enumerate(sorted(lengths_s), 1))
    return 2 * ranked / (count * total_s) - (count + 1) / count


def in_long_bouts_s(lengths_s: Lengths, least_s: float) -> float:
    """Return the seconds of sitting that are in bouts of at least `least_s`."""
    return sum(length_s for length_s in lengths_s if length_s >= least_s)


def distribution(lengths_s: Lengths) -> list[tuple[int, float]]:
    """Return how many bouts and how many seconds of sitting fall into each bin of `BINS_MIN`."""
    bins = [(0, 0.0)] * len(BINS_MIN)
    for length_s in lengths_s:
        place = bisect_right(BINS_MIN, length_s, key=lambda border: 60 * border) - 1
        count, sitting_s = bins[place]
        bins[place] = count + 1, sitting_s + length_s
    return bins
