"""Weeks and months: which days a report is about.

... Sun | Mon ......... Sun | Mon ...          a week, from Monday on
... 30  | 1 .......... 31   | 1 ...            a month
"""

from datetime import date, timedelta
from typing import Literal, NamedTuple

Kind = Literal["week", "month"]


class Span(NamedTuple):
    """The first and the last day of a period, both in it."""

    first: date
    last: date


def span_of(kind: Kind, on: date) -> Span:
    """Return the week or month in which a day lies."""
    if kind == "week":
        monday = on - timedelta(days=on.weekday())
        return Span(monday, monday + timedelta(days=6))
    first = on.replace(day=1)
    return Span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def before(kind: Kind, span: Span) -> Span:
    """Return the period before."""
    return span_of(kind, span.first - timedelta(days=1))


def last_whole(kind: Kind, today: date) -> Span:
    """Return the newest period that is over."""
    return before(kind, span_of(kind, today))
