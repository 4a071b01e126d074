"""Pain beside sitting, day by day: side by side, which is no proof (`dashboard.advice.advice.NO_PROOF`).

Below `LEAST_DAYS` days with both, no coefficient is told. From there on it is Spearman's, with its 95 % interval by
Fisher's transformation with the variance of Bonett and Wright 2000, Psychometrika: (1 + r^2 / 2) / (n - 3). Days that
follow each other are alike, in pain as in sitting, so n is taken as n (1 - a b) / (1 + a b), a and b the correlations
of each with its own day before (Bartlett 1935, Journal of the Royal Statistical Society), never as more than there are.
"""

from __future__ import annotations  # an array says what is in it to the type checker only

import math
from collections.abc import Iterable
from datetime import tzinfo
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.analysis.diary.entry import Entry
from dashboard.analysis.diary.lasting import worst_by_day
from dashboard.words import N_, Message

LEAST_DAYS = 28
"""Four weeks. In as few as these, chance alone still gives a coefficient of 0.37 or more in each twentieth case."""

LEAST_PAINS = 3
"""So many different strengths of pain: where it is always the same, nothing goes with anything."""

SURE = 1.96


class Together(NamedTuple):
    """What may be said about pain and a figure: on how many days both are known, and r with its interval, or None."""

    both: int
    rho: float | None
    low: float | None
    high: float | None
    says: Message


def side_by_side(entries: Iterable[Entry], days: pd.DataFrame, zone: tzinfo) -> pd.DataFrame:
    """Return one row for each of `days`: `pain`, the worst of the day, `sitting_h` and `longest_bout_min`.

    NaN where there is no entry, or where nobody measured: neither is a 0.
    """
    pain = pd.Series(worst_by_day(entries, zone), dtype="float64").reindex(days.index)
    seen = days["measured_s"] > 0
    return pd.DataFrame(
        {
            "pain": pain,
            "sitting_h": (days["occupied_s"] / 3600).where(seen),
            "longest_bout_min": (days["longest_bout_s"] / 60).where(seen),
        }
    )


def together(table: pd.DataFrame, figure: str = "sitting_h") -> Together:
    """Return what may be said about pain and `figure` of `side_by_side`; mostly that little can be."""
    both = table[["pain", figure]].dropna()
    count = len(both)
    if count < LEAST_DAYS:
        says = Message(
            N_("Days with both an entry and sitting: {both_count}. It takes {least_count} to compare them."),
            {"both_count": count, "least_count": LEAST_DAYS},
        )
        return Together(count, None, None, None, says)
    if both["pain"].nunique() < LEAST_PAINS or both[figure].nunique() < LEAST_PAINS:
        says = Message(
            N_("Pain or sitting was nearly the same on all {both_days}: there is nothing to compare."),
            {"both_days": count},
        )
        return Together(count, None, None, None, says)
    ranks = both.rank().to_numpy(dtype="float64")
    rho = float(np.corrcoef(ranks[:, 0], ranks[:, 1])[0, 1])
    low, high = interval(rho, _worth(ranks))
    return Together(count, rho, low, high, _said(rho, low, high, count))


def interval(rho: float, worth: float) -> tuple[float, float]:
    """Return the 95 % interval of a rank correlation from so many independent days."""
    middle = math.atanh(min(max(rho, -0.999), 0.999))
    half = SURE * math.sqrt((1 + rho**2 / 2) / (worth - 3))
    return math.tanh(middle - half), math.tanh(middle + half)


def _worth(ranks: NDArray[np.float64]) -> float:
    """Return how many independent days these are worth, at least 5."""
    count = len(ranks)
    alike = [max(0.0, float(np.corrcoef(ranks[1:, n], ranks[:-1, n])[0, 1]) + 1 / count) for n in (0, 1)]
    product = min(alike[0] * alike[1], 0.95)
    return max(5.0, count * (1 - product) / (1 + product))


def _said(rho: float, low: float, high: float, count: int) -> Message:
    values = {
        "both_days": count,
        "found_rho": round(rho, 2) + 0.0,  # never -0.0
        "low_rho": round(low, 2) + 0.0,
        "high_rho": round(high, 2) + 0.0,
        "sure_pct": 95,
    }
    if low > 0:
        return Message(
            N_(
                "On {both_days} with both, pain tended to be stronger on days with more sitting (rank correlation "
                "{found_rho}, {sure_pct} interval {low_rho} to {high_rho}). That is no proof that one causes the other."
            ),
            values,
        )
    if high < 0:
        return Message(
            N_(
                "On {both_days} with both, pain tended to be weaker on days with more sitting (rank correlation "
                "{found_rho}, {sure_pct} interval {low_rho} to {high_rho}). That is no proof that one causes the other."
            ),
            values,
        )
    return Message(
        N_(
            "On {both_days} with both, pain and sitting did not clearly go together (rank correlation {found_rho}, "
            "{sure_pct} interval {low_rho} to {high_rho})."
        ),
        values,
    )
