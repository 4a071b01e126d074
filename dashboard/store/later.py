"""Messages of a version to come: kept whole until a newer Sitwell understands them.

The chair deletes what the watermark has passed, so what is not understood here must be kept as it came.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select, tuple_

from dashboard.store.rows import Later
from dashboard.store.schema import LATER

MOST_BYTES = 64 * 2**20
"""Bytes of messages that a site keeps for later: eight weeks of a chair that is always on. Chairs keep the others."""

_NAME = tuple_(LATER.c.chair, LATER.c.epoch, LATER.c.seq)


def keep(connection: Connection, messages: Sequence[Later]) -> tuple[Later, ...]:
    """Keep messages, each once however often it came. Return those for which there is no room."""
    if not messages:
        return ()
    named = {message.name: message for message in messages}
    there = {tuple(row) for row in connection.execute(select(*_NAME.clauses).where(_NAME.in_(list(named))))}
    free = (
        MOST_BYTES - connection.execute(select(func.coalesce(func.sum(func.length(LATER.c.payload)), 0))).scalar_one()
    )
    kept, held = [], []
    for message in (message for name, message in named.items() if name not in there):
        if len(message.payload) <= free:
            free -= len(message.payload)
            kept.append(message._asdict())
        else:
            held.append(message)
    if kept:
        connection.execute(insert(LATER), kept)
    return tuple(held)


def after(connection: Connection, name: tuple[str, str, int], most: int) -> list[Later]:
    """Return the next messages behind the one of that name, at most `most`, by chair, spool file and number."""
    found = select(LATER).where(name < _NAME).order_by(LATER.c.chair, LATER.c.epoch, LATER.c.seq).limit(most)
    return [Later(*row) for row in connection.execute(found)]


def forget(connection: Connection, messages: Sequence[Later]) -> None:
    """Take messages away: they are stored by now."""
    if messages:
        connection.execute(delete(LATER).where(_NAME.in_([message.name for message in messages])))
