"""One chair between two frames: the pure core, and everything that follows from its answer.

    counts -> to_load -> core.seat.step -> keeping (events, minutes, state) -> spool
      |                     ^         |-> publisher.frame, at most 5/s
      |       attention ----'         |-> publisher.state, on change, at most 1/s
      '-> obedience (commands, button, tare) '-> indicator.show(cue)

No lock is needed anywhere: other threads only put things into queues that are emptied here.
"""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from contract.delivery import Durable
from contract.errors import ConfigError
from contract.events import Tared
from contract.state import ChairState
from edge.attention import Now, Silence
from edge.boot import Host
from edge.calibration_file import write_calibration
from edge.config import EdgeSettings
from edge.core import guided, seat
from edge.core.calibration import Calibration, to_load
from edge.core.cues import shown
from edge.core.frame import CountsFrame, SeatFrame
from edge.core.moment import Inputs, clock_ms
from edge.core.report import calibrated, chair_state, is_news, live_frame
from edge.core.trust import TrustState
from edge.delivery.commands import CommandQueue
from edge.keeping import Keeping, Saved
from edge.obedience import Answer, Obedience, Situation
from edge.ports import Indicator, Publisher

LIVE_PERIOD_S = 0.2
VACANT_PERIOD_S = 1.0
STATE_PERIOD_S = 1.0
HALF_FRAME_S = 0.05
"""Frames come on a grid of 0.1 s; what is due within half of one is due now."""


class Fittings(NamedTuple):
    """What a chair works with, besides its cells."""

    keeping: Keeping
    publisher: Publisher
    indicator: Indicator
    commands: CommandQueue
    host: Callable[[], Host]
    answer: Answer | None = None
    """Takes the answers to commands; without it the publisher does."""


class Chair:
    """`take` is the whole of it; time comes with the frames. `calibration` is the one in force."""

    def __init__(self, settings: EdgeSettings, calibration: Calibration | None, fittings: Fittings) -> None:
        self.calibration = calibration
        self._calibrated = calibrated(calibration)
        self.told: ChairState | None = None
        self._keeping = fittings.keeping
        self._publisher = fittings.publisher
        self._indicator = fittings.indicator
        self._commands = fittings.commands
        self._host = fittings.host
        answer = fittings.answer or fittings.publisher.result
        self.obedience = Obedience(settings, fittings.indicator, answer)
        self._settings = settings
        self._put_in_force(self.obedience.settings)
        self._file = settings.calibration_path()
        self._live_sent_s = -VACANT_PERIOD_S
        self._state_due_s = 0.0
        self._last_uptime_s: float | None = None
        self._fresh = True
        self._state = self._restore()

    def take(self, counts: CountsFrame) -> None:
        """Take one frame through the core and send on what follows."""
        now = Now(counts.at_ms, counts.uptime_s, *self._host())
        if self._fresh:
            self._fresh = False
            self.obedience.wake(now, self._last_uptime_s)
        self._listen(counts, now)
        silence = self.obedience.attention.look(now)
        inputs = self._inputs(now, silence)
        frame = to_load(self.calibration, counts)
        self._state, happened = seat.step(self._limits, self._state, frame, inputs)
        self.obedience.baseline(self._state.guided)
        self._keep(happened, now)
        self._tell(frame, inputs, silence)
        self._publisher.pump(now.uptime_s)

    @property
    def measuring(self) -> tuple[str | None, guided.GuidedState]:
        """For which command a baseline is being measured, and how far it is."""
        return self.obedience.measuring, self._state.guided

    def save(self) -> None:
        """Keep the state for the next start."""
        self._keeping.save(self._saved(self._host()))

    def _listen(self, counts: CountsFrame, now: Now) -> None:
        """Do what the button and the desk ask for, one thing of each a frame."""
        self.obedience.press(now)
        arrived = self._commands.take()
        if arrived is not None:
            about = Situation(now, counts, self._state.presence.presence, self.calibration)
            measuring = self.obedience.measuring
            self.obedience.obey(arrived, about)
            if self.obedience.measuring != measuring:
                self._state = msgspec.structs.replace(self._state, guided=guided.begin(now.uptime_s))
            if self.obedience.settings is not self._settings:
                self._put_in_force(self.obedience.settings)
                self._publisher.config(self._settings.in_force())
        self.obedience.tare(counts, lambda calibration: self._tared(calibration, now))

    def _tared(self, calibration: Calibration, now: Now) -> str:
        """Store a new zero and go on with it; return why not. What was known of drift belonged to the one before."""
        try:
            write_calibration(self._file, calibration)
        except ConfigError as error:
            return str(error)
        self.calibration = calibration
        self._calibrated = calibrated(calibration)
        self._state = msgspec.structs.replace(self._state, trust=TrustState())
        at_ms = clock_ms(now.at_ms)
        event = Tared(at_ms=at_ms, uptime_s=now.uptime_s, known_ms=at_ms, boot=now.boot, clock_synced=now.clock_synced)
        self._keep((event,), now)
        return ""

    def _put_in_force(self, settings: EdgeSettings) -> None:
        self._settings, self._limits = settings, settings.limits()

    def _inputs(self, now: Now, silence: Silence) -> Inputs:
        return Inputs(
            boot=now.boot,
            clock_synced=now.clock_synced,
            quiet=silence.quiet,
            paused_until_uptime_s=silence.paused_until_uptime_s,
            snoozed_until_uptime_s=silence.snoozed_until_uptime_s,
            shares_weight=self._settings.chair.shares_weight,
        )

    def _keep(self, happened: tuple[Durable, ...], now: Now) -> None:
        self._keeping.add(happened)
        self._keeping.step(lambda: self._saved(Host(now.boot, now.clock_synced)), now.uptime_s)

    def _tell(self, frame: SeatFrame, inputs: Inputs, silence: Silence) -> None:
        """Show what is so now: on the wire, and at the chair."""
        now_s = frame.uptime_s
        live = live_frame(frame, self._state, inputs)
        period_s = VACANT_PERIOD_S if live.presence == "vacant" and live.shares is None else LIVE_PERIOD_S
        if now_s - self._live_sent_s >= period_s - HALF_FRAME_S:
            self._live_sent_s = now_s
            self._publisher.frame(live)
        spooled = self._keeping.spooled(now_s)
        state = msgspec.structs.replace(
            chair_state(self._state, self._limits, inputs),
            quiet_because=silence.because,
            silent_until_ms=silence.until_ms,
            snoozes=silence.snoozes,
            paused_until_ms=_ms_at(silence.paused_until_uptime_s, frame),
            **self._calibrated,
            spooled_minutes=spooled.waiting,
            dropped_minutes=spooled.dropped,
            total_kg=None if live.total_kg is None or live.presence != "occupied" else max(0, round(live.total_kg)),
        )
        self._indicator.show(shown(self._state, inputs))
        self.obedience.answer_press()
        if is_news(self.told, state) and now_s >= self._state_due_s:
            self.told, self._state_due_s = state, now_s + STATE_PERIOD_S
            self._publisher.state(state)

    def _saved(self, host: Host) -> Saved:
        made_ms = self.calibration.made_ms if self.calibration else 0
        return Saved(host.boot, self._state, made_ms, clock_synced=host.clock_synced)

    def _restore(self) -> seat.SeatState:
        """Return the state to go on with; what another boot or version left open is ended as of when it was known."""
        saved = self._keeping.last()
        if saved is None:
            return seat.SeatState()
        host = self._host()
        if saved.boot == host.boot and not saved.remains:
            if saved.calibration_made_ms == (self.calibration.made_ms if self.calibration else 0):
                return saved.seat
            return msgspec.structs.replace(saved.seat, trust=TrustState())  # its zero was of another calibration
        if saved.boot != host.boot:
            self._last_uptime_s = saved.seat.uptime_s
        before = Inputs(
            boot=saved.boot, clock_synced=saved.clock_synced, shares_weight=self._settings.chair.shares_weight
        )
        self._keeping.add(seat.finish(saved.seat, before))
        return seat.SeatState(baseline=saved.seat.baseline)


def _ms_at(uptime_s: float, frame: SeatFrame) -> int | None:
    """Return the wall time of an uptime by the clock as it is now; None for 0, which is never."""
    return clock_ms(frame.at_ms + round((uptime_s - frame.uptime_s) * 1000)) if uptime_s else None
