"""The cookies: one that says who is logged in, and one that ties a form to a browser before anybody is.

Over https their names begin with `__Host-`: then a browser takes them from this host alone, over https alone, and no
neighbour under the same domain can foist one on it. Over http that is not to be had, so there they are called plainly.
"""

import re
from typing import Literal, NamedTuple

from starlette.requests import HTTPConnection
from starlette.responses import Response

from dashboard.store.keys import LONGEST_MS


class _Cookie(NamedTuple):
    name: str
    lives_s: int | None
    site: Literal["lax", "strict"]


_SESSION = _Cookie("sitwell_login", LONGEST_MS // 1000, "lax")
_FORM = _Cookie("sitwell_form", None, "strict")
_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def session(request: HTTPConnection) -> str | None:
    """Return the cookie that says who is logged in; None when there is none or it was not made by us."""
    return _read(request, _SESSION)


def form(request: HTTPConnection) -> str | None:
    """Return the cookie that ties a form to a browser."""
    return _read(request, _FORM)


def set_session(request: HTTPConnection, response: Response, key: str) -> None:
    """Let this browser be logged in. It forgets by itself when the session is over in any case."""
    _set(request, response, _SESSION, key)


def set_form(request: HTTPConnection, response: Response, key: str) -> None:
    """Tie the forms of this browser to it, until it is closed."""
    _set(request, response, _FORM, key)


def clear_session(request: HTTPConnection, response: Response) -> None:
    """Take the cookie away."""
    _set(request, response, _SESSION._replace(lives_s=0), "")


def _name(request: HTTPConnection, cookie: _Cookie) -> str:
    return f"__Host-{cookie.name}" if _secure(request) else cookie.name


def _secure(request: HTTPConnection) -> bool:
    return bool(request.scope["scheme"] == "https")


def _read(request: HTTPConnection, cookie: _Cookie) -> str | None:
    found = request.cookies.get(_name(request, cookie), "")
    return found if _KEY.fullmatch(found) else None


def _set(request: HTTPConnection, response: Response, cookie: _Cookie, value: str) -> None:
    name, secure = _name(request, cookie), _secure(request)
    response.set_cookie(
        name, value, max_age=cookie.lives_s, path="/", secure=secure, httponly=True, samesite=cookie.site
    )
