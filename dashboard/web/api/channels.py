"""Where a chair's reminders go beside the page: told, set, and tried out.

An address holds a password or a token, so it is taken and never given back: what is shown of it is its service.
"""

import asyncio
from typing import Annotated

import msgspec
from fastapi import FastAPI, HTTPException, Path, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from contract.codec import decode
from contract.scalars import ChairId, EpochMs
from dashboard.reminding import addresses
from dashboard.reminding.message import TEST, TITLE
from dashboard.reminding.send import Order, Send
from dashboard.store import channels as store
from dashboard.web.api.body import body_of
from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import ChairPath, Desk
from dashboard.web.api.document import Document
from dashboard.web.api.problem import BadRequestError
from dashboard.web.language import language_of

MOST = 8
"""Channels of a chair."""

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
AfterS = Annotated[float, msgspec.Meta(ge=0, le=7200)]


class ChannelTold(msgspec.Struct, frozen=True, kw_only=True):
    """A channel. `service` is the start of its address, the rest of which is never told.

    It is told `after_s` after the firm prompt. `last_ms` is when it last was, and `last_sent` whether that was taken;
    None: never, or not known.
    """

    id: int
    name: str
    service: str
    after_s: float
    last_ms: EpochMs | None
    last_sent: bool | None


class ChannelsTold(msgspec.Struct, frozen=True, kw_only=True):
    """The channels of a chair, in the order in which they were made."""

    chair: ChairId
    channels: list[ChannelTold]


class ChannelWanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A channel as it shall be. Without `id` it is new; without `url` the address stays as it is."""

    name: Name
    after_s: AfterS = 0.0
    id: int | None = None
    url: str | None = None


class ChannelsWanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The channels as they shall be. One that is not in it is removed."""

    channels: Annotated[list[ChannelWanted], msgspec.Meta(max_length=MOST)]


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a test, in words."""

    sent: bool
    said: str


def add_channels(server: FastAPI, desk: Desk, document: Document, send: Send) -> None:
    """Add the routes to the server."""
    path = "/api/v1/chairs/{chair}/channels"
    one_by_one = asyncio.Lock()

    @server.get(path, responses=document.answers(ChannelsTold, "The channels."))
    def channels(chair: ChairPath) -> Response:
        """Return where reminders of a chair go beside the page."""
        desk.chair(chair)
        return answer(_told(desk, chair))

    @server.put(
        path,
        responses=document.answers(ChannelsTold, "The channels from now on."),
        openapi_extra=document.takes(ChannelsWanted),
    )
    async def set_channels(chair: ChairPath, request: Request) -> Response:
        """Say where reminders of a chair go beside the page: all of them at once."""
        await run_in_threadpool(desk.chair, chair)
        wanted = decode(await body_of(request), ChannelsWanted, "body").channels
        await run_in_threadpool(_set, desk, chair, wanted)
        return answer(await run_in_threadpool(_told, desk, chair))

    @server.post(f"{path}/{{number}}/test", responses=document.answers(Tried, "What came of it."))
    async def try_out(request: Request, chair: ChairPath, number: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Response:
        """Send a test, in the asker's language, and return what came of it; 429 while another one is on its way."""
        say = language_of(request.headers).render
        found = await run_in_threadpool(_found, desk, chair, number)
        if one_by_one.locked():
            raise HTTPException(429, "another test is on its way; try again in a moment")
        async with one_by_one:
            sent = await run_in_threadpool(send, Order(found.url, say(TITLE), say(TEST)))
        return answer(Tried(sent=sent.ok, said=language_of(request.headers).said(sent.said)))


def _told(desk: Desk, chair: str) -> ChannelsTold:
    with desk.open() as connection:
        found, last = store.channels(connection, chair), store.last_told(connection, chair)
    told = [
        ChannelTold(
            id=each.id,
            name=each.name,
            service=addresses.kind_of(each.url),
            after_s=each.after_s,
            last_ms=last[each.id].at_ms if each.id in last else None,
            last_sent=last[each.id].sent if each.id in last else None,
        )
        for each in found
    ]
    return ChannelsTold(chair=chair, channels=told)


def _set(desk: Desk, chair: str, wanted: list[ChannelWanted]) -> None:
    with desk.open_to_ask() as connection:
        there = {each.id: each for each in store.channels(connection, chair)}
        rows = [_row(chair, each, there) for each in wanted]
        if len({row.id for row in rows if row.id}) < sum(row.id > 0 for row in rows):
            raise BadRequestError("id", "stands there twice; keep one of the two")
        store.set_channels(connection, chair, rows)


def _row(chair: str, wanted: ChannelWanted, there: dict[int, store.Channel]) -> store.Channel:
    before = None if wanted.id is None else there.get(wanted.id)
    if wanted.id is not None and before is None:
        raise BadRequestError("id", f"{wanted.id} is no channel of this chair; leave it out for a new one")
    url = wanted.url if wanted.url is not None else before.url if before else ""
    if why := addresses.trouble(url):
        raise BadRequestError("url", why)
    return store.Channel(before.id if before else 0, chair, wanted.name, url, wanted.after_s)


def _found(desk: Desk, chair: str, number: int) -> store.Channel:
    with desk.open() as connection:
        found = next((each for each in store.channels(connection, chair) if each.id == number), None)
    if found is None:
        raise HTTPException(404, f"{number} is no channel of {chair!r}; its channels are listed without /test")
    return found
