"""Messages by a clock that was not set find their time once the same boot has a set one.

A Pi has no battery: until the network tells it the time, its wall clock shows some time of the past. Uptime is right
all the while, so one message by a set clock says when this boot had uptime zero, and with it when all others happened:

    uptime_s      5        65       125 (clock set)
    at_ms      1970...   1970...   12:02:05           zero_ms = 12:00:00
    placed at  12:00:05  12:01:05  12:02:05

Which of the two comes first does not matter: what waits is moved when the boot becomes known, what comes later is
moved on its way in. `clock_synced` in the body stays false, so that it can be told.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, select, update

from contract.scalars import LAST_MS
from dashboard.store.rows import Row
from dashboard.store.schema import BOOTS, EVENTS, MINUTES
from dashboard.store.upsert import add

_TIMES = ("at_ms", "known_ms", "started_at_ms")
_NAME = ("chair", "epoch", "seq")

Boots = Mapping[tuple[object, object], int]
"""(chair, boot) to when uptime was zero, ms."""


class Moved(NamedTuple):
    """Rows that have found their time, with the columns that rollups ask for."""

    events: list[Row]
    minutes: list[Row]


def learn(connection: Connection, rows: Sequence[Row]) -> Moved:
    """Take in what rows by a set clock say about their boots, and move what was waiting for it. Return what moved."""
    moved = Moved([], [])
    zeros = {(row["chair"], row["boot"]): _zero_ms(row) for row in reversed(rows) if row["placed"]}
    if not zeros:
        return moved
    values = [{"chair": chair, "boot": boot, "zero_ms": zero_ms} for (chair, boot), zero_ms in zeros.items()]
    added = add(connection, BOOTS, values)
    new = {boot: zero_ms for boot, zero_ms in zeros.items() if boot in added}
    moved.events.extend(_move_waiting(connection, EVENTS, new))
    moved.minutes.extend(_move_waiting(connection, MINUTES, new))
    return moved


def placed(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    """Return the rows, those by a clock that was not set at the right time where it is known by now."""
    if all(row["placed"] for row in rows):
        return list(rows)
    zeros: dict[tuple[object, object], int] = {
        (chair, boot): zero_ms
        for chair, boot, zero_ms in connection.execute(
            select(BOOTS.c.chair, BOOTS.c.boot, BOOTS.c.zero_ms).where(
                BOOTS.c.boot.in_({row["boot"] for row in rows if not row["placed"]})
            )
        )
    }
    return [_moved(row, zeros) for row in rows]


def _move_waiting(connection: Connection, table: Table, zeros: Boots) -> Iterator[Row]:
    names = [*_NAME, "boot", "uptime_s", "at_ms", "body", "placed"]
    columns = [table.c[name] for name in (*names, "kind") if name in table.c]
    for chair, boot in zeros:
        found = select(*columns).where(table.c.chair == chair, table.c.boot == boot, table.c.placed.is_(False))
        for row in connection.execute(found).mappings().all():
            moved = _moved(dict(row), zeros)
            key = [table.c[name] == row[name] for name in _NAME]
            connection.execute(
                update(table).where(*key).values({name: moved[name] for name in ("at_ms", "body", "placed")})
            )
            yield moved


def _moved(row: Mapping[str, Any], zeros: Boots) -> Row:
    """Return a row at its right time, or as it is when that is not known."""
    zero_ms = zeros.get((row["chair"], row["boot"]))
    if row["placed"] or zero_ms is None:
        return row
    by_ms = zero_ms + round(row["uptime_s"] * 1000) - row["at_ms"]
    at_ms = _possible(row["at_ms"] + by_ms)
    body = msgspec.json.decode(row["body"])
    body |= {name: _possible(body[name] + by_ms) for name in _TIMES if name in body}
    return {**row, "at_ms": at_ms, "body": msgspec.json.encode(body).decode(), "placed": True}


def _possible(at_ms: int) -> int:
    """Return an instant that a message may hold: a body that nobody can decode any more would spoil a whole day."""
    return min(max(0, at_ms), LAST_MS)


def _zero_ms(row: Mapping[str, Any]) -> int:
    return int(row["at_ms"] - round(row["uptime_s"] * 1000))
