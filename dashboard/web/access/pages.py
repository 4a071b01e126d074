"""Log-in and set-up: the pages for whoever is not let in yet. None of them says whether a name is known.

GET /login  -> form, tied to this browser -> POST /login -> limits -> hash, in a thread -> new cookie -> `next`
"""

from collections.abc import Mapping
from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from dashboard.errors import AccessError
from dashboard.store.people import login_of, name_trouble
from dashboard.web.access import cookies, forms
from dashboard.web.access.accounts import Browser
from dashboard.web.access.door import AccountDoor
from dashboard.web.access.paths import crooked
from dashboard.web.access.render import page
from dashboard.web.access.rights import rule_of
from dashboard.web.access.secret import SHORTEST, new_key, same_code, what_is_wrong
from dashboard.web.access.who import Person, Role
from dashboard.web.access.words import wait
from dashboard.words import N_, Filled

RULE = Filled(N_("At least {n} characters. A few words make a good one."), n=SHORTEST)
TOO_OLD = Filled(N_("This form was too old, or this browser keeps no cookies. Please try again."))
NO_STORE = {"cache-control": "no-store"}
MOST = 200
"""Characters of a field that are taken or shown again."""

Fields = Mapping[str, str]

SET_UP = "set-up\0"
"""What tries at the code are counted under; no name may hold that sign."""


class Entrance:
    """Log-in and set-up through a door."""

    def __init__(self, door: AccountDoor) -> None:
        self._door = door

    def add_to(self, server: FastAPI) -> None:
        """Add the pages to the server."""
        server.add_route("/login", self.log_in_page, ["GET"])
        server.add_route("/login", self.log_in, ["POST"])
        server.add_route("/setup", self.set_up_page, ["GET"])
        server.add_route("/setup", self.set_up, ["POST"])

    async def log_in_page(self, request: Request) -> Response:
        """Show the form, unless this browser is let in already."""
        wanted = local(request.query_params.get("next", "/"))
        if await self._door.nobody_yet():
            return to("/setup")
        if (person := await self._door.who(request)) is not None:
            return to(at_home(person, wanted))
        return self._log_in_form(request, {"next": wanted})

    async def log_in(self, request: Request) -> Response:
        """Let somebody in whose name and password are right."""
        fields = await forms.read(request) or {}
        if not self._door.forms.fits(cookies.form(request), fields):
            return self._log_in_form(request, fields, 403, TOO_OLD)
        name, address = fields.get("name", "")[:MOST], address_of(request)
        if wait_s := self._door.may_try(login_of(name), address):
            return self._log_in_form(request, fields, 429, too_many(wait_s), wait_s)
        password = fields.get("password", "")
        key = await self._door.slowly(self._door.accounts.log_in, name, password, browser_of(request))
        if key is None:
            return self._log_in_form(request, fields, 403, Filled(N_("Name or password is wrong.")))
        self._door.limits.give_back(login_of(name), address)
        person = await run_in_threadpool(self._door.accounts.by_session, key)
        return enter(request, self._door, key, at_home(person, local(fields.get("next", "/"))))

    async def set_up_page(self, request: Request) -> Response:
        """Show the form, while nobody has an account."""
        if not await self._door.nobody_yet():
            return to("/login")
        return self._set_up_form(request, {})

    async def set_up(self, request: Request) -> Response:
        """Make the first account for who knows the code."""
        fields = await forms.read(request) or {}
        if not await self._door.nobody_yet():
            return to("/login")
        if wrong := self._set_up_trouble(request, fields):
            return self._set_up_form(request, fields, *wrong)
        name, password = fields["name"], fields["password"]
        try:
            key = await self._door.slowly(self._door.accounts.set_up, name, password, browser_of(request))
        except AccessError:
            return to("/login")
        return enter(request, self._door, key, "/")

    def _set_up_trouble(self, request: Request, fields: Fields) -> tuple[int, str] | None:
        """Return status and words for a form that makes no account."""
        address = address_of(request)
        if not self._door.forms.fits(cookies.form(request), fields):
            return 403, TOO_OLD
        if wait_s := self._door.may_try(SET_UP, address):
            return 429, too_many(wait_s)
        if not same_code(fields.get("code", ""), self._door.code):
            return 403, Filled(N_("This is not the code that the server printed when it was last started."))
        self._door.limits.give_back(SET_UP, address)
        name = fields.get("name", "")
        why = name_trouble(name) or password_trouble(fields, name)
        return (422, why) if why else None

    def _log_in_form(
        self, request: Request, fields: Fields, status: int = 200, wrong: str = "", wait_s: int = 0
    ) -> Response:
        values = {"next": local(fields.get("next", "/")), "name": fields.get("name", "")[:MOST], "wrong": wrong}
        answer = self._form(request, "login", status, {"title": Filled(N_("Log in"))} | values)
        if wait_s:
            answer.headers["retry-after"] = str(wait_s)
        return answer

    def _set_up_form(self, request: Request, fields: Fields, status: int = 200, wrong: str = "") -> Response:
        values = {key: fields.get(key, "")[:MOST] for key in ("code", "name")}
        return self._form(
            request, "setup", status, {"title": Filled(N_("Set up")), "rule": RULE, "wrong": wrong} | values
        )

    def _form(self, request: Request, template: str, status: int, values: dict[str, str]) -> Response:
        """Return a page with a form that fits this browser alone."""
        known = cookies.form(request)
        key = known or new_key()
        here = request.url.path + (f"?{request.url.query}" if request.method == "GET" and request.url.query else "")
        told = {"token": self._door.forms.token(key), "here": here} | values
        answer = page(request.headers, template, told, status)
        if known is None:
            cookies.set_form(request, answer, key)
        return answer


def too_many(wait_s: int) -> str:
    """Return the words for somebody who tried too often."""
    return Filled(N_("Too many tries. Please wait {span} and try again."), span=wait(wait_s))


def password_trouble(fields: Fields, name: str) -> str:
    """Return why the new password in a form will not do, "" when it will."""
    if fields.get("password") != fields.get("again"):
        return Filled(N_("The two passwords are not the same."))
    return what_is_wrong(fields.get("password", ""), name)


def enter(request: Request, door: AccountDoor, key: str, where: str) -> Response:
    """Send somebody who was let in on, with the new cookie."""
    door.forget()
    answer = to(where)
    cookies.set_session(request, answer, key)
    return answer


def to(where: str) -> Response:
    """Send a browser to another page of ours, by GET."""
    return RedirectResponse(quote(where, safe="/?&=%:,+-_.~"), 303, NO_STORE)


def local(wanted: str, never: tuple[str, ...] = ("/login", "/setup", "/live")) -> str:
    """Return where to go after log-in: a page of ours and none of `never`, else the first one. Never another site."""
    path = wanted.partition("?")[0]
    straight = wanted.isprintable() and wanted.isascii() and not crooked(path, path.encode())
    found = rule_of("GET", path) if straight and not path.startswith("/api/") else None
    return wanted if found and path not in never else "/"


def at_home(person: Person | None, wanted: str) -> str:
    """Return where somebody goes who asked for no page. The first one is of a chair, of which a viewer sees none."""
    return "/groups" if wanted == "/" and person is not None and person.role is Role.VIEWER else wanted


def address_of(request: Request) -> str:
    """Return where a request comes from."""
    return request.client.host if request.client else "?"


def browser_of(request: Request) -> Browser:
    """Return what somebody logs in with."""
    return Browser(cookies.session(request), request.headers.get("user-agent", ""), address_of(request))
