"""What stands in for lamp, buzzer, motor and button: it says what it would show, and is pressed by a call."""

import logging
from collections import deque

from edge.core.cues import Shown
from edge.ports import Press, PressAnswer

log = logging.getLogger(__name__)

WORDS: dict[Shown, str] = {
    "off": "dark",
    "still": "the lamp winks",
    "uneven": "the lamp winks twice",
    "nudge": "the lamp is on",
    "alert": "the lamp blinks",
}


class SimulatedIndicator:
    """An `edge.ports.Indicator`. `shown` holds the last cues, the newest last; it begins dark."""

    def __init__(self) -> None:
        self.shown: deque[Shown] = deque(["off"], maxlen=100)
        self.identified = 0
        self.answered: list[PressAnswer] = []
        self._presses: deque[Press] = deque()

    def show(self, cue: Shown) -> None:
        """Say a change."""
        if cue != self.shown[-1]:
            self.shown.append(cue)
            log.info("indicator: %s", WORDS[cue])

    def identify(self) -> bool:
        """Say that it blinks."""
        self.identified += 1
        log.info("indicator: blinks, here I am")
        return True

    def press(self, press: Press) -> None:
        """Press the button."""
        self._presses.append(press)

    def pressed(self) -> Press | None:
        """Return the next press."""
        return self._presses.popleft() if self._presses else None

    def answer(self, done: PressAnswer) -> None:
        """Say what the button has done."""
        self.answered.append(done)
        log.info("indicator: blinks, %s", done)

    def close(self) -> None:
        """Go dark."""
        self.show("off")
