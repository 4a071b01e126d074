"""The history of a chair for the page: what the store kept of its days, as figures; and what is kept of the answers.

An answer holds until the store changes a past day of that chair or, with today in it, until it changes today: so it is
as new as what the chair has sent, a minute at most behind the seat, and costs nothing while the chair is silent.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date, timedelta, tzinfo
from typing import NamedTuple

from sqlalchemy import Connection

from dashboard.analysis import words
from dashboard.analysis.day import Present
from dashboard.analyst.questions import ComparisonAsked, Days, HistoryAsked, Question
from dashboard.store import history as store
from dashboard.store.zones import day_on
from dashboard.web.day_view import BREAK_S
from dashboard.web.live import Hub
from dashboard.web.today import Reader
from dashboard.words import N_, Filled

WEEKS = 53
"""A year in whole weeks, each from a Monday on, the present one included."""

MOST_DAYS = 400
KEPT = 128
"""Answers of some 30 kB: 4 MB at most."""

Period = tuple[date, date]


class _Asked(NamedTuple):
    """Whose days are asked for, in which zone, what counts as a break, and what the day is at the chair."""

    chair: str
    zone: str
    break_s: float
    today: date

    def days(self, period: Period) -> Days:
        """Return days of this chair. Raises `ValueError` for too many of them and for none."""
        first, last = _checked(period)
        return Days(chair=self.chair, zone=self.zone, break_s=self.break_s, first=first, last=last)


class Histories:
    """Has histories computed, and keeps the newest answers."""

    def __init__(self, hub: Hub, reader: Reader, now_ms: Callable[[], int]) -> None:
        self._hub, self._reader, self._now_ms = hub, reader, now_ms
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    def history(self, chair: str, first: date | None, last: date | None) -> bytes:
        """Return the JSON of a `History`; without days that of the 53 weeks that end with the chair's today.

        Raises `ValueError` for days that cannot be asked for, and `StoreError`.
        """

        def question(asked: _Asked) -> Question:
            return HistoryAsked(days=asked.days(_range(first, last, asked.today)), today=asked.today)

        return self._answer(chair, (first, last), question, last)

    def compare(self, chair: str, before: Period, after: Period) -> bytes:
        """Return the JSON of a `Comparison` of two periods. Raises `ValueError` and `StoreError` as `history` does."""

        def question(asked: _Asked) -> Question:
            periods = [asked.days((first, min(last, asked.today))) for first, last in (before, after)]
            return ComparisonAsked(before=periods[0], after=periods[1])

        return self._answer(chair, (before, after), question, max(before[1], after[1]))

    def days(self, chair: str, first: date, last: date) -> Days:
        """Return days of a chair, by its zone and rules. Raises as `history` does."""
        with self._reader.reading(self._hub, chair, self._now_ms()) as (_, now):
            return self._asked(chair, now).days((first, last))

    def _asked(self, chair: str, now: Present) -> _Asked:
        config = self._hub.chair(chair).config
        today = words.local(now.now_ms, now.zone).date()
        return _Asked(chair, str(now.zone), config.break_s if config else BREAK_S, today)

    def _answer(self, chair: str, what: Hashable, question: Callable[[_Asked], Question], last: date | None) -> bytes:
        with self._reader.reading(self._hub, chair, self._now_ms()) as (connection, now):
            asked = self._asked(chair, now)
            revision = store.revision(connection, chair)
            goes_on = last is None or last >= asked.today
            key = (what, asked, revision, of_today(connection, chair, now.zone, asked.today) if goes_on else None)
        if (kept := self._kept.get(key)) is not None:
            return kept
        answer = self._reader.ask(question(asked))
        self._kept[key] = answer
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return answer


def of_today(connection: Connection, chair: str, zone: tzinfo, today: date) -> Hashable:
    """Return what hangs on today alone: its sums and its bouts, which differ as soon as anything of today is stored."""
    on, day = today.isoformat(), day_on(today, zone)
    return tuple(store.days(connection, chair, on, on)), tuple(store.bouts(connection, chair, day.start_ms, day.end_ms))


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
