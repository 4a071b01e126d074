"""Findings and reports for the page: computed from the store where they are asked for, and kept while they hold.

An answer about days that are over holds until the store changes a past day of that chair, and for the chair's day.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from contract.codec import encode
from dashboard.analysis import words
from dashboard.reports.span import Kind, last_whole, span_of
from dashboard.store import goals
from dashboard.store import history as store
from dashboard.web.day_view import BREAK_S
from dashboard.web.history_view import FRESH_MS
from dashboard.web.live import Hub
from dashboard.web.today import Reader

if TYPE_CHECKING:  # it brings pandas, which takes as long to load as all the rest of the desk
    from dashboard.reports.reading import Asked

KEPT = 32


class Reports:
    """Computes reports and findings, and keeps the newest answers."""

    def __init__(self, hub: Hub, reader: Reader, now_ms: Callable[[], int]) -> None:
        self._hub, self._reader, self._now_ms = hub, reader, now_ms
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    def noticed(self, chair: str) -> bytes:
        """Return the JSON of a `Noticed`: what is to be said about the weeks before this one. Raises `StoreError`."""
        from dashboard.reports.reading import read_noticed  # noqa: PLC0415 - brings pandas

        return self._answer(chair, "noticed", None, read_noticed)

    def report(self, chair: str, kind: Kind, on: date | None) -> bytes:
        """Return the JSON of a `Report` of the week or month in which a day lies; without one the last that is over.

        Raises `ValueError` for one that has not begun, and `StoreError`.
        """
        from dashboard.reports.reading import read_report  # noqa: PLC0415 - brings pandas

        def compute(asked: "Asked") -> msgspec.Struct:
            span = span_of(kind, on) if on else last_whole(kind, asked.today)
            if span.first > asked.today:
                raise ValueError(
                    f"{on} lies in a {kind} that has not begun at this chair; ask for a day up to its today"
                )
            return read_report(asked, kind, span)

        return self._answer(chair, kind, on, compute)

    def _answer(self, chair: str, what: str, on: date | None, compute: Callable[["Asked"], msgspec.Struct]) -> bytes:
        from dashboard.analysis.insights.finding import Rules  # noqa: PLC0415 - both bring pandas
        from dashboard.reports.reading import Asked  # noqa: PLC0415

        told = self._hub.chair(chair)
        rules = Rules(break_s=told.config.break_s if told.config else BREAK_S)
        if told.config:
            rules = rules._replace(nudge_s=told.config.nudge_s)
        with self._reader.reading(self._hub, chair, self._now_ms()) as (connection, now):
            today = words.local(now.now_ms, now.zone).date()
            running = what != "noticed" and (on is not None and span_of(_kind(what), on).last >= today)
            fresh = now.now_ms // FRESH_MS if running else today
            key = (
                chair,
                what,
                on,
                store.revision(connection, chair),
                fresh,
                str(now.zone),
                rules,
                goals.own(connection, chair),
            )
            if (kept := self._kept.get(key)) is not None:
                return kept
            name = (told.meta.name if told.meta else "") or chair
            answer = encode(compute(Asked(connection, chair, name, now.zone, today, rules)))
        self._kept[key] = answer
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return answer


def _kind(what: str) -> Kind:
    return "week" if what == "week" else "month"
