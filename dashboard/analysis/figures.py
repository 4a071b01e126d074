"""The figures of days and periods as plain rows, for whoever hands them out: NaN is None, a count is whole."""

from __future__ import annotations  # a Series says what is in it to the type checker only

import math
from collections.abc import Sequence
from datetime import tzinfo
from typing import TypedDict

import pandas as pd

from dashboard.analysis.calendar import LocalDay, days
from dashboard.analysis.daily import Rules, table
from dashboard.analysis.digest import Digest
from dashboard.analysis.periods import compare
from dashboard.store.slices import SECONDS

Figure = float | None

COUNTS = ("shifts", "bouts", "breaks", "full_breaks", "hours_sat", "hours_with_break")
SEEN = ("measured_s", "unmeasured_s")
"""What is known of a day that nobody measured: that nobody did."""


class Compared(TypedDict):
    """A figure of a period: its median over the days with sitting, and how many those are; the same of another one."""

    value: Figure
    days: int
    against: Figure
    against_days: int
    change: Figure


def day_table(told: Sequence[Digest | None], days: Sequence[LocalDay]) -> pd.DataFrame:
    """Return `daily.table`. What nobody measured is NaN, the seconds of it too."""
    found = table(told, days, Rules())
    hidden = [name for name in SECONDS if name not in SEEN]
    found[hidden] = found[hidden].mask(found["measured_s"] == 0)
    return found


def day_rows(told: pd.DataFrame, zone: tzinfo) -> list[dict[str, object]]:
    """Return a day table as rows: `on`, `start_ms`, `end_ms`, then its figures."""
    every = days(told.index[0], told.index[-1], zone) if len(told) else []
    return [
        {"on": day.on.isoformat(), "start_ms": day.start_ms, "end_ms": day.end_ms}
        | {str(name): figure(str(name), value) for name, value in row.items()}
        for day, row in zip(every, told.to_dict("records"), strict=True)
    ]


def compared(told: pd.DataFrame, against: pd.DataFrame | None) -> dict[str, Compared]:
    """Return each figure of a period by its name, beside that of another period where one is given."""
    before = told.iloc[:0] if against is None else against
    rows = compare(before, told, [str(name) for name in told.columns])
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
