"""The history of a chair for the page: what the store kept of its days, as figures; and what is kept of the answers.

An answer with today in it is at most five minutes old; one of past days holds until the store changes a past day of
that chair.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection

from contract.codec import encode
from dashboard.analysis import words
from dashboard.analysis.day import Present
from dashboard.analysis.history_shapes import BASELINE_DAYS
from dashboard.store import history as store
from dashboard.web.day_view import BREAK_S
from dashboard.web.live import Hub
from dashboard.web.today import Reader
from dashboard.words import N_, Filled

if TYPE_CHECKING:  # pandas takes as long to load as all the rest of the desk: only who asks for figures waits for it
    import pandas as pd

    from dashboard.analysis.history import Tables

WEEKS = 53
"""A year in whole weeks, each from a Monday on, the present one included."""

MOST_DAYS = 400
FRESH_MS = 300_000
KEPT = 128
"""Answers of some 30 kB: 4 MB at most."""

Period = tuple[date, date]


class _Asked(NamedTuple):
    """Whose days are asked for, by which rules, and what the day is at the chair."""

    connection: Connection
    chair: str
    now: Present
    break_s: float
    today: date


class Histories:
    """Computes histories and keeps the newest answers."""

    def __init__(self, hub: Hub, reader: Reader, now_ms: Callable[[], int]) -> None:
        self._hub, self._reader, self._now_ms = hub, reader, now_ms
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    def history(self, chair: str, first: date | None, last: date | None) -> bytes:
        """Return the JSON of a `History`; without days that of the 53 weeks that end with the chair's today.

        Raises `ValueError` for days that cannot be asked for, and `StoreError`.
        """
        return self._answer(chair, (first, last), lambda asked: _history(asked, _range(first, last, asked.today)))

    def compare(self, chair: str, before: Period, after: Period) -> bytes:
        """Return the JSON of a `Comparison` of two periods. Raises `ValueError` and `StoreError` as `history` does."""
        return self._answer(chair, (before, after), lambda asked: _comparison(asked, before, after))

    def figures(self, chair: str, first: date, last: date) -> "pd.DataFrame":
        """Return `analysis.history.figures_of` the days of a chair. Raises as `history` does."""
        config = self._hub.chair(chair).config
        with self._reader.reading(self._hub, chair, self._now_ms()) as (connection, now):
            today = words.local(now.now_ms, now.zone).date()
            asked = _Asked(connection, chair, now, config.break_s if config else BREAK_S, today)
            return _tables(asked, _checked((first, last))).figures

    def _answer(self, chair: str, what: Hashable, compute: Callable[[_Asked], bytes]) -> bytes:
        config = self._hub.chair(chair).config
        with self._reader.reading(self._hub, chair, self._now_ms()) as (connection, now):
            today = words.local(now.now_ms, now.zone).date()
            asked = _Asked(connection, chair, now, config.break_s if config else BREAK_S, today)
            revision = store.revision(connection, chair)
            key = (chair, what, revision, now.now_ms // FRESH_MS, str(now.zone), asked.break_s)
            if (kept := self._kept.get(key)) is not None:
                return kept
            answer = compute(asked)
        self._kept[key] = answer
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return answer


def _range(first: date | None, last: date | None, today: date) -> Period:
    """Return the days that are meant: up to today at most, and from a Monday on unless a first one was told."""
    end = min(last or today, today)
    start = first or end - timedelta(days=end.weekday(), weeks=WEEKS - 1)
    return _checked((start, end))


def _checked(period: Period) -> Period:
    first, last = period
    if first > last:
        raise ValueError(
            Filled(
                N_("{first} lies behind {last} or has not begun at this chair; ask for days up to its today"),
                first=str(first),
                last=str(last),
            )
        )
    if (last - first).days >= MOST_DAYS:
        raise ValueError(
            Filled(
                N_("at most {n} days are told at once; ask for a part of {first} to {last}"),
                n=MOST_DAYS,
                first=str(first),
                last=str(last),
            )
        )
    return period


def _history(asked: _Asked, period: Period) -> bytes:
    from dashboard.analysis.history import history  # noqa: PLC0415 - brings pandas

    first_sat = store.first_sat(asked.connection, asked.chair, period[1].isoformat(), BASELINE_DAYS)
    sat = [date.fromisoformat(on) for on in first_sat]
    told = _tables(asked, period)
    in_it = not sat or sat[0] >= period[0]
    start = told.figures if in_it else _tables(asked, (sat[0], sat[-1])).figures
    first_ms = store.first_ms(asked.connection, asked.chair)
    began = None if first_ms is None else words.local(first_ms, asked.now.zone).date()
    return encode(history(asked.chair, told, start, began, asked.today))


def _comparison(asked: _Asked, before: Period, after: Period) -> bytes:
    from dashboard.analysis.history import comparison  # noqa: PLC0415 - brings pandas

    tables = [_tables(asked, _checked((first, min(last, asked.today)))).figures for first, last in (before, after)]
    return encode(comparison(*tables))


def _tables(asked: _Asked, period: Period) -> "Tables":
    from dashboard.reports.tables import tables  # noqa: PLC0415 - brings pandas

    return tables(asked.connection, asked.chair, asked.now.zone, asked.break_s, period)
