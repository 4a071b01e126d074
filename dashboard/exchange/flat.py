"""A stored message as one row of a table: nested names become flat ones, what a message does not have is None."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

import msgspec

from dashboard.exchange.columns import Column

Row = Mapping[str, Any]


def minute(body: str, origin: Row, zone: tzinfo) -> dict[str, Any]:
    """Return a minute record by the names of `columns.MINUTES`. `origin` has epoch, seq and placed."""
    told = msgspec.json.decode(body)
    parts = {f"{name}_s": told.get(group, {}).get(name) for group, names in _SECONDS.items() for name in names}
    shares = {f"share_{corner}": share for corner, share in (told.get("shares") or {}).items()}
    return {**told, **parts, **shares, **origin, "at": local(told["at_ms"], zone)}


def event(body: str, origin: Row, zone: tzinfo) -> dict[str, Any]:
    """Return an event by the names of `columns.EVENTS`."""
    told = msgspec.json.decode(body)
    return {**told, **origin, "at": local(told["at_ms"], zone)}


def bout(row: Row, zone: tzinfo) -> dict[str, Any]:
    """Return a bout by the names of `columns.BOUTS`."""
    return {**row, "start": local(row["start_ms"], zone), "end": local(row["end_ms"], zone)}


def cells(row: Row, columns: Sequence[Column]) -> list[Any]:
    """Return a row's cells in the order of the columns; None where it has none."""
    return [row.get(column.name) for column in columns]


def local(at_ms: int, zone: tzinfo) -> str:
    """Return an instant in the zone, ISO 8601 with its offset."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).isoformat(timespec="milliseconds")


_SECONDS = {"posture": ("centred", "left", "right", "forward", "back", "unknown"), "cue": ("nudge", "alert")}
