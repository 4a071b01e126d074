"""Reads what a chair has, piece by piece, each in a transaction of its own: nobody waits for a slow reader."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Connection

from dashboard.store import history
from dashboard.store.history import Page, StoredEvent, StoredMinute

Open = Callable[[], AbstractContextManager[Connection]]
"""Opens a transaction that reads."""

WINDOW_MS = 90 * 24 * 3600 * 1000
"""Bouts of so long are read at once: some two thousand at most."""


class Asked(NamedTuple):
    """Whose rows are asked for, and those of which time: [from_ms, to_ms)."""

    chair: str
    zone: tzinfo
    from_ms: int
    to_ms: int


def minutes(open_store: Open, asked: Asked) -> Iterator[StoredMinute]:
    """Yield minute records, oldest first."""
    page = Page()
    while True:
        with open_store() as connection:
            rows = history.minutes(connection, asked.chair, asked.from_ms, asked.to_ms, page)
        yield from rows
        if len(rows) < page.most:
            return
        page = page._replace(after=rows[-1].cursor)


def events(open_store: Open, asked: Asked) -> Iterator[StoredEvent]:
    """Yield events, oldest first."""
    page = Page()
    while True:
        with open_store() as connection:
            rows = history.events(connection, asked.chair, asked.from_ms, asked.to_ms, page)
        yield from rows
        if len(rows) < page.most:
            return
        page = page._replace(after=rows[-1].cursor)


def bouts(open_store: Open, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield the bouts that reach into the time, each once, oldest first."""
    start_ms = _begin_ms(open_store, asked)
    newest_ms = -1
    while start_ms < asked.to_ms:
        end_ms = min(asked.to_ms, start_ms + WINDOW_MS)
        with open_store() as connection:
            found = history.bouts(connection, asked.chair, start_ms, end_ms)
        for bout in found:
            if bout.start_ms > newest_ms:  # one over the border is in both windows
                newest_ms = bout.start_ms
                yield bout._asdict()
        start_ms = end_ms


def _begin_ms(open_store: Open, asked: Asked) -> int:
    """Return where to begin: before the chair's first day there is nothing to look for."""
    with open_store() as connection:
        first_ms = history.first_ms(connection, asked.chair)
    return max(asked.from_ms, asked.to_ms if first_ms is None else first_ms - WINDOW_MS)
