"""What `sitwell-dashboard user` and `token` do to the tables of people. A desk that runs notices within seconds."""

import os
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from dashboard.config import DeskSettings, store_url
from dashboard.errors import AccessError
from dashboard.store import keys, people
from dashboard.store.engine import database_path, transaction, web_writer
from dashboard.web.access.secret import Passwords, hash_of, new_key, what_is_wrong
from dashboard.web.access.who import Role

T = TypeVar("T")

DAY_MS = 24 * 3_600_000


def add(settings: DeskSettings, name: str, role: str, chairs: Sequence[str], ask: Callable[[], str]) -> None:
    """Make an account; `ask` asks for its password once the name is known to be free. Raises `AccessError`."""
    if why := people.name_trouble(name):
        raise AccessError(why)
    write(settings, lambda connection: people.refuse_taken(connection, name))
    hash_ = _hash(name, ask())

    def make(connection: Connection) -> None:
        id_ = people.add(connection, name, Role(role), hash_, now_ms())
        people.set_chairs(connection, id_, chairs)

    write(settings, make)


def listed(settings: DeskSettings) -> list[tuple[str, str, list[str]]]:
    """Return everybody's name, role and chairs."""
    return write(
        settings,
        lambda connection: [
            (one.name, one.role, sorted(people.chairs_of(connection, one.id))) for one in people.everybody(connection)
        ],
    )


def remove(settings: DeskSettings, name: str) -> None:
    """Remove somebody, with sessions and tokens. Raises `AccessError`."""
    write(settings, lambda connection: people.remove(connection, people.get(connection, name).id))


def set_password(settings: DeskSettings, name: str, ask: Callable[[], str]) -> None:
    """Set somebody's password and log every browser of this person out. Raises `AccessError`."""
    account = write(settings, lambda connection: people.get(connection, name))
    hash_ = _hash(name, ask())
    write(settings, lambda connection: people.set_password(connection, account.id, hash_, now_ms()))


def set_role(settings: DeskSettings, name: str, role: str) -> None:
    """Give somebody another role. Raises `AccessError`."""
    write(settings, lambda connection: people.set_role(connection, people.get(connection, name).id, Role(role)))


def set_chairs(settings: DeskSettings, name: str, chairs: Sequence[str] | None) -> list[str]:
    """Say which chairs are somebody's, unless None; return them. Raises `AccessError`."""

    def change(connection: Connection) -> list[str]:
        account = people.get(connection, name)
        if chairs is not None:
            people.set_chairs(connection, account.id, chairs)
        return sorted(people.chairs_of(connection, account.id))

    return write(settings, change)


def add_token(settings: DeskSettings, person: str, name: str, days: int | None) -> str:
    """Return a new token that stands for somebody, for so many days or until it is removed. Raises `AccessError`."""
    if why := people.name_trouble(name):
        raise AccessError(why)
    key, at_ms = new_key(), now_ms()
    expires_ms = None if days is None else at_ms + days * DAY_MS

    def make(connection: Connection) -> None:
        account = people.get(connection, person)
        keys.add_token(connection, hash_of(key), keys.Token(0, account.id, name.strip(), at_ms, expires_ms))

    write(settings, make)
    return key


def tokens(settings: DeskSettings) -> list[tuple[int, str, str, int | None]]:
    """Return every token: number, whose, what for, and until when in ms since the epoch."""
    rows = write(settings, keys.tokens)
    return [(token.id, person, token.name, token.expires_ms) for person, token in rows]


def remove_token(settings: DeskSettings, id_: int) -> None:
    """Remove a token. Raises `AccessError`."""
    if not write(settings, lambda connection: keys.remove_token(connection, id_)):
        raise AccessError(f"there is no token {id_}; `sitwell-dashboard token list` lists them")


def write(settings: DeskSettings, what: Callable[[Connection], T]) -> T:
    """Return what comes of a transaction that may write people's tables. Raises `StoreError`."""
    url = store_url(settings.store, os.environ)
    engine = web_writer(url)
    try:
        with transaction(engine, database_path(url)) as connection:
            return what(connection)
    finally:
        engine.dispose()


def _hash(name: str, password: str) -> str:
    if why := what_is_wrong(password, name):
        raise AccessError(why)
    return Passwords().hash(password)


def now_ms() -> int:
    """Return the desk's wall clock."""
    return time.time_ns() // 1_000_000
