"""When a chair's report is sent, and which were. Each function runs inside a transaction of its caller."""

from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, or_, select, update

from dashboard.store.letter_tables import LETTERS, SCHEDULES
from dashboard.store.upsert import add, put
from dashboard.words import packed, unpacked

Kind = Literal["week", "month"]
State = Literal["begun", "sent", "nothing", "failed"]

AGAIN_MS = tuple(minutes * 60_000 for minutes in (5, 30, 120, 360, 720, 1440))
"""How long after each try that failed the next one comes; after the last there is none. Two days in all."""


class Schedule(NamedTuple):
    """A week's report on a weekday (0 is Monday) or a month's on the first, from an hour of the chair's clock on."""

    chair: str
    kind: Kind
    weekday: int
    hour: int
    since_ms: int


class Sent(NamedTuple):
    """A report that was begun to be sent. `begun`: ended in the midst, so nobody knows; it is not sent again.

    `nothing`: nobody measured a day of it, so there was nothing to send. `said` is what went wrong, in words, "" for
    nothing. `again_ms` is from when on it is tried again, None for never.
    """

    chair: str
    kind: Kind
    first: str
    at_ms: int
    state: State
    said: str
    again_ms: int | None = None


class Try(NamedTuple):
    """A report that is sent now: which try this is, from 1, and the numbers of the channels that have it already."""

    number: int = 1
    taken: frozenset[int] = frozenset()


_SCHEDULE = [SCHEDULES.c[name] for name in Schedule._fields]
_SENT = [LETTERS.c[name] for name in Sent._fields]


def schedules(connection: Connection) -> list[Schedule]:
    """Return the schedules of all chairs that have one."""
    return [Schedule._make(row) for row in connection.execute(select(*_SCHEDULE).order_by(SCHEDULES.c.chair))]


def schedule(connection: Connection, chair: str) -> Schedule | None:
    """Return a chair's schedule."""
    row = connection.execute(select(*_SCHEDULE).where(SCHEDULES.c.chair == chair)).first()
    return Schedule._make(row) if row else None


def set_schedule(connection: Connection, wanted: Schedule) -> None:
    """Let this be the chair's schedule. For `engine.web_writer`."""
    put(connection, SCHEDULES, [wanted._asdict()])


def drop_schedule(connection: Connection, chair: str) -> None:
    """Let a chair's report be sent no more. For `engine.web_writer`."""
    connection.execute(delete(SCHEDULES).where(SCHEDULES.c.chair == chair))


def claim(connection: Connection, chair: str, kind: Kind, first: str, now_ms: int) -> Try | None:
    """Note that a report is sent now. None: it was begun already, and it is not time to try it again."""
    row = {"chair": chair, "kind": kind, "first": first, "at_ms": now_ms, "state": "begun", "said": ""}
    if add(connection, LETTERS, [row]):
        return Try()
    due = LETTERS.c.again_ms <= now_ms, LETTERS.c.again_ms > now_ms + AGAIN_MS[-1]  # the second: the clock was set back
    ours = (*_ours(chair, kind, first), LETTERS.c.again_ms.is_not(None), or_(*due))
    begun = {"at_ms": now_ms, "state": "begun", "again_ms": None, "tries": LETTERS.c.tries + 1}
    again = update(LETTERS).where(*ours).values(begun).returning(LETTERS.c.tries, LETTERS.c.taken)
    found = connection.execute(again).first()
    return Try(found.tries, frozenset(int(number) for number in found.taken.split())) if found else None


def settle(connection: Connection, came: Sent, taken: frozenset[int]) -> None:
    """Note what came of a try, and the numbers of the channels that have it now. When it was begun stays."""
    numbers = " ".join(str(number) for number in sorted(taken))
    told = {"state": came.state, "said": packed(came.said), "taken": numbers, "again_ms": came.again_ms}
    connection.execute(update(LETTERS).where(*_ours(came.chair, came.kind, came.first)).values(told))


def last(connection: Connection, chair: str) -> Sent | None:
    """Return the report that was begun last."""
    newest = select(*_SENT).where(LETTERS.c.chair == chair).order_by(LETTERS.c.at_ms.desc()).limit(1)
    row = connection.execute(newest).first()
    if row is None:
        return None
    found = Sent._make(row)
    return found._replace(said=unpacked(found.said))


def _ours(chair: str, kind: Kind, first: str) -> tuple[ColumnElement[bool], ...]:
    return LETTERS.c.chair == chair, LETTERS.c.kind == kind, LETTERS.c.first == first
