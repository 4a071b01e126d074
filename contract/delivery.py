"""How a durable message travels: in an envelope that makes a loss visible and a repeat harmless.

`epoch` names the spool file and `seq` the row in it, so (chair, epoch, seq) is stored once however often it arrives.
`prev` is the row that stood before it when it was sent (0 for none): a spool that had to drop rows still lets the
watermark pass the hole, and one that lost nothing never lets it pass a message on its way.

    spool rows    5   6   9  10          7 and 8 were dropped, the spool was full
    sent        (5,4)(6,5)(9,6)(10,9)    (seq, prev)
    watermark moves on to seq only if prev is at or below it
"""

from typing import Annotated

import msgspec

from contract.events import SeatEvent
from contract.minute import MinuteRecord
from contract.scalars import EpochId, Version

LAST_SEQ = 2**63 - 1
"""The largest row number of SQLite."""

Seq = Annotated[int, msgspec.Meta(ge=1, le=LAST_SEQ)]

Durable = SeatEvent | MinuteRecord


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """Which message it is: what every version has said in the same words, and what must be read to let others pass."""

    epoch: EpochId
    seq: Seq
    prev: Annotated[int, msgspec.Meta(ge=0)]

    def __post_init__(self) -> None:
        """Refuse an envelope that points at itself or forward."""
        if self.prev >= self.seq:
            raise ValueError("prev must be below seq")


class Envelope(Numbers, frozen=True, kw_only=True):
    """What surrounds a durable message."""

    version: Version = 1


class Delivery(Envelope, frozen=True, kw_only=True):
    """One durable message in its envelope."""

    body: Durable


class Watermark(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of this epoch up to and with `seq` is in the store; the chair may delete it."""

    version: Version = 1
    epoch: EpochId
    seq: Annotated[int, msgspec.Meta(ge=0, le=LAST_SEQ)]
