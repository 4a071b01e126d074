"""Who lets people in. The guard asks a door who sends a request; `create_server` is given the door to use."""

from typing import Protocol

from starlette.requests import HTTPConnection

from dashboard.web.access.who import AT_THIS_COMPUTER, Person


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
