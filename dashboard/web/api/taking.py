"""Data that comes back or goes away. Both are asked of ingest, which alone writes measurements."""

import time
import zipfile
from typing import IO, Annotated

import msgspec
from fastapi import FastAPI, HTTPException, Path, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from contract.codec import decode
from dashboard.exchange import lines, own_words, zip_form
from dashboard.exchange.reading import Tally, hand_in
from dashboard.locale.catalogue import Catalogue
from dashboard.store import diary, preferences, work
from dashboard.web.access.who import is_own, person_of
from dashboard.web.api import receiving, shapes
from dashboard.web.api.body import body_of
from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import ChairPath, Desk
from dashboard.web.api.document import BINARY, Document
from dashboard.web.api.problem import BadRequestError
from dashboard.web.language import language_of

FILE = {"requestBody": {"required": True, "content": {lines.MEDIA_TYPE: BINARY, zip_form.MEDIA_TYPE: BINARY}}}


def add_taking(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the routes to the server."""

    @server.post(
        "/api/v1/chairs/{chair}/import",
        status_code=202,
        responses=document.answers(Tally, "Handed to ingest.", 202),
        openapi_extra=FILE,
    )
    async def bring(chair: ChairPath, request: Request) -> Response:
        """Take in JSON lines of an export, or the zip, as this chair's. The same rows twice are there once.

        Lines that cannot be are counted and the first are named; `jobs` says under which numbers ingest takes the rest.
        What the zip has of the person's own words comes back too, where the chair is theirs.
        """
        person = person_of(request)
        mine = person.id if is_own(person, chair) and person.way != "token" else None
        async with receiving.received(request) as file:
            tally = await run_in_threadpool(_take, desk, file, chair, mine)
        if not tally.messages and not tally.diary:
            raise BadRequestError("body", f"{_why_nothing(tally)}; send what export gave, as JSON lines or the zip")
        return answer(tally, 202)

    @server.delete(
        "/api/v1/chairs/{chair}/data",
        status_code=202,
        responses=document.answers(shapes.Job, "Asked of ingest.", 202),
        openapi_extra=document.takes(shapes.Confirmation),
    )
    async def away(chair: ChairPath, request: Request) -> Response:
        """Delete all that is stored of a chair. It cannot be taken back, so the body has its id once more.

        With `diary` the asking person's own words go too, at once; a token cannot ask for that.
        """
        await run_in_threadpool(desk.chair, chair)
        confirmed = decode(await body_of(request), shapes.Confirmation, "body")
        if confirmed.confirm != chair:
            said = confirmed.confirm[:40]
            raise BadRequestError("confirm", f"is {said!r}; to delete everything of {chair!r} say {chair!r}")
        person = person_of(request)
        if confirmed.diary and person.way == "token":
            raise BadRequestError("diary", "is not a token's to delete; log in for that")
        words = person.id if confirmed.diary else None
        asked = await run_in_threadpool(_ask_to_delete, desk, chair, words)
        return answer(_told(asked, language_of(request.headers)), 202)


def add_jobs(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the routes that tell what became of it."""

    @server.get("/api/v1/chairs/{chair}/jobs", responses=document.answers(shapes.Jobs, "What was asked."))
    def asked(
        request: Request,
        chair: ChairPath,
        limit: Annotated[int, Query(ge=1, le=1000, description="most of them")] = 100,
    ) -> Response:
        """Return what ingest was asked to do for a chair, newest first, and what came of it."""
        with desk.open() as connection:
            found = work.about(connection, chair, limit)
        said = language_of(request.headers)
        return answer(shapes.Jobs(chair=chair, jobs=[_told(each, said) for each in found]))

    @server.get("/api/v1/chairs/{chair}/jobs/{number}", responses=document.answers(shapes.Job, "What came of it."))
    def one(request: Request, chair: ChairPath, number: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Response:
        """Return what came of one thing that ingest was asked to do."""
        with desk.open() as connection:
            found = work.of(connection, number)
        if found is None or found.chair != chair:
            raise HTTPException(404, f"nothing was asked for {chair!r} under {number}; {chair}/jobs lists what was")
        return answer(_told(found, language_of(request.headers)))


def _take(desk: Desk, file: IO[bytes], chair: str, person: int | None) -> Tally:
    """Read a file in a thread of its own, while others are answered."""
    until_s = time.monotonic() + receiving.PATIENCE_S
    tally = hand_in(file, chair, desk.open_to_ask, desk.now_ms(), lambda: time.monotonic() < until_s)
    if person is not None and zipfile.is_zipfile(file):
        with desk.open_to_ask() as connection:
            tally.diary = own_words.bring(file, connection, person, desk.now_ms()).diary
    return tally


def _ask_to_delete(desk: Desk, chair: str, words_of: int | None) -> work.Work:
    with desk.open_to_ask() as connection:
        if words_of is not None:
            diary.forget(connection, words_of)
            preferences.forget(connection, words_of)
        number = work.ask(connection, work.DELETE_CHAIR, chair, b"", desk.now_ms())
        found = work.of(connection, number)
    if found is None:
        raise RuntimeError(f"work {number} is not there, although it was just asked for")
    return found


def _told(found: work.Work, said: Catalogue) -> shapes.Job:
    fields = {name: getattr(found, name) for name in shapes.Job.__struct_fields__}
    return msgspec.convert(fields | {"said": said.said(found.said)}, shapes.Job)


def _why_nothing(tally: Tally) -> str:
    if tally.first_refused:
        first = tally.first_refused[0]
        return f"none of {tally.refused} lines can be taken in; line {first.line}: {first.why}"
    return "there is no minute and no event in it"
