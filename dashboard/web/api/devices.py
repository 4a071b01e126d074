"""The chairs as things to look after. Never who sits, or since when, or how: an owner may run 200 people's chairs.

Instants are those of minutes, which come whether somebody sits or not; an event's would tell when somebody got up.
"""

import re

import msgspec
from fastapi import FastAPI, Request
from fastapi.responses import Response

from contract.scalars import ChairId, EpochMs
from contract.seat import Corners
from contract.state import CellState, ChairMeta
from dashboard.store import queries
from dashboard.web.access.who import may_see, person_of
from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import Desk
from dashboard.web.api.document import Document
from dashboard.web.care import ORDER, Need, needs

SAID = (
    "cells",
    "zero_kg",
    "clock_synced",
    "calibrated_ms",
    "tared_ms",
    "residual_pct",
    "spooled_minutes",
    "dropped_minutes",
)
"""What is passed on of a chair's state: of the chair, and nothing of its sitter."""


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A chair as a thing. `stored_ms` is the chair's own time of the newest minute that is stored of it.

    `cells` and what follows are as it last said, None while it has not been heard. `zero_kg` is the drift of each empty
    cell since it was tared. `spooled_minutes` waited at the chair when it last said so, and
    `dropped_minutes` it had to give up. `beyond_gap` counts stored messages before which some are missing. `needs` is
    what needs care, the most urgent first.
    """

    id: ChairId
    name: str
    online: bool
    simulated: bool
    model: str
    software: str
    stored_ms: EpochMs | None
    cells: Corners[CellState] | None
    zero_kg: Corners[float] | None
    clock_synced: bool | None
    calibrated_ms: EpochMs | None
    tared_ms: EpochMs | None
    residual_pct: float | None
    spooled_minutes: int | None
    dropped_minutes: int | None
    beyond_gap: int
    needs: list[Need]


class Devices(msgspec.Struct, frozen=True, kw_only=True):
    """The chairs, those that need care first. `now_ms` is the desk's clock."""

    now_ms: EpochMs
    chairs: list[Device]


def add_devices(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the route to the server."""

    @server.get("/api/v1/devices", responses=document.answers(Devices, "The chairs, those that need care first."))
    def devices(request: Request) -> Response:
        """Return every chair that you may run, as a thing to look after: nothing of who sits on it."""
        person = person_of(request)
        with desk.open() as connection:
            for meta in queries.chairs(connection).values():
                desk.hub.remember(meta)
            stored, beyond = queries.last_minutes(connection), queries.beyond_gaps(connection)
        ids = [id_ for id_ in desk.hub.chairs() if may_see(person, id_)]
        told = [_device(desk, id_, stored.get(id_), beyond.get(id_, 0)) for id_ in ids]
        return answer(Devices(now_ms=desk.now_ms(), chairs=sorted(told, key=_urgency)))


def _device(desk: Desk, chair: str, stored_ms: int | None, beyond_gap: int) -> Device:
    now = desk.hub.chair(chair)
    meta = now.meta or ChairMeta(chair=chair, name="", model="", software="", zone="UTC")
    online, state = now.availability is True, now.state
    health = {name: getattr(state, name, None) for name in SAID}
    found = needs(
        online=online,
        silent_ms=None if stored_ms is None else desk.now_ms() - stored_ms,
        cells=health["cells"],
        zero_kg=health["zero_kg"],
        clock_synced=health["clock_synced"],
        spooled_minutes=health["spooled_minutes"],
        beyond_gap=beyond_gap,
    )
    return Device(
        id=chair,
        name=meta.name or chair,
        online=online,
        simulated=meta.simulated,
        model=meta.model,
        software=meta.software,
        stored_ms=stored_ms,
        beyond_gap=beyond_gap,
        needs=found,
        **health,
    )


def _in_order(name: str) -> tuple[tuple[int, str], ...]:
    """Return what puts a name where a person looks for it: "Desk 2" before "Desk 10"."""
    return tuple((int(each), "") if each.isdecimal() else (0, each.casefold()) for each in re.split(r"(\d+)", name))


def _urgency(device: Device) -> tuple[int, tuple[tuple[int, str], ...], str]:
    first = ORDER.index(device.needs[0]) if device.needs else len(ORDER)
    return first, _in_order(device.name), device.id
