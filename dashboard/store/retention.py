"""How long each kind is kept. Old rows go in small steps, so that nobody waits long for the writer's lock.

    days, bouts      for ever: a few hundred bytes a day
    quarters         |<------------- quarters_days ------------->|
    events                      |<------- events_days ---------->|
    minutes                            |<---- minutes_days ----->|
                                                                now

Before minutes or events go, what is computed from them is closed: it is never computed again. A minute that comes later
than that for a quarter that is closed is stored, counts nowhere and goes with the next step.
"""

from typing import NamedTuple

from sqlalchemy import Connection, Table, delete, func, or_, select, update

from dashboard.store.derived import BOUTS, DAYS, QUARTERS
from dashboard.store.quarters import LONGEST_MS, quarter_of
from dashboard.store.reminder_tables import REMINDED, SILENCES
from dashboard.store.schema import CHAIRS, EVENTS, MINUTES, WATERMARKS

DAY_MS = 24 * 3600 * 1000
AT_ONCE = 1000
"""Rows that one step deletes, about."""


class Kept(NamedTuple):
    """Days for which each kind is kept; 0: for ever."""

    minutes_days: int = 0
    events_days: int = 0
    quarters_days: int = 0


FOR_EVER = Kept()


def forget_some(connection: Connection, chair: str, kept: Kept, now_ms: int) -> int:
    """Delete some of what a chair has beyond its time, oldest first. Return how many rows; 0: there is no more."""
    for table, kept_days, closed in (
        (MINUTES, kept.minutes_days, (QUARTERS, BOUTS)),
        (EVENTS, kept.events_days, (BOUTS,)),
        (SILENCES, kept.events_days, ()),
        (REMINDED, kept.events_days, ()),
        (QUARTERS, kept.quarters_days, (DAYS,)),
    ):
        if kept_days:
            before_ms = quarter_of(_before_ms(connection, table, chair, now_ms - kept_days * DAY_MS, now_ms))
            if gone := _forget(connection, table, chair, before_ms, closed):
                return gone
    return 0


def beyond(connection: Connection, kept: Kept, now_ms: int) -> dict[str, int]:
    """Return how many rows of each kind are beyond their time: ingest deletes them within the hour."""
    found = {}
    for table, kept_days in ((MINUTES, kept.minutes_days), (EVENTS, kept.events_days), (QUARTERS, kept.quarters_days)):
        # By chair, as the index goes: counting over all of a table reads all of it.
        ours = (table.c.chair == CHAIRS.c.id, table.c.at_ms < now_ms - kept_days * DAY_MS)
        of_each = select(func.count()).select_from(table).where(*ours).scalar_subquery()
        rows = connection.execute(select(of_each).select_from(CHAIRS)).scalars() if kept_days else ()
        found[table.name] = sum(rows)
    return found


def close(connection: Connection, table: Table, chair: str, before_ms: int) -> None:
    """Close what began before an instant: what it was computed from goes now."""
    column = table.c.start_ms if table is BOUTS else table.c.at_ms
    changed = {"closed": True} | ({"goes_on": False} if table is BOUTS else {})
    rows = (table.c.chair == chair, column < before_ms, table.c.closed.is_(False))
    connection.execute(update(table).where(*rows).values(changed))


def _before_ms(connection: Connection, table: Table, chair: str, before_ms: int, now_ms: int) -> int:
    """Return before when rows go. While a chair sends, its newest day stays, however old: more of it may come."""
    heard_ms = connection.execute(select(func.max(WATERMARKS.c.heard_ms)).where(WATERMARKS.c.chair == chair)).scalar()
    if heard_ms is None or heard_ms < now_ms - DAY_MS:
        return before_ms
    newest_ms = connection.execute(select(func.max(table.c.at_ms)).where(table.c.chair == chair)).scalar()
    return before_ms if newest_ms is None else min(before_ms, newest_ms - DAY_MS)


def _forget(connection: Connection, table: Table, chair: str, before_ms: int, closed: tuple[Table, ...]) -> int:
    if table is MINUTES:
        before_ms -= LONGEST_MS  # one over the border belongs to the quarter behind it too
    old = [table.c.chair == chair, table.c.at_ms < before_ms]
    if "placed" in table.c:
        old.append(or_(table.c.placed.is_(True), table.c.boot != _newest_boot(connection, chair)))
    times = select(table.c.at_ms).where(*old).order_by(table.c.at_ms).limit(AT_ONCE)
    found = connection.execute(times).scalars().all()
    if not found:
        return 0
    edge_ms = min(before_ms, found[-1] + 1)
    for each in closed:
        close(connection, each, chair, edge_ms + (LONGEST_MS if table is MINUTES else 0))
    return connection.execute(delete(table).where(*old, table.c.at_ms < edge_ms)).rowcount


def _newest_boot(connection: Connection, chair: str) -> str:
    """Return the boot that a chair last sent by. What waits for its time under another will never know it."""
    files = select(WATERMARKS.c.epoch).where(WATERMARKS.c.chair == chair).order_by(WATERMARKS.c.heard_ms.desc())
    epoch = connection.execute(files.limit(1)).scalar()
    newest = (0, "")
    for table in (EVENTS, MINUTES):
        ours = (table.c.chair == chair, table.c.epoch == epoch)
        found = select(table.c.seq, table.c.boot).where(*ours).order_by(table.c.seq.desc()).limit(1)
        newest = max([newest, *((row.seq, row.boot or "") for row in connection.execute(found))])
    return newest[1]
