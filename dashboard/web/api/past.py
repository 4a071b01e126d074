"""A chair's past, a page at a time: minutes, events, bouts, quarters of an hour."""

from fastapi import FastAPI
from fastapi.responses import Response

from contract.events import SeatEvent
from contract.minute import MinuteRecord
from dashboard.exchange import flat
from dashboard.store import history
from dashboard.web.api import shapes
from dashboard.web.api.desk import ChairPath, Desk, zone
from dashboard.web.api.document import Document
from dashboard.web.api.paging import Paged, Question, after_message, after_ms, page, question, raw
from dashboard.web.api.period import Period

YEAR_MS = 366 * 24 * 3600 * 1000
"""So much of quarters and bouts is looked through for a page."""

MINUTES, EVENTS = shapes.pages("Minutes", MinuteRecord), shapes.pages("Events", SeatEvent)
BOUTS, QUARTERS = shapes.pages("Bouts", shapes.Bout), shapes.pages("Quarters", shapes.Quarter)


def add_past(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the routes to the server."""

    @server.get("/api/v1/chairs/{chair}/minutes", responses=document.answers(MINUTES, "Minutes."))
    def minutes(chair: ChairPath, paging: Paged) -> Response:
        """Return minute records as the chair told them; without `from` and `to` those of the last day."""
        asked = question(desk, chair, paging, usual_days=1)
        with desk.open() as connection:
            wanted = history.Page(after_message(asked.cursor), asked.limit)
            rows = history.minutes(connection, chair, *asked.when, wanted)
        return page(asked, [raw(row.body) for row in rows], _next(asked, rows))

    @server.get("/api/v1/chairs/{chair}/events", responses=document.answers(EVENTS, "Events."))
    def events(chair: ChairPath, paging: Paged) -> Response:
        """Return what happened, as the chair told it; without `from` and `to` that of the last day."""
        asked = question(desk, chair, paging, usual_days=1)
        with desk.open() as connection:
            wanted = history.Page(after_message(asked.cursor), asked.limit)
            rows = history.events(connection, chair, *asked.when, wanted)
        return page(asked, [raw(row.body) for row in rows], _next(asked, rows))

    @server.get("/api/v1/chairs/{chair}/bouts", responses=document.answers(BOUTS, "Bouts."))
    def bouts(chair: ChairPath, paging: Paged) -> Response:
        """Return the sitting bouts that reach into the time, whole; without `from` and `to` those of four weeks."""
        asked = question(desk, chair, paging, usual_days=28)
        window = _window(desk, asked)
        with desk.open() as connection:
            found = history.bouts(connection, chair, *window)
        behind_ms = after_ms(asked.cursor)  # one that began before the cursor was in the page before
        rows = [bout for bout in found if bout.start_ms >= behind_ms]
        more = rows[asked.limit].start_ms if len(rows) > asked.limit else _beyond(asked, window)
        return page(asked, [flat.bout(row._asdict(), zone(asked.meta)) for row in rows[: asked.limit]], more)

    @server.get(
        "/api/v1/chairs/{chair}/quarters",
        responses=document.answers(QUARTERS, "Quarters."),
    )
    def quarters(chair: ChairPath, paging: Paged) -> Response:
        """Return quarters of an hour; without `from` and `to` those of a week."""
        asked = question(desk, chair, paging, usual_days=7)
        window = _window(desk, asked)
        with desk.open() as connection:
            rows = history.quarters(connection, chair, *window)
        more = rows[asked.limit].at_ms if len(rows) > asked.limit else _beyond(asked, window)
        return page(asked, [row._asdict() for row in rows[: asked.limit]], more)


def _next(asked: Question, rows: list[history.StoredMinute] | list[history.StoredEvent]) -> str | None:
    return ".".join(str(part) for part in rows[-1].cursor) if len(rows) == asked.limit else None


def _window(desk: Desk, asked: Question) -> Period:
    """Return what to look through for a page: from the cursor on, from the chair's first day on, and a year at most."""
    from_ms, to_ms = asked.when
    first_ms = desk.first_ms(asked.meta.chair)
    earliest_ms = to_ms if first_ms is None else first_ms - YEAR_MS
    start_ms = min(to_ms, max(from_ms, earliest_ms, after_ms(asked.cursor)))
    return Period(start_ms, min(to_ms, start_ms + YEAR_MS))


def _beyond(asked: Question, window: Period) -> int | None:
    return window.to_ms if window.to_ms < asked.when.to_ms else None
