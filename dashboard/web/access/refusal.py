"""How the guard says no: to a browser as a page, to a program as JSON. Each names the remedy."""

from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response

from dashboard.errors import StoreError
from dashboard.web.access.render import page
from dashboard.words import N_, Filled

NO_STORE = {"cache-control": "no-store"}


def log_in(request: HTTPConnection, *, set_up: bool) -> Response:
    """Send a browser to log-in, or to set-up while nobody has an account; a program is told 401."""
    if not wants_page(request):
        headers = NO_STORE | {"www-authenticate": 'Bearer realm="sitwell"'}
        return JSONResponse({"detail": "log in, or send a token as Authorization: Bearer"}, 401, headers)
    query = request.scope["query_string"].decode("latin-1")
    wanted = request.scope["path"] + (f"?{query}" if query else "")
    to = "/setup" if set_up else "/login" if wanted == "/" else f"/login?next={quote(wanted, safe='')}"
    return RedirectResponse(to, 303, NO_STORE)


def wants_page(request: HTTPConnection) -> bool:
    """Say whether a browser asks for something to show."""
    return _is_page(request.headers) and request.scope["method"] in {"GET", "HEAD"}


def no_page(headers: Headers, path: str) -> Response:
    """Say that there is nothing here, or nothing for this person: the two look the same."""
    why = f"there is no {path[:200]!r} for you; the chairs that are yours are at /api/v1/chairs"
    return _said(
        headers, 404, N_("No such page"), why, shown=N_("There is nothing at this address for you."), back=True
    )


def unknown_host(headers: Headers, host: str) -> Response:
    """Say that we do not answer to this name."""
    why = f"Sitwell does not answer to the name {host[:200]!r}; if it is this desk's, add it to names in [web]"
    return _said(headers, 400, N_("Not a name of this desk"), why)


def foreign(headers: Headers, status: int, why: str) -> Response:
    """Say that another web site may have sent this."""
    return _said(headers, status, N_("Not from this page"), why)


def store(headers: Headers, error: StoreError) -> Response:
    """Say that the database cannot be used, so that nobody can be looked up and nothing shown."""
    return _said(headers, 503, N_("Out of order"), str(error))


def _said(  # noqa: PLR0913 - one answer in two forms
    headers: Headers,
    status: int,
    title: str,
    why: str,
    extra: dict[str, str] = NO_STORE,
    *,
    shown: str = "",
    back: bool = False,
) -> Response:
    """Answer `why` to a program, and a page that shows it, or `shown` in its place, to a browser."""
    if _is_page(headers):
        told = {"title": Filled(title), "why": Filled(shown) if shown else why, "back": back}
        return page(headers, "message", told, status, extra)
    return JSONResponse({"detail": why}, status, extra)


def _is_page(headers: Headers) -> bool:
    """Say whether a browser wants to show what it asks for."""
    return "text/html" in headers.get("accept", "")
