"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL both have and SQLAlchemy knows by the database's name only."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from dashboard.store.rows import Row

Insert = sqlite.Insert | postgresql.Insert


def upsert(connection: Connection, table: Table) -> Insert:
    """Return an INSERT that can be told what to do when the row is there already."""
    return _insert(connection.dialect.name, table)


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, or write them over those with their key; a row that is closed stays as it is."""
    if rows:
        connection.execute(_or_replace(connection.dialect.name, table), list(rows))


def add(connection: Connection, table: Table, rows: Sequence[Row]) -> set[tuple[object, ...]]:
    """Insert the rows that are not there yet, and return their keys."""
    if not rows:
        return set()
    new = _unless_there(connection.dialect.name, table)
    return {tuple(row) for row in connection.execute(new, list(rows))}


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


@lru_cache(maxsize=32)
def _unless_there(dialect: str, table: Table) -> ReturningInsert[Any]:
    # RETURNING, because PostgreSQL's driver counts no rows when there are many.
    return _insert(dialect, table).on_conflict_do_nothing().returning(*table.primary_key)
