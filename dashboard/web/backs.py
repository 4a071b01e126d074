"""The API's routes about a person's back beside the sitting on their chairs, and their own words as a file."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Annotated

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from contract.codec import decode
from dashboard.exchange import own_words, zip_form
from dashboard.exchange.lines import MEDIA_TYPE as LINES_TYPE
from dashboard.store import diary, preferences
from dashboard.store.zones import zone_of
from dashboard.web.access.who import person_of
from dashboard.web.api.body import body_of
from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import Desk
from dashboard.web.api.diary_shapes import Back, Gone
from dashboard.web.api.document import BINARY, Document
from dashboard.web.api.problem import BadRequestError
from dashboard.web.api.shapes import Confirmation
from dashboard.web.back_view import back
from dashboard.web.history_view import Histories
from dashboard.web.language import language_of

CONFIRM = "diary"
MOST_BYTES = 64 * 2**20
"""Bytes of a file of somebody's own words: a full diary, as lines."""

FILE = {"requestBody": {"required": True, "content": {LINES_TYPE: BINARY, zip_form.MEDIA_TYPE: BINARY}}}
ZIP = {200: {"description": "The file.", "content": {zip_form.MEDIA_TYPE: BINARY}}}


def add_back(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the routes to the server."""
    histories = Histories(desk.hub, desk.reader, desk.now_ms)

    @server.get("/api/v1/me/back", responses=document.answers(Back, "Day by day."))
    def beside(
        request: Request,
        zone: Annotated[str, Query(max_length=64, description="your IANA time zone, for today")] = "UTC",
        days: Annotated[int, Query(ge=7, le=400, description="how many, up to today")] = 91,
    ) -> Response:
        """Return pain by day beside the sitting on your own chairs, and what may be said of it: it is no proof."""
        return answer(back(desk, histories, person_of(request), zone_of(zone), days))

    @server.get("/api/v1/me/data", response_class=Response, responses=ZIP)  # type: ignore[arg-type]  # int keys
    def away(request: Request) -> Response:
        """Return your diary, your checklist and your account as a zip. Nobody else can take it away."""
        members = own_words.members(desk.open, person_of(request).id)
        made = datetime.fromtimestamp(desk.now_ms() / 1000, UTC)
        words = own_words.readme(language_of(request.headers).text)
        pieces: Iterator[bytes] = zip_form.zipped([("README.txt", [words.encode()]), *members], made)
        name = f"sitwell-my-diary-{made:%Y-%m-%d}.zip"
        headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
        return StreamingResponse(pieces, media_type=zip_form.MEDIA_TYPE, headers=headers)

    @server.post(
        "/api/v1/me/import", responses=document.answers(own_words.Brought, "What came of it."), openapi_extra=FILE
    )
    async def bring(request: Request) -> Response:
        """Take your own words in again, from a zip or from its diary.jsonl. The same entries twice are there once."""
        with tempfile.TemporaryFile() as file:
            size = 0
            async for piece in request.stream():
                size += len(piece)
                if size > MOST_BYTES:
                    raise HTTPException(413, f"at most {MOST_BYTES} bytes are taken; send {own_words.LINES} alone")
                await run_in_threadpool(file.write, piece)
            return answer(await run_in_threadpool(_bring, desk, file, person_of(request).id))

    @server.delete(
        "/api/v1/me/data",
        responses=document.answers(Gone, "Deleted."),
        openapi_extra=document.takes(Confirmation),
    )
    async def forget(request: Request) -> Response:
        """Delete your diary, your checklist and your choice of a language.

        It cannot be taken back, so the body says `diary` once more.
        """
        if decode(await body_of(request), Confirmation, "body").confirm != CONFIRM:
            raise BadRequestError("confirm", f"to delete all that you wrote say {CONFIRM!r}")
        return answer(Gone(rows=await run_in_threadpool(_forget, desk, person_of(request).id)))


def _bring(desk: Desk, file: IO[bytes], person: int) -> own_words.Brought:
    with desk.open_to_ask() as connection:
        return own_words.bring(file, connection, person, desk.now_ms())


def _forget(desk: Desk, person: int) -> int:
    with desk.open_to_ask() as connection:
        return diary.forget(connection, person) + preferences.forget(connection, person)
