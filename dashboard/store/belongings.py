"""What people set and chairs said beside what was measured: read to be taken away. Secrets are never among it.

Each function runs inside a transaction of its caller.
"""

from typing import Any

from sqlalchemy import Connection, Table, select

from dashboard.store import preferences
from dashboard.store.letter_tables import LETTERS, SCHEDULES
from dashboard.store.people_tables import CHAIR_PEOPLE, GOALS, GROUP_PEOPLE, GROUPS, PEOPLE, SESSIONS, TOKENS
from dashboard.store.reminder_tables import CHANNELS, REMINDED, SILENCES
from dashboard.store.schema import LIMITS
from dashboard.words import unpacked

OF_CHAIRS: dict[str, Table] = {
    "silences": SILENCES,
    "channels": CHANNELS,
    "reminders": REMINDED,
    "goals": GOALS,
    "schedule": SCHEDULES,
    "reports": LETTERS,
    "limits": LIMITS,
}
"""Of each file in a chair's zip the table that it tells."""


def of_chair(connection: Connection, chair: str, name: str) -> list[dict[str, Any]]:
    """Return the rows for a file of `OF_CHAIRS`. The `url` of a channel is a secret: it goes no further."""
    table = OF_CHAIRS[name]
    found = select(table).where(table.c.chair == chair).order_by(*table.primary_key)
    rows = [dict(row) for row in connection.execute(found).mappings()]
    for row in rows:
        if "said" in row:
            row["said"] = unpacked(row["said"])
    return rows


def of_person(connection: Connection, person: int) -> dict[str, Any]:
    """Return what the desk has of somebody's account: no password, cookie or token is in it."""
    account = connection.execute(select(PEOPLE).where(PEOPLE.c.id == person)).mappings().first()
    return {
        "name": account["name"] if account else None,
        "role": account["role"] if account else None,
        "made_ms": account["made_ms"] if account else None,
        "password_changed_ms": account["changed_ms"] if account else None,
        "language": preferences.chosen(connection, person).language or None,
        "units": preferences.chosen(connection, person).units or None,
        "chairs": _names(connection, person, CHAIR_PEOPLE, "chair"),
        "groups": list(
            connection.execute(
                select(GROUPS.c.name)
                .join(GROUP_PEOPLE, GROUP_PEOPLE.c.group == GROUPS.c.id)
                .where(GROUP_PEOPLE.c.person == person)
                .order_by(GROUPS.c.name)
            ).scalars()
        ),
        "browsers": _rows(connection, person, SESSIONS),
        "tokens": _rows(connection, person, TOKENS),
    }


def _names(connection: Connection, person: int, table: Table, column: str) -> list[str]:
    found = select(table.c[column]).where(table.c.person == person).order_by(table.c[column])
    return list(connection.execute(found).scalars())


def _rows(connection: Connection, person: int, table: Table) -> list[dict[str, Any]]:
    columns = [column for column in table.c if column.name not in {"id", "hash", "person"}]
    found = select(*columns).where(table.c.person == person).order_by(table.c.id)
    return [dict(row) for row in connection.execute(found).mappings()]
