"""Lamp, buzzer, vibration motor and button, through gpiozero: its one importer.

Cues come from state: `show` may be called ten times a second and only a change does anything.

             lamp                       buzzer              motor
    off      dark                       silent              still
    still    winks every three seconds  silent              one gentle tap
    uneven   winks twice, likewise      silent              two gentle taps
    nudge    on, as long as it lasts    one short beep      one gentle half second
    alert    blinks, as long ...        three beeps         three stronger ones

What is heard or felt ends by itself: it says that something began, and the lamp says that it goes on. So a sitter who
cannot get up now is not nagged for an hour; after a snooze or a pause the cue begins anew, and is heard again.

gpiozero's threads live in the daemon and never where cells are read, so it is imported when the outputs are opened:
after acquisition has started in a process of its own. Not yet seen on a Raspberry Pi.
"""

import importlib
import itertools
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from edge.config import EdgeSettings
from edge.core.cues import Shown
from edge.ports import Indicator, NoIndicator, Press, PressAnswer

log = logging.getLogger(__name__)

STEP_S = 0.1
LONG_PRESS_S = 1.5
BOUNCE_S = 0.02

Levels = tuple[float, ...]
"""What an output is set to, one step of `STEP_S` after the other."""

_BEEP: Levels = (1.0, 0.0, 0.0)
_TAP: Levels = (0.4, 0.4, 0.0, 0.0)
_HUM: Levels = (0.8,) * 5 + (0.0,) * 3

ONCE: dict[str, dict[Shown, Levels]] = {
    "buzzer": {"nudge": _BEEP, "alert": _BEEP * 3},
    "motor": {"still": _TAP, "uneven": _TAP * 2, "nudge": (0.4,) * 5 + (0.0,), "alert": _HUM * 3},
}
"""What is heard and felt when a cue begins. Each ends with 0."""

_WINK: Levels = (1.0, 1.0, 0.0, 0.0)

LAMP: dict[Shown, Levels] = {
    "off": (0.0,),
    "still": _WINK + (0.0,) * 26,
    "uneven": _WINK * 2 + (0.0,) * 22,
    "nudge": (1.0,),
    "alert": (1.0,) * 5 + (0.0,) * 5,
}
"""What the lamp shows as long as a cue lasts, over and over."""

FIND_ME: Levels = (1.0, 0.0) * 50
"""Ten seconds of quick blinking."""

FIND_ME_BY_EAR: Levels = (1.0, 0.0, 0.0, 0.0) * 5

_BLINK: Levels = (0.0, 1.0, 0.0)

ANSWERS: dict[PressAnswer, Levels] = {
    "snoozed": _BLINK,
    "paused": _BLINK * 3,
    "resumed": (0.0, *(1.0,) * 10, 0.0),
}
"""What the lamp, without one the buzzer or else the motor, says to a press: one blink, three, one long."""

REMEDY = "install lgpio (Raspberry Pi OS: sudo apt-get install python3-lgpio), or set the lines in [outputs] to -1"


class Outputs:
    """An `edge.ports.Indicator` on real lines, or on those of a factory that is given."""

    def __init__(self, lines: dict[str, int], pin_factory: object, *, step_s: float = STEP_S) -> None:
        # A factory is a `gpiozero.pins.Factory`; gpiozero ships no types.
        from gpiozero import Button, DigitalOutputDevice, PWMOutputDevice  # noqa: PLC0415 - see above: not before

        kinds = {"led": DigitalOutputDevice, "buzzer": DigitalOutputDevice, "motor": PWMOutputDevice}
        self._step_s = step_s
        self._cue: Shown | None = None
        self._presses: SimpleQueue[Press] = SimpleQueue()
        self._held = False
        self._devices: dict[str, Any] = {}
        self._button: Any = None
        try:
            for name, bcm in lines.items():
                if name in kinds:
                    self._devices[name] = kinds[name](bcm, pin_factory=pin_factory)
                    self._devices[name].source_delay = step_s
            if "button" in lines:
                self._button = Button(
                    lines["button"], bounce_time=BOUNCE_S, hold_time=LONG_PRESS_S, pin_factory=pin_factory
                )
                self._button.when_pressed = self._on_pressed
                self._button.when_held = self._on_held
                self._button.when_released = self._on_released
        except BaseException:
            self.close()
            raise

    def show(self, cue: Shown) -> None:
        """Show this cue from now on; the same one again changes nothing."""
        if cue == self._cue:
            return
        self._cue = cue
        self._lamp()
        for name, patterns in ONCE.items():
            self._play(name, patterns.get(cue, (0.0,)))

    def identify(self) -> bool:
        """Blink with the lamp, without one beep or hum; then show the cue again."""
        if "led" in self._devices:
            lamp = itertools.cycle(LAMP[self._cue or "off"])
            self._play("led", itertools.chain(FIND_ME, lamp))
            return True
        for name in self._devices:
            self._play(name, FIND_ME_BY_EAR)
        return bool(self._devices)

    def pressed(self) -> Press | None:
        """Return the next press of the button, None when there was none."""
        try:
            return self._presses.get_nowait()
        except Empty:
            return None

    def answer(self, done: PressAnswer) -> None:
        """Blink what a press has done, with the lamp, else the buzzer, else the motor; then show the cue again."""
        if "led" in self._devices:
            self._play("led", itertools.chain(ANSWERS[done], itertools.cycle(LAMP[self._cue or "off"])))
        else:
            self._play(next(iter(self._devices), ""), ANSWERS[done])

    def close(self) -> None:
        """Go dark and let the lines go."""
        for device in (*self._devices.values(), self._button):
            if device is not None:
                device.close()
        self._devices, self._button = {}, None

    def _lamp(self) -> None:
        levels = LAMP[self._cue or "off"]
        self._play("led", levels if len(levels) == 1 else itertools.cycle(levels))

    def _play(self, name: str, levels: Iterable[float]) -> None:
        """Set an output step by step, on a thread of gpiozero's; what it played before ends."""
        device = self._devices.get(name)
        if device is None:
            return
        device.source = None
        if isinstance(levels, tuple) and len(levels) == 1:
            device.value = levels[0]
        else:
            device.source = levels

    # The button's callbacks come on gpiozero's threads, so they only put things into a queue.

    def _on_pressed(self) -> None:
        self._held = False

    def _on_held(self) -> None:
        self._held = True
        self._presses.put("long")

    def _on_released(self) -> None:
        if not self._held:
            self._presses.put("short")


def open_indicator(settings: EdgeSettings) -> Indicator:
    """Return what `[outputs]` says is wired. What cannot be opened is a warning: the chair runs on without it."""
    lines = settings.outputs.lines()
    if not lines:
        return NoIndicator()
    if Path(settings.chair.runtime_dir).is_dir():
        os.environ.setdefault("LG_WD", settings.chair.runtime_dir)  # lgpio makes its pipes there, not in any folder
    try:
        # Not before acquisition has started, see above; and lgpio is not on every machine.
        pins = importlib.import_module("gpiozero.pins.lgpio")
    except ImportError as error:
        log.warning("lamp, buzzer, motor and button stay off: %s; %s", error, REMEDY)
        return NoIndicator()
    from gpiozero.exc import GPIOZeroError  # noqa: PLC0415 - see above: not before

    try:
        return Outputs(lines, pins.LGPIOFactory())
    except (GPIOZeroError, OSError, pins.lgpio.error) as error:
        log.warning("lamp, buzzer, motor and button stay off: %s; another program may hold a line; %s", error, REMEDY)
        return NoIndicator()
