"""What whoever looks after the desk does with the store from a terminal: copy it, put a copy back, compute anew."""

import os
import time
from pathlib import Path

from dashboard.config import DeskSettings, store_url
from dashboard.errors import StoreError


def backup(settings: DeskSettings, target: Path) -> None:
    """Copy the store into a new file and say so. Raises `StoreError`."""
    from dashboard.store import backup as copies  # noqa: PLC0415  # SQLAlchemy takes 0.2 s, and --help needs none

    copies.backup(_url(settings), target)
    print(f"copied and checked: {target} ({target.stat().st_size / 1e6:.1f} MB)")


def restore(settings: DeskSettings, source: Path) -> None:
    """Put a copy in the store's place and say where the old one is. Raises `StoreError`."""
    from dashboard.store import backup as copies  # noqa: PLC0415
    from dashboard.store.opening import stamp  # noqa: PLC0415

    kept = copies.restore(_url(settings), source, stamp(_now_ms()))
    print(f"the store is what {source} holds" + (f"; what it was is kept as {kept}" if kept else ""))


def rebuild(settings: DeskSettings) -> None:
    """Compute everything anew that is computed from minutes and events. Raises `StoreError`."""
    from dashboard.store import rebuild as anew  # noqa: PLC0415
    from dashboard.store.engine import database_path, is_postgres, transaction  # noqa: PLC0415
    from dashboard.store.opening import open_store  # noqa: PLC0415

    url = _url(settings)
    path = database_path(url)
    if not is_postgres(url) and not path.exists():
        raise StoreError(f"{path}: there is no store yet: start `sitwell-dashboard ingest` once, it makes one")
    engine = open_store(url, _now_ms())
    steps = anew.rebuild(lambda: transaction(engine, path))
    try:
        while True:
            next(steps)
    except StopIteration as done:
        print(f"computed anew; chairs: {done.value}")
    finally:
        engine.dispose()


def _url(settings: DeskSettings) -> str:
    return store_url(settings.store, os.environ)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
