"""Who may come in, changed on the page: the rules of `sitwell-dashboard user`, and that nobody shuts themselves out.

No password crosses the wire on the way in. The desk makes one, shows it once to whoever let the person in, and the
person changes it under *Your account*: nobody types somebody else's password, or one that is easy to guess.
"""

from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

import msgspec
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool

from contract.scalars import ChairId
from dashboard.errors import AccessError, NoSuchPersonError
from dashboard.store import groups, people
from dashboard.web.access.door import AccountDoor
from dashboard.web.access.secret import new_code
from dashboard.words import N_

Made = TypeVar("Made")
RoleName = Literal["owner", "member", "viewer"]
Chairs = Annotated[list[ChairId], msgspec.Meta(max_length=1000, description="ids of the chairs that are theirs")]

Groups = Annotated[list[int], msgspec.Meta(max_length=100, description="numbers of the groups that they are in")]


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may log in. `you`: it is who asks. `password` is there once, in the answer that made it.

    `groups` are the numbers of those that they are in: members and owners count, viewers look.
    """

    id: int
    name: str
    role: RoleName
    chairs: list[ChairId]
    groups: list[int]
    you: bool
    password: str | None = None


class NewMember(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody to be let in; the desk makes the password."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=people.LONGEST_NAME)]
    role: RoleName = "member"
    chairs: Chairs = []


class MemberChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changes of somebody; what is null stays. `new_password`: the desk makes one, and logs the person out."""

    role: RoleName | None = None
    chairs: Chairs | None = None
    groups: Groups | None = None
    new_password: bool = False


class YourselfError(AccessError):
    """Somebody would shut themselves out."""


class Membership:
    """Lets people in and out. `you` is the number of who asks; everything raises `AccessError` and `StoreError`."""

    def __init__(self, door: AccountDoor) -> None:
        self._door = door

    async def everybody(self, you: int) -> list[Member]:
        """Return everybody who may log in, by name."""

        def read(connection: Connection) -> list[Member]:
            return [_member(connection, each, you) for each in people.everybody(connection)]

        return await run_in_threadpool(self._door.accounts.read, read)

    async def let_in(self, new: NewMember, you: int) -> Member:
        """Make an account; its password is in the answer."""
        if why := people.name_trouble(new.name):
            raise AccessError(why)
        password, hash_ = await self._password()

        def make(connection: Connection) -> Member:
            id_ = people.add(connection, new.name, new.role, hash_, self._door.accounts.now_ms())
            people.set_chairs(connection, id_, new.chairs)
            return _member(connection, _known(connection, id_), you)

        return msgspec.structs.replace(await self._write(make), password=password)

    async def change(self, person: int, wanted: MemberChange, you: int) -> Member:
        """Change somebody; where a password is made it is in the answer."""
        if person == you and (wanted.new_password or wanted.role is not None):
            raise YourselfError(
                N_("this is you: change your password under Your account; another owner changes your role")
            )
        password, hash_ = await self._password() if wanted.new_password else (None, "")

        def make(connection: Connection) -> Member:
            _known(connection, person)
            if wanted.role is not None:
                people.set_role(connection, person, wanted.role)
            if wanted.chairs is not None:
                people.set_chairs(connection, person, wanted.chairs)
            if wanted.groups is not None:
                groups.put_into(connection, person, wanted.groups)
            if hash_:
                people.set_password(connection, person, hash_, self._door.accounts.now_ms())
            return _member(connection, _known(connection, person), you)

        return msgspec.structs.replace(await self._write(make), password=password)

    async def shut_out(self, person: int, you: int) -> Member:
        """Remove an account with browsers and tokens; return whose it was. What the chairs measured stays."""
        if person == you:
            raise YourselfError(N_("this is you: another owner can shut you out"))

        def remove(connection: Connection) -> Member:
            gone = _member(connection, _known(connection, person), you)
            people.remove(connection, person)
            return gone

        return await self._write(remove)

    async def group(self, name: str) -> groups.Group:
        """Make a group without anybody in it."""
        if why := people.name_trouble(name):
            raise AccessError(why)

        def make(connection: Connection) -> groups.Group:
            return groups.Group(groups.add(connection, name, self._door.accounts.now_ms()), name.strip())

        return await self._write(make)

    async def ungroup(self, number: int) -> groups.Group:
        """Remove a group; return which it was. What was told of it is shown no more."""

        def remove(connection: Connection) -> groups.Group:
            gone = groups.numbered(connection, number)
            groups.remove(connection, number)
            return gone

        return await self._write(remove)

    async def _password(self) -> tuple[str, str]:
        """Return a new password and its hash."""
        password = new_code()
        return password, await self._door.slowly(self._door.accounts.hash, password)

    async def _write(self, what: Callable[[Connection], Made]) -> Made:
        """Change something; it holds from the next request on."""
        changed = await run_in_threadpool(self._door.accounts.write, what)
        self._door.forget()
        return changed


def _known(connection: Connection, id_: int) -> people.Account:
    found = people.numbered(connection, id_)
    if found is None:
        raise NoSuchPersonError(f"there is nobody under {id_}; GET /api/v1/people lists everybody")
    return found


def _member(connection: Connection, account: people.Account, you: int) -> Member:
    chairs = sorted(people.chairs_of(connection, account.id))
    told = {"id": account.id, "name": account.name, "role": account.role, "chairs": chairs, "you": account.id == you}
    return msgspec.convert(told | {"groups": sorted(groups.seen_by(connection, account.id))}, Member)
