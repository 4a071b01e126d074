"""Opening the database, and errors that say what to do about it. SQLite unless the URL says PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from dashboard.errors import StoreError
from dashboard.store import postgres_engine, sqlite_engine


def writer(url: str) -> Engine:
    """Return the engine of ingest, making what SQLite needs. Raises `StoreError` when that cannot be."""
    if is_postgres(url):
        return postgres_engine.writer(make_url(url))
    return sqlite_engine.writer(url, database_path(url))


def web_writer(url: str) -> Engine:
    """Return the engine with which web writes the few tables that are its own; it never makes a file or a measurement.

    `store.work.ask` and people's tables are for it. Its transactions take the writer's lock at once, as ingest's do.
    """
    return postgres_engine.writer(make_url(url)) if is_postgres(url) else sqlite_engine.web_writer(database_path(url))


def reader(url: str) -> Engine:
    """Return the engine of web, which cannot write and never makes a file."""
    return postgres_engine.reader(make_url(url)) if is_postgres(url) else sqlite_engine.reader(database_path(url))


def give_back(engine: Engine) -> None:
    """Give the room of deleted rows back to the disk. PostgreSQL's autovacuum does that by itself."""
    if engine.dialect.name == "sqlite":
        sqlite_engine.give_back(engine)


def is_postgres(url: str) -> bool:
    """Return whether a URL names a PostgreSQL server."""
    return make_url(url).drivername == postgres_engine.DRIVER


def database_path(url: str) -> Path:
    """Return the file that a database URL names; of PostgreSQL the name of the database, for messages."""
    return Path(make_url(url).database or "")


@contextmanager
def transaction(engine: Engine, path: Path) -> Iterator[Connection]:
    """Run one transaction; what the database refuses becomes a `StoreError` that names the database and the remedy.

    A row that breaks a rule of its table is no fault of the database and is raised as it is: waiting would not mend it.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except (DataError, IntegrityError):
        raise
    except DBAPIError as error:
        raise StoreError(f"{path}: {_remedy(engine, error.orig, path)}") from error
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {_remedy(engine, error, path)}") from error


def _remedy(engine: Engine, error: BaseException | None, path: Path) -> str:
    if engine.dialect.name == "postgresql":
        return postgres_engine.remedy(error)
    return sqlite_engine.remedy(error, path)
