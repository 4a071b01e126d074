"""What the pages hold a chair's days against: the goals of the studies, or one's own."""

from typing import Annotated

import msgspec
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from contract.codec import decode
from dashboard.store import goals
from dashboard.store.goals import OwnGoals
from dashboard.web.api.body import body_of
from dashboard.web.api.chairs import answer
from dashboard.web.api.desk import ChairPath, Desk
from dashboard.web.api.document import Document
from dashboard.web.foreign import Json

SHIFTS_PER_H = 20.0
"""Akkarakittichoke 2023."""

OFF_SEAT_S = 7200.0
"""Of a working day: Buckley 2015."""

Shifts = Annotated[float, msgspec.Meta(ge=1, le=120, description="postural shifts in an hour of sitting")]
OffSeat = Annotated[float, msgspec.Meta(ge=600, le=43_200, description="seconds off the seat in a working day")]


class Goals(msgspec.Struct, frozen=True, kw_only=True):
    """The goals that hold for a chair. `own`: somebody has set one of them."""

    shifts_per_h: float
    off_seat_s: float
    own: bool


class GoalsWanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Goals of one's own; null, or left out: the one of the studies."""

    shifts_per_h: Shifts | None = None
    off_seat_s: OffSeat | None = None


def add_goals(server: FastAPI, desk: Desk, document: Document) -> None:
    """Add the routes to the server."""
    told = document.answers(Goals, "The goals that hold.")

    @server.get("/api/v1/chairs/{chair}/goals", responses=told)
    def now(chair: ChairPath) -> Response:
        """Return what this chair's days are held against."""
        desk.chair(chair)
        with desk.open() as connection:
            return answer(_in_force(goals.own(connection, chair)))

    @server.put(
        "/api/v1/chairs/{chair}/goals",
        dependencies=[Json],
        responses=told,
        openapi_extra=document.takes(GoalsWanted),
    )
    async def change(chair: ChairPath, request: Request) -> Response:
        """Set goals of one's own in place of those of the studies."""
        wanted = decode(await body_of(request), GoalsWanted, "body")
        await run_in_threadpool(desk.chair, chair)
        return answer(await run_in_threadpool(_set, desk, chair, OwnGoals(wanted.shifts_per_h, wanted.off_seat_s)))


def _set(desk: Desk, chair: str, wanted: OwnGoals) -> Goals:
    with desk.open_to_ask() as connection:
        goals.set_own(connection, chair, wanted)
    return _in_force(wanted)


def _in_force(own: OwnGoals) -> Goals:
    return Goals(
        shifts_per_h=SHIFTS_PER_H if own.shifts_per_h is None else own.shifts_per_h,
        off_seat_s=OFF_SEAT_S if own.off_seat_s is None else own.off_seat_s,
        own=own != OwnGoals(),
    )
