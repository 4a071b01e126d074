"""Copies of the store that are made from the page: where they lie, which there are, and a process that makes one.

`python -m dashboard.store.copies`, the order on stdin: so the page's process neither waits nor grows, and a URL, which
may hold a password, is no argument that everybody could see. The copying itself is `backup.backup`, the command's own.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec

from dashboard.errors import StoreError
from dashboard.store.backup import PG_DUMP, backup
from dashboard.store.engine import database_path, is_postgres
from dashboard.store.opening import stamp

FOLDER = "backups"
MOST = 20
"""So many are made; who wants more moves the oldest away. Nothing deletes a backup but a person."""

ROOM = 1.1
"""Times the store's size that must be free."""

GENTLE = 10


class Copy(NamedTuple):
    """A copy of the store: the file's name, when it was made, how long it is."""

    name: str
    made_ms: int
    bytes: int


class Order(msgspec.Struct, frozen=True):
    """The store at `url`, to be copied to `target`."""

    url: str
    target: str


def folder_of(url: str) -> Path | None:
    """Return where copies of a store lie; None for PostgreSQL, which has a program of its own."""
    return None if is_postgres(url) else database_path(url).parent / FOLDER


def copies(url: str) -> list[Copy]:
    """Return the copies there are, the newest first."""
    folder = folder_of(url)
    if folder is None or not folder.is_dir():
        return []
    found = [(file.name, file.stat()) for file in folder.glob("sitwell-*.db") if file.is_file()]
    made = [Copy(name, told.st_mtime_ns // 1_000_000, told.st_size) for name, told in found]
    return sorted(made, key=lambda copy: (copy.made_ms, copy.name), reverse=True)


def order(url: str, now_ms: int) -> Order:
    """Return what to copy where. Raises `StoreError` where there are enough copies, or there is no room."""
    folder, path = folder_of(url), database_path(url)
    if folder is None:
        raise StoreError(PG_DUMP)
    if len(copies(url)) >= MOST:
        raise StoreError(f"there are {MOST} copies in {folder} already: move or delete some, then make another")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        free, wanted = shutil.disk_usage(folder).free, path.stat().st_size * ROOM
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror or error}: look at the folder's rights") from error
    if free < wanted:
        raise StoreError(f"{folder}: a copy needs {wanted / 1e6:.0f} MB and {free / 1e6:.0f} MB are free: make room")
    return Order(url, str(folder / f"sitwell-{stamp(now_ms)}.db"))


def make(wanted: Order) -> None:
    """Make the copy, in this process. Raises `StoreError`."""
    backup(wanted.url, Path(wanted.target))


def main() -> int:
    """Make the copy that stdin orders. Return 0, or 1 after saying on stderr why not."""
    os.nice(GENTLE)
    try:
        make(msgspec.json.decode(sys.stdin.buffer.read(), type=Order))
    except StoreError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
