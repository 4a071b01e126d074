"""Ingest as a process of its own."""

import os
import signal
import threading
import time
from pathlib import Path

from dashboard.config import DeskSettings, store_url
from dashboard.health import SignOfLife
from dashboard.ingest.writer import Ingest
from dashboard.store.retention import Kept


def make_ingest(settings: DeskSettings) -> Ingest:
    """Return an ingest whose tables are up to date. Raises `StoreError` when the database cannot be used.

    Raises `ConfigError` for a language that there is not.
    """
    url = store_url(settings.store, os.environ)
    days = settings.retention
    kept = Kept(days.minutes_days, days.events_days, days.quarters_days)
    language = settings.ingest.language
    if not settings.ingest.alive_file:
        return Ingest(settings.mqtt, url, _now_ms, kept=kept, language=language)
    beat = SignOfLife(Path(settings.ingest.alive_file), time.monotonic)
    return Ingest(settings.mqtt, url, _now_ms, beat, kept, language=language)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def run_ingest(settings: DeskSettings) -> None:
    """Store what chairs send until SIGTERM or SIGINT. Raises `StoreError` when it cannot start."""
    stop = threading.Event()
    ingest = make_ingest(settings)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    print("Sitwell stores what the chairs send", flush=True)
    ingest.run(stop)
