"""How the daemon is, in a small file in memory, for `sitwell-edge status` and for whoever watches over a chair.

Written on change of what matters, and every ten seconds so that an old file tells of a daemon that hangs.
"""

from typing import Annotated

import msgspec

from contract.scalars import BootId, EpochMs, Presence, UptimeS, Version
from contract.seat import Corners
from contract.state import CellState
from edge.ports import CellCounters

FILE = "status.json"
PERIOD_S = 10.0


class CellStatus(msgspec.Struct, frozen=True):
    """One cell: its state, and what it has been through; None before the first report."""

    state: CellState
    counters: CellCounters | None = None


class BrokerStatus(msgspec.Struct, frozen=True):
    """Whether the broker has let us in; `why` says in words why not, and what mends it."""

    connected: bool
    why: str = ""


class SpoolStatus(msgspec.Struct, frozen=True):
    """What waits for the store: messages on the card and their bytes, and how many of those are only in memory.

    `oldest_ms` is when the oldest of them happened. `dropped` were given up for want of room.
    """

    messages: int
    bytes: int = 0
    oldest_ms: EpochMs | None = None
    in_memory: int = 0
    dropped: int = 0


class CommandCounts(msgspec.Struct, frozen=True):
    """What came of commands since the daemon started; malformed ones are not among the refused."""

    accepted: int = 0
    refused: int = 0
    malformed: int = 0


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """The file. `calibrated_ms` is when the calibration in force was made, None without one."""

    version: Version = 1
    at_ms: EpochMs
    boot: BootId
    uptime_s: UptimeS
    presence: Presence
    cells: Corners[CellStatus]
    broker: BrokerStatus
    spool: SpoolStatus
    calibrated_ms: EpochMs | None = None
    commands: Annotated[CommandCounts, msgspec.Meta(description="since the daemon started")] = CommandCounts()
