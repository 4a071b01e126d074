"""The chair's loop: opens what a chair needs, gives it every frame, feeds watchdog and status, and says goodbye.

When a period passes without a frame it makes one with no readings, so that time never stops; only frames that came from
the cells feed the watchdog.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from contract.seat import Corners
from contract.state import ChairMeta
from edge.attention import Now
from edge.boot import Host
from edge.calibration_file import read_calibration
from edge.chair import Chair, Fittings
from edge.config import EdgeSettings
from edge.core.calibration import Calibration
from edge.core.frame import CountsFrame
from edge.delivery.announcement import announcement_of
from edge.delivery.commands import CommandQueue
from edge.delivery.publisher import MqttPublisher
from edge.delivery.spool import Spool
from edge.door import FILE as DOOR
from edge.door import Door
from edge.errors import NotCalibratedError
from edge.keeping import Keeping
from edge.notify import Notify
from edge.ports import Clock, FrameSource, Indicator, NoIndicator
from edge.status import FILE
from edge.telling import Known, Telling

log = logging.getLogger(__name__)

PATIENCE_S = 0.5
"""So long without a frame before the loop makes an empty one: five periods at 10 Hz."""

NO_COUNTS: Corners[int | None] = Corners(None, None, None, None)


def calibration_or_none(path: Path) -> Calibration | None:
    """Return the stored calibration; without one the chair runs on and says so. Raises `ConfigError` for a bad file."""
    try:
        return read_calibration(path)
    except NotCalibratedError as error:
        log.warning("%s", error)
        return None


class Surroundings(NamedTuple):
    """What the loop asks of the world: the time, what the computer knows, whether to stop, and what shows cues.

    Whoever opens an indicator opens it after the cells: its library has threads.
    """

    clock: Clock
    host: Callable[[], Host]
    stop: Callable[[], bool]
    indicator: Indicator = NoIndicator()


def run_chair(settings: EdgeSettings, meta: ChairMeta, source: FrameSource, around: Surroundings) -> None:
    """Run one chair until it is told to stop, then save and say goodbye."""
    calibration = calibration_or_none(settings.calibration_path())
    commands, notify = CommandQueue(), Notify()
    with Spool(settings.data_path("spool.db"), settings.delivery.spool_mb * 1_000_000) as spool:
        said = announcement_of(settings, meta)
        publisher = MqttPublisher(settings.mqtt, meta, settings.in_force(), spool, commands.put, announcement=said)
        keeping = Keeping(spool, settings.runtime_path("state.json"))
        door = Door(settings.runtime_path(DOOR), commands.put)
        answer = door.answering(publisher.result)
        fittings = Fittings(keeping, publisher, around.indicator, commands, around.host, answer)
        chair = Chair(settings, calibration, fittings)
        told = Telling(settings.runtime_path(FILE), notify, Known(chair, publisher, spool, keeping, source))
        publisher.config(chair.obedience.settings.in_force())
        publisher.start()
        notify.ready()
        try:
            while not around.stop():
                frame = source.receive(PATIENCE_S)
                if frame is not None:
                    notify.alive(frame.uptime_s)
                chair.take(frame or CountsFrame(around.clock.now_ms(), around.clock.uptime_s(), NO_COUNTS))
                door.step(around.clock.uptime_s(), *chair.measuring)
                told.step(Now(around.clock.now_ms(), around.clock.uptime_s(), *around.host()))
        finally:
            notify.stopping()
            chair.save()
            publisher.stop()
            around.indicator.close()
            told.end()
            door.close()
