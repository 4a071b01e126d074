"""Everything that is computed from minutes and events, computed anew: a week of a chair at a time.

Each step is a transaction of its own, so that whoever else writes need not wait long, and memory holds one week. What
is closed stays: its minutes are deleted. Done twice, or begun again after a kill, it ends the same.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager

from sqlalchemy import Connection, Table, delete, func, select

from dashboard.store import bout_rows, rollups
from dashboard.store.bouts import LONGEST_BOUT_MS
from dashboard.store.derived import BOUTS, QUARTERS
from dashboard.store.quarters import QUARTER_MS, quarter_of
from dashboard.store.schema import EVENTS, MINUTES

WEEK_MS = 7 * 24 * 3600 * 1000

REBUILD = "rebuild"
"""Kind of work: compute everything anew, of a chair or, where that is empty, of all."""

Open = Callable[[], AbstractContextManager[Connection]]
"""Begins a transaction."""


def rebuild(open_store: Open, chair: str = "") -> Generator[None, None, int]:
    """Compute anew, a transaction a step; yields after each. Returns how many chairs were done. Raises `StoreError`."""
    with open_store() as connection:
        chairs = [chair] if chair else every_chair(connection)
    for each in chairs:
        for step in (_quarters, _days, _bouts):
            yield from step(open_store, each)
        with open_store() as connection:
            rollups.grow(connection, [each])
    return len(chairs)


def every_chair(connection: Connection) -> list[str]:
    """Return all chairs of which minutes, events or figures are stored."""
    found = {chair for table in (MINUTES, EVENTS, QUARTERS, BOUTS) for chair in _chairs(connection, table)}
    return sorted(found)


def _chairs(connection: Connection, table: Table) -> Iterator[str]:
    """Yield the chairs of a table, each found by one look at its index: a DISTINCT would read all of it."""
    chair: str | None = ""
    while True:
        chair = connection.execute(select(func.min(table.c.chair)).where(table.c.chair > chair)).scalar()
        if chair is None:
            return
        yield chair


def _quarters(open_store: Open, chair: str) -> Iterator[None]:
    ours = (QUARTERS.c.chair == chair, QUARTERS.c.closed.is_(False))
    from_ms: int | None = 0
    while from_ms is not None:
        with open_store() as connection:
            starts = [_next_ms(connection, MINUTES, chair, from_ms), _next_ms(connection, QUARTERS, chair, from_ms)]
            known = [at_ms for at_ms in starts if at_ms is not None]
            if known:
                start_ms = quarter_of(min(known))
                end_ms = start_ms + WEEK_MS
                connection.execute(
                    delete(QUARTERS).where(*ours, QUARTERS.c.at_ms >= start_ms, QUARTERS.c.at_ms < end_ms)
                )
                # One quarter more: the week's last minute may reach into it.
                rollups.add_up(connection, [chair], start_ms, end_ms + QUARTER_MS)
                from_ms = end_ms
            else:
                from_ms = None
        yield


def _days(open_store: Open, chair: str) -> Iterator[None]:
    with open_store() as connection:
        rollups.cut_days_anew(connection, chair)
    yield


def _bouts(open_store: Open, chair: str) -> Iterator[None]:
    from_ms: int | None = 0
    while from_ms is not None:
        with open_store() as connection:
            events_ms = _next_ms(connection, EVENTS, chair, from_ms)
            rows_ms = connection.execute(
                select(func.min(BOUTS.c.start_ms)).where(BOUTS.c.chair == chair, BOUTS.c.start_ms >= from_ms)
            ).scalar()
            known = [at_ms for at_ms in (events_ms, rows_ms) if at_ms is not None]
            if known:
                start_ms = max(from_ms, min(known) - LONGEST_BOUT_MS)
                bout_rows.find_anew(connection, chair, start_ms, start_ms + WEEK_MS)
                from_ms = start_ms + WEEK_MS
            else:
                from_ms = None
        yield


def _next_ms(connection: Connection, table: Table, chair: str, from_ms: int) -> int | None:
    """Return the time of the first row from an instant on."""
    found = select(func.min(table.c.at_ms)).where(table.c.chair == chair, table.c.at_ms >= from_ms)
    return connection.execute(found).scalar()
