"""`sitwell-dashboard import`: an export handed to ingest, from a terminal of the desk's computer."""

import os
import sys
import time
from pathlib import Path

from sqlalchemy import Connection

from contract.errors import ConfigError
from contract.topics import Topics
from dashboard.config import DeskSettings, store_url
from dashboard.errors import AccessError, DiaryFullError, StoreError
from dashboard.exchange import own_words
from dashboard.exchange.reading import ExchangeError, Tally, hand_in
from dashboard.store import people
from dashboard.store.diary_tables import AT_THIS_COMPUTER
from dashboard.store.engine import database_path, transaction, web_writer

EXIT_CONFIG = 3

Words = tuple[str | None, bool]
"""What becomes of a diary in the file: whose it is, None where that need not be said; and whether it is left out."""


def bring(settings: DeskSettings, file: Path, chair: str | None, words: Words = (None, False)) -> int:
    """Ask ingest to take a file in, as this chair's or as that of which it says it is. Return the exit code.

    0: every line was handed over; 1: some cannot be, or the file cannot; 2: no chair can be called that; 3: no store.
    Whose diary it is must be known before anything is taken in: where there are accounts it must be said.
    """
    try:
        Topics().of(chair or "any", "meta")
    except ConfigError as error:
        return _fail(2, str(error))
    url = store_url(settings.store, os.environ)
    engine, refused = web_writer(url), 0
    try:
        with file.open("rb") as opened:
            now_ms = time.time_ns() // 1_000_000
            diary = not words[1] and own_words.is_in(opened)
            with transaction(engine, database_path(url)) as connection:
                person = _whose(connection, words[0]) if diary else None
            tally = hand_in(opened, chair, lambda: transaction(engine, database_path(url)), now_ms)
            if person is not None:
                with transaction(engine, database_path(url)) as connection:
                    brought = own_words.bring(opened, connection, person, now_ms)
                tally.diary, refused = brought.diary, brought.refused
    except OSError as error:
        if isinstance(error, StoreError):
            return _fail(EXIT_CONFIG, str(error))
        return _fail(1, f"{file}: {error.strerror}")
    except (ExchangeError, AccessError, DiaryFullError) as error:
        return _fail(1, f"{file}: {error}")
    finally:
        engine.dispose()
    return _told(file, tally, refused, diary=diary)


def _whose(connection: Connection, whose: str | None) -> int:
    """Return the number of the person whose diary it becomes. Raises `AccessError`."""
    if whose is not None:
        return people.get(connection, whose).id
    if people.count(connection):
        raise AccessError("there is a diary in it: say whose it becomes with --person, or leave it out with --no-diary")
    return AT_THIS_COMPUTER


def _told(file: Path, tally: Tally, refused_words: int, *, diary: bool) -> int:
    for line in tally.first_refused:
        print(f"{file}:{line.line}: {line.why}", file=sys.stderr)  # the command's own answer
    if tally.refused > len(tally.first_refused):
        print(f"... and {tally.refused - len(tally.first_refused)} lines more", file=sys.stderr)
    print(f"{tally.messages} minutes and events handed to ingest, which takes them in as soon as it runs")
    if diary:
        print(f"{tally.diary} entries of the diary taken in that were not there yet")
    if refused_words:
        print(f"{file}: {refused_words} lines of the diary cannot be and are left out", file=sys.stderr)
    return 1 if tally.refused or refused_words or not (tally.messages or diary) else 0


def _fail(code: int, why: str) -> int:
    print(f"error: {why}", file=sys.stderr)  # the command's own answer
    return code
