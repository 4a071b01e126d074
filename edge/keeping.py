"""What the loop must not forget: events and minutes until they are in the spool, and the core's state.

    spool (card)        state with each event and minute, in one transaction; at the end
    memory folder       state every few seconds, without a byte on the card

A crash of the daemon is continued from the newer of the two; only a power cut takes the memory's away, and it ends the
bout anyway. Measured on a PC with ext4: a state is 3.5 kB, and each further write of it to the spool costs 12 kB of the
card. Every ten seconds of eight hours that would be 36 MB; the goal for everything together is 10.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from contract.delivery import Durable
from contract.minute import MinuteRecord
from contract.scalars import EpochId
from edge.atomic import replace_file
from edge.core import seat
from edge.core.bouts import BoutState
from edge.core.presence import PresenceState
from edge.delivery.spool import Spool, SpoolError

log = logging.getLogger(__name__)

GLANCE_PERIOD_S = 5.0
RETRY_S = 5.0
"""A spool that cannot be written is not tried with each frame: each attempt encodes everything that waits."""

MOST_WAITING = 5_000
"""Messages kept in memory while the spool cannot be written: about two days of sitting, 5 MB."""


COUNT_PERIOD_S = 60.0
LEAST_SPOOLED = 10
"""Fewer minutes than these are only on their way."""


class Spooled(NamedTuple):
    """Minutes that wait for the store, and minutes that were given up for want of room."""

    waiting: int = 0
    dropped: int = 0


class Saved(msgspec.Struct, frozen=True):
    """The core's state as it is kept, the boot whose uptime it counts in, the calibration behind its loads.

    `epoch` is the spool's that it belongs to, where it is kept elsewhere. `clock_synced`: whether the wall clock of its
    times was set; a state that does not say so is not believed to.
    """

    boot: str
    seat: seat.SeatState
    calibration_made_ms: int = 0
    epoch: EpochId = "0" * 16
    clock_synced: bool = False
    remains: bool = False
    """All that could be read is the bout that was open: for ending it, not for going on."""


class _RemainsOfSeat(msgspec.Struct, frozen=True):
    uptime_s: float
    at_ms: int
    bout: BoutState
    presence: PresenceState


class _Remains(msgspec.Struct, frozen=True):
    """What every version of a state has had: enough to end the bout that was open when it was last seen."""

    boot: str
    seat: _RemainsOfSeat
    epoch: EpochId = "0" * 16
    clock_synced: bool = False


class Keeping:
    """Messages on their way into the spool, and the state beside them. `glances` is a file in memory, if there is one.

    `dropped` counts messages that were given up because spool and memory were full.
    """

    def __init__(self, spool: Spool, glances: Path | None = None) -> None:
        self.dropped = 0
        self._spool = spool
        self._glances = glances
        self._glance_due_s = 0.0
        self._waiting: list[Durable] = []
        self._said_full = False
        self._again_s = 0.0
        self._spooled, self._count_due_s = Spooled(), 0.0

    @property
    def waiting(self) -> int:
        """How many messages wait in memory."""
        return len(self._waiting)

    def add(self, happened: tuple[Durable, ...]) -> None:
        """Take what has to be kept; minutes are given up before events, and old before new."""
        self._waiting.extend(happened)
        while len(self._waiting) > MOST_WAITING:
            minutes = (at for at, each in enumerate(self._waiting) if isinstance(each, MinuteRecord))
            del self._waiting[next(minutes, 0)]
            if not self.dropped:
                log.error("the spool cannot be written and memory is full too; old minutes are lost from now on")
            self.dropped += 1

    def save(self, saved: Saved) -> bool:
        """Bring everything into the spool, the state with it. While that fails all of it waits, and it is said once."""
        try:
            self._spool.append(self._waiting, msgspec.json.encode(saved))
        except SpoolError as error:
            if not self._said_full:
                log.error("%s; %d messages wait in memory", error, len(self._waiting))  # noqa: TRY400 - no trace helps
            self._said_full = True
            return False
        self._said_full = False
        self._waiting.clear()
        return True

    def step(self, saved: Callable[[], Saved], uptime_s: float) -> None:
        """Do what is due: messages into the spool at once, after a pause if that failed; else a note in memory."""
        if not self._waiting:
            self._glance(saved, uptime_s)
        elif uptime_s >= self._again_s:
            self._again_s = 0.0 if self.save(saved()) else uptime_s + RETRY_S

    def _glance(self, saved: Callable[[], Saved], uptime_s: float) -> None:
        """Note the state in memory if it is time. Not while messages wait, since it would say that they are kept."""
        if self._glances is None or uptime_s < self._glance_due_s:
            return
        self._glance_due_s = uptime_s + GLANCE_PERIOD_S
        note = msgspec.structs.replace(saved(), epoch=self._spool.epoch)
        if not write_in_memory(self._glances, msgspec.json.encode(note), 0o600):
            self._glances = None

    def spooled(self, uptime_s: float) -> Spooled:
        """Return what waits here for the store, as counted within the last minute."""
        if uptime_s >= self._count_due_s:
            self._count_due_s = uptime_s + COUNT_PERIOD_S
            try:
                waiting = self._spool.minutes() + sum(isinstance(each, MinuteRecord) for each in self._waiting)
                dropped = self._spool.fill().dropped_minutes + self.dropped
                self._spooled = Spooled(waiting if waiting >= LEAST_SPOOLED else 0, dropped)
            except SpoolError as error:  # it is said where it is written; what was counted before still tells most
                log.debug("%s", error)
        return self._spooled

    def last(self) -> Saved | None:
        """Return the newest state that is kept; None for none that can be read."""
        kept = _decoded(self._spool.state(), "the saved state")
        noted = _decoded(_read(self._glances), "the state in memory")
        if kept is None or noted is None or noted.epoch != self._spool.epoch or noted.boot != kept.boot:
            return kept
        return noted if (noted.seat.uptime_s or 0.0) > (kept.seat.uptime_s or 0.0) else kept


def write_in_memory(path: Path, content: bytes, mode: int | None = None) -> bool:
    """Replace a file in the folder that is memory, without a sync; False, and said, when it cannot be written."""
    try:
        replace_file(path, content, mode=mode, sync=False)
    except OSError as error:
        log.warning("%s: cannot be written: %s; give another runtime_dir, on a tmpfs", path, error.strerror)
        return False
    return True


def _read(path: Path | None) -> bytes:
    try:
        return path.read_bytes() if path else b""
    except OSError:
        return b""


def _decoded(text: bytes, what: str) -> Saved | None:
    if not text:
        return None
    try:
        return msgspec.json.decode(text, type=Saved)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        log.warning("%s is of another version and starts anew: %s", what, error)
    try:
        left = msgspec.json.decode(text, type=_Remains)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    known = seat.SeatState(left.seat.uptime_s, left.seat.at_ms, bout=left.seat.bout, presence=left.seat.presence)
    return Saved(left.boot, known, epoch=left.epoch, clock_synced=left.clock_synced, remains=True)
