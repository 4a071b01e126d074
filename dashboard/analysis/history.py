"""The history of one chair: figures of each day, usual hours, lengths of bouts, trends, two periods side by side.

Pure. What comes out is ready to be sent: plain numbers, and None where nothing can be said.
"""

import math
from collections.abc import Sequence
from datetime import date, tzinfo
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from dashboard.analysis import lengths, periods
from dashboard.analysis.calendar import LocalDay
from dashboard.analysis.daily import Rules, daily
from dashboard.analysis.history_shapes import LEAST_RATE_S, Comparison, History, Lengths, Row, Trend, Window

FIGURES = ("occupied_s", "longest_bout_s", "usual_bout_s", "break_share", "shifts_per_h", "off_seat_s")
"""What is drawn, trended and compared. `break_share` is hours_with_break / hours_sat."""

COUNTS = ("measured_s", "bouts", "hours_sat", "hours_with_break")

SPANS_DAYS = (28, 91, 371)
"""The windows of the page: four weeks, three months, and the 53 weeks of a calendar year."""


class Tables(NamedTuple):
    """What the analysis takes of some days in a zone, and their `figures_of`."""

    zone: tzinfo
    days: list[LocalDay]
    slices: pd.DataFrame
    bouts: pd.DataFrame
    figures: pd.DataFrame


def figures_of(
    slices: pd.DataFrame, bouts: pd.DataFrame, days: Sequence[LocalDay], zone: tzinfo, rules: Rules
) -> pd.DataFrame:
    """Return `daily` with `break_share`, one row for each of `days`; rates of days with little sitting are NaN."""
    # Most days of a year may have no record at all; those cost a row and no more.
    at_ms = slices["at_ms"]
    began, ended = (at_ms.searchsorted([getattr(day, name) for day in days]) for name in ("start_ms", "end_ms"))
    kept = [day for day, first, last in zip(days, began, ended, strict=True) if last > first]
    table = daily(slices, bouts, kept, zone, rules) if kept else pd.DataFrame(index=pd.Index([], name="on"))
    table = table.reindex(columns=pd.Index([*COUNTS, *FIGURES, *table.columns]).unique())
    table["break_share"] = table["hours_with_break"] / table["hours_sat"].where(table["hours_sat"] > 0)
    table["shifts_per_h"] = table["shifts_per_h"].where(table["occupied_s"] >= LEAST_RATE_S)
    table = table.reindex(pd.Index([day.on for day in days], name="on"))
    return table.assign(measured_s=table["measured_s"].fillna(0.0))


def history(chair: str, told: Tables, start: pd.DataFrame, began: date | None, today: date) -> History:
    """Return the history of the days of `told`. `start` are the figures of the person's first days."""
    days, table = told.days, told.figures
    seen = table["measured_s"] > 0
    return History(
        chair=chair,
        zone=str(told.zone),
        first=days[0].on,
        last=days[-1].on,
        today=today,
        began=began,
        figures={name: _row(table[name].where(seen)) for name in (*COUNTS, *FIGURES)},
        trends={name: Trend(_row(periods.trend(table, name)), periods.band(start, name)) for name in FIGURES},
        bins_min=lengths.BINS_MIN,
        windows=[_window(told, count) for count in SPANS_DAYS],
    )


def comparison(before: pd.DataFrame, after: pd.DataFrame) -> Comparison:
    """Return the medians of each figure in two periods; nothing but the days while one of them is thin."""
    told = periods.compare(before, after, list(FIGURES))
    counted = [len(periods.counting(table)) for table in (before, after)]
    enough = min(counted) >= periods.ENOUGH_DAYS
    pairs = {str(name): (_known(row["before"]), _known(row["after"])) for name, row in told.iterrows()}
    return Comparison(
        days_before=counted[0],
        days_after=counted[1],
        needed=periods.ENOUGH_DAYS,
        enough=enough,
        figures=pairs if enough else {},
    )


def _window(told: Tables, count: int) -> Window:
    days, slices, bouts = told.days, told.slices, told.bouts
    start_ms, end_ms = days[max(0, len(days) - count)].start_ms, days[-1].end_ms
    first, last = slices["at_ms"].searchsorted([start_ms, end_ms])
    week = periods.hour_by_weekday(slices.iloc[first:last], told.zone)
    first, last = bouts["start_ms"].searchsorted([start_ms, end_ms])
    lengths_s = bouts["sitting_s"].iloc[first:last].to_numpy()
    bins = lengths.distribution(lengths_s)
    found = Lengths(
        count=[int(each) for each in bins["count"]],
        sitting_s=[round(each) for each in bins["sitting_s"]],
        usual_bout_s=_known(lengths.usual_bout_s(lengths_s)),
        in_long_s=lengths.in_long_bouts_s(lengths_s, Rules().long_s),
        in_longer_s=lengths.in_long_bouts_s(lengths_s, Rules().longer_s),
    )
    return Window(count, [_row(hours) for _, hours in week.iterrows()], found)


def _row(values: "pd.Series[Any]") -> Row:
    return [_known(value) for value in np.asarray(values, dtype="float64").tolist()]


def _known(value: float) -> float | int | None:
    """Return a number with four digits that matter at most, whole where it is large; None for NaN."""
    if math.isnan(value):
        return None
    return round(value) if abs(value) >= 100 or value == round(value) else round(float(value), 3)
