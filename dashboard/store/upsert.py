"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL both have and SQLAlchemy knows by the database's name only."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = sqlite.Insert | postgresql.Insert


def upsert(connection: Connection, table: Table) -> Insert:
    """Return an INSERT that can be told what to do when the row is there already."""
    return _insert(connection.dialect.name, table)


def put(connection: Connection, table: Table, rows: Sequence[object]) -> None:
    """Insert rows, or write them over those with their key; a row that is closed stays as it is."""
    if rows:
        connection.execute(_or_replace(connection.dialect.name, table), list(rows))  # type: ignore[arg-type]


def _insert(dialect: str, table: Table) -> Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@lru_cache(maxsize=32)
def _or_replace(dialect: str, table: Table) -> Insert:
    """Return the statement, made once: making it takes longer than running it."""
    new = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    others = {column.name: new.excluded[column.name] for column in table.c if column.name not in {*keys, "closed"}}
    still_open = table.c.closed.is_(False) if "closed" in table.c else None
    return new.on_conflict_do_update(index_elements=keys, set_=others, where=still_open)
