"""Lines of JSON: what nothing is lost in, and what an import reads.

    {"what": "chair", "version": 1, "meta": {...}}                                        one, at the top
    {"what": "message", "epoch": "0123456789abcdef", "seq": 7, "placed": true, "body": {...}}
    {"what": "bout", ...}  {"what": "day", ...}                                           computed: passed by

A body is a minute or an event exactly as the chair told it, so (epoch, seq) names it wherever it comes from, and taking
the same line in twice is taking it in once.
"""

import msgspec

from contract.codec import decode, encode
from contract.delivery import Durable, Seq
from contract.scalars import EpochId, Version
from contract.state import ChairMeta
from dashboard.store.history import StoredEvent, StoredMinute

MEDIA_TYPE = "application/x-ndjson"


class _Line(msgspec.Struct, frozen=True, kw_only=True, tag_field="what"):
    """A line says what it is."""


class ChairLine(_Line, frozen=True, kw_only=True, tag="chair"):
    """Whose lines follow."""

    version: Version = 1
    meta: ChairMeta


class MessageLine(_Line, frozen=True, kw_only=True, tag="message"):
    """One minute or event. `placed` is false while its time is that of a clock that was not set."""

    epoch: EpochId
    seq: Seq
    placed: bool = True
    body: Durable


class StoredLine(_Line, frozen=True, kw_only=True, tag="message"):
    """The same on its way out: the body is the JSON that is stored, not read again."""

    epoch: str
    seq: int
    placed: bool
    body: msgspec.Raw


class BoutLine(_Line, frozen=True, kw_only=True, tag="bout"):
    """A bout follows from events, so nobody takes it in."""


class DayLine(_Line, frozen=True, kw_only=True, tag="day"):
    """A day's figures follow from minutes and events, so nobody takes them in."""


Line = ChairLine | MessageLine | BoutLine | DayLine


def read_line(line: bytes) -> Line:
    """Return what a line holds. Raises `PayloadError` naming the field and the reason."""
    found: Line = decode(line, Line, "line")  # type: ignore[arg-type]  # mypy cannot see that a union is a type
    return found


def of(stored: StoredMinute | StoredEvent) -> bytes:
    """Return the line of a stored message."""
    body = msgspec.Raw(stored.body.encode())
    return encode(StoredLine(epoch=stored.epoch, seq=stored.seq, placed=bool(stored.placed), body=body))
