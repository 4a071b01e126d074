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
from dashboard.analysis.bouts import Bout
from dashboard.analysis.calendar import LocalDay
from dashboard.analysis.daily import Rules, table
from dashboard.analysis.digest import LONG_S, LONGER_S, Digest
from dashboard.analysis.history_shapes import LEAST_RATE_S, Comparison, History, Lengths, Row, Trend, Window

FIGURES = ("occupied_s", "longest_bout_s", "usual_bout_s", "break_share", "shifts_per_h", "off_seat_s")
"""What is drawn, trended and compared. `break_share` is hours_with_break / hours_sat."""

COUNTS = ("measured_s", "bouts", "hours_sat", "hours_with_break")

SPANS_DAYS = (28, 91, 371)
"""The windows of the page: four weeks, three months, and the 53 weeks of a calendar year."""


class Tables(NamedTuple):
    """What the analysis takes of some days: their digests, the bouts in them, oldest first, and their `figures_of`."""

    zone: tzinfo
    days: list[LocalDay]
    told: list[Digest | None]
    bouts: list[Bout]
    figures: pd.DataFrame


def figures_of(told: Sequence[Digest | None], days: Sequence[LocalDay], rules: Rules) -> pd.DataFrame:
    """Return `daily.table` with `break_share`; rates of days with little sitting are NaN."""
    found = table(told, days, rules)
    return found.assign(
        break_share=found["hours_with_break"] / found["hours_sat"].where(found["hours_sat"] > 0),
        shifts_per_h=found["shifts_per_h"].where(found["occupied_s"] >= LEAST_RATE_S),
    )


def history(chair: str, told: Tables, start: pd.DataFrame, began: date | None, today: date) -> History:
    """Return the history of the days of `told`. `start` are the figures of the person's first days."""
    days, figures = told.days, told.figures
    seen = figures["measured_s"] > 0
    trends = periods.trend(figures, FIGURES)
    return History(
        chair=chair,
        zone=str(told.zone),
        first=days[0].on,
        last=days[-1].on,
        today=today,
        began=began,
        figures={name: _row(figures[name].where(seen)) for name in (*COUNTS, *FIGURES)},
        trends={name: Trend(_row(trends[name]), periods.band(start, name)) for name in FIGURES},
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
    days = told.days[-count:]
    week = periods.hour_by_weekday(days, told.told[-count:])
    lengths_s = [bout.sitting_s for bout in told.bouts if days[0].start_ms <= bout.start_ms < days[-1].end_ms]
    bins = lengths.distribution(lengths_s)
    found = Lengths(
        count=[number for number, _ in bins],
        sitting_s=[round(sitting_s) for _, sitting_s in bins],
        usual_bout_s=_known(lengths.usual_bout_s(lengths_s)),
        in_long_s=lengths.in_long_bouts_s(lengths_s, LONG_S),
        in_longer_s=lengths.in_long_bouts_s(lengths_s, LONGER_S),
    )
    return Window(count, [[_known(share) for share in hours] for hours in week], found)


def _row(values: "pd.Series[Any]") -> Row:
    return [_known(value) for value in np.asarray(values, dtype="float64").tolist()]


def _known(value: float) -> float | int | None:
    """Return a number with four digits that matter at most, whole where it is large; None for NaN."""
    if math.isnan(value):
        return None
    return round(value) if abs(value) >= 100 or value == round(value) else round(float(value), 3)
