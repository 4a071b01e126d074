"""The one guard in front of everything: page, streams, API, files. What it does not know it refuses.

    name of the host -> straight path -> row in the table -> who asks -> their right -> no foreign site -> the app

It runs before any route and before the Dash page behind them, so a route cannot forget it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.errors import StoreError
from dashboard.store.preferences import Chosen
from dashboard.web.access import refusal
from dashboard.web.access.door import Door
from dashboard.web.access.hosts import is_ours
from dashboard.web.access.paths import crooked
from dashboard.web.access.rights import Rule, allowed, rule_of
from dashboard.web.access.who import Person
from dashboard.web.foreign import foreign
from dashboard.web.language import noted

SAFE = ("GET", "HEAD")

FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")

LONGEST_NUMBER = 9
"""Digits of a group's number."""

NOWHERE = "/nowhere"
"""A path without a page: Dash answers it with its empty frame and 404, which says so in the product's look."""


class Guard:
    """Lets a request through to `app` when its sender may make it. `names` are hosts to answer to beside our own."""

    def __init__(self, app: ASGIApp, door: Door, names: Sequence[str] = ()) -> None:
        self.app = app
        self._door = door
        self._names = tuple(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its `Person`, or answer why not."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "there are no websockets here"})
        elif (no := await self._refusal(scope)) is None:
            await self.app(scope, receive, send)
        else:
            await no(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        """Return the answer to what is refused; None for what may pass, with its person noted."""
        request = HTTPConnection(scope)
        headers, path = request.headers, scope["path"]
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not is_ours(hosts[0], self._names, scope.get("server")):
            return refusal.unknown_host(headers, hosts[0] if hosts else "")
        if crooked(path, scope.get("raw_path") or b""):
            return refusal.no_page(headers, path)
        try:
            return await self._no_right(request, *(rule_of(scope["method"], path) or (None, {})))
        except StoreError as error:
            return refusal.store(headers, error)

    async def _no_right(self, request: HTTPConnection, rule: Rule | None, named: Mapping[str, Any]) -> Response | None:
        """Return the answer to whoever has no right to what `rule` is about; None, with the person noted, to others."""
        person: Person | None = None
        request.scope["headers"] = noted(request.scope["headers"], Chosen())
        if rule is None or not allowed(rule.right, None, (), local=_is_local(request)):
            person = await self._door.who(request)
            if person is None:
                return refusal.log_in(request, set_up=await self._door.nobody_yet())
            request.scope["headers"] = noted(request.scope["headers"], person.own)
            chairs = [*request.query_params.getlist("chair"), *([named["chair"]] if "chair" in named else [])]
            number = str(named.get("group", ""))
            group = int(number) if number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER else None
            if rule is None or not allowed(rule.right, person, chairs, group=group):
                if not refusal.wants_page(request):
                    return refusal.no_page(request.headers, request.scope["path"])
                request.scope.update(path=NOWHERE, raw_path=NOWHERE.encode(), query_string=b"")
                return None  # Dash's frame is the same for everybody, and says 404
        method = request.scope["method"]
        if method not in SAFE and (why := _why_foreign(method, rule, person, request.headers)):
            return refusal.foreign(request.headers, *why)
        request.scope.setdefault("state", {})["person"] = person
        return None


def _why_foreign(method: str, rule: Rule, person: Person | None, headers: Headers) -> tuple[int, str] | None:
    """Return status and reason for a change that may come from another web site, which has no bearer token."""
    if person is not None and person.way == "token":
        return None
    return foreign(method, headers, form=rule.form)


def _is_local(request: HTTPConnection) -> bool:
    """Say whether a request comes from this computer, by itself and not through a proxy that may speak for anybody."""
    forwarded = any(name in request.headers for name in FORWARDED)
    return not forwarded and request.client is not None and request.client.host in {"127.0.0.1", "::1"}
