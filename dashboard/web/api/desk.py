"""What the routes of the API work with: what is heard now, what is stored, and a clock."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from fastapi import HTTPException, Path
from sqlalchemy import Connection, Engine

from contract.state import ChairMeta
from dashboard.exchange.order import Order
from dashboard.store import history, queries
from dashboard.store.engine import database_path, transaction, web_writer
from dashboard.store.zones import zone_of
from dashboard.web.live import ChairNow, Hub
from dashboard.web.today import Reader

CHAIR = "^[a-z0-9_-]{1,32}$"

ChairPath = Annotated[str, Path(pattern=CHAIR, description="id of the chair")]

Carry = Callable[[Order], AsyncGenerator[bytes, None]]
"""Makes the file that is ordered and yields it in pieces. Raises `StoreError` before the first."""


class Desk:
    """The desk as the API sees it. `now_ms` is its wall clock."""

    def __init__(self, hub: Hub, reader: Reader, now_ms: Callable[[], int], carry: Carry) -> None:
        self.hub = hub
        self.reader = reader
        self.now_ms = now_ms
        self.carry = carry

    def chair(self, chair: str) -> ChairMeta:
        """Return what a chair is, with a zone that there is. Raises 404 for one that nobody ever heard of."""
        now = self.hub.chair(chair)
        meta = now.meta
        if meta is None:
            with self.reader.open() as connection:
                meta = queries.chairs(connection).get(chair)
                heard = now != ChairNow() or queries.last_heard_ms(connection, chair) is not None
            if meta is None and not heard:
                raise HTTPException(404, f"no chair {chair!r} was ever heard of; GET /api/v1/chairs lists them")
        meta = meta or ChairMeta(chair=chair, name=chair, model="", software="", zone="UTC")
        return msgspec.structs.replace(meta, zone=zone_of(meta.zone).key)

    def open(self) -> AbstractContextManager[Connection]:
        """Begin a transaction that reads. It raises `StoreError`."""
        return self.reader.open()

    def open_to_ask(self) -> AbstractContextManager[Connection]:
        """Begin a transaction in which ingest can be asked for something. It raises `StoreError`."""
        return transaction(self._asking, database_path(self.reader.url))

    def first_ms(self, chair: str) -> int | None:
        """Return when the chair's first day began. Raises `StoreError`."""
        return self.known(chair)[0]

    def known(self, chair: str) -> tuple[int | None, int]:
        """Return when the chair's first day began, and after which instant nothing is known of it: now, mostly.

        Raises `StoreError`.
        """
        with self.open() as connection:
            newest_ms = queries.last_heard_ms(connection, chair) or 0
            return history.first_ms(connection, chair), max(self.now_ms(), newest_ms) + 1

    @cached_property
    def _asking(self) -> Engine:
        return web_writer(self.reader.url)


def zone(meta: ChairMeta) -> ZoneInfo:
    """Return the zone of a chair's days."""
    return zone_of(meta.zone)
