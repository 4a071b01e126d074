"""The API's routes for one day of a chair."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

from fastapi import FastAPI, HTTPException, Path, Request
from fastapi.responses import Response

from contract.codec import encode
from dashboard.web.api.document import Document
from dashboard.web.day_view import DayView
from dashboard.web.language import language_of
from dashboard.web.live import Hub
from dashboard.web.today import Reader, Today
from dashboard.words import N_, Filled

CHAIR = "^[a-z0-9_-]{1,32}$"
DAY = r"^(today|20\d\d-\d\d-\d\d)$"


NO_DAY = N_("{day} is no day of the calendar; write one as 2026-11-20")
NOT_BEGUN = N_("{day} has not begun at this chair yet; ask for its today or a day before")


def add_days(server: FastAPI, hub: Hub, reader: Reader, now_ms: Callable[[], int], document: Document) -> None:
    """Add the routes. `now_ms` is the desk's clock, for chairs whose own is not known."""

    @server.get("/api/v1/chairs/{chair}/today", responses=document.answers(Today, "The day."))
    def today(request: Request, chair: Annotated[str, Path(pattern=CHAIR)]) -> Response:
        """Return a chair's day: timeline, totals and the labels of its axis."""
        return json_answer(encode(reader.today(hub, chair, now_ms(), language_of(request.headers))))

    @server.get("/api/v1/chairs/{chair}/day/{on}", responses=document.answers(DayView, "The day."))
    def one_day(
        request: Request, chair: Annotated[str, Path(pattern=CHAIR)], on: Annotated[str, Path(pattern=DAY)]
    ) -> Response:
        """Return what one day of a chair held, by `today` or the date in its own zone; 404 for one in its future."""
        try:
            day = None if on == "today" else date.fromisoformat(on)
        except ValueError as error:
            raise HTTPException(422, Filled(NO_DAY, day=on)) from error
        told = reader.day(hub, chair, day, now_ms(), language_of(request.headers))
        if told is None:
            raise HTTPException(404, Filled(NOT_BEGUN, day=on))
        return json_answer(told)


def json_answer(body: bytes) -> Response:
    """Return JSON that no cache keeps."""
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})
