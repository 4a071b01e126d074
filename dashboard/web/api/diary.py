"""What somebody writes about their own back: entries, a page at a time, and the workplace checklist.

Every route is about whoever asks, and there is no way to name somebody else: the person comes from the guard alone.
"""

from typing import Annotated

from fastapi import FastAPI, HTTPException, Path, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from contract.codec import decode
from dashboard.advice.workplace import WORKPLACE
from dashboard.analysis import words
from dashboard.analysis.diary.entry import Entry
from dashboard.exchange.own_words import why_not
from dashboard.store import diary
from dashboard.store.zones import zone_of
from dashboard.web.access.who import person_of
from dashboard.web.api.body import body_of
from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import Desk
from dashboard.web.api.diary_shapes import DiaryEntry, DiaryPage, IsDone, NewEntry, Workplace, WorkplaceItem
from dashboard.web.api.document import Document
from dashboard.web.api.problem import BadRequestError

CURSOR = r"^\d{1,15}\.\d{1,10}$"
NumberPath = Annotated[int, Path(ge=1, le=2**31 - 1, description="number of the entry")]
NOT_THERE = "there is no such entry in your diary; GET /api/v1/me/diary lists them"


def add_diary(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the routes of the diary."""

    @server.get("/api/v1/me/diary", responses=document.answers(DiaryPage, "Entries, newest first."))
    def page(
        request: Request,
        limit: Annotated[int, Query(ge=1, le=1000, description="most of them")] = 50,
        cursor: Annotated[str | None, Query(pattern=CURSOR, description="`next` of the page before")] = None,
    ) -> Response:
        """Return your diary, newest first. Nobody else's can be asked for."""
        before = tuple(int(part) for part in cursor.split(".")) if cursor else None
        with desk.open() as connection:
            kept = diary.newest(
                connection, person_of(request).id, limit + 1, (before[0], before[1]) if before else None
            )
        last = kept[limit - 1] if len(kept) > limit else None
        following = f"{last.written.at_ms}.{last.id}" if last else None
        return answer(DiaryPage(rows=[_told(each.id, each.written) for each in kept[:limit]], next=following))

    @server.post(
        "/api/v1/me/diary",
        status_code=201,
        responses=document.answers(DiaryEntry, "Written down.", 201),
        openapi_extra=document.takes(NewEntry),
    )
    async def write(request: Request) -> Response:
        """Write an entry down. Pain, a place or a note: one of them at least."""
        written = _written(desk, await body_of(request))
        number = await run_in_threadpool(_add, desk, person_of(request).id, written)
        return answer(_told(number, written), 201)

    @server.put(
        "/api/v1/me/diary/{number}",
        responses=document.answers(DiaryEntry, "As it is now."),
        openapi_extra=document.takes(NewEntry),
    )
    async def change(number: NumberPath, request: Request) -> Response:
        """Put other words in the place of an entry."""
        body = await body_of(request)
        written = await run_in_threadpool(_change, desk, person_of(request).id, number, body)
        return answer(_told(number, written))

    @server.delete("/api/v1/me/diary/{number}", responses=document.answers(DiaryEntry, "As it was."))
    def remove(number: NumberPath, request: Request) -> Response:
        """Delete an entry. The answer is what it said, so that whoever asks can write it anew."""
        person = person_of(request).id
        with desk.open_to_ask() as connection:
            was = diary.one(connection, person, number)
            if was is None:
                raise HTTPException(404, NOT_THERE)
            diary.remove(connection, person, number)
        return answer(_told(number, was))


def add_workplace(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the routes of the checklist."""

    @server.get("/api/v1/me/workplace", responses=document.answers(Workplace, "The checklist."))
    def checklist(request: Request) -> Response:
        """Return what of your workplace is seen to, and since when."""
        with desk.open() as connection:
            return answer(_workplace(diary.done(connection, person_of(request).id)))

    @server.put(
        "/api/v1/me/workplace/{item}",
        responses=document.answers(Workplace, "The checklist as it is now."),
        openapi_extra=document.takes(IsDone),
    )
    async def check(item: Annotated[str, Path(pattern="^[a-z-]{1,32}$")], request: Request) -> Response:
        """Say whether an item is seen to."""
        if item not in {each.id for each in WORKPLACE}:
            raise HTTPException(404, f"there is no item {item!r}; GET /api/v1/me/workplace lists them")
        done = decode(await body_of(request), IsDone, "body").done
        return answer(await run_in_threadpool(_check, desk, person_of(request).id, item, done))


def _add(desk: Desk, person: int, written: diary.Written) -> int:
    with desk.open_to_ask() as connection:
        return diary.add(connection, person, written)


def _change(desk: Desk, person: int, number: int, body: bytes) -> diary.Written:
    with desk.open_to_ask() as connection:
        was = diary.one(connection, person, number)
        if was is None:
            raise HTTPException(404, NOT_THERE)
        written = _written(desk, body, was)
        diary.change(connection, person, number, written)
        return written


def _check(desk: Desk, person: int, item: str, done: bool) -> Workplace:
    with desk.open_to_ask() as connection:
        diary.set_done(connection, person, item, desk.now_ms() if done else None)
        return _workplace(diary.done(connection, person))


def _written(desk: Desk, body: bytes, was: diary.Written | None = None) -> diary.Written:
    """Return what a body says as the store keeps it. Raises `BadRequestError` naming the field.

    An entry whose time is not changed keeps its day, wherever its writer is now.
    """
    new = decode(body, NewEntry, "body")
    at_ms = new.at_ms if new.at_ms is not None else was.at_ms if was else desk.now_ms()
    entry = Entry(at_ms=at_ms, pain=new.pain, places=tuple(new.places), note=new.note)
    if wrong := why_not(entry, desk.now_ms()):
        raise BadRequestError(*wrong)
    zone = zone_of(new.zone)
    if zone.key != new.zone:
        raise BadRequestError("zone", f"there is no time zone {new.zone[:40]!r}; give one as Europe/Berlin")
    on = was.on if was and was.at_ms == at_ms else words.local(at_ms, zone).date().isoformat()
    return diary.Written(at_ms, on, new.pain, entry.places, new.note)


def _told(number: int, written: diary.Written) -> DiaryEntry:
    return DiaryEntry(id=number, **{**written._asdict(), "places": list(written.places)})


def _workplace(done: dict[str, int]) -> Workplace:
    return Workplace(items=[WorkplaceItem(id=item.id, done_ms=done.get(item.id)) for item in WORKPLACE])
