"""The desk itself, for its owners: how long it keeps what, and copies of its store."""

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple

import msgspec
from fastapi import FastAPI, HTTPException
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from contract.scalars import EpochMs
from dashboard.errors import StoreError
from dashboard.store import copies, retention
from dashboard.store.copies import Order
from dashboard.store.retention import FOR_EVER, Kept
from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import Desk
from dashboard.web.api.document import Document
from dashboard.web.foreign import Json

Make = Callable[[Order], Awaitable[None]]

CHILD = (sys.executable, "-m", "dashboard.store.copies")
SAID = 2**14


class Upkeep(NamedTuple):
    """How long each kind is kept, and who makes a copy. `make` raises `StoreError`."""

    kept: Kept
    make: Make


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """A copy of the store. `made_ms` by the desk's clock."""

    name: str
    made_ms: EpochMs
    bytes: int


class Keeping(msgspec.Struct, frozen=True, kw_only=True):
    """How many days one kind is kept, 0 for ever; `beyond` counts the rows that go next, within the hour."""

    days: int
    beyond: int


class DeskNow(msgspec.Struct, frozen=True, kw_only=True):
    """The desk itself. `folder` is where copies lie, None where the store is PostgreSQL; the newest comes first."""

    now_ms: EpochMs
    database: str
    minutes: Keeping
    events: Keeping
    quarters: Keeping
    folder: str | None
    backups: list[Backup]


def add_upkeep(server: FastAPI, desk: Desk, upkeep: Upkeep, document: Document) -> None:
    """Add the routes to the server."""
    making = asyncio.Semaphore(1)

    @server.get("/api/v1/desk", responses=document.answers(DeskNow, "The desk."))
    def now() -> Response:
        """Return how long this desk keeps what, and which copies of its store there are."""
        kept, url = upkeep.kept, desk.reader.url
        with desk.open() as connection:
            beyond = retention.beyond(connection, kept, desk.now_ms())
        keeping = {
            name: Keeping(days=getattr(kept, f"{name}_days"), beyond=beyond[name])
            for name in ("minutes", "events", "quarters")
        }
        folder = copies.folder_of(url)
        told = DeskNow(
            now_ms=desk.now_ms(),
            database="PostgreSQL" if folder is None else "SQLite",
            folder=None if folder is None else str(folder),
            backups=[_told(copy) for copy in copies.copies(url)],
            **keeping,
        )
        return answer(told)

    @server.post(
        "/api/v1/desk/backups",
        status_code=201,
        dependencies=[Json],
        responses=document.answers(Backup, "The copy.", 201),
    )
    async def copy() -> Response:
        """Copy the store, while everything goes on; answered when the copy is whole and checked."""
        if making.locked():
            raise HTTPException(429, "a copy is being made already; wait for that one")
        async with making:
            wanted = await run_in_threadpool(copies.order, desk.reader.url, desk.now_ms())
            await upkeep.make(wanted)
            made = await run_in_threadpool(copies.copies, desk.reader.url)
        return answer(_told(next(each for each in made if wanted.target.endswith(f"/{each.name}"))), 201)


async def by_child(wanted: Order) -> None:
    """Make a copy in a process of its own. Raises `StoreError` with what that says."""
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(*CHILD, stdin=pipe, stderr=pipe)
    try:
        _, said = await child.communicate(msgspec.json.encode(wanted))
        if child.returncode:
            last = said[-SAID:].decode(errors="replace").strip().splitlines()[-1:]
            raise StoreError(last[0] if last else "the copy broke off; the desk's log says why")
    finally:
        if child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()


async def here(wanted: Order) -> None:
    """Make a copy in this process, for tests."""
    await run_in_threadpool(partial(copies.make, wanted))


CHILDS = Upkeep(FOR_EVER, by_child)


def _told(copy: copies.Copy) -> Backup:
    return Backup(name=copy.name, made_ms=copy.made_ms, bytes=copy.bytes)
