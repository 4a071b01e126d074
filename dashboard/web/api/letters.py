"""When a chair's report is sent by mail, and what came of the last one."""

from typing import Annotated

import msgspec
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from contract.codec import decode
from contract.scalars import ChairId, EpochMs
from dashboard.locale.catalogue import Catalogue
from dashboard.reminding.addresses import is_mail
from dashboard.store import channels, letters
from dashboard.store.letters import Kind, State
from dashboard.web.api.body import body_of
from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import ChairPath, Desk
from dashboard.web.api.document import Document
from dashboard.web.foreign import Json
from dashboard.web.language import language_of
from dashboard.words import N_, Filled

UNDER_WAY_MS = 600_000
"""So long sending may take: eight channels at half a minute each, and the figures. Later it broke off."""


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A week's report on a weekday (0 is Monday), or a month's on the first of the next, which asks no `weekday`.

    It is sent from the full `hour` of the chair's clock on, and tells of the last week or month that is over.
    """

    kind: Kind
    weekday: Annotated[int, msgspec.Meta(ge=0, le=6)] = 0
    hour: Annotated[int, msgspec.Meta(ge=0, le=23)] = 7


class ScheduleWanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the report is sent from now on; null: not at all."""

    schedule: Schedule | None


class LastLetter(msgspec.Struct, frozen=True, kw_only=True):
    """The report that was begun last: of the period from `first` on. `said` is what came of it, in words.

    `again_ms` is from when on it is tried again, null for never.
    """

    kind: Kind
    first: str
    at_ms: EpochMs
    state: State
    said: str
    again_ms: EpochMs | None


class Letters(msgspec.Struct, frozen=True, kw_only=True):
    """When a chair's report is sent, None for not at all, and the last one, None while there was none.

    `mailboxes` is how many channels of the chair are mail: with none a report goes nowhere.
    """

    chair: ChairId
    zone: str
    mailboxes: int
    schedule: Schedule | None
    last: LastLetter | None


def add_letters(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the routes to the server."""
    path = "/api/v1/chairs/{chair}/letters"

    @server.get(path, responses=document.answers(Letters, "When it is sent."))
    def told(chair: ChairPath, request: Request) -> Response:
        """Return when a chair's report is sent by mail, and what came of the last one."""
        return answer(_told(desk, chair, language_of(request.headers)))

    @server.put(
        path,
        dependencies=[Json],
        responses=document.answers(Letters, "When it is sent from now on."),
        openapi_extra=document.takes(ScheduleWanted),
    )
    async def set_schedule(chair: ChairPath, request: Request) -> Response:
        """Say when a chair's report is sent: a week's, a month's, or none. Nothing that was due before is sent."""
        await run_in_threadpool(desk.chair, chair)
        wanted = decode(await body_of(request), ScheduleWanted, "body").schedule
        await run_in_threadpool(_set, desk, chair, wanted)
        return answer(await run_in_threadpool(_told, desk, chair, language_of(request.headers)))


def _set(desk: Desk, chair: str, wanted: Schedule | None) -> None:
    with desk.open_to_ask() as connection:
        if wanted is None:
            letters.drop_schedule(connection, chair)
        else:
            row = letters.Schedule(chair, wanted.kind, wanted.weekday, wanted.hour, desk.now_ms())
            letters.set_schedule(connection, row)


def _told(desk: Desk, chair: str, reader: Catalogue) -> Letters:
    meta = desk.chair(chair)
    with desk.open() as connection:
        found, last = letters.schedule(connection, chair), letters.last(connection, chair)
        mailboxes = sum(is_mail(each.url) for each in channels.channels(connection, chair))
    schedule = Schedule(kind=found.kind, weekday=found.weekday, hour=found.hour) if found else None
    sent = last and LastLetter(
        kind=last.kind,
        first=last.first,
        at_ms=last.at_ms,
        state=last.state,
        said=reader.said(_words(last, desk.now_ms())),
        again_ms=last.again_ms,
    )
    return Letters(chair=chair, zone=meta.zone, mailboxes=mailboxes, schedule=schedule, last=sent)


def _words(last: letters.Sent, now_ms: int) -> str:
    """Return what came of a report in English; "" for one that broke off, of which nobody knows."""
    if last.state == "begun" and now_ms - last.at_ms < UNDER_WAY_MS:
        return N_("It is on its way.")
    if last.state == "sent":
        said = Filled(N_("Sent, but not everywhere: {why}"), why=last.said) if last.said else N_("Sent.")
    else:
        said = last.said
    return Filled(N_("{said} (It is tried again later.)"), said=said) if last.again_ms is not None else said
