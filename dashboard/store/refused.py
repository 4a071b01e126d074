"""What was refused: counted for ever, and the newest few kept for a look."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from dashboard.store.rows import Quarantined, Refusal
from dashboard.store.schema import QUARANTINE, REFUSALS
from dashboard.store.upsert import upsert

KEPT = 50
"""Messages of each kind; there are some twenty kinds."""


def count(connection: Connection, refusals: Sequence[Refusal], now_ms: int) -> None:
    """Add to the counters."""
    for refusal in refusals:
        new = upsert(connection, REFUSALS).values(
            kind=refusal.kind, count=refusal.times, last_ms=now_ms, last_why=refusal.why
        )
        changed = {"count": REFUSALS.c.count + refusal.times, "last_ms": now_ms, "last_why": refusal.why}
        connection.execute(new.on_conflict_do_update(index_elements=["kind"], set_=changed))


def counts(connection: Connection) -> dict[str, int]:
    """Return how many messages of each kind were ever refused."""
    return {row.kind: row[1] for row in connection.execute(select(REFUSALS.c.kind, REFUSALS.c.count))}


def keep(connection: Connection, messages: Sequence[Quarantined], now_ms: int) -> None:
    """Keep refused messages; of each kind the oldest beyond `KEPT` go."""
    if not messages:
        return
    connection.execute(insert(QUARANTINE), [{**each._asdict(), "at_ms": now_ms} for each in messages])
    for kind in {each.kind for each in messages}:
        of_kind = select(QUARANTINE.c.id).where(QUARANTINE.c.kind == kind).order_by(QUARANTINE.c.id.desc())
        connection.execute(
            delete(QUARANTINE).where(QUARANTINE.c.kind == kind, QUARANTINE.c.id.not_in(of_kind.limit(KEPT)))
        )
