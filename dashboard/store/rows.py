"""What goes into the store in one transaction, as plain rows."""

from collections.abc import Mapping
from typing import NamedTuple

Row = Mapping[str, object]

SpoolFile = tuple[str, str]
"""(chair, epoch): the numbers of one spool file."""


class Links(NamedTuple):
    """The (seq, prev) of messages of one spool file, as they came."""

    chair: str
    epoch: str
    pairs: tuple[tuple[int, int], ...]


class Refusal(NamedTuple):
    """How many messages of one channel were refused, and why the last was."""

    kind: str
    times: int
    why: str


class Batch(NamedTuple):
    """Everything that one commit makes safe."""

    chairs: tuple[Row, ...] = ()
    events: tuple[Row, ...] = ()
    minutes: tuple[Row, ...] = ()
    links: tuple[Links, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class MinuteSpan(NamedTuple):
    """When a minute record began, how long it is, and how much of it was measured and sat."""

    at_ms: int
    end_ms: int
    measured_s: float
    occupied_s: float
