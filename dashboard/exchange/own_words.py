"""A person's own words, to take away and to bring back: the diary, and the workplace checklist; and their account.

    diary.csv, workplace.csv    for a spreadsheet
    account.json                what the desk has of the account, to take away only
    diary.jsonl                 the same as lines, which an import takes in

They are in a file of their own person's only, never in one that somebody else takes away.
"""

import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import IO

import msgspec
from sqlalchemy import Connection

from contract.codec import MAX_BYTES
from dashboard.advice.workplace import WORKPLACE
from dashboard.analysis.diary.entry import Entry, problems
from dashboard.exchange import csv_form
from dashboard.exchange.belongings import account
from dashboard.exchange.columns import Column
from dashboard.exchange.readme import Say, described, paragraphs
from dashboard.exchange.source import Open
from dashboard.exchange.zip_form import Member
from dashboard.store import diary
from dashboard.store.diary import MOST_ENTRIES, Written
from dashboard.words import N_, plainly, render

LINES = "diary.jsonl"

DIARY = (
    Column("at_ms", int, N_("when it was so, milliseconds since 1970-01-01T00:00Z")),
    Column("on", str, N_("the day, as its writer had it")),
    Column("pain", int, N_("0, none, to 10; empty: not said")),
    Column("places", str, N_("where, with a space between them")),
    Column("note", str, N_("what was written beside it")),
)
CHECKLIST = (
    Column("item", str, N_("what is seen to at the workplace")),
    Column("done_ms", int, N_("since when, milliseconds since 1970-01-01T00:00Z")),
)

README = (
    N_(
        "diary.csv, workplace.csv and diary.jsonl are your own words: the diary, and the list of your workplace. They "
        "are in a file that you take away yourself and in no other. diary.jsonl is what the page Back takes in again; "
        "twice does no harm."
    ),
    N_(
        "account.json is what the desk has of your account: name, role, language, units, chairs, groups, the browsers "
        "that are logged in, and tokens by their names."
    ),
)

_ITEMS = frozenset(item.id for item in WORKPLACE)
MOST_LINES = MOST_ENTRIES + 1000


class EntryLine(msgspec.Struct, frozen=True, kw_only=True, tag_field="what", tag="diary"):
    """An entry of the diary as a line."""

    at_ms: int
    on: str
    pain: int | None
    places: tuple[str, ...]
    note: str


class ItemLine(msgspec.Struct, frozen=True, kw_only=True, tag_field="what", tag="workplace"):
    """An item of the checklist that is seen to, as a line."""

    item: str
    done_ms: int


class Brought(msgspec.Struct, kw_only=True):
    """What came of a file: entries that were not there yet, and lines that are none."""

    diary: int = 0
    refused: int = 0


_LINE = msgspec.json.Decoder(EntryLine | ItemLine)


def readme(said: Say = str) -> str:
    """Return what the files are, in the language that `said` speaks."""
    tables = [described(name, columns, said) for name, columns in (("diary.csv", DIARY), ("workplace.csv", CHECKLIST))]
    return paragraphs(README, said) + "\n".join(tables)


def members(open_store: Open, person: int) -> list[Member]:
    """Return the files of a person. Raises `StoreError`."""
    with open_store() as connection:
        entries, done = diary.everything(connection, person), diary.done(connection, person)
    lines = [EntryLine(**entry._asdict()) for entry in entries]
    items = [ItemLine(item=item, done_ms=done_ms) for item, done_ms in done.items()]
    rows = [(*entry[:3], " ".join(entry.places), entry.note) for entry in entries]
    return [
        ("diary.csv", csv_form.written(DIARY, rows)),
        ("workplace.csv", csv_form.written(CHECKLIST, list(done.items()))),
        account(open_store, person),
        (LINES, (msgspec.json.encode(line) + b"\n" for line in (*lines, *items))),
    ]


def bring(file: IO[bytes], connection: Connection, person: int, now_ms: int) -> Brought:
    """Take a person's words in again, from the zip or from its lines; a zip without them brings none.

    Raises `DiaryFullError`. What a damaged zip holds is not taken.
    """
    brought, entries = Brought(), []
    for line in _lines(file):
        found = _read(line, now_ms)
        if isinstance(found, EntryLine):
            entries.append(Written(found.at_ms, found.on, found.pain, found.places, found.note))
        elif found:
            diary.set_done(connection, person, found.item, found.done_ms)
        else:
            brought.refused += 1
    brought.diary = diary.bring(connection, person, entries)
    return brought


def is_in(file: IO[bytes]) -> bool:
    """Say whether a file is a zip with somebody's own words in it."""
    try:
        with zipfile.ZipFile(file) as archive:
            return LINES in archive.namelist() and archive.getinfo(LINES).file_size > 0
    except zipfile.BadZipFile:
        return False
    finally:
        file.seek(0)


def why_not(entry: Entry, now_ms: int) -> tuple[str, str] | None:
    """Return the field that is wrong with an entry, and why in plain English; None for a good one."""
    found = next(iter(problems(entry, now_ms)), None)
    return (found.field, render(found.says, str, plainly)) if found else None


def _read(line: bytes, now_ms: int) -> EntryLine | ItemLine | None:
    try:
        found = _LINE.decode(line)
        if isinstance(found, ItemLine):
            return found if found.item in _ITEMS and 0 < found.done_ms <= now_ms else None
        date.fromisoformat(found.on)
    except (msgspec.DecodeError, ValueError):
        return None
    entry = Entry(at_ms=found.at_ms, pain=found.pain, places=found.places, note=found.note)
    return found if len(found.on) == 10 and why_not(entry, now_ms) is None else None


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines that are not blank, each cut where it is too long. A file that is damaged ends there."""
    file.seek(0)
    try:
        if not zipfile.is_zipfile(file):
            file.seek(0)
            yield from _each(file)
            return
        with zipfile.ZipFile(file) as archive:
            if LINES in archive.namelist():
                with archive.open(LINES) as lines:
                    yield from _each(lines)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return


def _each(lines: IO[bytes]) -> Iterator[bytes]:
    for _ in range(MOST_LINES):
        if not (line := lines.readline(MAX_BYTES)):
            return
        if line.strip():
            yield line
