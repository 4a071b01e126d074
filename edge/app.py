"""The chair's loop: a frame in, the pure core, and everything that follows from its answer.

    source.receive -> to_load -> core.seat.step -> spool (events, minutes, state: one transaction)
                                              |-> publisher.frame, at most 5/s
                                              '-> publisher.state, on change, at most 1/s

The loop owns spool and publisher; no lock is needed anywhere. When a period passes without a frame it makes one with no
readings, so that time never stops.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from contract.delivery import Durable
from contract.seat import Corners
from contract.state import ChairMeta, ChairState
from edge.calibration_file import read_calibration
from edge.config import EdgeSettings
from edge.core import seat
from edge.core.calibration import Calibration, to_load
from edge.core.frame import CountsFrame
from edge.core.moment import Inputs
from edge.core.report import chair_state, is_news, live_frame
from edge.core.trust import TrustState
from edge.delivery.publisher import MqttPublisher
from edge.delivery.spool import Spool, SpoolError
from edge.errors import NotCalibratedError
from edge.ports import Clock, FrameSource, Publisher

log = logging.getLogger(__name__)

LIVE_PERIOD_S = 0.2
VACANT_PERIOD_S = 1.0
STATE_PERIOD_S = 1.0
HALF_FRAME_S = 0.05
"""Frames come on a grid of 0.1 s; what is due within half of one is due now."""

PATIENCE_S = 0.5
"""So long without a frame before the loop makes an empty one: five periods at 10 Hz."""

NO_COUNTS: Corners[int | None] = Corners(None, None, None, None)


class Saved(msgspec.Struct, frozen=True):
    """The core's state as the spool keeps it, the boot whose uptime it counts in, the calibration behind its loads."""

    boot: str
    seat: seat.SeatState
    calibration_made_ms: int = 0


class Chair:
    """One chair between two frames. `take` is the whole of it; time comes with the frames."""

    def __init__(
        self,
        settings: EdgeSettings,
        calibration: Calibration | None,
        spool: Spool,
        publisher: Publisher,
        inputs: Callable[[], Inputs],
    ) -> None:
        self._limits = settings.limits()
        self._calibration = calibration
        self._calibration_made_ms = calibration.made_ms if calibration else 0
        self._spool = spool
        self._publisher = publisher
        self._inputs = inputs
        self._unkept: list[Durable] = []
        self._said_full = False
        self._live_sent_s = -VACANT_PERIOD_S
        self._state_due_s = 0.0
        self._told: ChairState | None = None
        self._state = self._restore()

    def take(self, counts: CountsFrame) -> None:
        """Take one frame through the core and send on what follows."""
        inputs = self._inputs()
        frame = to_load(self._calibration, counts)
        self._state, happened = seat.step(self._limits, self._state, frame, inputs)
        if happened or self._unkept:
            self._keep(happened)
        now_s = frame.uptime_s
        live = live_frame(frame, self._state, inputs)
        period_s = VACANT_PERIOD_S if live.presence == "vacant" and live.shares is None else LIVE_PERIOD_S
        if now_s - self._live_sent_s >= period_s - HALF_FRAME_S:
            self._live_sent_s = now_s
            self._publisher.frame(live)
        state = chair_state(self._state, self._limits, inputs)
        if is_news(self._told, state) and now_s >= self._state_due_s:
            self._told, self._state_due_s = state, now_s + STATE_PERIOD_S
            self._publisher.state(state)
        self._publisher.pump(now_s)

    def save(self) -> None:
        """Keep the state for the next start."""
        self._keep(())

    def _keep(self, happened: tuple[Durable, ...]) -> None:
        self._unkept.extend(happened)
        saved = Saved(self._inputs().boot, self._state, self._calibration_made_ms)
        try:
            self._spool.append(self._unkept, msgspec.json.encode(saved))
        except SpoolError as error:
            if not self._said_full:
                log.error("%s; %d messages wait in memory", error, len(self._unkept))  # noqa: TRY400 - no trace helps
            self._said_full = True
            return
        self._said_full = False
        self._unkept.clear()

    def _restore(self) -> seat.SeatState:
        """Return the state to go on with; what another boot left open is ended as of when it was last known."""
        kept = self._spool.state()
        if not kept:
            return seat.SeatState()
        try:
            saved = msgspec.json.decode(kept, type=Saved)
        except msgspec.DecodeError as error:
            log.warning("the saved state is of another version and starts anew: %s", error)
            return seat.SeatState()
        inputs = self._inputs()
        if saved.boot == inputs.boot:
            if saved.calibration_made_ms == self._calibration_made_ms:
                return saved.seat
            return msgspec.structs.replace(
                saved.seat, trust=TrustState()
            )  # its zero belonged to the calibration before
        self._unkept.extend(seat.finish(saved.seat, msgspec.structs.replace(inputs, boot=saved.boot)))
        return seat.SeatState(baseline=saved.seat.baseline)


def calibration_or_none(path: Path) -> Calibration | None:
    """Return the stored calibration; without one the chair runs on and says so. Raises `ConfigError` for a bad file."""
    try:
        return read_calibration(path)
    except NotCalibratedError as error:
        log.warning("%s", error)
        return None


class Surroundings(NamedTuple):
    """What the loop asks of the world: the time, what the core cannot know, and whether to stop."""

    clock: Clock
    inputs: Callable[[], Inputs]
    stop: Callable[[], bool]


def run_chair(settings: EdgeSettings, meta: ChairMeta, source: FrameSource, around: Surroundings) -> None:
    """Run one chair until it is told to stop, then save and say goodbye."""
    calibration = calibration_or_none(settings.calibration_path())
    with Spool(settings.data_path("spool.db"), settings.delivery.spool_mb * 1_000_000) as spool:
        publisher = MqttPublisher(settings.mqtt, meta, settings.in_force(), spool)
        chair = Chair(settings, calibration, spool, publisher, around.inputs)
        publisher.start()
        try:
            while not around.stop():
                frame = source.receive(PATIENCE_S)
                chair.take(frame or CountsFrame(around.clock.now_ms(), around.clock.uptime_s(), NO_COUNTS))
        finally:
            chair.save()
            publisher.stop()
