"""Breaks: the intervals between two bouts of one day, as far as they were measured.

day's span     first sitting down |=====|  |==|     |======| last getting up
breaks                                   ^^    ^^^^^
"""

from collections.abc import Iterable
from datetime import tzinfo

from dashboard.analysis.hours import hours
from dashboard.analysis.spans import Span, clip, gaps, union
from dashboard.store.zones import LocalDay

LEAST_SAT_S = 60.0
"""An hour in which somebody sat for less is none that needs a break."""


def spans_of_day(bouts: Iterable[Span], day: LocalDay) -> list[Span]:
    """Return when somebody sat that day, cut at its midnights, sorted and apart."""
    return clip(union(bouts), day.start_ms, day.end_ms)


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


def longest_away_ms(sat: list[Span], known: list[Span], zone: tzinfo) -> list[int]:
    """Return for each clock hour with sitting the longest time off the seat in it; 0 where it was never left.

    A break that reaches over the full hour counts in each hour with its part of it, and so does the way home. Only
    what was measured counts. An hour sat for under a minute is left out.
    """
    if not sat:
        return []
    touched = list(hours((sat[0][0], sat[-1][1]), zone))
    away = [piece for gap in gaps(sat, touched[0][0], touched[-1][1]) for piece in clip(known, *gap)]
    sat_hours = [hour for hour in touched if sum(b - a for a, b in clip(sat, *hour)) >= LEAST_SAT_S * 1000]
    return [max((b - a for a, b in clip(away, *hour)), default=0) for hour in sat_hours]
