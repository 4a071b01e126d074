"""An export that comes back: read line by line, what cannot be is counted and named, the rest is asked of ingest.

    file (JSON lines, or the zip) -> lines checked one by one -> parcels of 1000 -> work for ingest -> store

Ingest alone writes measurements. A parcel is one transaction of its, short enough that no chair waits for it.
"""

import contextlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import IO

import msgspec
from sqlalchemy import Connection

from contract.codec import MAX_BYTES
from contract.errors import PayloadError, SitwellError
from contract.state import ChairMeta
from dashboard.exchange.lines import ChairLine, MessageLine, read_line
from dashboard.exchange.order import DATA
from dashboard.store import work

AT_ONCE = 1000
MOST_LINES = 10_000_000
"""Nineteen years of minutes; more is no chair's."""

MOST_UNPACKED = 8 * 2**30
"""Bytes of lines: more than `MOST_LINES` of them have. A small zip can hold far more, and would never end."""

TAKEN_SO_FAR = "what came before is taken in; hand in the rest in parts, or use `sitwell-dashboard import` at the desk"

NAMED = 20
"""So many refused lines are named; the others are counted."""


class ExchangeError(SitwellError, ValueError):
    """A file cannot be taken in at all."""


class RefusedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line that cannot be: its number in the file, from 1, and why."""

    line: int
    why: str


class Tally(msgspec.Struct, kw_only=True):
    """What became of a file's lines. `messages` are handed to ingest as `jobs`; the first refused ones are named.

    `computed` are bouts and days, which follow from messages and are passed by. `diary` are entries of the diary that
    were not there yet.
    """

    messages: int = 0
    computed: int = 0
    diary: int = 0
    refused: int = 0
    first_refused: list[RefusedLine] = []
    jobs: list[int] = []


def hand_in(
    file: IO[bytes],
    chair: str | None,
    open_store: Callable[[], AbstractContextManager[Connection]],
    now_ms: int,
    in_time: Callable[[], bool] = lambda: True,
) -> Tally:
    """Ask ingest to take a file in as this chair's; without one as the chair's that the file names.

    Raises `ExchangeError` for a file that is no export, and for one that is still read when `in_time` says no more; and
    `StoreError`.
    """
    tally = Tally()
    with _data(file) as data:
        for owner, parcel in _parcels(data, chair, tally, in_time):
            with open_store() as connection:
                tally.jobs.append(work.ask(connection, work.IMPORT, owner, zlib.compress(parcel), now_ms))
    return tally


def unpack(parcel: bytes) -> Iterator[ChairLine | MessageLine]:
    """Yield the lines of a parcel. Raises `PayloadError` or `zlib.error` for what is none."""
    for line in zlib.decompress(parcel).splitlines():
        found = read_line(line)
        if isinstance(found, ChairLine | MessageLine):
            yield found


def _parcels(
    data: IO[bytes], chair: str | None, tally: Tally, in_time: Callable[[], bool]
) -> Iterator[tuple[str, bytes]]:
    owner, parcel, count = chair, [], 0
    for number, line in _lines(data, in_time):
        try:
            found = read_line(line)
        except PayloadError as error:
            tally.refused += 1
            if len(tally.first_refused) < NAMED:
                tally.first_refused.append(RefusedLine(line=number, why=str(error)))
            continue
        if isinstance(found, ChairLine):
            if owner is None:
                owner = found.meta.chair
            parcel.append(line)
        elif isinstance(found, MessageLine):
            if owner is None:
                raise ExchangeError("the file does not say whose it is before its first message; name the chair")
            parcel.append(line)
            tally.messages += 1
            count += 1
        else:
            tally.computed += 1
        if count == AT_ONCE and owner:
            yield owner, b"\n".join(parcel)
            parcel, count = [], 0
    if parcel and owner:
        yield owner, b"\n".join(parcel)


def _lines(data: IO[bytes], in_time: Callable[[], bool]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, with their numbers. One that is too long is cut, so it cannot be read."""
    size = 0
    try:
        for number in range(1, MOST_LINES + 1):
            line = data.readline(MAX_BYTES + 1)
            if not line:
                return
            rest, size = line, size + len(line)
            while len(rest) > MAX_BYTES and not rest.endswith(b"\n") and size <= MOST_UNPACKED:
                rest = data.readline(MAX_BYTES + 1)
                size += len(rest)
            if size > MOST_UNPACKED:
                raise ExchangeError(f"unpacked the file has more than {MOST_UNPACKED} bytes; {TAKEN_SO_FAR}")
            if number % AT_ONCE == 0 and not in_time():
                raise ExchangeError(f"to read the file takes too long for a request; {TAKEN_SO_FAR}")
            if line.strip():
                yield number, line.rstrip(b"\r\n") if len(line) <= MAX_BYTES else line
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ExchangeError(f"the zip is damaged: {error}; fetch it again. What came before is taken in") from error
    raise ExchangeError(f"the file has more than {MOST_LINES} lines; what came before is taken in")


@contextlib.contextmanager
def _data(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """Give the file with the lines: the one in the zip, or the file itself."""
    if not zipfile.is_zipfile(file):
        file.seek(0)
        yield file
        return
    try:
        with zipfile.ZipFile(file) as archive, archive.open(DATA) as data:
            yield data
    except KeyError as error:
        raise ExchangeError(f"there is no {DATA} in the zip; give the one that the desk made") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ExchangeError(f"the zip cannot be read: {error}; fetch it again") from error


def renamed(meta: ChairMeta, chair: str) -> ChairMeta:
    """Return what a chair is, as the chair of another id."""
    return msgspec.structs.replace(meta, chair=chair)
