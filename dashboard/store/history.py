"""What web reads of a chair's past. Reading only; each function runs inside a transaction of its caller.

Times are milliseconds since the epoch, UTC; a span [from_ms, to_ms) is open at its end, as a day is.
"""

from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, select, tuple_

from dashboard.store.bouts import LONGEST_BOUT_MS
from dashboard.store.derived import BOUTS, DAYS, QUARTERS, REVISIONS
from dashboard.store.schema import EVENTS, MINUTES
from dashboard.store.slices import NUMBERS, Slice

MOST = 1000
"""Rows of a page, unless more are asked for."""

Cursor = tuple[int, str, int]
"""Where a page ended: (at_ms, epoch, seq) of its last row. It names the row for ever."""


class Page(NamedTuple):
    """Which rows of a span are wanted: those behind `after`, at most `most`; of events those of `kinds`, if given."""

    after: Cursor | None = None
    most: int = MOST
    kinds: tuple[str, ...] = ()


FIRST = Page()


class DaySlice(NamedTuple):
    """A day of the chair: its local date as YYYY-MM-DD, and what it held."""

    on: str
    slice: Slice


class StoredBout(NamedTuple):
    """A sitting bout. `goes_on`: its end is not stored yet, and `end_ms` is the last minute in which somebody sat."""

    start_ms: int
    end_ms: int
    sitting_s: float
    goes_on: bool


class StoredMinute(NamedTuple):
    """A minute record; `body` is its JSON, a `MinuteRecord`. `placed`: it stands at its right time."""

    at_ms: int
    epoch: str
    seq: int
    placed: bool
    measured_s: float
    unmeasured_s: float
    occupied_s: float
    body: str

    @property
    def cursor(self) -> Cursor:
        """Return what to hand over as `Page.after` for the rows behind this one."""
        return self.at_ms, self.epoch, self.seq


class StoredEvent(NamedTuple):
    """An event; `body` is its JSON, one of `contract.events`. `placed`: it stands at its right time."""

    at_ms: int
    epoch: str
    seq: int
    placed: bool
    kind: str
    body: str

    @property
    def cursor(self) -> Cursor:
        """Return what to hand over as `Page.after` for the rows behind this one."""
        return self.at_ms, self.epoch, self.seq


def quarters(connection: Connection, chair: str, from_ms: int, to_ms: int) -> list[Slice]:
    """Return the quarters of an hour that begin in [from_ms, to_ms), oldest first; absent: those without a record."""
    columns = [QUARTERS.c[name] for name in ("at_ms", *NUMBERS)]
    found = select(*columns).where(QUARTERS.c.chair == chair, QUARTERS.c.at_ms >= from_ms, QUARTERS.c.at_ms < to_ms)
    return [Slice._make(row) for row in connection.execute(found.order_by(QUARTERS.c.at_ms))]


def days(connection: Connection, chair: str, first: str, last: str) -> list[DaySlice]:
    """Return the days from `first` to `last`, both included, as YYYY-MM-DD; absent: those without a record."""
    columns = [DAYS.c[name] for name in ("on", "at_ms", *NUMBERS)]
    found = select(*columns).where(DAYS.c.chair == chair, DAYS.c.on >= first, DAYS.c.on <= last).order_by(DAYS.c.on)
    return [DaySlice(row[0], Slice._make(row[1:])) for row in connection.execute(found)]


def bouts(connection: Connection, chair: str, from_ms: int, to_ms: int) -> list[StoredBout]:
    """Return the bouts that reach into [from_ms, to_ms), whole, oldest first."""
    columns = (BOUTS.c.start_ms, BOUTS.c.end_ms, BOUTS.c.sitting_s, BOUTS.c.goes_on)
    found = select(*columns).where(
        BOUTS.c.chair == chair,
        BOUTS.c.start_ms > from_ms - LONGEST_BOUT_MS,  # for the index: no bout is longer
        BOUTS.c.end_ms > from_ms,
        BOUTS.c.start_ms < to_ms,
        BOUTS.c.end_ms > BOUTS.c.start_ms,
    )
    return [StoredBout._make(row) for row in connection.execute(found.order_by(BOUTS.c.start_ms))]


def minutes(connection: Connection, chair: str, from_ms: int, to_ms: int, page: Page = FIRST) -> list[StoredMinute]:
    """Return the minute records that begin in [from_ms, to_ms), oldest first, a page of them."""
    columns = [MINUTES.c[name] for name in StoredMinute._fields]
    found = _page(select(*columns), MINUTES, chair, (from_ms, to_ms), page)
    return [StoredMinute._make(row) for row in connection.execute(found)]


def events(connection: Connection, chair: str, from_ms: int, to_ms: int, page: Page = FIRST) -> list[StoredEvent]:
    """Return the events in [from_ms, to_ms), oldest first, a page of them."""
    columns = [EVENTS.c[name] for name in StoredEvent._fields]
    found = _page(select(*columns), EVENTS, chair, (from_ms, to_ms), page)
    if page.kinds:
        found = found.where(EVENTS.c.kind.in_(page.kinds))
    return [StoredEvent._make(row) for row in connection.execute(found)]


def revision(connection: Connection, chair: str) -> int:
    """Return a number that grows when a past day of the chair changes; 0 when nothing is known of it.

    Days before the chair's own today may be kept by it, figures of today may not.
    """
    return connection.execute(select(REVISIONS.c.revision).where(REVISIONS.c.chair == chair)).scalar() or 0


def first_sat(connection: Connection, chair: str, until: str, most: int) -> list[str]:
    """Return the first days in which somebody sat, up to the day `until`."""
    found = select(DAYS.c.on).where(DAYS.c.chair == chair, DAYS.c.on <= until, DAYS.c.occupied_s > 0)
    return list(connection.execute(found.order_by(DAYS.c.on).limit(most)).scalars())


def first_ms(connection: Connection, chair: str) -> int | None:
    """Return when the oldest day of the chair began, or None when there is none."""
    found = select(DAYS.c.at_ms).where(DAYS.c.chair == chair).order_by(DAYS.c.on).limit(1)
    return connection.execute(found).scalar()


def _page(columns: Select[Any], table: Table, chair: str, span: tuple[int, int], page: Page) -> Select[Any]:
    name = (table.c.at_ms, table.c.epoch, table.c.seq)
    found = columns.where(table.c.chair == chair, table.c.at_ms >= span[0], table.c.at_ms < span[1])
    if page.after:
        # The first condition is for the index, which SQLite does not use for a comparison of three columns.
        found = found.where(table.c.at_ms >= page.after[0], tuple_(*name) > page.after)
    return found.order_by(*name).limit(page.most)
