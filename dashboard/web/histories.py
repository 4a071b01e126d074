"""The API's routes for the history of a chair."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, overload

from fastapi import FastAPI, HTTPException, Path, Query
from fastapi.responses import Response

from dashboard.analysis.history_shapes import Comparison, History
from dashboard.web.api.document import Document
from dashboard.web.days import CHAIR, NO_DAY, json_answer
from dashboard.web.history_view import Histories, Period
from dashboard.web.live import Hub
from dashboard.web.today import Reader
from dashboard.words import Filled

DAY = r"20\d\d-\d\d-\d\d"
OneDay = Annotated[str | None, Query(pattern=f"^{DAY}$")]
TwoDays = Annotated[str, Query(pattern=rf"^{DAY}\.\.{DAY}$")]


def add_history(server: FastAPI, hub: Hub, reader: Reader, now_ms: Callable[[], int], document: Document) -> None:
    """Add the routes. `now_ms` is the desk's clock, for chairs whose own is not known."""
    histories = Histories(hub, reader, now_ms)

    @server.get("/api/v1/chairs/{chair}/history", responses=document.answers(History, "The past."))
    def history(
        chair: Annotated[str, Path(pattern=CHAIR)],
        first: Annotated[OneDay, Query(alias="from")] = None,
        last: Annotated[OneDay, Query(alias="to")] = None,
    ) -> Response:
        """Return the figures of each day, usual hours, lengths of bouts and trends; of the last 53 weeks unless told.

        Days are the chair's own, written as 2026-11-20; at most 400 of them.
        """
        return told(lambda: histories.history(chair, day_of(first), day_of(last)))

    @server.get("/api/v1/chairs/{chair}/compare", responses=document.answers(Comparison, "Both periods."))
    def compare(chair: Annotated[str, Path(pattern=CHAIR)], before: TwoDays, after: TwoDays) -> Response:
        """Return the median of each figure in two periods, each written as 2026-11-09..2026-11-15.

        Nothing but the number of days that count while fewer than three with an hour of sitting are in one of them.
        """
        return told(lambda: histories.compare(chair, _period(before), _period(after)))


@overload
def day_of(text: str) -> date: ...
@overload
def day_of(text: str | None) -> date | None: ...
def day_of(text: str | None) -> date | None:
    """Return a day by its date. Raises `ValueError`."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(Filled(NO_DAY, day=text)) from error


def _period(text: str) -> Period:
    first, _, last = text.partition("..")
    return day_of(first), day_of(last)


def told(answer: Callable[[], bytes]) -> Response:
    """Return an answer as JSON, or 422 with the reason when it cannot be given."""
    try:
        body = answer()
    except ValueError as error:
        raise HTTPException(422, error.args[0]) from error
    return json_answer(body)
