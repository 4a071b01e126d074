"""Figures over many days: the week's usual hours, trends, and two periods side by side."""

from __future__ import annotations  # a Series says what is in it to the type checker only

import math
from collections.abc import Sequence
from statistics import quantiles

import numpy as np
import pandas as pd

from dashboard.analysis.calendar import LocalDay
from dashboard.analysis.digest import Digest
from dashboard.analysis.history_shapes import BASELINE_DAYS, Band

TREND_DAYS = 7
ENOUGH_DAYS = 3
"""Of the days in a trend's window, so many at least must have been measured."""

COUNTS_FROM_S = 3600.0
"""A day counts in a comparison from an hour of sitting on: what a chair saw of ten minutes says little about a day."""

HOUR_FROM_S = 900.0
"""An hour of the usual week is told from a quarter of an hour of measurement on: one minute would be all or nothing."""


def hour_by_weekday(days: Sequence[LocalDay], told: Sequence[Digest | None]) -> list[list[float]]:
    """Return the share of measured time that was sat, a row a weekday (0 is Monday), in it a place an hour (0 to 23).

    NaN where nothing was ever measured, or so little that it says nothing of a usual hour.
    """
    measured_s, occupied_s = ([[0.0] * 24 for _ in range(7)] for _ in range(2))
    for day, each in zip(days, told, strict=True):
        weekday = day.on.weekday()
        for hour, seen_s, sat_s in each.hours if each else ():
            measured_s[weekday][hour] += seen_s
            occupied_s[weekday][hour] += sat_s
    return [
        [sat_s / seen_s if seen_s >= HOUR_FROM_S else math.nan for sat_s, seen_s in zip(*rows, strict=True)]
        for rows in zip(occupied_s, measured_s, strict=True)
    ]


def trend(days: pd.DataFrame, figures: Sequence[str]) -> pd.DataFrame:
    """Return the running median of daily figures over the week that ends with each day.

    The median, so that one odd day moves nothing; NaN until three days of the window were measured.
    """
    return _seen(days, figures).rolling(TREND_DAYS, min_periods=ENOUGH_DAYS).median()


def band(days: pd.DataFrame, figure: str) -> Band | None:
    """Return the quartiles of a figure over the first ten days with sitting: what this person began with.

    None when there are fewer.
    """
    sat = (days["measured_s"] > 0) & (days["occupied_s"] > 0)
    first = [each for each in days[figure][sat].tolist() if not math.isnan(each)][:BASELINE_DAYS]
    if len(first) < BASELINE_DAYS:
        return None
    return Band(*(round(each, 3) for each in quantiles(first, method="inclusive")))


def counting(days: pd.DataFrame) -> pd.DataFrame:
    """Return the days that count in a comparison: those with at least an hour of measured sitting."""
    return days[(days["measured_s"] > 0) & (days["occupied_s"] >= COUNTS_FROM_S)]


def compare(before: pd.DataFrame, after: pd.DataFrame, figures: Sequence[str]) -> pd.DataFrame:
    """Return for each figure its median over the days that count in two periods: before, after, change, and the days.

    A period with fewer than three such days says nothing: NaN. Medians, so that periods of different length, or with
    holes, can be held against each other.
    """
    told = [_seen(counting(days), figures) for days in (before, after)]
    known = [table.notna().sum() for table in told]
    medians = [table.median().where(days >= ENOUGH_DAYS) for table, days in zip(told, known, strict=True)]
    return pd.DataFrame(
        {
            "before": medians[0],
            "after": medians[1],
            "change": medians[1] - medians[0],
            "days_before": known[0],
            "days_after": known[1],
        }
    )


def _seen(days: pd.DataFrame, figures: Sequence[str]) -> pd.DataFrame:
    """Return figures with the days that nobody measured as NaN: a day unseen is not a day without sitting."""
    return days[list(figures)].astype("float64").where(days["measured_s"] > 0, np.nan)
