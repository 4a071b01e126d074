"""What the chair needs from outside, as protocols. Each fits on one screen and has a real and a simulated side.

Time enters by the same door as the hardware: whoever hands over pins hands over the clock they live on.
"""

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from contract.broker import BrokerState
from contract.seat import Corners, LiveFrame
from contract.state import ChairSettings, ChairState
from edge.core.cues import Shown
from edge.core.frame import CountsFrame


class Clock(Protocol):
    """Two times: the wall clock, which jumps, and uptime, which never runs backwards."""

    def now_ms(self) -> int:
        """Return the wall clock as milliseconds since the Unix epoch, UTC."""
        ...

    def uptime_s(self) -> float:
        """Return monotonic seconds; only differences mean anything."""
        ...

    def sleep_until(self, uptime_s: float) -> None:
        """Sleep until the uptime is reached; return at once when it has passed."""
        ...

    def spin_us(self, span_us: float) -> None:
        """Wait for at least `span_us` microseconds without giving the processor away."""
        ...


class DigitalPin(Protocol):
    """One line, as CircuitPython's `digitalio.DigitalInOut` shows it: all that the driver uses of a pin."""

    value: bool


class CellCounters(msgspec.Struct):
    """What one cell has been through since it was opened, in events. `readings` are the good ones that came out."""

    readings: int = 0
    discarded: int = 0
    """Readings thrown away while the converter settled, or with nothing before them that they could be held against."""
    timeouts: int = 0
    desyncs: int = 0
    stalls: int = 0
    """The process was held up: a pulse too long, a read too slow, or a conversion slept over."""
    saturated: int = 0
    frozen: int = 0
    doubted: int = 0
    """Readings that stood alone between their neighbours (`edge/hardware/lone.py`)."""
    power_cycles: int = 0


class LoadCell(Protocol):
    """One load cell on one converter, read by polling: nothing here waits for a conversion."""

    @property
    def due_s(self) -> float:
        """The uptime before which `poll` has nothing to do."""
        ...

    @property
    def counters(self) -> CellCounters:
        """What the cell has been through."""
        ...

    @property
    def held_s(self) -> float:
        """How long after its conversion a reading comes out, in seconds."""
        ...

    def poll(self) -> int | None:
        """Do what is due; return a reading (signed counts) when one has just proved good, else None.

        Raises `CellError` when a reading was lost or cannot be trusted; the cell recovers by itself.
        """
        ...


Emit = Callable[[CountsFrame], None]
"""Takes each frame as it is measured."""


class CellFactory(Protocol):
    """Makes the four cells and the clock they live on; picklable, for the acquisition process."""

    def __call__(self) -> tuple[Corners[LoadCell], Clock]:
        """Open the hardware. Raises `HardwareError` when nothing can be opened."""
        ...


class FrameSource(Protocol):
    """Where frames come from: the acquisition process, or a simulation of it."""

    @property
    def counters(self) -> Corners[CellCounters] | None:
        """What each cell has been through since it was opened, as last reported; None before the first report."""
        ...

    def receive(self, timeout_s: float) -> CountsFrame | None:
        """Return the next frame, or None when none came in time. Raises `HardwareError` when none will come again."""
        ...


class Publisher(Protocol):
    """What takes live frames and states away, empties the spool, and brings commands.

    Commands come in by the callable that it was made with, on another thread.
    """

    @property
    def broker(self) -> BrokerState:
        """How things stand with the broker."""
        ...

    def frame(self, frame: LiveFrame) -> None:
        """Send a live frame, or lose it."""
        ...

    def state(self, state: ChairState) -> None:
        """Send the retained state."""
        ...

    def config(self, config: ChairSettings) -> None:
        """Send the retained settings in force."""
        ...

    def result(self, name: str, body: bytes) -> None:
        """Answer the command of that name, or lose the answer: it is of no use later."""
        ...

    def pump(self, uptime_s: float) -> None:
        """Do what is due; never waits."""
        ...


OnCommand = Callable[[str, bytes, bool], None]
"""Takes a command's name, its body and whether it was retained; called on the network thread, so it only hands over."""

Press = Literal["short", "long"]

PressAnswer = Literal["snoozed", "paused", "resumed"]
"""What a press of the button has done."""


class Indicator(Protocol):
    """What tells the sitter something: a lamp, a buzzer, a motor; and the button with which the sitter answers."""

    def show(self, cue: Shown) -> None:
        """Show this cue from now on; the same one again changes nothing."""
        ...

    def identify(self) -> bool:
        """Blink for some seconds, so that somebody finds this chair; False when there is nothing to blink with."""
        ...

    def pressed(self) -> Press | None:
        """Return the next press of the button since the last call, None when there was none."""
        ...

    def answer(self, done: PressAnswer) -> None:
        """Let the hand at the button know what it has done; then show the cue again."""
        ...

    def close(self) -> None:
        """Go dark and let the lines go."""
        ...


class NoIndicator:
    """An `Indicator` for a chair that has none."""

    def show(self, cue: Shown) -> None:
        """Show nothing."""

    def identify(self) -> bool:
        """Say that there is nothing to blink with."""
        return False

    def pressed(self) -> Press | None:
        """Say that nobody presses what is not there."""
        return None

    def answer(self, done: PressAnswer) -> None:
        """Answer nobody."""

    def close(self) -> None:
        """Hold nothing, so let nothing go."""
