"""Who lets people in. The guard asks a door who sends a request; `create_server` is given the door to use."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, Protocol, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from dashboard.web.access import cookies
from dashboard.web.access.accounts import Accounts
from dashboard.web.access.forms import FormKey
from dashboard.web.access.limit import TryLimits
from dashboard.web.access.secret import hash_of
from dashboard.web.access.who import AT_THIS_COMPUTER, Person

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

REMEMBERED_S = 5.0
"""How long an answer holds. What is changed from a terminal, as `user remove`, takes effect after this at the latest;
what is changed on the page, at once."""

MOST_REMEMBERED = 1000
MOST_WAITING, BUSY_S = 20, 5
"""So many may wait for their password to be checked; whoever comes then is asked to come again."""

TOKEN_PATHS = ("/api/", "/metrics")
"""Where a bearer token counts."""


class Door(Protocol):
    """Tells who asks."""

    async def who(self, request: HTTPConnection) -> Person | None:
        """Return who sends this request; None when that is not known. Raises `StoreError`."""

    async def nobody_yet(self) -> bool:
        """Say whether there is no account yet, so that set-up comes before log-in. Raises `StoreError`."""


class OpenDoor:
    """Lets everybody in as an owner: for a desk that only this computer reaches, and for tests."""

    async def who(self, request: HTTPConnection) -> Person | None:  # noqa: ARG002 - it makes no difference
        """Return the owner."""
        return AT_THIS_COMPUTER

    async def nobody_yet(self) -> bool:
        """Say no: there is nothing to set up."""
        return False


class AccountDoor:
    """Lets in who has a cookie or a token. `code` is what set-up asks for; `clock_s` is monotonic.

    It also holds what log-in needs while the server lives: limits and the key of forms.
    """

    def __init__(self, accounts: Accounts, clock_s: Callable[[], float], code: str) -> None:
        self.accounts = accounts
        self.code = code
        self.limits = TryLimits(clock_s)
        self.forms = FormKey()
        self._hashing = ThreadPoolExecutor(2, "hash")
        self._waiting = 0
        self._refused = 0
        self._warned_s = float("-inf")
        self._clock_s = clock_s
        self._remembered: OrderedDict[str, tuple[float, Person]] = OrderedDict()
        self._turn = 0

    async def who(self, request: HTTPConnection) -> Person | None:
        """Return who sends this request: by its token where one counts and is sent, else by its cookie."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and request.scope["path"].startswith(TOKEN_PATHS):
            return await self._find(f"token {hash_of(token.strip())}", self.accounts.by_token, token.strip())
        key = cookies.session(request)
        return await self._find(f"session {hash_of(key)}", self.accounts.by_session, key) if key else None

    async def nobody_yet(self) -> bool:
        """Say whether there is no account yet."""
        return await run_in_threadpool(self.accounts.are_none)

    def may_try(self, account: str, address: str) -> int:
        """Count a try to log in; return for how many seconds there may be none instead, 0 when there may."""
        if self._waiting >= MOST_WAITING:
            return BUSY_S
        wait_s = self.limits.wait_s(account, address)
        if wait_s:
            self._warn(address)
        else:
            self.limits.take(account, address)
        return wait_s

    def _warn(self, address: str) -> None:
        """Log tries that are too many, at most once a minute. No name: some type their password into its field."""
        now_s = self._clock_s()
        self._refused += 1
        if now_s - self._warned_s >= 60.0:
            self._warned_s = now_s
            log.warning(
                "too many tries to log in: %d refused since the start, the last from %s", self._refused, address
            )

    async def slowly(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Run what computes a hash, in a thread, and two at once at most: each needs memory and a processor."""
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._hashing, partial(work, *args, **named))
        finally:
            self._waiting -= 1

    def forget(self) -> None:
        """Look everybody up again, because something about somebody was changed."""
        self._turn += 1
        self._remembered.clear()

    async def _find(self, name: str, look_up: Callable[[str], Person | None], key: str) -> Person | None:
        now_s = self._clock_s()
        at_s, person = self._remembered.get(name, (float("-inf"), None))
        if person is not None and now_s - at_s < REMEMBERED_S:
            return person
        turn = self._turn
        found = await run_in_threadpool(look_up, key)
        self._remembered.pop(name, None)
        if found is not None and turn == self._turn:  # what was read before a change is not kept after it
            self._remembered[name] = (now_s, found)
            while len(self._remembered) > MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return found
