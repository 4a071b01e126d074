"""Goals of one's own, kept by chair. Web writes them; they go with everything else that is deleted of a chair."""

from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from dashboard.store.people_tables import GOALS
from dashboard.store.upsert import put


class OwnGoals(NamedTuple):
    """Goals that somebody has set; None where the one of the studies holds. Seconds off the seat in a working day."""

    shifts_per_h: float | None = None
    off_seat_s: float | None = None


def own(connection: Connection, chair: str) -> OwnGoals:
    """Return the goals that were set for a chair."""
    columns = [GOALS.c[name] for name in OwnGoals._fields]
    row = connection.execute(select(*columns).where(GOALS.c.chair == chair)).first()
    return OwnGoals._make(row) if row else OwnGoals()


def set_own(connection: Connection, chair: str, wanted: OwnGoals) -> None:
    """Set the goals of a chair. For `engine.web_writer`."""
    if wanted == OwnGoals():
        connection.execute(delete(GOALS).where(GOALS.c.chair == chair))
    else:
        put(connection, GOALS, [{"chair": chair, **wanted._asdict()}])
