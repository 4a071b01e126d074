"""Files to take away: one kind of rows as CSV, JSON lines or Parquet, or everything as a zip."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from importlib.util import find_spec
from typing import Annotated, Any, Literal

import msgspec
from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from dashboard.exchange.columns import Kind
from dashboard.exchange.order import MEDIA_TYPES, Form, Order
from dashboard.web.access.who import is_own, person_of
from dashboard.web.api.desk import ChairPath, Desk, zone
from dashboard.web.api.document import BINARY
from dashboard.web.api.paging import From, To
from dashboard.web.api.period import period
from dashboard.web.language import language_of

TableForm = Literal["csv", "json", "parquet"]


def add_files(server: FastAPI, desk: Desk) -> None:
    """Add the routes to the server."""

    @server.get("/api/v1/chairs/{chair}/export", response_class=Response, responses=_files("csv", "json", "parquet"))
    async def export(
        chair: ChairPath,
        form: Annotated[TableForm, Query(alias="format", description="json is JSON lines")] = "csv",
        kind: Annotated[Kind, Query(description="what to hand out")] = "minutes",
        start: From = None,
        end: To = None,
    ) -> Response:
        """Return a file of one kind, by default of all there is. Minutes and events as JSON can be imported."""
        if form == "parquet" and find_spec("pyarrow") is None:
            raise HTTPException(501, "Parquet needs pyarrow on the desk: pip install 'sitwell[parquet]'")
        return await _file(desk, await run_in_threadpool(_order, desk, chair, (form, kind), (start, end)))

    @server.get("/api/v1/chairs/{chair}/data", response_class=Response, responses=_files("zip"))
    async def everything(chair: ChairPath, request: Request) -> Response:
        """Return all that is stored of a chair as a zip, with a README that names every column.

        The README is in the reader's language. Whose own chair it is finds their diary in it too, unless a token asks.
        """
        order = await run_in_threadpool(_order, desk, chair, ("zip", "minutes"), (None, None))
        person = person_of(request)
        own = person.id if is_own(person, chair) and person.way != "token" else None
        language = language_of(request.headers).language
        return await _file(desk, msgspec.structs.replace(order, person=own, language=language))


def _order(desk: Desk, chair: str, what: tuple[Form, Kind], span: tuple[str | None, str | None]) -> Order:
    meta = desk.chair(chair)
    newest_ms = desk.known(chair)[1]
    when = period(span[0] or "0", span[1] or str(newest_ms), zone(meta), desk.now_ms(), 0)
    return Order(
        url=desk.reader.url,
        meta=meta,
        form=what[0],
        kind=what[1],
        from_ms=when.from_ms,
        to_ms=min(when.to_ms, newest_ms),
        made_ms=desk.now_ms(),
    )


async def _file(desk: Desk, order: Order) -> Response:
    """Return a file that is sent while it is made. What goes wrong before its first piece is answered in words."""
    made = desk.carry(order)
    first = await anext(made, b"")

    async def every() -> AsyncIterator[bytes]:
        async with aclosing(made):  # whoever goes away takes the child along
            yield first
            async for piece in made:
                yield piece

    headers = {"content-disposition": f'attachment; filename="{order.file_name}"', "cache-control": "no-store"}
    return StreamingResponse(every(), media_type=MEDIA_TYPES[order.form], headers=headers)


def _files(*forms: Form) -> dict[int | str, dict[str, Any]]:
    text = {"schema": {"type": "string"}}
    content = {MEDIA_TYPES[form].partition(";")[0]: text if form in ("csv", "json") else BINARY for form in forms}
    return {200: {"description": "The file.", "content": content}}
