"""Breaks: the intervals between two bouts of one day, as far as they were measured.

day's span     first sitting down |=====|  |==|     |======| last getting up
breaks                                   ^^    ^^^^^
"""

from __future__ import annotations  # an array says what is in it to the type checker only

from datetime import tzinfo
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.analysis.calendar import LocalDay, hours
from dashboard.analysis.spans import Span, clip, gaps, union

LEAST_SAT_S = 60.0
"""An hour in which somebody sat for less is none that needs a break."""


class HoursWithBreak(NamedTuple):
    """Of `sat` clock hours with sitting in them, how many had a break that counts."""

    with_break: int
    sat: int


def day_spans(bouts: pd.DataFrame, day: LocalDay) -> list[Span]:
    """Return when somebody sat that day, cut at its midnights, sorted and apart. `bouts` are oldest first."""
    return spans_of_day(bouts["start_ms"].to_numpy(), bouts["end_ms"].to_numpy(), day)


def spans_of_day(starts_ms: NDArray[np.int64], ends_ms: NDArray[np.int64], day: LocalDay) -> list[Span]:
    """Return the same from the two columns of the bouts: many days in a row are faster without pandas."""
    first = int(ends_ms.searchsorted(day.start_ms, side="right"))
    last = int(starts_ms.searchsorted(day.end_ms))
    spans = zip(starts_ms[first:last].tolist(), ends_ms[first:last].tolist(), strict=True)
    return clip(union(spans), day.start_ms, day.end_ms)


def taken(sat: list[Span], known: list[Span]) -> list[Span]:
    """Return the breaks of a day: what lies between two bouts and was measured. `known` is when the chair was."""
    if not sat:
        return []
    return [piece for gap in gaps(sat, sat[0][0], sat[-1][1]) for piece in clip(known, *gap)]


def off_seat_s(sat: list[Span], covered: list[Span], unmeasured_s: float) -> float:
    """Return the measured time off the seat between the first sitting down and the last getting up of a day.

    `covered` is for when there is a record, `unmeasured_s` what of that was not measured. Time without a record,
    because the chair was off, or without a measurement is no break: nobody knows. The goal of 2 h of the working day,
    later 4 h, is Buckley 2015's.
    """
    if not sat:
        return 0.0
    between_s = sum(end - start for start, end in taken(sat, covered)) / 1000
    return max(0.0, between_s - unmeasured_s)


def hours_with_break(sat: list[Span], known: list[Span], zone: tzinfo, break_s: float) -> HoursWithBreak:
    """Return in how many of the clock hours with sitting the seat was left for at least `break_s` without a pause.

    A break that reaches over the full hour counts for each hour that has `break_s` of it, and the way home counts as
    one. Only what was measured counts. An hour sat for under a minute is left out.
    """
    if not sat:
        return HoursWithBreak(0, 0)
    touched = list(hours((sat[0][0], sat[-1][1]), zone))
    away = [piece for gap in gaps(sat, touched[0][0], touched[-1][1]) for piece in clip(known, *gap)]
    sat_hours = [hour for hour in touched if sum(b - a for a, b in clip(sat, *hour)) >= LEAST_SAT_S * 1000]
    with_break = sum(any(b - a >= break_s * 1000 for a, b in clip(away, *hour)) for hour in sat_hours)
    return HoursWithBreak(with_break, len(sat_hours))
