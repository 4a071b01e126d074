"""What is computed from minutes and events is kept current with them, in the transaction that stores them."""

from collections.abc import Sequence

from sqlalchemy import Connection

from dashboard.store import bout_rows, digests, rollups
from dashboard.store.rows import Row
from dashboard.store.zones import day_at


def keep(connection: Connection, events: Sequence[Row], minutes: Sequence[Row], now_ms: int) -> None:
    """Take stored events and minutes into quarters, days and bouts; those whose time is not known yet are left out.

    Where a day that was over by `now_ms` changes, the revision of its chair grows.
    """
    past = rollups.refresh(connection, rollups.touched(minutes), now_ms)
    changed = bout_rows.refresh(connection, events, minutes)
    zones = rollups.zones_of(connection, {chair for chair, _ in changed})
    over = {(chair, start_ms) for chair, start_ms in changed if day_at(start_ms, zones[chair]).end_ms <= now_ms}
    digests.forget(connection, over, zones)
    past |= {chair for chair, _ in over}
    rollups.grow(connection, past)
