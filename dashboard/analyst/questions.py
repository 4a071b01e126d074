"""What can be asked about a chair's days. Days are dates at the chair, `zone` is the IANA name of its time zone."""

from collections.abc import Callable
from datetime import date

import msgspec

from dashboard.analysis.diary.entry import Entry
from dashboard.store.letters import Kind


class Days(msgspec.Struct, frozen=True, kw_only=True):
    """Days of a chair from the first to the last, both included. A break counts from `break_s` on."""

    chair: str
    zone: str
    break_s: float
    first: date
    last: date


class HistoryAsked(msgspec.Struct, tag=True, frozen=True, kw_only=True):
    """Answered by `analysis.history_shapes.History`."""

    days: Days
    today: date


class ComparisonAsked(msgspec.Struct, tag=True, frozen=True, kw_only=True):
    """Answered by `analysis.history_shapes.Comparison`."""

    before: Days
    after: Days


class NoticedAsked(msgspec.Struct, tag=True, frozen=True, kw_only=True):
    """Answered by `reports.shapes.Noticed`, about the whole weeks before today's. `nudge_s` is the chair's limit."""

    chair: str
    name: str
    zone: str
    today: date
    break_s: float
    nudge_s: float


class ReportAsked(NoticedAsked, tag=True, frozen=True, kw_only=True):
    """Answered by `reports.shapes.Report` of the week or month that begins on `first`."""

    kind: Kind
    first: date


class DaysAsked(msgspec.Struct, tag=True, frozen=True, kw_only=True):
    """Answered by a list of `analysis.figures.day_rows`."""

    days: Days


class FiguresAsked(msgspec.Struct, tag=True, frozen=True, kw_only=True):
    """Answered by `analysis.figures.compared`, beside `against` if that is given."""

    days: Days
    against: Days | None


class BesideAsked(msgspec.Struct, tag=True, frozen=True, kw_only=True):
    """Answered by `Beside`. `chairs` are the same days on each of a person's chairs; entries count by their UTC day."""

    entries: list[Entry]
    chairs: list[Days]
    first: date
    last: date


class BesideDay(msgspec.Struct, frozen=True, kw_only=True):
    """The strongest pain of a day, and the sitting on all chairs together. None is not known, never zero."""

    on: date
    pain: float | None
    sitting_h: float | None
    longest_bout_min: float | None


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """Pain beside sitting, oldest day first, and what may be said of both together: a text and what stands in it."""

    days: list[BesideDay]
    text: str
    values: dict[str, int | float | str]


Question = HistoryAsked | ComparisonAsked | NoticedAsked | ReportAsked | DaysAsked | FiguresAsked | BesideAsked

Ask = Callable[[Question], bytes]
"""Answers a question with JSON. Raises `StoreError`."""
