"""Findings and reports for the page: computed from the store where they are asked for, and kept while they hold.

An answer about days that are over holds until the store changes a past day of that chair, and for the chair's day.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date

import msgspec

from dashboard.analysis import words
from dashboard.analyst.questions import NoticedAsked, ReportAsked
from dashboard.reports.span import Kind, last_whole, span_of
from dashboard.store import goals
from dashboard.store import history as store
from dashboard.web.day_view import BREAK_S
from dashboard.web.history_view import of_today
from dashboard.web.live import Hub
from dashboard.web.today import Reader

KEPT = 32

NUDGE_S = 1800.0
"""The usual limit, while a chair has not said its own."""


class Reports:
    """Has reports and findings computed, and keeps the newest answers."""

    def __init__(self, hub: Hub, reader: Reader, now_ms: Callable[[], int]) -> None:
        self._hub, self._reader, self._now_ms = hub, reader, now_ms
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    def noticed(self, chair: str) -> bytes:
        """Return the JSON of a `Noticed`: what is to be said about the weeks before this one. Raises `StoreError`."""
        return self._answer(chair, "noticed", None, lambda asked: asked)

    def report(self, chair: str, kind: Kind, on: date | None) -> bytes:
        """Return the JSON of a `Report` of the week or month in which a day lies; without one the last that is over.

        Raises `ValueError` for one that has not begun, and `StoreError`.
        """

        def question(asked: NoticedAsked) -> ReportAsked:
            span = span_of(kind, on) if on else last_whole(kind, asked.today)
            if span.first > asked.today:
                raise ValueError(
                    f"{on} lies in a {kind} that has not begun at this chair; ask for a day up to its today"
                )
            return ReportAsked(**msgspec.structs.asdict(asked), kind=kind, first=span.first)

        return self._answer(chair, kind, on, question)

    def _answer(
        self, chair: str, what: str, on: date | None, question: Callable[[NoticedAsked], NoticedAsked]
    ) -> bytes:
        told = self._hub.chair(chair)
        with self._reader.reading(self._hub, chair, self._now_ms()) as (connection, now):
            today = words.local(now.now_ms, now.zone).date()
            running = what != "noticed" and on is not None and span_of(_kind(what), on).last >= today
            state = (
                store.revision(connection, chair),
                goals.own(connection, chair),
                of_today(connection, chair, now.zone, today) if running else None,
            )
        asked = NoticedAsked(
            chair=chair,
            name=(told.meta.name if told.meta else "") or chair,
            zone=str(now.zone),
            today=today,
            break_s=told.config.break_s if told.config else BREAK_S,
            nudge_s=told.config.nudge_s if told.config else NUDGE_S,
        )
        key = (what, on, state, asked)
        if (kept := self._kept.get(key)) is not None:
            return kept
        answer = self._reader.ask(question(asked))
        self._kept[key] = answer
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return answer


def _kind(what: str) -> Kind:
    return "week" if what == "week" else "month"
