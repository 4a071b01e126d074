"""The figures of days and periods, computed by the analyst."""

from datetime import date, timedelta
from typing import Annotated

import msgspec
from fastapi import FastAPI, Query
from fastapi.responses import Response

from contract.state import ChairMeta
from dashboard.analyst import questions as asking
from dashboard.analyst.questions import DaysAsked, FiguresAsked
from dashboard.store.zones import day_at
from dashboard.web.api import shapes
from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import ChairPath, Desk, zone
from dashboard.web.api.document import Document
from dashboard.web.api.paging import MOST_DAYS, DaysPaged, From, To, no_cursor, page, question
from dashboard.web.api.period import Period, period
from dashboard.web.api.problem import BadRequestError
from dashboard.web.day_view import BREAK_S

USUAL_DAYS = 28

Against = Annotated[str | None, Query(max_length=40, description="the same for a period to compare with")]
Days = tuple[date, date]
DAYS = shapes.pages("Days", shapes.DayFigures)


def add_figures(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the routes to the server."""

    @server.get("/api/v1/chairs/{chair}/days", responses=document.answers(DAYS, "Days."))
    def days(chair: ChairPath, paging: DaysPaged) -> Response:
        """Return the figures of each day, also of those that nobody measured; without `from` and `to` of four weeks.

        Days before the chair's first and days to come are left out. A page has 400 days at most.
        """
        asked = question(desk, chair, paging, USUAL_DAYS)
        first, last = _seen(desk, asked.meta, asked.when)
        if asked.cursor is not None:
            first = max(first, _day(asked.cursor))
        if last < first:
            return page(asked, [], None)
        until = min(last, first + timedelta(days=asked.limit - 1))
        told = desk.reader.ask(DaysAsked(days=_asked(asked.meta, (first, until))))
        rows = msgspec.json.decode(told, type=list[msgspec.Raw])
        return page(asked, rows, until + timedelta(days=1) if until < last else None)

    @server.get("/api/v1/chairs/{chair}/figures", responses=document.answers(shapes.Figures, "The figures."))
    def figures(
        chair: ChairPath, start: From = None, end: To = None, against_from: Against = None, against_to: Against = None
    ) -> Response:
        """Return the figures of a period, by default of the last four weeks, and how they differ from another one's."""
        meta = desk.chair(chair)
        now = _days(meta, period(start, end, zone(meta), desk.now_ms(), USUAL_DAYS))
        before = None
        if against_from is not None and against_to is not None:
            before = _days(meta, period(against_from, against_to, zone(meta), desk.now_ms(), USUAL_DAYS))
        elif against_from is not None or against_to is not None:
            raise BadRequestError("against_from", "give both against_from and against_to, or neither")
        told = desk.reader.ask(FiguresAsked(days=_asked(meta, now), against=before and _asked(meta, before)))
        (first, last), (against_first, against_last) = (_named(each) for each in (now, before))
        return answer(
            shapes.Figures(
                chair=chair,
                zone=meta.zone,
                first=first or "",
                last=last or "",
                against_first=against_first,
                against_last=against_last,
                figures=msgspec.json.decode(told, type=dict[str, shapes.Figure]),
            )
        )


def _days(meta: ChairMeta, when: Period) -> Days:
    """Return the first and the last day that a time touches."""
    return day_at(when.from_ms, zone(meta)).on, day_at(max(when.from_ms, when.to_ms - 1), zone(meta)).on


def _seen(desk: Desk, meta: ChairMeta, when: Period) -> Days:
    """Return the days of which something can be known: from the chair's first one to today."""
    first_ms, last_ms = desk.known(meta.chair)
    if first_ms is None:
        return date.max, date.min
    first, last = _days(meta, Period(max(first_ms, when.from_ms), min(last_ms, when.to_ms)))
    return (first, last) if when.from_ms < when.to_ms else (date.max, date.min)


def _asked(meta: ChairMeta, days: Days) -> asking.Days:
    if (days[1] - days[0]).days >= MOST_DAYS:
        raise BadRequestError("from", f"a period has at most {MOST_DAYS} days; ask for a shorter one")
    return asking.Days(chair=meta.chair, zone=meta.zone, break_s=BREAK_S, first=days[0], last=days[1])


def _named(days: Days | None) -> tuple[str | None, str | None]:
    return (days[0].isoformat(), days[1].isoformat()) if days else (None, None)


def _day(cursor: str) -> date:
    try:
        return date.fromisoformat(cursor)
    except ValueError:
        raise no_cursor(cursor) from None
