"""What somebody who is logged in can do about it: look who is logged in, log out, change the password."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from dashboard.store.keys import Session, Token
from dashboard.web.access import cookies, forms
from dashboard.web.access.door import AccountDoor
from dashboard.web.access.pages import RULE, TOO_OLD, address_of, browser_of, enter, password_trouble, to, too_many
from dashboard.web.access.render import page
from dashboard.web.access.who import Person, Role, may_run, person_of
from dashboard.web.access.words import ago, browser
from dashboard.web.language import language_of
from dashboard.words import N_, Filled

ROLES = {
    Role.OWNER: Filled(N_("Owner: sees and runs every chair, and lets others in.")),
    Role.MEMBER: Filled(N_("Member: sees and runs their own chairs.")),
    Role.VIEWER: Filled(N_("Viewer: sees groups, and nothing of a single person.")),
}
CHANGED = Filled(N_("Your password is changed, and your other browsers are logged out."))
MOST_CHAIRS = 12
"""So many are named to an owner to whom none was given; the others are on the page History."""

Names = Callable[[], dict[str, str]]
"""Tells the chairs that are known: their names by their ids."""


class AccountPages:
    """The account's pages. The guard lets only those in who logged in themselves."""

    def __init__(self, door: AccountDoor, names: Names) -> None:
        self._door, self._names = door, names

    def add_to(self, server: FastAPI) -> None:
        """Add the pages to the server."""
        server.add_route("/account", self.account, ["GET"])
        server.add_route("/account/password", self.change_password, ["POST"])
        server.add_route("/account/browsers", self.log_out_browser, ["POST"])
        server.add_route("/account/tokens", self.remove_token, ["POST"])
        server.add_route("/account/everywhere", self.log_out_everywhere, ["POST"])
        server.add_route("/logout", self.log_out, ["POST"])

    async def account(self, request: Request) -> Response:
        """Show who is logged in, and where."""
        changed = request.query_params.get("changed") == "password"
        return await self._shown(request, right=CHANGED if changed else "")

    async def change_password(self, request: Request) -> Response:
        """Set a new password for who knows the old one."""
        person, fields = person_of(request), await self._ours(request)
        if fields is None:
            return await self._shown(request, 403, TOO_OLD)
        if why := password_trouble(fields, person.name):
            return await self._shown(request, 422, why)
        limited, address = f"account\0{person.id}", address_of(request)
        if wait_s := self._door.may_try(limited, address):
            return await self._shown(request, 429, too_many(wait_s))
        old, new = fields.get("old", ""), fields["password"]
        change = self._door.accounts.change_password
        key = await self._door.slowly(change, person.id, old, new, browser_of(request))
        if key is None:
            return await self._shown(request, 403, Filled(N_("The password that you have now is another one.")))
        self._door.limits.give_back(limited, address)
        return enter(request, self._door, key, "/account?changed=password")

    async def log_out_browser(self, request: Request) -> Response:
        """Log one other browser out."""
        fields = await self._ours(request)
        if fields is None or not re.fullmatch("[0-9]{1,9}", fields.get("id", "")):
            return await self._shown(request, 403, TOO_OLD)
        await run_in_threadpool(self._door.accounts.log_out_everywhere, person_of(request).id, int(fields["id"]))
        self._door.forget()
        return to("/account")

    async def remove_token(self, request: Request) -> Response:
        """Let one of one's own tokens open nothing any more."""
        fields = await self._ours(request)
        if fields is None or not re.fullmatch("[0-9]{1,9}", fields.get("id", "")):
            return await self._shown(request, 403, TOO_OLD)
        await run_in_threadpool(self._door.accounts.remove_token, person_of(request).id, int(fields["id"]))
        self._door.forget()
        return to("/account")

    async def log_out_everywhere(self, request: Request) -> Response:
        """Log every browser out, this one too."""
        if await self._ours(request) is None:
            return await self._shown(request, 403, TOO_OLD)
        await run_in_threadpool(self._door.accounts.log_out_everywhere, person_of(request).id)
        return self._leave(request)

    async def log_out(self, request: Request) -> Response:
        """Log this browser out."""
        if await self._ours(request) is None:
            return await self._shown(request, 403, TOO_OLD)
        await run_in_threadpool(self._door.accounts.log_out, cookies.session(request) or "")
        return self._leave(request)

    async def _ours(self, request: Request) -> dict[str, str] | None:
        """Return the fields of a form that our own page sent from this log-in, None for any other."""
        fields = await forms.read(request)
        return fields if fields is not None and self._door.forms.fits(cookies.session(request), fields) else None

    async def _shown(self, request: Request, status: int = 200, wrong: str = "", right: str = "") -> Response:
        person, key = person_of(request), cookies.session(request) or ""
        sessions, here = await run_in_threadpool(self._door.accounts.sessions, person.id, key)
        tokens = await run_in_threadpool(self._door.accounts.tokens, person.id)
        now_ms, said = self._door.accounts.now_ms(), language_of(request.headers).said
        values = {
            "title": Filled(N_("Your account")),
            "here": "/account",
            "wide": True,
            "person": person,
            "role": ROLES[person.role],
            "chairs": _chairs(person, self._names()),
            "sessions": [_row(session, session.id == here, now_ms, said) for session in sessions],
            "tokens": [_token(token, now_ms, said) for token in tokens],
            "token": self._door.forms.token(key),
            "rule": RULE,
            "wrong": wrong,
            "right": right,
        }
        return page(request.headers, "account", values, status)

    def _leave(self, request: Request) -> Response:
        """Send a browser that is no longer logged in to log-in, without its cookie."""
        self._door.forget()
        answer = to("/login")
        cookies.clear_session(request, answer)
        return answer


def _chairs(person: Person, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return id and name of the chairs whose data are somebody's own; an owner to whom none was given runs them all."""
    own = person.chairs or set(list(names)[:MOST_CHAIRS])
    return sorted(((id_, names.get(id_) or id_) for id_ in own if may_run(person, id_)), key=lambda chair: chair[::-1])


def _row(session: Session, here: bool, now_ms: int, said: Callable[[str], str]) -> dict[str, object]:
    return {
        "id": session.id,
        "browser": said(browser(session.browser)),
        "address": session.address,
        "here": here,
        "seen": said(N_("now") if here else ago(now_ms - session.seen_ms)),
        "made": said(ago(now_ms - session.made_ms)),
    }


def _token(token: Token, now_ms: int, said: Callable[[str], str]) -> dict[str, object]:
    until = "" if token.expires_ms is None else f"{datetime.fromtimestamp(token.expires_ms / 1000, UTC):%F}"
    return {
        "id": token.id,
        "name": token.name,
        "made": said(ago(now_ms - token.made_ms)),
        "used": said(_used(token, now_ms)),
        "until": until,
        "over": token.expires_ms is not None and token.expires_ms <= now_ms,
    }


def _used(token: Token, now_ms: int) -> str:
    if token.seen_ms is None:
        return N_("never used")
    return Filled(N_("last used {ago}"), ago=ago(now_ms - token.seen_ms))


def about(request: Request, door: AccountDoor | None) -> dict[str, object]:
    """Return who asks, for the page's header: name, role, way, and the token of the form that logs out."""
    person = person_of(request)
    key = cookies.session(request)
    token = door.forms.token(key) if door and key and person.way == "login" else None
    return {"name": person.name, "role": person.role, "way": person.way, "token": token}
