"""The spool's file on disk: opened by one chair at a time, and set aside when it is damaged."""

import contextlib
import fcntl
import logging
import os
import re
import secrets
import sqlite3
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

from contract.errors import SitwellError

log = logging.getLogger(__name__)

BUSY_S = 0.5
"""The loop cannot wait for long: frames come ten times a second."""

KEPT_ASIDE = 3
"""So many damaged files are kept for whoever wants to look into them; older ones go."""

PAGE_BYTES = 1024
"""A minute changes five pages, each written twice. With SQLite's 4096 that was 13 MB in eight hours, with this 8 MB."""

WAL_BYTES = 4 * 1024 * 1024
"""The write-ahead log is cut to this after a checkpoint. It stays allocated: on a full disk there is room to go on."""

_NOTES = {"epoch": re.compile(rb"[0-9a-f]{16}"), "dropped": re.compile(rb"[0-9]+ [0-9]+")}
"""What must be right for the file to be used: with another epoch nobody takes its rows, or takes them twice."""

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS row (seq INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value BLOB NOT NULL);
"""

_REMEDIES = {
    "SQLITE_FULL": "free space on the disk",
    "SQLITE_BUSY": "another program holds the file; stop it",
    "SQLITE_READONLY": "give this user the right to write the file, and see that the disk is not mounted read-only",
    "SQLITE_IOERR": "the disk does not answer: look at the SD card",
}


class SpoolError(SitwellError, OSError):
    """The spool file cannot be used; the text names the file and the remedy."""


class DamagedError(SpoolError):
    """The spool file is no database any more, or not a whole one."""


def lock(path: Path, opened: ExitStack) -> None:
    """Hold the spool for this process until `opened` closes. Raises `SpoolError` when another process has it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = opened.enter_context(path.with_suffix(".lock").open("w"))
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise SpoolError(f"{path}: another chair uses this spool; give each its own data_dir") from error
    except OSError as error:
        raise SpoolError(f"{path}: {error}; see that the folder is writable") from error


def open_whole(path: Path) -> sqlite3.Connection:
    """Open the file, or a new one when it is damaged. Raises `SpoolError` when neither can be."""
    try:
        return _open(path)
    except DamagedError as error:
        log.error("%s; it is kept as %s, and a new one begins", error, set_aside(path))  # noqa: TRY400 - no trace helps
        return _open(path)


def set_aside(path: Path) -> Path:
    """Rename a damaged file with its log, dated by when it was last written; return its new name.

    What waited in it is lost to the store: carried over into a new file it could be stored twice. Raises `SpoolError`.
    """
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        name = f"{path.name}.damaged-{written:%Y%m%dT%H%M%SZ}"
        while (target := path.with_name(name)).exists():
            name += "x"
        for suffix in ("-wal", "-shm", ""):
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.rename(f"{target}{suffix}")
        _forget_old(path)
    except OSError as error:
        raise SpoolError(f"{path}: is damaged and cannot be set aside: {error}; move it away") from error
    return target


def explained(path: Path, error: sqlite3.Error) -> SpoolError:
    """Return the error with what mends it."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith(_DAMAGED):
        return DamagedError(f"{path}: the spool is damaged: {error}")
    remedy = next((mend for known, mend in _REMEDIES.items() if name.startswith(known)), "look at the disk")
    return SpoolError(f"{path}: the spool cannot be used: {error}; {remedy}")


def _open(path: Path) -> sqlite3.Connection:
    _create_private(path)
    with ExitStack() as failed:
        try:
            database = failed.enter_context(
                closing(sqlite3.connect(path, isolation_level=None, timeout=BUSY_S, cached_statements=32))
            )
            database.execute(f"PRAGMA page_size={PAGE_BYTES}")
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=FULL")
            database.execute(f"PRAGMA journal_size_limit={WAL_BYTES}")
            # A damage in the middle shows only when that page is read, days later; better now.
            found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise DamagedError(f"{path}: the spool is damaged: {found}")
            database.executescript(_SCHEMA)
            epoch = secrets.token_hex(8).encode()
            database.execute("INSERT OR IGNORE INTO note (name, value) VALUES ('epoch', ?)", (epoch,))
            _refuse_damaged_notes(database, path)
        except sqlite3.Error as error:
            raise explained(path, error) from error
        failed.pop_all()
    return database


def _create_private(path: Path) -> None:
    """Make a new file its owner's alone: it says when somebody sat, in kilograms too. SQLite's log takes the mode over.

    What cannot be made is left to SQLite to say.
    """
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


def _refuse_damaged_notes(database: sqlite3.Connection, path: Path) -> None:
    """Raise `DamagedError` for a note that is none: SQLite keeps no checksum of what a row holds."""
    for name, form in _NOTES.items():
        for (value,) in database.execute("SELECT value FROM note WHERE name = ?", (name,)):
            if not form.fullmatch(value):
                raise DamagedError(f"{path}: the spool is damaged: its {name} is {value!r}")


def _forget_old(path: Path) -> None:
    kept = sorted(
        each for each in path.parent.glob(f"{path.name}.damaged-*") if not each.name.endswith(("-wal", "-shm"))
    )
    for old in kept[:-KEPT_ASIDE]:
        for suffix in ("-wal", "-shm", ""):
            Path(f"{old}{suffix}").unlink(missing_ok=True)
