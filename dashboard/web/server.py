"""The outer server: guard, live streams, JSON API, health; behind them the Dash page.

Dash runs on its own Flask, mounted through a2wsgi. Streams must not go through it: each would hold a thread.
"""

import time
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from a2wsgi import WSGIMiddleware
from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse
from starlette.middleware.gzip import GZipMiddleware

from contract.topics import Topics
from dashboard.errors import StoreError
from dashboard.reminding.send import Send, send
from dashboard.web.access import refusal
from dashboard.web.access.door import AccountDoor, Door
from dashboard.web.access.routes import add_access
from dashboard.web.access.who import may_see, person_of
from dashboard.web.api.carrying import by_child
from dashboard.web.api.channels import add_channels
from dashboard.web.api.desk import Carry, Desk
from dashboard.web.api.devices import add_devices
from dashboard.web.api.goals import add_goals
from dashboard.web.api.people import add_people
from dashboard.web.api.prompts import add_prompts
from dashboard.web.api.routes import add_api, count_requests
from dashboard.web.api.upkeep import CHILDS, Upkeep, add_upkeep
from dashboard.web.app import create_page
from dashboard.web.commander import Commander
from dashboard.web.days import CHAIR, add_days
from dashboard.web.guard import Guard
from dashboard.web.headers import SecurityHeaders
from dashboard.web.histories import add_history
from dashboard.web.installable import add_installable
from dashboard.web.live import Hub
from dashboard.web.reporting import add_reports
from dashboard.web.served import add_assets
from dashboard.web.stream import stream
from dashboard.web.telling import add_commands
from dashboard.web.today import Reader
from dashboard.web.words import add_words

STREAM: dict[int | str, dict[str, Any]] = {
    200: {"description": "Server-sent events, a JSON object each.", "content": {"text/event-stream": {}}}
}


def wall_ms() -> int:
    """Return the desk's wall clock in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def create_server(  # noqa: PLR0913 - what the whole application is made of
    hub: Hub,
    reader: Reader,
    now_ms: Callable[[], int] = wall_ms,
    commander: Commander | None = None,
    *,
    door: Door,
    names: Sequence[str] = (),
    carry: Carry = by_child,
    upkeep: Upkeep = CHILDS,
    send: Send = send,
) -> FastAPI:
    """Return the whole application. `now_ms` is the desk's clock, for chairs whose own clock is not known.

    Without a commander no chair can be told anything, as while the broker is away. `door` tells who asks; `names` are
    host names to answer to beside this computer's own; `carry` makes the files that are handed out; `upkeep` says how
    long measurements are kept, and copies the store; `send` sends a test to a channel.
    """
    server = FastAPI(title="Sitwell", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    page = create_page()

    @server.get("/live", response_class=StreamingResponse, responses=STREAM)
    async def live(request: Request, chair: Annotated[str | None, Query(pattern=CHAIR)] = None) -> StreamingResponse:
        """Stream a chair's last words, then every change; without a chair only the list of chairs."""
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        person = person_of(request)

        async def still() -> bool:
            return await door.who(request) == person

        events = stream(hub, chair, lambda id_: may_see(person, id_), still)
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    desk = Desk(hub, reader, now_ms, carry)
    document = add_api(server, desk)
    add_prompts(server, desk, document)
    add_channels(server, desk, document, send)

    add_access(server, door, hub)
    if isinstance(door, AccountDoor):
        add_people(server, door, document)
    add_devices(server, desk, document)
    add_goals(server, desk, document)
    add_upkeep(server, desk, upkeep, document)
    add_words(server, desk, door)
    add_days(server, hub, reader, now_ms, document)
    add_history(server, hub, reader, now_ms, document)
    add_reports(server, hub, reader, now_ms, document)
    add_commands(server, hub, commander or Commander(Topics(), now_ms), document)

    @server.get("/healthz")
    def health() -> dict[str, bool]:
        """Say that the server answers, and whether it hears the broker."""
        return {"ok": True, "broker": hub.broker_online}

    add_assets(server)
    add_installable(server)

    @server.get("/robots.txt", include_in_schema=False)
    def robots() -> PlainTextResponse:
        """Ask search engines to stay away."""
        return PlainTextResponse("User-agent: *\nDisallow: /\n")

    @server.api_route("/api/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    def nothing_here(rest: str) -> None:
        """Answer 404: Dash behind us would answer every path with its page."""
        raise HTTPException(404, f"there is no /api/{rest}")

    @server.exception_handler(StoreError)
    def store_failed(request: Request, error: StoreError) -> Response:
        return refusal.store(request.headers, error)

    server.mount("/", WSGIMiddleware(page.server))  # type: ignore[arg-type]  # two packages' names for one protocol
    server.add_middleware(GZipMiddleware, compresslevel=6)
    server.add_middleware(Guard, door=door, names=names)
    server.add_middleware(SecurityHeaders)
    count_requests(server)
    return server
