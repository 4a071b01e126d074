"""The figures of days and periods as plain rows, for whoever hands them out: NaN is None, a count is whole."""

from __future__ import annotations  # a Series says what is in it to the type checker only

import math
from collections.abc import Sequence
from typing import TypedDict

import pandas as pd

from dashboard.analysis.calendar import LocalDay
from dashboard.analysis.daily import NOTHING, Rules, table
from dashboard.analysis.digest import FIGURES, Digest, full_breaks, hours_with_break
from dashboard.analysis.periods import compare
from dashboard.store.slices import SECONDS

Figure = float | None

COUNTS = ("shifts", "bouts", "breaks", "full_breaks", "hours_sat", "hours_with_break")
SEEN = ("measured_s", "unmeasured_s")
"""What is known of a day that nobody measured: that nobody did."""

HIDDEN = [name for name in SECONDS if name not in SEEN]


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
    found[HIDDEN] = found[HIDDEN].mask(found["measured_s"] == 0)
    return found


def day_rows(told: Sequence[Digest | None], days: Sequence[LocalDay]) -> list[dict[str, object]]:
    """Return days as plain rows, without pandas: `on`, `start_ms`, `end_ms`, then the figures; None: not known."""
    rows: list[dict[str, object]] = []
    for day, each in zip(days, told, strict=True):
        digest = each or NOTHING
        figures: dict[str, Figure] = dict(zip(FIGURES, digest.figures, strict=True))
        if not figures["measured_s"]:
            figures |= dict.fromkeys(HIDDEN)
        figures |= {
            "full_breaks": number(full_breaks(digest, Rules().break_s)),
            "hours_with_break": number(hours_with_break(digest, Rules().break_s)),
        }
        figures |= {name: round(value) for name in COUNTS if (value := figures[name]) is not None}
        rows.append({"on": day.on.isoformat(), "start_ms": day.start_ms, "end_ms": day.end_ms, **figures})
    return rows


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


def number(value: float) -> Figure:
    """Return a number, or None for NaN and infinity."""
    return float(value) if math.isfinite(value) else None
