"""After a start, messages that an older Sitwell could not read are tried again."""

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from contract.topics import Topics
from dashboard.errors import StoreError
from dashboard.ingest.intake import TWINS_REMEDY, Intake
from dashboard.store import later, queries
from dashboard.store.rows import Batch, Later

log = logging.getLogger(__name__)

AT_ONCE = 500
"""Messages that are read and stored in one transaction."""

UPDATE = "install a newer Sitwell at the desk"

Open = Callable[[], AbstractContextManager[Connection]]
"""Begins a transaction."""


def take_in(open_store: Open, topics: Topics, now_ms: int) -> None:
    """Store what is understood by now of what was kept for later; the rest stays.

    Raises `StoreError` when the database takes nothing: then all that is not stored yet waits for the next start.
    """
    stored = waiting = 0
    name = ("", "", 0)
    while True:
        with open_store() as connection:
            messages = later.after(connection, name, AT_ONCE)
        if not messages:
            break
        name = messages[-1].name
        understood = _store(open_store, topics, messages, now_ms)
        stored += understood
        waiting += len(messages) - understood
    if stored:
        log.info("%d messages that an older Sitwell could not read are stored", stored)
    if waiting:
        log.warning("%d messages wait, of a kind or version that this desk does not know: %s", waiting, UPDATE)


def _store(open_store: Open, topics: Topics, messages: Sequence[Later], now_ms: int) -> int:
    """Store what is understood of some messages, and return how many these are."""
    intake = Intake(topics)  # one of its own: what came long ago is no sign of two chairs
    for message in messages:
        intake.add(topics.of(message.chair, message.channel), message.payload)
    batch = intake.take_batch()
    names = {(row["chair"], row["epoch"], row["seq"]) for row in (*batch.events, *batch.minutes)}
    understood = [message for message in messages if message.name in names]
    if not understood:
        return 0
    try:
        with open_store() as connection:
            # The watermark passed them when they came, and they were counted then.
            saved = queries.save(connection, Batch(events=batch.events, minutes=batch.minutes), now_ms)
            taken = {(row["chair"], row["epoch"], row["seq"]) for row in saved.conflicts}
            stored = [message for message in understood if message.name not in taken]
            later.forget(connection, stored)
    except StoreError:
        raise
    except Exception:
        # As in the writer: a message that no database can take must stop no other.
        if len(understood) > 1:
            return sum(_store(open_store, topics, [message], now_ms) for message in understood)
        log.exception("message %s cannot be stored; it stays where it is", understood[0].name)
        return 0
    for chair in sorted({str(row["chair"]) for row in saved.conflicts}):
        log.warning(
            "messages of %r stay for later, others bear their numbers: %s", chair, TWINS_REMEDY.format(chair=chair)
        )
    return len(stored)
