"""Who asked a chair for silence, as its state told it: a row for each change."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from contract.state import QuietBecause
from dashboard.store import deletion
from dashboard.store.reminder_tables import SILENCES
from dashboard.store.rows import Row
from dashboard.store.upsert import add


class Silence(NamedTuple):
    """What a chair said of silence from `at_ms` on, in the words of `ChairState`."""

    at_ms: int
    snoozes: int
    quiet_because: QuietBecause | None
    paused_until_ms: int | None


_COLUMNS = [SILENCES.c[name] for name in Silence._fields]


def note(connection: Connection, rows: Sequence[Row], now_ms: int) -> None:
    """Store changes. What only says once more what was said last is left out: a retained state comes again."""
    for row in deletion.remembered(connection, [{**row, "placed": True} for row in rows], now_ms):
        told = {name: row[name] for name in ("chair", *Silence._fields)}
        last = _last(connection, told["chair"])
        if last is None or last[1:] != tuple(told[name] for name in Silence._fields[1:]):
            add(connection, SILENCES, [told])


def silences(connection: Connection, chair: str, from_ms: int, to_ms: int) -> list[Silence]:
    """Return the changes in [from_ms, to_ms), oldest first, and before them the one that held when it began."""
    ours = SILENCES.c.chair == chair
    before = select(func.max(SILENCES.c.at_ms)).where(ours, SILENCES.c.at_ms < from_ms)
    start_ms = connection.execute(before).scalar()
    found = select(*_COLUMNS).where(ours, SILENCES.c.at_ms >= (from_ms if start_ms is None else start_ms))
    found = found.where(SILENCES.c.at_ms < to_ms).order_by(SILENCES.c.at_ms)
    return [Silence._make(row) for row in connection.execute(found)]


def _last(connection: Connection, chair: str) -> Silence | None:
    newest = select(*_COLUMNS).where(SILENCES.c.chair == chair).order_by(SILENCES.c.at_ms.desc()).limit(1)
    row = connection.execute(newest).first()
    return Silence._make(row) if row else None
