"""What goes into the store in one transaction, as plain rows."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from contract.delivery import Watermark
from contract.topics import Channel

Row = Mapping[str, Any]

SpoolFile = tuple[str, str]
"""(chair, epoch): the numbers of one spool file."""


class Links(NamedTuple):
    """The (seq, prev) of messages of one spool file, as they came."""

    chair: str
    epoch: str
    pairs: tuple[tuple[int, int], ...]


class Refusal(NamedTuple):
    """How many messages of one kind were refused, and why the last was."""

    kind: str
    times: int
    why: str


class Quarantined(NamedTuple):
    """A refused message that is kept for a look; `size` is what it had before it was cut."""

    kind: str
    topic: str
    why: str
    payload: bytes
    size: int


class Later(NamedTuple):
    """A message whose numbers are good and whose body is of a kind or version unknown here, as it came."""

    chair: str
    epoch: str
    seq: int
    channel: Channel
    payload: bytes

    @property
    def name(self) -> tuple[str, str, int]:
        """Return what names it for ever."""
        return self.chair, self.epoch, self.seq


class Batch(NamedTuple):
    """Everything that one commit makes safe."""

    chairs: tuple[Row, ...] = ()
    events: tuple[Row, ...] = ()
    minutes: tuple[Row, ...] = ()
    links: tuple[Links, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    quarantine: tuple[Quarantined, ...] = ()
    later: tuple[Later, ...] = ()
    silences: tuple[Row, ...] = ()
    limits: tuple[Row, ...] = ()


class Saved(NamedTuple):
    """What came of a batch: how far each spool file is stored, and what was not stored.

    `conflicts` are rows whose number another message already bears, `held` messages for which there was no room: the
    watermark stays below them, so the chair keeps them.
    """

    watermarks: Mapping[SpoolFile, Watermark]
    conflicts: tuple[Row, ...] = ()
    held: tuple[Later, ...] = ()


class MinuteSpan(NamedTuple):
    """When a minute record began, how long it is, and how much of it was measured and sat."""

    at_ms: int
    end_ms: int
    measured_s: float
    occupied_s: float
