"""Which chairs there are, and what each is now."""

from collections.abc import Sequence
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.responses import Response

from contract.state import ChairMeta
from dashboard.store import queries
from dashboard.store.zones import zone_of
from dashboard.web.access.who import may_see, person_of
from dashboard.web.api.desk import ChairPath, Desk
from dashboard.web.api.document import Document
from dashboard.web.api.shapes import Chair, ChairNow

HEADERS = {"cache-control": "no-store"}


def add_chairs(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the routes to the server."""

    @server.get("/api/v1/chairs", responses=document.answers(list[Chair], "The chairs, by name."))
    def chairs(request: Request) -> Response:
        """Return every chair that you may see: heard of now, or stored."""
        person = person_of(request)
        with desk.open() as connection:
            stored = queries.chairs(connection)
            for meta in stored.values():
                desk.hub.remember(meta)
            ids = [id_ for id_ in desk.hub.chairs() if may_see(person, id_)]
            heard_ms = queries.last_heard(connection)
        rows = [Chair(**_told(desk, id_, stored.get(id_)), last_heard_ms=heard_ms.get(id_)) for id_ in ids]
        rows.sort(key=lambda chair: (chair.name, chair.id))
        return answer(rows)

    @server.get("/api/v1/chairs/{chair}", responses=document.answers(ChairNow, "The chair."))
    def one(chair: ChairPath) -> Response:
        """Return what a chair is and what it last said of itself: who sits and how, and its limits."""
        meta, now = desk.chair(chair), desk.hub.chair(chair)
        with desk.open() as connection:
            heard_ms = queries.last_heard_ms(connection, chair)
        told = _told(desk, chair, meta)
        return answer(ChairNow(**told, last_heard_ms=heard_ms, state=now.state, settings=now.config))


def answer(told: msgspec.Struct | Sequence[msgspec.Struct], status: int = 200) -> Response:
    """Return an answer of the API as it is sent: JSON that nobody keeps."""
    return Response(msgspec.json.encode(told), status, HEADERS, "application/json")


def _told(desk: Desk, chair: str, stored: ChairMeta | None) -> dict[str, Any]:
    now = desk.hub.chair(chair)
    meta = now.meta or stored or ChairMeta(chair=chair, name="", model="", software="", zone="UTC")
    told = {name: getattr(meta, name) for name in ("simulated", "model", "software")}
    return {
        "id": chair,
        "name": meta.name or chair,
        "online": now.availability is True,
        "zone": zone_of(meta.zone).key,
        **told,
    }
