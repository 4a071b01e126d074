"""Everything that a chair ever measured and that was set for it, deleted because somebody asked for it.

What stays are numbers without a time: how far each spool file was stored (`watermarks`, `waiting`). Without them the
chair would take its messages for lost and send again what was just deleted. What it sends later of the time before is
passed over: `forgotten_ms`. The name that the chair gives itself (`chairs`) stays as long as the chair is one of ours.
"""

from collections.abc import Collection, Generator, Sequence

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, select, tuple_

from dashboard.store import groups, refused
from dashboard.store.derived import BOUTS, DAYS, QUARTERS, REVISIONS, WORK
from dashboard.store.letter_tables import LETTERS, SCHEDULES
from dashboard.store.people_tables import GOALS
from dashboard.store.rebuild import Open, rebuild
from dashboard.store.reminder_tables import CHANNELS, REMINDED, SILENCES
from dashboard.store.rows import Refusal, Row
from dashboard.store.schema import BOOTS, EVENTS, LATER, LIMITS, MINUTES, QUARANTINE
from dashboard.store.upsert import upsert

AT_ONCE = 1000
"""Rows that one step deletes."""

FORGOTTEN = "forgotten"
"""The kind under which it is counted that a message is of a time whose measurements were deleted."""

_FORGOTTEN = select(REVISIONS.c.chair, REVISIONS.c.forgotten_ms).where(
    REVISIONS.c.chair.in_(bindparam("chairs", expanding=True)), REVISIONS.c.forgotten_ms > 0
)


def delete_chair(open_store: Open, chair: str, topics: Collection[str], now_ms: int) -> Generator[None, None, int]:
    """Delete what a chair measured up to now, a transaction a step; yields after each. Returns how many rows went.

    `topics` are those on which the chair speaks: what was refused of them goes too. Done twice, or begun again after a
    kill, it ends the same. Raises `StoreError`.
    """
    with open_store() as connection:
        new = upsert(connection, REVISIONS).values(chair=chair, revision=1, forgotten_ms=now_ms)
        connection.execute(new.on_conflict_do_update(index_elements=["chair"], set_={"forgotten_ms": now_ms}))
        groups.forget_people_of(connection, chair)
    deleted = 0
    for table, ours in _of(chair, topics):
        gone = AT_ONCE
        while gone == AT_ONCE:
            yield
            with open_store() as connection:
                gone = _delete_some(connection, table, ours)
            deleted += gone
    # What came meanwhile is newer than that, and counts.
    yield from rebuild(open_store, chair)
    return deleted


def remembered(connection: Connection, rows: Sequence[Row], now_ms: int) -> list[Row]:
    """Return the rows that are not of a time whose measurements were deleted; the others are counted."""
    chairs = list({row["chair"] for row in rows})
    if not chairs:
        return []
    until_ms = {row.chair: row.forgotten_ms for row in connection.execute(_FORGOTTEN, {"chairs": chairs})}
    kept = [row for row in rows if not (row["placed"] and row["at_ms"] < until_ms.get(row["chair"], 0))]
    if times := len(rows) - len(kept):
        why = "measured before everything of its chair was deleted"
        refused.count(connection, [Refusal(FORGOTTEN, times, why)], now_ms)
    return kept


def take_back(connection: Connection, table: Table, moved: Sequence[Row], now_ms: int) -> list[Row]:
    """Delete what turns out to be of such a time now that its time is known. Return the others."""
    kept = remembered(connection, moved, now_ms)
    if len(kept) < len(moved):
        names = [tuple(row[column.name] for column in table.primary_key) for row in moved if row not in kept]
        connection.execute(delete(table).where(tuple_(*table.primary_key).in_(names)))
    return kept


def _of(chair: str, topics: Collection[str]) -> list[tuple[Table, ColumnElement[bool]]]:
    measured = (MINUTES, EVENTS, QUARTERS, DAYS, BOUTS, LATER, BOOTS, SILENCES)
    was_set = (SCHEDULES, LETTERS, CHANNELS, REMINDED, GOALS, LIMITS)
    every = [(table, table.c.chair == chair) for table in (*measured, *was_set)]
    asked = and_(WORK.c.chair == chair, WORK.c.state != "waiting")
    return [*every, (WORK, asked), (QUARANTINE, QUARANTINE.c.topic.in_(topics))]


def _delete_some(connection: Connection, table: Table, ours: ColumnElement[bool]) -> int:
    key = list(table.primary_key)
    found = [tuple(row) for row in connection.execute(select(*key).where(ours).limit(AT_ONCE))]
    return connection.execute(delete(table).where(tuple_(*key).in_(found))).rowcount if found else 0
