"""Figures over many days: the week's usual hours, trends, and two periods side by side."""

from __future__ import annotations  # a Series says what is in it to the type checker only

from datetime import tzinfo

import numpy as np
import pandas as pd

from dashboard.analysis.calendar import local_times
from dashboard.analysis.history_shapes import BASELINE_DAYS, Band

TREND_DAYS = 7
ENOUGH_DAYS = 3
"""Of the days in a trend's window, so many at least must have been measured."""

COUNTS_FROM_S = 3600.0
"""A day counts in a comparison from an hour of sitting on: what a chair saw of ten minutes says little about a day."""


def hour_by_weekday(slices: pd.DataFrame, zone: tzinfo) -> pd.DataFrame:
    """Return the share of measured time that was sat, one row a weekday (0 is Monday), one column an hour (0 to 23).

    NaN where nothing was ever measured.
    """
    at = local_times(slices["at_ms"], zone)
    keys = [at.dt.day_of_week.rename("weekday"), at.dt.hour.rename("hour")]
    sums = slices[["occupied_s", "measured_s"]].groupby(keys).sum()
    share = (sums["occupied_s"] / sums["measured_s"].where(sums["measured_s"] > 0)).unstack("hour")
    return share.reindex(index=range(7), columns=range(24))


def trend(days: pd.DataFrame, figure: str) -> pd.Series:
    """Return the running median of a daily figure over the week that ends with each day.

    The median, so that one odd day moves nothing; NaN until three days of the window were measured.
    """
    return _seen(days, figure).rolling(TREND_DAYS, min_periods=ENOUGH_DAYS).median()


def baseline(days: pd.DataFrame, figure: str) -> float:
    """Return the median of a figure over the first ten days with sitting: what this person began with. NaN if fewer."""
    first = _seen(days, figure)[days["occupied_s"] > 0].dropna().head(BASELINE_DAYS)
    return float(first.median()) if len(first) == BASELINE_DAYS else float("nan")


def band(days: pd.DataFrame, figure: str) -> Band | None:
    """Return the quartiles of a figure over the same first ten days; None when there are fewer."""
    first = _seen(days, figure)[days["occupied_s"] > 0].dropna().head(BASELINE_DAYS)
    if len(first) < BASELINE_DAYS:
        return None
    return Band(*(round(float(each), 3) for each in first.quantile([0.25, 0.5, 0.75])))


def counting(days: pd.DataFrame) -> pd.DataFrame:
    """Return the days that count in a comparison: those with at least an hour of measured sitting."""
    return days[(days["measured_s"] > 0) & (days["occupied_s"] >= COUNTS_FROM_S)]


def compare(before: pd.DataFrame, after: pd.DataFrame, figures: list[str]) -> pd.DataFrame:
    """Return for each figure its median over the days that count in two periods: before, after, change, and the days.

    A period with fewer than three such days says nothing: NaN. Medians, so that periods of different length, or with
    holes, can be held against each other.
    """
    rows = {}
    for figure in figures:
        told = [_seen(counting(days), figure).dropna() for days in (before, after)]
        medians = [float(each.median()) if len(each) >= ENOUGH_DAYS else float("nan") for each in told]
        rows[figure] = {
            "before": medians[0],
            "after": medians[1],
            "change": medians[1] - medians[0],
            "days_before": len(told[0]),
            "days_after": len(told[1]),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def _seen(days: pd.DataFrame, figure: str) -> pd.Series:
    """Return a figure with the days that nobody measured as NaN: a day unseen is not a day without sitting."""
    return days[figure].astype("float64").where(days["measured_s"] > 0, np.nan)
