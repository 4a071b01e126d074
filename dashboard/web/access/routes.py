"""The routes of access: log-in, set-up and account where there are accounts, and who asks, for the page's header."""

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from dashboard.web.access.account import AccountPages, about
from dashboard.web.access.door import AccountDoor, Door
from dashboard.web.access.pages import Entrance, to


def add_access(server: FastAPI, door: Door) -> None:
    """Add the routes to the server. With an open door there is nothing to log in to."""
    accounts = door if isinstance(door, AccountDoor) else None
    if accounts:
        Entrance(accounts).add_to(server)
        AccountPages(accounts).add_to(server)
    else:
        for path in ("/login", "/setup"):
            server.add_route(path, _nothing_to_log_in_to, ["GET"])

    @server.get("/api/v1/me")
    def me(request: Request) -> JSONResponse:
        """Return who asks: name, role, and the way in which that is known."""
        return JSONResponse(about(request, accounts), headers={"cache-control": "no-store"})


async def _nothing_to_log_in_to(_request: Request) -> Response:
    return to("/")
