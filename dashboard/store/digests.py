"""The digests of days that are over: which are there, which are to be made, and that they go when their day changes.

`upsert.put` of a row of `days` takes its digest away, since the row brings none; bouts that change are said here. Each
function runs inside a transaction of its caller.
"""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from dashboard.store.bouts import LONGEST_BOUT_MS
from dashboard.store.derived import DAYS
from dashboard.store.slices import NUMBERS, Slice
from dashboard.store.zones import day_at

OVER_MS = 25 * 3600 * 1000
"""No day is longer."""

_STALE = (
    update(DAYS)
    .where(
        DAYS.c.chair == bindparam("of_chair"),
        DAYS.c.at_ms >= bindparam("from_ms"),
        DAYS.c.at_ms < bindparam("to_ms"),
        DAYS.c.digest.is_not(None),
        DAYS.c.closed.is_(False),
    )
    .values(digest=None)
)
_SET = (
    update(DAYS)
    .where(DAYS.c.chair == bindparam("of_chair"), DAYS.c.on == bindparam("of_day"))
    .values(digest=bindparam("made"))
)


class DigestedDay(NamedTuple):
    """A day with a record: its date as YYYY-MM-DD, its digest if there is one, and its sums."""

    on: str
    digest: str | None
    slice: Slice


def read(connection: Connection, chair: str, first: str, last: str) -> list[DigestedDay]:
    """Return the days from `first` to `last`, both included; absent: those without a record."""
    columns = [DAYS.c[name] for name in ("on", "digest", "at_ms", *NUMBERS)]
    found = select(*columns).where(DAYS.c.chair == chair, DAYS.c.on >= first, DAYS.c.on <= last).order_by(DAYS.c.on)
    return [DigestedDay(row[0], row[1], Slice._make(row[2:])) for row in connection.execute(found)]


def to_make(connection: Connection, now_ms: int, most: int) -> list[tuple[str, str]]:
    """Return (chair, date) of days that are over and have no digest. What is closed is no longer whole."""
    found = (
        select(DAYS.c.chair, DAYS.c.on)
        .where(DAYS.c.digest.is_(None), DAYS.c.at_ms < now_ms - OVER_MS, DAYS.c.closed.is_(False))
        .order_by(DAYS.c.chair, DAYS.c.on)
    )
    return [(chair, on) for chair, on in connection.execute(found.limit(most))]


def keep(connection: Connection, chair: str, made: Mapping[str, str]) -> None:
    """Keep the digests of a chair's days, by date."""
    if made:
        connection.execute(_SET, [{"of_chair": chair, "of_day": on, "made": text} for on, text in made.items()])


def forget(connection: Connection, changed: Iterable[tuple[str, int]], zones: Mapping[str, tzinfo]) -> None:
    """Take away the digests of the days that bouts may reach into which changed: (chair, start_ms)."""
    reach_ms = LONGEST_BOUT_MS + OVER_MS
    rows = [
        {"of_chair": chair, "from_ms": from_ms, "to_ms": from_ms + reach_ms}
        for chair, from_ms in sorted({(chair, day_at(start_ms, zones[chair]).start_ms) for chair, start_ms in changed})
    ]
    if rows:
        connection.execute(_STALE, rows)
