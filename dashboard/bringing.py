"""`sitwell-dashboard import`: an export handed to ingest, from a terminal of the desk's computer."""

import os
import sys
import time
from pathlib import Path

from contract.errors import ConfigError
from contract.topics import Topics
from dashboard.config import DeskSettings, store_url
from dashboard.errors import StoreError
from dashboard.exchange.reading import ExchangeError, Tally, hand_in
from dashboard.store.engine import database_path, transaction, web_writer

EXIT_CONFIG = 3


def bring(settings: DeskSettings, file: Path, chair: str | None) -> int:
    """Ask ingest to take a file in, as this chair's or as that of which it says it is. Return the exit code.

    0: every line was handed over; 1: some cannot be, or the file cannot; 2: no chair can be called that; 3: no store.
    """
    try:
        Topics().of(chair or "any", "meta")
    except ConfigError as error:
        return _fail(2, str(error))
    url = store_url(settings.store, os.environ)
    engine = web_writer(url)
    try:
        with file.open("rb") as opened:
            tally = hand_in(opened, chair, lambda: transaction(engine, database_path(url)), time.time_ns() // 1_000_000)
    except OSError as error:
        if isinstance(error, StoreError):
            return _fail(EXIT_CONFIG, str(error))
        return _fail(1, f"{file}: {error.strerror}")
    except ExchangeError as error:
        return _fail(1, f"{file}: {error}")
    finally:
        engine.dispose()
    return _told(file, tally)


def _told(file: Path, tally: Tally) -> int:
    for line in tally.first_refused:
        print(f"{file}:{line.line}: {line.why}", file=sys.stderr)  # the command's own answer
    if tally.refused > len(tally.first_refused):
        print(f"... and {tally.refused - len(tally.first_refused)} lines more", file=sys.stderr)
    print(f"{tally.messages} minutes and events handed to ingest, which takes them in as soon as it runs")
    return 1 if tally.refused or not tally.messages else 0


def _fail(code: int, why: str) -> int:
    print(f"error: {why}", file=sys.stderr)  # the command's own answer
    return code
