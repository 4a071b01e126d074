"""The routes of access: log-in, set-up and account where there are accounts, and who asks, for the page's header."""

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from dashboard.web.access.account import AccountPages, about
from dashboard.web.access.door import AccountDoor, Door
from dashboard.web.access.pages import Entrance, to
from dashboard.web.live import Hub


def add_access(server: FastAPI, door: Door, hub: Hub) -> None:
    """Add the routes to the server. With an open door there is nothing to log in to. `hub` knows the chairs' names."""
    accounts = door if isinstance(door, AccountDoor) else None
    if accounts:
        Entrance(accounts).add_to(server)
        AccountPages(accounts, lambda: _names(hub)).add_to(server)
    else:
        for path in ("/login", "/setup"):
            server.add_route(path, _nothing_to_log_in_to, ["GET"])

    @server.get("/api/v1/me")
    def me(request: Request) -> JSONResponse:
        """Return who asks: name, role, and the way in which that is known."""
        return JSONResponse(about(request, accounts), headers={"cache-control": "no-store"})


def _names(hub: Hub) -> dict[str, str]:
    return {id_: now.meta.name if now.meta else "" for id_, now in sorted(hub.chairs().items())}


async def _nothing_to_log_in_to(_request: Request) -> Response:
    return to("/")
