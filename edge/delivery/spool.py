"""What the chair knows and the store may not have yet, in one SQLite file.

Rows leave only when ingest's watermark says that they are committed there: a broker's acknowledgement is no proof,
brokers acknowledge and crash. The detectors' state commits in the same transaction as what they produced, so a crash
can neither repeat an event nor forget one.

WAL with synchronous=FULL: what was sent has reached the disk. With NORMAL a pulled plug loses the last transactions,
their row numbers are given out again, and the store takes the new messages for repeats. This first form is unbounded.
"""

import contextlib
import fcntl
import secrets
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import msgspec

from contract.delivery import Durable
from contract.errors import SitwellError

BUSY_S = 0.5
"""The loop cannot wait for long: frames come ten times a second."""

DELETE_BATCH = 64
"""Rows are deleted in batches: a delete each minute cost 10.4 MB of SD card writes in 8 h."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS row (seq INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""


class SpoolError(SitwellError, OSError):
    """The spool file cannot be used; the text names the file and the remedy."""


class Row(NamedTuple):
    """One message that waits. `prev` is the row before it as the spool is now, 0 for none."""

    seq: int
    prev: int
    body: bytes


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None, timeout=BUSY_S)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.executescript(_SCHEMA)
        epoch = secrets.token_hex(8).encode()
        database.execute("INSERT OR IGNORE INTO note (name, value) VALUES ('epoch', ?)", (epoch,))
    except sqlite3.Error:
        database.close()
        raise
    return database


class Spool:
    """The spool file; a context manager. One process, one thread."""

    def __init__(self, path: Path) -> None:
        with contextlib.ExitStack() as opened:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                lock = opened.enter_context(path.with_suffix(".lock").open("w"))
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._db = opened.enter_context(contextlib.closing(_open(path)))
            except BlockingIOError as error:
                raise SpoolError(f"{path}: another chair uses this spool; give each its own data_dir") from error
            except (sqlite3.Error, OSError) as error:
                raise SpoolError(f"{path}: {error}; see that the folder is writable, or move the file away") from error
            self._opened = opened.pop_all()
        self.epoch = self._note("epoch").decode()

    def __enter__(self) -> Self:
        """Return the open spool."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._opened.close()

    def append(self, bodies: Iterable[Durable], state: bytes) -> None:
        """Keep messages and the detectors' state after them, in one transaction. Raises `SpoolError` on a full disk."""
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.executemany("INSERT INTO row (body) VALUES (?)", [(msgspec.json.encode(b),) for b in bodies])
                self._db.execute("INSERT OR REPLACE INTO note (name, value) VALUES ('state', ?)", (state,))
        except sqlite3.Error as error:
            raise _said(error) from error

    def state(self) -> bytes:
        """Return the detectors' state as last kept, empty for none."""
        return self._note("state")

    def after(self, seq: int, limit: int) -> list[Row]:
        """Return up to `limit` rows that stand after `seq`, oldest first, each with the row before it."""
        before = self._ask("SELECT max(seq) FROM row WHERE seq <= ?", seq)[0][0] or 0
        rows: list[Row] = []
        for found, body in self._ask("SELECT seq, body FROM row WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit):
            rows.append(Row(found, before, body))
            before = found
        return rows

    def acknowledge(self, seq: int) -> int:
        """Delete what is in the store, up to `seq`, once it is a batch; return how many went.

        Raises `SpoolError` on a full disk; the rows stay and go with a later watermark.
        """
        waiting = int(self._ask("SELECT count(*) FROM row WHERE seq <= ?", seq)[0][0])
        if waiting < DELETE_BATCH:
            return 0
        self._ask("DELETE FROM row WHERE seq <= ?", seq)
        return waiting

    def waiting(self) -> int:
        """Return how many rows are kept."""
        return int(self._ask("SELECT count(*) FROM row")[0][0])

    def _note(self, name: str) -> bytes:
        found = self._ask("SELECT value FROM note WHERE name = ?", name)
        return bytes(found[0][0]) if found else b""

    def _ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise _said(error) from error


def _said(error: sqlite3.Error) -> SpoolError:
    """Return the error with what mends it."""
    remedies = {"SQLITE_FULL": "free space on the disk", "SQLITE_BUSY": "another program holds the file; stop it"}
    remedy = remedies.get(
        getattr(error, "sqlite_errorname", ""), "check the disk, or stop the chair and move the file away"
    )
    return SpoolError(f"the spool cannot be used: {error}; {remedy}")
