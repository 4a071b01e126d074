"""How the daemon is, told to those on the same computer: the status file, and systemd's one line."""

from pathlib import Path
from typing import NamedTuple

from contract.seat import CORNER_NAMES, Corners
from edge.attention import Now
from edge.chair import Chair
from edge.delivery.spool import Spool, SpoolError
from edge.keeping import Keeping
from edge.notify import Notify
from edge.ports import FrameSource, Publisher
from edge.status import BrokerStatus, CellStatus, SpoolStatus, Status, StatusFile


class Known(NamedTuple):
    """Who knows what a status says."""

    chair: Chair
    publisher: Publisher
    spool: Spool
    keeping: Keeping
    source: FrameSource


class Telling:
    """Called by the loop after each frame; tells when it is time, or when something that matters has changed."""

    def __init__(self, path: Path, notify: Notify, known: Known) -> None:
        self._file = StatusFile(path)
        self._notify = notify
        self._known = known

    def step(self, now: Now) -> None:
        """Tell if it is time."""
        told, broker = self._known.chair.told, self._known.publisher.broker
        key = (told.presence, told.cells, told.quiet_because, broker) if told else broker
        if self._file.due(now.uptime_s, key):
            status = self.status(now)
            self._file.write(status, key)
            self._notify.status(in_a_line(status))

    def end(self) -> None:
        """Leave nothing that looks alive."""
        self._file.remove()

    def status(self, now: Now) -> Status:
        """Return how the daemon is."""
        known = self._known
        told, broker, calibration = known.chair.told, known.publisher.broker, known.chair.calibration
        states = tuple(told.cells) if told else ("timeout",) * 4
        counters = tuple(known.source.counters or (None,) * 4)
        return Status(
            at_ms=now.at_ms,
            boot=now.boot,
            uptime_s=now.uptime_s,
            presence=told.presence if told else "unknown",
            cells=Corners(*(CellStatus(state, each) for state, each in zip(states, counters, strict=True))),
            broker=BrokerStatus(broker.word == "online", broker.text, broker.word),
            spool=self._spool(),
            calibrated_ms=calibration.made_ms if calibration else None,
            quiet_because=told.quiet_because if told else None,
            silent_until_ms=told.silent_until_ms if told else None,
            commands=known.chair.obedience.counts,
        )

    def _spool(self) -> SpoolStatus:
        known = self._known
        try:
            fill = known.spool.fill()
        except SpoolError:  # what is wrong with it is in the log, and not for a status to fail by
            return SpoolStatus(known.spool.waiting(), in_memory=known.keeping.waiting, dropped=known.keeping.dropped)
        dropped = fill.dropped + known.keeping.dropped
        return SpoolStatus(fill.messages, fill.bytes, fill.oldest_ms, known.keeping.waiting, dropped)


def in_a_line(status: Status) -> str:
    """Return the status as `systemctl status` shows it."""
    bad = [f"{name} {cell.state}" for name, cell in zip(CORNER_NAMES, status.cells, strict=True) if cell.state != "ok"]
    broker = "broker connected" if status.broker.connected else status.broker.why or "no broker yet"
    return f"{status.presence}; cells: {', '.join(bad) or 'ok'}; {broker}; {status.spool.messages} messages wait"
