"""What opens the door: sessions of browsers and tokens of programs, each found by its hash.

Each function runs inside a transaction of its caller; what writes wants `engine.web_writer`.
"""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, not_, or_, select, update

from dashboard.store.people_tables import PEOPLE, SESSIONS, TOKENS

HOUR_MS = 3_600_000
IDLE_MS = 7 * 24 * HOUR_MS
"""A browser that was not seen for a week has to log in again."""

LONGEST_MS = 30 * 24 * HOUR_MS
"""And every browser after a month."""

SEEN_MS = HOUR_MS
"""How old `seen_ms` may get before it is written again."""

MOST_SESSIONS = 20
"""Browsers of one person that are logged in at once; the one that was seen longest ago goes first."""


class Session(NamedTuple):
    """A browser that is logged in. `address` is where it logged in from."""

    id: int
    person: int
    made_ms: int
    seen_ms: int
    browser: str
    address: str


class Token(NamedTuple):
    """What a program shows. `seen_ms`: when it was last used, None if never."""

    id: int
    person: int
    name: str
    made_ms: int
    expires_ms: int | None
    seen_ms: int | None = None


_SESSION = [SESSIONS.c[name] for name in Session._fields]
_TOKEN = [TOKENS.c[name] for name in Token._fields]


def _lives(now_ms: int) -> ColumnElement[bool]:
    return and_(SESSIONS.c.seen_ms > now_ms - IDLE_MS, SESSIONS.c.made_ms > now_ms - LONGEST_MS)


def open_session(connection: Connection, hash_: str, new: Session) -> None:
    """Note that a browser is logged in, and forget those that are over. The number is given here."""
    connection.execute(delete(SESSIONS).where(not_(_lives(new.made_ms))))
    newest = (
        select(SESSIONS.c.id)
        .where(SESSIONS.c.person == new.person)
        .order_by(SESSIONS.c.seen_ms.desc(), SESSIONS.c.id.desc())
        .limit(MOST_SESSIONS - 1)
    )
    connection.execute(delete(SESSIONS).where(SESSIONS.c.person == new.person, SESSIONS.c.id.not_in(newest)))
    short = new._replace(browser=new.browser[:200], address=new.address[:64])
    connection.execute(insert(SESSIONS).values(hash=hash_, **_row(short)))


def session(connection: Connection, hash_: str, now_ms: int) -> Session | None:
    """Return the session of a cookie, None when there is none or it is over."""
    row = connection.execute(select(*_SESSION).where(SESSIONS.c.hash == hash_, _lives(now_ms))).first()
    return Session._make(row) if row else None


def see(connection: Connection, id_: int, now_ms: int) -> None:
    """Note that a browser was seen."""
    connection.execute(update(SESSIONS).where(SESSIONS.c.id == id_).values(seen_ms=now_ms))


def sessions_of(connection: Connection, person: int, now_ms: int) -> list[Session]:
    """Return the browsers of somebody that are logged in, the last seen first."""
    wanted = (
        select(*_SESSION)
        .where(SESSIONS.c.person == person, _lives(now_ms))
        .order_by(SESSIONS.c.seen_ms.desc(), SESSIONS.c.id.desc())
    )
    return [Session._make(row) for row in connection.execute(wanted)]


def close_session(connection: Connection, hash_: str) -> None:
    """Log one browser out, by the hash of its cookie."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.hash == hash_))


def close_sessions(connection: Connection, person: int, id_: int | None = None) -> None:
    """Log somebody's browser `id_` out, or every one."""
    which = SESSIONS.c.person == person
    connection.execute(delete(SESSIONS).where(which if id_ is None else which & (SESSIONS.c.id == id_)))


def add_token(connection: Connection, hash_: str, new: Token) -> int:
    """Let in who shows a token; return its number, which is given here."""
    return int(connection.execute(insert(TOKENS).values(hash=hash_, **_row(new)).returning(TOKENS.c.id)).scalar_one())


def token(connection: Connection, hash_: str, now_ms: int) -> Token | None:
    """Return what a token stands for, None when there is none or it is over."""
    lives = or_(TOKENS.c.expires_ms.is_(None), TOKENS.c.expires_ms > now_ms)
    row = connection.execute(select(*_TOKEN).where(TOKENS.c.hash == hash_, lives)).first()
    return Token._make(row) if row else None


def tokens(connection: Connection) -> list[tuple[str, Token]]:
    """Return every token with the name of who it stands for."""
    wanted = select(PEOPLE.c.name, *_TOKEN).join(PEOPLE, PEOPLE.c.id == TOKENS.c.person).order_by(TOKENS.c.id)
    return [(name, Token._make(rest)) for name, *rest in connection.execute(wanted)]


def tokens_of(connection: Connection, person: int) -> list[Token]:
    """Return somebody's tokens, oldest first."""
    wanted = select(*_TOKEN).where(TOKENS.c.person == person).order_by(TOKENS.c.id)
    return [Token._make(row) for row in connection.execute(wanted)]


def see_token(connection: Connection, id_: int, now_ms: int) -> None:
    """Note that a token was used."""
    connection.execute(update(TOKENS).where(TOKENS.c.id == id_).values(seen_ms=now_ms))


def remove_token(connection: Connection, id_: int, person: int | None = None) -> bool:
    """Remove a token, of this person alone where one is given; say whether it was there."""
    which = TOKENS.c.id == id_
    ours = which if person is None else which & (TOKENS.c.person == person)
    return connection.execute(delete(TOKENS).where(ours)).rowcount > 0


def _row(new: Session | Token) -> dict[str, object]:
    return {name: value for name, value in new._asdict().items() if name != "id"}
