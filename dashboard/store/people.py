"""Reading and writing the tables of people. Each function runs inside a transaction of its caller.

What writes wants `engine.web_writer`: it takes the lock at once, so that what was looked at still holds.
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from dashboard.errors import NameTakenError, NoSuchPersonError, OnlyOwnerError
from dashboard.store import diary, preferences
from dashboard.store.people_tables import CHAIR_PEOPLE, GROUP_PEOPLE, PEOPLE, SESSIONS, TOKENS
from dashboard.words import N_, Filled

OWNER = "owner"
LONGEST_NAME = 80


class Account(NamedTuple):
    """Somebody who may log in. `password` is an argon2 hash."""

    id: int
    name: str
    role: str
    password: str
    changed_ms: int


_ACCOUNT = [PEOPLE.c[name] for name in Account._fields]


def login_of(name: str) -> str:
    """Return what a name is found by: letters that look the same, in any case, are the same."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def name_trouble(name: str) -> str:
    """Return why nobody can be called this, "" when somebody can. Anything else than control signs is a name."""
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        return Filled(N_("Give a name of 1 to {n} characters."), n=LONGEST_NAME)
    if any(unicodedata.category(letter)[0] == "C" for letter in name):
        return Filled(N_("Give a name without invisible characters."))
    return ""


def count(connection: Connection) -> int:
    """Return how many people may log in."""
    return int(connection.execute(select(func.count()).select_from(PEOPLE)).scalar_one())


def everybody(connection: Connection) -> list[Account]:
    """Return everybody by name."""
    return [Account._make(row) for row in connection.execute(select(*_ACCOUNT).order_by(PEOPLE.c.login))]


def named(connection: Connection, name: str) -> Account | None:
    """Return the account of a name, None when there is none."""
    row = connection.execute(select(*_ACCOUNT).where(PEOPLE.c.login == login_of(name))).first()
    return Account._make(row) if row else None


def numbered(connection: Connection, id_: int) -> Account | None:
    """Return an account by its number, None when there is none."""
    row = connection.execute(select(*_ACCOUNT).where(PEOPLE.c.id == id_)).first()
    return Account._make(row) if row else None


def chairs_of(connection: Connection, id_: int) -> frozenset[str]:
    """Return the ids of the chairs that are somebody's."""
    return frozenset(connection.execute(select(CHAIR_PEOPLE.c.chair).where(CHAIR_PEOPLE.c.person == id_)).scalars())


def refuse_taken(connection: Connection, name: str) -> None:
    """Raise `NameTakenError` when somebody has this name."""
    if named(connection, name) is not None:
        raise NameTakenError(Filled(N_("there is somebody called {name} already; take another name"), name=name))


def add(connection: Connection, name: str, role: str, password: str, now_ms: int) -> int:
    """Make an account; return its number. `password` is a hash. Raises `NameTakenError`.

    The first owner gets the diary that was written while the desk was open, and the language.
    """
    refuse_taken(connection, name)
    row = {"login": login_of(name), "name": name.strip(), "role": role, "password": password}
    made = insert(PEOPLE).values(**row, made_ms=now_ms, changed_ms=now_ms).returning(PEOPLE.c.id)
    id_ = int(connection.execute(made).scalar_one())
    if role == OWNER and count(connection) == 1:
        diary.hand_over(connection, id_)
        preferences.hand_over(connection, id_)
    return id_


def get(connection: Connection, name: str) -> Account:
    """Return the account of a name. Raises `NoSuchPersonError`."""
    found = named(connection, name)
    if found is None:
        raise NoSuchPersonError(f"there is nobody called {name!r}; `sitwell-dashboard user list` lists everybody")
    return found


def set_password(connection: Connection, id_: int, password: str, now_ms: int) -> None:
    """Set a password, as a hash, and log every browser of this person out. Tokens stay."""
    connection.execute(update(PEOPLE).where(PEOPLE.c.id == id_).values(password=password, changed_ms=now_ms))
    connection.execute(delete(SESSIONS).where(SESSIONS.c.person == id_))


def renew_hash(connection: Connection, account: Account, password: str) -> None:
    """Keep the same password by a stronger hash, unless it was changed meanwhile."""
    same = (PEOPLE.c.id == account.id) & (PEOPLE.c.password == account.password)
    connection.execute(update(PEOPLE).where(same).values(password=password))


def set_role(connection: Connection, id_: int, role: str) -> None:
    """Give somebody another role. Raises `OnlyOwnerError`."""
    if role != OWNER:
        _keep_an_owner(connection, id_)
    connection.execute(update(PEOPLE).where(PEOPLE.c.id == id_).values(role=role))


def set_chairs(connection: Connection, id_: int, chairs: Iterable[str]) -> None:
    """Say which chairs are somebody's; all others are no longer."""
    connection.execute(delete(CHAIR_PEOPLE).where(CHAIR_PEOPLE.c.person == id_))
    if rows := [{"person": id_, "chair": chair} for chair in sorted(set(chairs))]:
        connection.execute(insert(CHAIR_PEOPLE), rows)


def remove(connection: Connection, id_: int) -> None:
    """Remove somebody with all that lets them in, and their diary. What their chairs measured stays.

    Raises `OnlyOwnerError`.
    """
    _keep_an_owner(connection, id_)
    diary.forget(connection, id_)
    preferences.forget(connection, id_)
    for table in (SESSIONS, TOKENS, CHAIR_PEOPLE, GROUP_PEOPLE):
        connection.execute(delete(table).where(table.c.person == id_))
    connection.execute(delete(PEOPLE).where(PEOPLE.c.id == id_))


def _keep_an_owner(connection: Connection, id_: int) -> None:
    owners = list(connection.execute(select(PEOPLE.c.id).where(PEOPLE.c.role == OWNER)).scalars())
    if owners == [id_]:
        raise OnlyOwnerError(N_("this is the only owner, and the desk needs one; make another one first"))
