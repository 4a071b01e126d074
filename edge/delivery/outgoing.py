"""One row of the spool as it goes out: its channel, and the bytes of its envelope."""

from typing import Literal, NamedTuple

import msgspec

from contract.codec import MAX_BYTES, encode
from contract.delivery import Envelope
from edge.delivery.spool import MINUTE, Row

LARGEST_BODY = MAX_BYTES - 200
"""What still fits into a message with its envelope."""


class Outgoing(NamedTuple):
    """A message ready to be published."""

    channel: Literal["minute", "event"]
    payload: bytes


class _Sent(Envelope, frozen=True, kw_only=True):
    """A delivery whose body is already encoded."""

    body: msgspec.Raw


def outgoing(epoch: str, row: Row) -> Outgoing | None:
    """Return a row as a message, whatever it says: one that an older version wrote must not stop the others.

    None when it is too long or not JSON: then ingest could not read the envelope around it either, and would wait.
    """
    if len(row.body) > LARGEST_BODY:
        return None
    try:
        msgspec.json.decode(row.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    envelope = _Sent(epoch=epoch, seq=row.seq, prev=row.prev, body=msgspec.Raw(row.body))
    return Outgoing("minute" if row.body.startswith(MINUTE) else "event", encode(envelope))
