"""SQLite: a file in WAL mode, which one writer and any number of readers use at the same time.

The writer takes its lock at the start of a transaction (BEGIN IMMEDIATE), because a lock upgraded half way fails at
once instead of waiting, and syncs to the disk at each commit, because the chair deletes what we say is safe.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from dashboard.errors import StoreError

BUSY_TIMEOUT_S = 5.0
PAGES_AT_ONCE = 1000

# auto_vacuum takes effect in a new file only; secure_delete wipes what is deleted, because it says when people sat.
_OF_INGEST = ("auto_vacuum=INCREMENTAL", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
_OF_WEB = ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")

_REMEDIES = {
    "SQLITE_FULL": "the disk is full: free some space; the chairs keep their messages until then",
    "SQLITE_READONLY": "it cannot be written: give this user the right to write the file and its folder",
    "SQLITE_CANTOPEN": "it cannot be opened: look whether the folder exists and this user may write there",
    "SQLITE_NOTADB": "it is no SQLite database: name another file as url in [store], or move this one away",
    "SQLITE_CORRUPT": "it is damaged: move it away and put a backup in its place with `sitwell-dashboard restore`",
    "SQLITE_BUSY": "another program keeps it locked: end that program",
    "SQLITE_IOERR": "the disk does not answer: look at its cable and its health",
}


def writer(url: str, path: Path) -> Engine:
    """Return the engine of ingest, making file and folder. Raises `StoreError` when the folder cannot be made.

    A new file is its owner's alone: it says when people sat. SQLite's log takes the mode over.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):  # what cannot be made is left to SQLite to say
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreError(f"{path.parent}: cannot be made: {error}; name another place as url in [store]") from error
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})
    _prepare(engine, "BEGIN IMMEDIATE", _OF_INGEST)
    return engine


def web_writer(path: Path) -> Engine:
    """Return the engine with which web writes its own tables; it never makes a file."""
    engine = _existing(path)
    _prepare(engine, "BEGIN IMMEDIATE", _OF_WEB)
    return engine


def reader(path: Path) -> Engine:
    """Return an engine that cannot write and never makes a file."""
    engine = _existing(path)
    _prepare(engine, "BEGIN", ("query_only=ON",))
    return engine


def give_back(engine: Engine) -> None:
    """Give the room of deleted rows back to the disk, some of it at a time, and take them out of the log as well."""
    with closing(engine.raw_connection()) as connection:
        for pragma in (f"incremental_vacuum({PAGES_AT_ONCE})", "wal_checkpoint(TRUNCATE)"):
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA {pragma}")
            cursor.fetchall()


def let_shrink(engine: Engine) -> None:
    """Write a file of before `auto_vacuum` anew, once, so that it gives room back. On a full disk it stays."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        if cursor.execute("PRAGMA auto_vacuum").fetchone()[0] != 2:  # INCREMENTAL
            cursor.execute("PRAGMA auto_vacuum=INCREMENTAL")
            with suppress(sqlite3.OperationalError):
                cursor.execute("VACUUM")


def remedy(error: BaseException | None, path: Path) -> str:
    """Return what to do about an error of SQLite's with this file."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_CANTOPEN") and not path.exists() and os.access(path.parent, os.W_OK):
        return "there is none yet: start `sitwell-dashboard ingest` once, it makes it"
    for known, words in _REMEDIES.items():
        if name.startswith(known):
            return words
    if "no such table" in str(error):
        return "it has no tables yet: start `sitwell-dashboard ingest` once, it makes them"
    return f"the database refused: {error}"


def _existing(path: Path) -> Engine:
    # An URL without a file is taken for a database in memory, whose pool closes connections that other threads still
    # use once there are more than five of them: then SQLite ends the whole process. Threads are what bounds this one.
    return create_engine(
        "sqlite://",
        poolclass=QueuePool,
        max_overflow=-1,
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
