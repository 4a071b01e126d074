"""Opening the store to write: with a copy before its tables change, and its tables up to date."""

import logging
from datetime import UTC, datetime

from sqlalchemy import Engine

from dashboard.store import backup, sqlite_engine
from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.migrations import migrate

log = logging.getLogger(__name__)


def open_store(url: str, now_ms: int) -> Engine:
    """Return the engine of ingest, its tables up to date. Raises `StoreError`."""
    copy = backup.before_migration(url, stamp(now_ms))
    engine = writer(url)
    with transaction(engine, database_path(url)) as connection:
        migrate(connection)
    if copy:
        log.warning("the store is of this version now; as it was before it is kept in %s", copy)
        sqlite_engine.let_shrink(engine)
    return engine


def stamp(now_ms: int) -> str:
    """Return an instant as it stands in a file's name."""
    return datetime.fromtimestamp(now_ms / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
