"""When a chair's report is sent, and which were. Each function runs inside a transaction of its caller."""

from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, select, update

from dashboard.store.letter_tables import LETTERS, SCHEDULES
from dashboard.store.upsert import add, put

Kind = Literal["week", "month"]
State = Literal["begun", "sent", "nothing", "failed"]


class Schedule(NamedTuple):
    """A week's report on a weekday (0 is Monday) or a month's on the first, from an hour of the chair's clock on."""

    chair: str
    kind: Kind
    weekday: int
    hour: int
    since_ms: int


class Sent(NamedTuple):
    """A report that was begun to be sent. `begun`: ended in the midst, so nobody knows; it is not sent again.

    `nothing`: nobody measured a day of it, so there was nothing to send. `said` is what came of it, in words.
    """

    chair: str
    kind: Kind
    first: str
    at_ms: int
    state: State
    said: str


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


def claim(connection: Connection, chair: str, kind: Kind, first: str, now_ms: int) -> bool:
    """Note that a report is sent now. False: it was begun already, and is not sent again."""
    row = {"chair": chair, "kind": kind, "first": first, "at_ms": now_ms, "state": "begun", "said": ""}
    return bool(add(connection, LETTERS, [row]))


def settle(connection: Connection, which: tuple[str, Kind, str], state: State, said: str) -> None:
    """Note what came of the report of a chair, kind and first day."""
    connection.execute(update(LETTERS).where(*_ours(*which)).values(state=state, said=said))


def last(connection: Connection, chair: str) -> Sent | None:
    """Return the report that was begun last."""
    newest = select(*_SENT).where(LETTERS.c.chair == chair).order_by(LETTERS.c.at_ms.desc()).limit(1)
    row = connection.execute(newest).first()
    return Sent._make(row) if row else None


def _ours(chair: str, kind: Kind, first: str) -> tuple[ColumnElement[bool], ...]:
    return LETTERS.c.chair == chair, LETTERS.c.kind == kind, LETTERS.c.first == first
