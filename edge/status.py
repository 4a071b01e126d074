"""How the daemon is, in a small file in memory, for `sitwell-edge status` and for whoever watches over a chair.

Written on change of what matters, and every ten seconds so that an old file tells of a daemon that hangs.
"""

from pathlib import Path

import msgspec

from contract.broker import BrokerWord
from contract.scalars import BootId, EpochMs, Presence, UptimeS, Version
from contract.seat import Corners
from contract.state import CellState, QuietBecause
from edge.delivery.commands import CommandCounts
from edge.keeping import write_in_memory
from edge.ports import CellCounters

FILE = "status.json"
PERIOD_S = 10.0
CHANGE_PERIOD_S = 1.0


class CellStatus(msgspec.Struct, frozen=True):
    """One cell: its state, and what it has been through; None before the first report."""

    state: CellState
    counters: CellCounters | None = None


class BrokerStatus(msgspec.Struct, frozen=True):
    """Whether the broker takes what we say; `why` says in words why not, and what mends it; `word` is for programs."""

    connected: bool
    why: str = ""
    word: BrokerWord = "connecting"


class SpoolStatus(msgspec.Struct, frozen=True):
    """What waits for the store: messages on the card and their bytes, and how many of those are only in memory.

    `oldest_ms` is when the oldest of them happened. `dropped` were given up for want of room.
    """

    messages: int
    bytes: int = 0
    oldest_ms: EpochMs | None = None
    in_memory: int = 0
    dropped: int = 0


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """The file. `calibrated_ms` is when the calibration in force was made, None without one.

    `quiet_because` says what makes prompts wait, None for nothing, and `silent_until_ms` until when, None for no end.
    `commands` are those since the daemon started.
    """

    version: Version = 1
    at_ms: EpochMs
    boot: BootId
    uptime_s: UptimeS
    presence: Presence
    cells: Corners[CellStatus]
    broker: BrokerStatus
    spool: SpoolStatus
    calibrated_ms: EpochMs | None = None
    quiet_because: QuietBecause | None = None
    silent_until_ms: EpochMs | None = None
    commands: CommandCounts = msgspec.field(default_factory=CommandCounts)


class StatusFile:
    """Writes it. When it cannot be written that is said once, and the chair goes on."""

    def __init__(self, path: Path) -> None:
        self._path: Path | None = path
        self._written_s = float("-inf")
        self._key: object = None

    def due(self, uptime_s: float, key: object) -> bool:
        """Say whether to write now; `key` is what matters, and a change of it is told within a second."""
        if self._path is None:
            return False
        passed_s = uptime_s - self._written_s
        return passed_s >= PERIOD_S or (key != self._key and passed_s >= CHANGE_PERIOD_S)

    def write(self, status: Status, key: object) -> None:
        """Replace the file."""
        self._written_s, self._key = status.uptime_s, key
        if self._path is not None and not write_in_memory(self._path, msgspec.json.encode(status) + b"\n"):
            self._path = None

    def remove(self) -> None:
        """Take it away at a clean end, so that nobody takes a stopped daemon for a living one."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)
