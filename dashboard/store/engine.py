"""Opening the database, and errors that say what to do about it.

SQLite in WAL mode: one writer (ingest) and any number of readers (web) at the same time. The writer takes its lock at
the start of a transaction (BEGIN IMMEDIATE), because a lock upgraded half way fails at once instead of waiting, and
syncs to the disk at each commit, because the chair deletes what we say is safe.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from dashboard.errors import StoreError

BUSY_TIMEOUT_S = 5.0
PAGES_AT_ONCE = 1000

_REMEDIES = {
    "SQLITE_FULL": "the disk is full: free some space; the chairs keep their messages until then",
    "SQLITE_READONLY": "it cannot be written: give this user the right to write the file and its folder",
    "SQLITE_CANTOPEN": "it cannot be opened: look whether the folder exists and this user may write there",
    "SQLITE_NOTADB": "it is no SQLite database: name another file as url in [store], or move this one away",
    "SQLITE_CORRUPT": "it is damaged: move it away and restore a copy",
    "SQLITE_BUSY": "another program keeps it locked: end that program",
    "SQLITE_IOERR": "the disk does not answer: look at its cable and its health",
}


def writer(url: str) -> Engine:
    """Return the engine of ingest, making file and folder. Raises `StoreError` when the folder cannot be made.

    A new file is its owner's alone: it says when people sat. SQLite's log takes the mode over.
    """
    path = database_path(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):  # what cannot be made is left to SQLite to say
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot be made: {error}; name another place as url in [store]") from error
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})
    # auto_vacuum takes effect in a new file only; secure_delete wipes what is deleted, because it says when people sat.
    ours = ("auto_vacuum=INCREMENTAL", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
    _prepare(engine, "BEGIN IMMEDIATE", ours)
    return engine


def reader(url: str) -> Engine:
    """Return the engine of web, which cannot write and never makes a file."""
    engine = _existing(url)
    _prepare(engine, "BEGIN", ("query_only=ON",))
    return engine


def web_writer(url: str) -> Engine:
    """Return the engine with which web writes the few tables that are its own; it never makes a file or a measurement.

    `store.work.ask` and people's tables are for it. Its transactions take the writer's lock at once, as ingest's do.
    """
    engine = _existing(url)
    _prepare(engine, "BEGIN IMMEDIATE", ("synchronous=FULL", "foreign_keys=ON"))
    return engine


def give_back(engine: Engine) -> None:
    """Give the room of deleted rows back to the disk, some of it at a time, and take them out of the log as well."""
    if engine.dialect.name != "sqlite":
        return  # PostgreSQL's autovacuum does it
    with closing(engine.raw_connection()) as connection:
        connection.execute(f"PRAGMA incremental_vacuum({PAGES_AT_ONCE})").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def database_path(url: str) -> Path:
    """Return the file that a database URL names."""
    return Path(make_url(url).database or "")


@contextmanager
def transaction(engine: Engine, path: Path) -> Iterator[Connection]:
    """Run one transaction; what the database refuses becomes a `StoreError` that names the file and the remedy.

    A row that breaks a rule of its table is no fault of the database and is raised as it is: waiting would not mend it.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except (DataError, IntegrityError):
        raise
    except DBAPIError as error:
        raise StoreError(f"{path}: {_remedy(error.orig)}") from error
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {_remedy(error)}") from error


def _remedy(error: BaseException | None) -> str:
    name = str(getattr(error, "sqlite_errorname", ""))
    for known, remedy in _REMEDIES.items():
        if name.startswith(known):
            return remedy
    if "no such table" in str(error):
        return "it has no tables yet: start `sitwell-dashboard ingest` once, it makes them"
    return f"the database refused: {error}"


def _existing(url: str) -> Engine:
    path = database_path(url)
    return create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT_S, check_same_thread=False
        ),
    )


def _prepare(engine: Engine, begin: str, pragmas: tuple[str, ...]) -> None:
    """Take transactions into our own hands: Python's module would begin them late and without a lock."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
