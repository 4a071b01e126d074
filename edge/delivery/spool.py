"""What the chair knows and the store may not have yet, in one SQLite file.

Rows leave only when ingest's watermark says that they are committed there: a broker's acknowledgement is no proof,
brokers acknowledge and crash. The detectors' state commits in the same transaction as what they produced, so a crash
can neither repeat an event nor forget one.

WAL with synchronous=FULL: what was sent has reached the disk. With NORMAL a pulled plug loses the last transactions,
their row numbers are given out again, and the store takes the new messages for repeats. A card that lies about having
written does the same; `new_epoch` is for when the watermark proves it.

The file is bounded. When it is full, minutes go before events and old before new, in batches, but never what is on its
way to the broker; all are counted:

    before   m1 m2 E3 m4 m5 E6 m7 [m8 m9]      in brackets: on its way
    after          E3       E6 m7 [m8 m9] m10
"""

import logging
import secrets
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import msgspec

from contract.delivery import Durable
from contract.scalars import EpochMs
from edge.delivery.spoolfile import DamagedError, SpoolError, explained, lock, open_whole, set_aside

log = logging.getLogger(__name__)

__all__ = ["Fill", "Row", "Spool", "SpoolError"]

DELETE_BATCH = 64
"""Rows are deleted in batches: a delete each minute cost 10.4 MB of SD card writes in 8 h."""

_PACKED = b"z"
"""The detectors' state is kept packed: it is written each minute, and a fifth of it costs a fifth of the writes."""

LIMIT_BYTES = 64_000_000
ROW_BYTES = 16
"""What SQLite adds to each row, about."""

MINUTE = b'{"kind":"minute",'
"""How each encoded minute record begins: the tag comes first."""


class Row(NamedTuple):
    """One message that waits. `prev` is the row before it as the spool is now, 0 for none."""

    seq: int
    prev: int
    body: bytes


class Fill(NamedTuple):
    """How much waits for the store; what the watermark covers is not counted.

    `bytes` is what the file uses. `oldest_ms` is when the oldest message happened, by the clock of then; None for none.
    `dropped_*` were given up for want of room since the file was made; the broker may have had some of them.
    """

    messages: int
    bytes: int
    oldest_ms: int | None
    dropped_minutes: int
    dropped_events: int

    @property
    def dropped(self) -> int:
        """How many messages were given up, of either kind."""
        return self.dropped_minutes + self.dropped_events


class _Gone(NamedTuple):
    """How many messages had to go."""

    minutes: int = 0
    events: int = 0


class _When(msgspec.Struct):
    at_ms: EpochMs


class Spool:
    """The spool file; a context manager. One process, one thread."""

    def __init__(self, path: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._path = path
        self._limit_bytes = limit_bytes
        self.in_flight: Collection[int] = ()
        """The rows on their way to the broker; whoever sends keeps this current."""
        with ExitStack() as opened:
            lock(path, opened)
            self._begin(open_whole(path))
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        """Return the open spool."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Close the file, without what is stored: the next start has nothing to look through."""
        try:
            self._delete_stored(least=1)
        except SpoolError as error:
            log.warning("%s", error)
        finally:
            self._db.close()
            self._opened.close()

    def append(self, bodies: Iterable[Durable], state: bytes) -> None:
        """Keep messages and the detectors' state after them, in one transaction.

        Raises `SpoolError` on a full disk: then nothing of this is kept, and may be given again.
        """
        rows = [msgspec.json.encode(body) for body in bodies]
        size = sum(map(len, rows)) + ROW_BYTES * len(rows)
        with self._transaction():
            gone = self._make_room(size)
            self._db.executemany("INSERT INTO row (body) VALUES (?)", [(row,) for row in rows])
            self._put("state", _PACKED + zlib.compress(state))
        self._messages += len(rows)
        self._note_gone(gone)

    def state(self) -> bytes:
        """Return the detectors' state as last kept; empty for none, or for one that the card has damaged."""
        kept = self._note("state")
        try:
            return zlib.decompress(kept[len(_PACKED) :]) if kept.startswith(_PACKED) else kept
        except zlib.error as error:
            log.warning("%s: the saved state is damaged and starts anew: %s; look at the SD card", self._path, error)
            return b""

    def after(self, seq: int, limit: int) -> list[Row]:
        """Return up to `limit` rows that stand after `seq`, oldest first, each with the row before it."""
        before = self._ask("SELECT max(seq) FROM row WHERE seq <= ?", seq)[0][0] or 0
        rows: list[Row] = []
        for found, body in self._ask("SELECT seq, body FROM row WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit):
            rows.append(Row(found, before, body))
            before = found
        return rows

    def acknowledge(self, seq: int) -> int:
        """Delete what is in the store, up to `seq`, once it is a batch; return how many went.

        Raises `SpoolError` on a full disk; the rows stay and go with a later watermark.
        """
        self._stored_seq = seq
        return self._delete_stored(least=DELETE_BATCH)

    def discard(self, seq: int) -> None:
        """Give up one row that cannot be sent, and count it as dropped. Raises `SpoolError`."""
        for (body,) in self._ask("SELECT body FROM row WHERE seq = ?", seq):
            is_minute = bytes(body).startswith(MINUTE)
            gone = _Gone(int(is_minute), int(not is_minute))
            with self._transaction():
                self._db.execute("DELETE FROM row WHERE seq = ?", (seq,))
                self._put("dropped", self._dropped_with(gone.minutes, gone.events))
            self._note_gone(gone)

    def new_epoch(self) -> None:
        """Count as a new file from here on: the store has other messages by these numbers. Raises `SpoolError`."""
        epoch = secrets.token_hex(8)
        with self._transaction():
            self._put("epoch", epoch.encode())
        self.epoch, self._stored_seq = epoch, 0

    def waiting(self) -> int:
        """Return how many rows are in the file."""
        return self._messages

    def last_seq(self) -> int:
        """Return the newest row number that was given out, 0 for none."""
        given = self._ask("SELECT seq FROM sqlite_sequence WHERE name = 'row'")
        return int(given[0][0]) if given else 0

    def fill(self) -> Fill:
        """Return how full it is. Raises `SpoolError`."""
        oldest_ms = None
        for (body,) in self._ask("SELECT body FROM row WHERE seq > ? ORDER BY seq LIMIT 1", self._stored_seq):
            try:
                oldest_ms = msgspec.json.decode(body, type=_When).at_ms
            except (msgspec.DecodeError, UnicodeDecodeError):
                oldest_ms = None
        waiting = self._messages - self._stored()
        return Fill(waiting, self._used_bytes(), oldest_ms, self._dropped_minutes, self._dropped_events)

    def minutes(self) -> int:
        """Return how many minutes wait for the store; looks at each row, so not each frame. Raises `SpoolError`."""
        query = "SELECT count(*) FROM row WHERE seq > ? AND substr(body, 1, ?) = ?"
        return int(self._ask(query, self._stored_seq, len(MINUTE), MINUTE)[0][0])

    def _stored(self) -> int:
        """Return how many rows are in the store and not deleted yet."""
        return int(self._ask("SELECT count(*) FROM row WHERE seq <= ?", self._stored_seq)[0][0])

    def _delete_stored(self, least: int) -> int:
        rows = self._stored()
        if rows < least:
            return 0
        self._ask("DELETE FROM row WHERE seq <= ?", self._stored_seq)
        self._messages -= rows
        return rows

    def _begin(self, database: sqlite3.Connection) -> None:
        """Take a file into use."""
        self._db = database
        self.epoch = self._note("epoch").decode()
        self._page_bytes = int(self._ask("PRAGMA page_size")[0][0])
        self._messages = int(self._ask("SELECT count(*) FROM row")[0][0])
        dropped = self._note("dropped").split()
        self._dropped_minutes, self._dropped_events = (int(dropped[0]), int(dropped[1])) if dropped else (0, 0)
        self._no_minute_below = self._stored_seq = 0

    def _used_bytes(self) -> int:
        """Return how much of the file is in use; it grows only when nothing of it is free."""
        counts = "SELECT (SELECT * FROM pragma_page_count) - (SELECT * FROM pragma_freelist_count)"
        return self._page_bytes * int(self._ask(counts)[0][0])

    def _make_room(self, need_bytes: int) -> _Gone:
        """Drop batches until there is room for `need_bytes`. Inside a transaction of the caller."""
        gone = _Gone()
        while self._used_bytes() + need_bytes > self._limit_bytes:
            minutes = self._oldest("AND seq > ? AND substr(body, 1, ?) = ?", self._no_minute_below, len(MINUTE), MINUTE)
            batch = minutes or self._oldest("")
            if not batch:
                break  # all that is left is on its way
            self._db.executemany("DELETE FROM row WHERE seq = ?", [(seq,) for seq in batch])
            self._no_minute_below = batch[-1] if minutes else self._no_minute_below
            gone = _Gone(gone.minutes + len(batch) * bool(minutes), gone.events + len(batch) * (not minutes))
        if sum(gone):
            self._put("dropped", self._dropped_with(gone.minutes, gone.events))
        return gone

    def _oldest(self, which: str, *values: object) -> list[int]:
        held = sorted(self.in_flight)
        marks = ",".join("?" * len(held))
        query = f"SELECT seq FROM row WHERE seq NOT IN ({marks}) {which} ORDER BY seq LIMIT {DELETE_BATCH}"  # noqa: S608 - no value is in the text
        return [seq for (seq,) in self._db.execute(query, (*held, *values))]

    def _note_gone(self, gone: _Gone) -> None:
        self._messages -= sum(gone)
        self._dropped_minutes += gone.minutes
        self._dropped_events += gone.events

    def _dropped_with(self, minutes: int, events: int) -> bytes:
        return f"{self._dropped_minutes + minutes} {self._dropped_events + events}".encode()

    def _note(self, name: str) -> bytes:
        found = self._ask("SELECT value FROM note WHERE name = ?", name)
        return bytes(found[0][0]) if found else b""

    def _put(self, name: str, value: bytes) -> None:
        """Write a note, inside a transaction of the caller."""
        self._db.execute("INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)", (name, value))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                yield
        except sqlite3.Error as error:
            raise self._said(error) from error

    def _ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._said(error) from error

    def _said(self, error: sqlite3.Error) -> SpoolError:
        """Return the error with what mends it. A damaged file is set aside and a new one begins: no crash loop."""
        said = explained(self._path, error)
        if isinstance(said, DamagedError):
            self._db.close()
            kept = set_aside(self._path)
            self._begin(open_whole(self._path))
            return SpoolError(f"{said}; it is kept as {kept}, and a new one begins")
        return said
