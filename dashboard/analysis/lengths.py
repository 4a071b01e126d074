"""What the lengths of sitting bouts tell: whether sitting comes in long stretches or in short ones.

All take lengths in seconds, in any order, and give NaN where nothing can be said.
"""

from __future__ import annotations  # an array says what is in it to the type checker only

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

HOUR_S = 3600.0

Lengths = NDArray[np.float64]

BINS_MIN = (0, 5, 10, 20, 30, 45, 60, 90, 120)
"""Borders of the distribution, in minutes; the last bin is open. 30 and 60 are the limits of the two prompts."""


def usual_bout_s(lengths_s: Lengths) -> float:
    """Return W50, the usual bout duration: half of the sitting time is in bouts at least this long.

    Of the bouts, longest first, it is the length of the one with which their sum reaches half of the total.
    """
    longest_first = np.sort(lengths_s)[::-1]
    sums = np.cumsum(longest_first)
    if not len(sums) or sums[-1] <= 0:
        return math.nan
    return float(longest_first[np.argmax(sums >= sums[-1] / 2)])


def fragmentation_per_h(lengths_s: Lengths) -> float:
    """Return the fragmentation index: bouts per hour of sitting. More means sitting is broken up more often."""
    total_s = float(lengths_s.sum())
    return len(lengths_s) / (total_s / HOUR_S) if total_s > 0 else math.nan


def alpha(lengths_s: Lengths, shortest_s: float | None = None) -> float:
    """Return the exponent of a power law of bout lengths: alpha = 1 + n / sum ln(x_i / x_min).

    x_min is `shortest_s`, else the shortest bout; shorter ones are left out. More means fewer long bouts.
    """
    positive = lengths_s[lengths_s > 0]
    if not len(positive):
        return math.nan
    x_min = float(positive.min()) if shortest_s is None else shortest_s
    counted = positive[positive >= x_min]
    logs = float(np.log(counted / x_min).sum())
    return 1 + len(counted) / logs if logs > 0 else math.nan


def gini(lengths_s: Lengths) -> float:
    """Return the Gini index of bout lengths: 0 when all are alike, near 1 when a few long ones make up the sitting.

    G = 2 sum(i x_i) / (n sum x_i) - (n + 1) / n with x_i sorted upwards and i from 1: the mean difference of two
    bouts over twice the mean length.
    """
    total_s, count = float(lengths_s.sum()), len(lengths_s)
    if total_s <= 0:
        return math.nan
    ranks = np.arange(1, count + 1)
    return float(2 * (ranks * np.sort(lengths_s)).sum() / (count * total_s) - (count + 1) / count)


def in_long_bouts_s(lengths_s: Lengths, least_s: float) -> float:
    """Return the seconds of sitting that are in bouts of at least `least_s`."""
    return float(lengths_s[lengths_s >= least_s].sum())


def distribution(lengths_s: Lengths) -> pd.DataFrame:
    """Return how many bouts and how many seconds of sitting fall into each bin of `BINS_MIN`: count, sitting_s."""
    told = pd.Series(lengths_s)
    edges_s = [60.0 * border for border in BINS_MIN] + [math.inf]
    grouped = told.groupby(pd.cut(told, edges_s, right=False, labels=list(BINS_MIN)), observed=False)
    return pd.DataFrame({"count": grouped.size(), "sitting_s": grouped.sum()})
