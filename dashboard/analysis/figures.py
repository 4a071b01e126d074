"""The figures of days and periods as plain rows, for whoever hands them out: NaN is None, a count is whole."""

from __future__ import annotations  # a Series says what is in it to the type checker only

import math
from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from typing import NamedTuple, TypedDict

import pandas as pd

from dashboard.analysis.bouts import Bout
from dashboard.analysis.calendar import days, local_dates
from dashboard.analysis.daily import Rules, daily
from dashboard.analysis.periods import compare
from dashboard.analysis.tables import SECONDS, bout_table, slice_table
from dashboard.store.slices import Slice

Figure = float | None

COUNTS = ("shifts", "bouts", "breaks", "full_breaks", "hours_sat", "hours_with_break")
SEEN = ("measured_s", "unmeasured_s")
"""What is known of a day that nobody measured: that nobody did."""


class Past(NamedTuple):
    """What is stored of a span of days. `day_slices` stand for days whose quarters of an hour are deleted."""

    quarters: Sequence[Slice]
    day_slices: Sequence[Slice]
    bouts: Iterable[Bout]


class Compared(TypedDict):
    """A figure of a period: its median over the days with sitting, and how many those are; the same of another one."""

    value: Figure
    days: int
    against: Figure
    against_days: int
    change: Figure


def day_table(past: Past, first: date, last: date, zone: tzinfo) -> pd.DataFrame:
    """Return `daily` from `first` to `last`, both included. What nobody measured is NaN, the seconds of it too."""
    quarters = slice_table(past.quarters)
    have = set(local_dates(quarters["at_ms"], zone))
    rest = slice_table(past.day_slices)
    rest = rest[[on not in have for on in local_dates(rest["at_ms"], zone)]]
    slices = pd.concat([part for part in (quarters, rest) if len(part)] or [quarters]).sort_values(
        "at_ms", ignore_index=True
    )
    table = daily(slices, bout_table(past.bouts), days(first, last, zone), zone, Rules())
    unseen = table["measured_s"] == 0
    hidden = [name for name in SECONDS if name not in SEEN]
    table[hidden] = table[hidden].mask(unseen)
    return table


def day_rows(table: pd.DataFrame, zone: tzinfo) -> list[dict[str, object]]:
    """Return a day table as rows: `on`, `start_ms`, `end_ms`, then its figures."""
    every = days(table.index[0], table.index[-1], zone) if len(table) else []
    return [
        {"on": day.on.isoformat(), "start_ms": day.start_ms, "end_ms": day.end_ms}
        | {str(name): figure(str(name), value) for name, value in row.items()}
        for day, row in zip(every, table.to_dict("records"), strict=True)
    ]


def compared(table: pd.DataFrame, against: pd.DataFrame | None) -> dict[str, Compared]:
    """Return each figure of a period by its name, beside that of another period where one is given."""
    before = table.iloc[:0] if against is None else against
    rows = compare(before, table, [str(name) for name in table.columns])
    return {
        str(name): Compared(
            value=number(row["after"]),
            days=int(row["days_after"]),
            against=number(row["before"]),
            against_days=int(row["days_before"]),
            change=number(row["change"]),
        )
        for name, row in rows.iterrows()
    }


def figure(name: str, value: float) -> Figure:
    """Return a figure of a day: None where it is NaN, whole where it counts."""
    known = number(value)
    return round(known) if known is not None and name in COUNTS else known


def number(value: float) -> Figure:
    """Return a number, or None for NaN and infinity."""
    return float(value) if math.isfinite(value) else None
