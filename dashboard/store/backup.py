"""Copies of an SQLite store: taken while ingest and web work, checked, put back; and one before each migration.

PostgreSQL has programs of its own for that, and they are named where somebody asks here.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dashboard.errors import StoreError
from dashboard.store.engine import database_path, is_postgres
from dashboard.store.migrations import HEAD
from dashboard.store.sqlite_engine import remedy

KEPT = 2
"""Copies from before migrations that stay."""

PG_DUMP = "PostgreSQL is copied by its own program: pg_dump --format=custom --file=FILE DATABASE"
PG_RESTORE = "PostgreSQL is put back by its own program: pg_restore --clean --if-exists --dbname=DATABASE FILE"


def backup(url: str, target: Path) -> None:
    """Copy the store as it is at this moment into a new file, its owner's alone, and check the copy.

    Nobody waits for it: readers and the writer go on. Raises `StoreError`.
    """
    if is_postgres(url):
        raise StoreError(PG_DUMP)
    if target.exists():
        raise StoreError(f"{target}: there is such a file already: name another one, or move it away")
    version_of(database_path(url))
    _copy(database_path(url), target)
    check(target)


def restore(url: str, source: Path, stamp: str) -> Path | None:
    """Put a copy in the store's place. Return where the store of before is kept, or None when there was none.

    `stamp` becomes part of that name. Raises `StoreError` when the file is no store of Sitwell's, or of a newer one, or
    while ingest or web have the store open.
    """
    if is_postgres(url):
        raise StoreError(PG_RESTORE)
    check(source)
    path = database_path(url)
    part = path.with_name(f"{path.name}.part")
    kept = path.with_name(f"{path.name}.before-restore-{stamp}") if path.exists() else None
    if kept:
        _take_alone(path)
    part.unlink(missing_ok=True)
    _copy(source, part)
    with _saying(path):
        if kept:
            path.rename(kept)
        part.rename(path)
        _sync(path.parent)
    return kept


def before_migration(url: str, stamp: str) -> Path | None:
    """Copy a store that a migration is about to change, and forget the oldest such copies. Return the copy.

    None: there is nothing to migrate, or it is PostgreSQL, which takes a failed migration back by itself.
    """
    path = database_path(url)
    if is_postgres(url) or not path.exists() or not path.stat().st_size:
        return None
    try:
        if version_of(path) == HEAD:
            return None
    except StoreError:
        return None  # no store, or a newer one: opening it says so
    _copy(path, made := path.with_name(f"{path.name}.before-{HEAD}-{stamp}"))
    copies = sorted(path.parent.glob(f"{path.name}.before-[0-9]*"), key=lambda each: each.stat().st_mtime_ns)
    for old in copies[:-KEPT]:
        old.unlink()
    return made


def version_of(path: Path) -> str:
    """Return the version of a store. Raises `StoreError` when the file is none, or is of a newer Sitwell."""
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file")
    with _saying(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"alembic_version", "minutes", "events", "watermarks"} <= tables:
            raise StoreError(f"{path}: it is no store of Sitwell's: name a file that `sitwell-dashboard backup` made")
        at = str(copy.execute("SELECT version_num FROM alembic_version").fetchone()[0])
        if at > HEAD:
            raise StoreError(f"{path}: it is of a version unknown here ({at}): install a newer Sitwell")
    return at


def check(path: Path) -> None:
    """Read all of a store. Raises `StoreError` as `version_of` does, and when it is damaged."""
    version_of(path)
    with _saying(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        if (found := copy.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise StoreError(f"{path}: it is damaged: {found}; take an older backup")


def _copy(source: Path, target: Path) -> None:
    """Copy a database into a new file, whole or not at all."""
    if not source.is_file():
        raise StoreError(f"{source}: there is no such file")
    part = target.with_name(f"{target.name}.copy")
    with _saying(target):
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        part.chmod(0o600)
        try:
            with (
                closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
                closing(sqlite3.connect(part)) as new,
            ):
                old.backup(new)  # in one step, so that it is one moment's state
                new.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            _sync(part)
            part.rename(target)
            _sync(target.parent)
        finally:
            part.unlink(missing_ok=True)


def _take_alone(path: Path) -> None:
    """Take the store's log in, which works only while nobody else has it open. Raises `StoreError` otherwise."""
    with _saying(path), closing(sqlite3.connect(path, timeout=0)) as store:
        try:
            mode = store.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY":
                raise
            mode = "busy"
        if mode != "delete":
            raise StoreError(f"{path}: ingest or web has it open: stop them first, and start them afterwards")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _saying(path: Path) -> Iterator[None]:
    """Name the file and the remedy in what SQLite or the system refuses."""
    try:
        yield
    except StoreError:
        raise
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {remedy(error, path)}") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}: look at the folder's rights and room") from error
