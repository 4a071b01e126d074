"""Press each corner when told: which cell is wired to which corner, and which way round.

    counts of four cells   ____________/‾‾press‾‾\\____  the one that changes most answers for the corner that was named
                           zero         0.5 s     released: the next corner

A pure procedure, fed with frames. It needs no calibration: a hand of half a kilogram or more is far above any noise.
"""

from typing import Literal

import msgspec

from contract.scalars import CornerName
from contract.seat import CORNER_NAMES, Corners
from edge.commissioning.procedures.steadiness import AtRest, Steadiness, words
from edge.commissioning.procedures.zeroing import Refused
from edge.core.calibration import NOMINAL_COUNTS_PER_KG
from edge.core.frame import CountsFrame

PRESS_COUNTS = NOMINAL_COUNTS_PER_KG / 2
"""Half a kilogram on a cell of the usual kind."""

ALONE = 2.0
"""The cell that answers changes by so many times the next one; over a corner of a seat it is five to ten times."""

HOLD_FRAMES = 5
"""Half a second of pressing, and of being released."""

PATIENCE_S = 60.0
TWICE_LIMIT = 3

Stage = Literal["empty", "press", "release"]


class PressGuide(msgspec.Struct, frozen=True):
    """What to show: which corner, what to do, how the cells have changed, and how many corners are behind us."""

    corner: CornerName
    stage: Stage
    do: str
    change_counts: Corners[float | None]
    done: int
    warning: str = ""


class Pressed(msgspec.Struct, frozen=True):
    """The end: by corner of the seat, the name of the cell that answered, and whether its counts fell."""

    answered: Corners[CornerName]
    falls: Corners[bool]

    @property
    def in_order(self) -> bool:
        """Whether each corner was answered by the cell that has its name."""
        return tuple(self.answered) == CORNER_NAMES


class Pressing:
    """Goes once through the four corners."""

    def __init__(self) -> None:
        self._steadiness = Steadiness()
        self._zero: AtRest | None = None
        self._answered: list[tuple[CornerName, bool]] = []
        self._stage: Stage = "empty"
        self._since_uptime_s: float | None = None
        self._candidate: tuple[CornerName, bool] | None = None
        self._frames = 0
        self._warning = ""
        self._twice = 0

    def take(self, frame: CountsFrame) -> PressGuide | Refused | Pressed:
        """Return how things stand after one more frame. Ends with `Refused` or `Pressed`."""
        if self._since_uptime_s is None:
            self._since_uptime_s = frame.uptime_s
        change = Corners[float | None](None, None, None, None)
        waited_s = frame.uptime_s - self._since_uptime_s
        if self._zero is None:
            seen = self._steadiness.take(frame)
            if isinstance(seen, AtRest):
                self._zero = seen
                self._enter("press", frame)
            elif waited_s > PATIENCE_S:
                return Refused(f"The seat did not come to rest ({seen.why}): keep off until the first corner is named.")
        else:
            change = _change(frame, self._zero)
            if self._stage == "press":
                self._press(change, frame)
            else:
                self._release(change, frame)
            if self._twice == TWICE_LIMIT:
                return Refused(self._warning)
            if len(self._answered) == len(CORNER_NAMES) and self._stage == "press":
                return Pressed(
                    Corners(*(n for n, _ in self._answered)), Corners(*(falls for _, falls in self._answered))
                )
            if waited_s > PATIENCE_S:
                return Refused(_nobody_answers(self._corner) if self._stage == "press" else _never_released())
        return PressGuide(self._corner, self._stage, self._do(), change, len(self._answered), self._warning)

    @property
    def _corner(self) -> CornerName:
        names: tuple[CornerName, ...] = ("front_left", "front_right", "rear_left", "rear_right")
        return names[min(len(self._answered), len(names) - 1)]

    def _press(self, change: Corners[float | None], frame: CountsFrame) -> None:
        answer = _answer(change)
        self._frames = self._frames + 1 if answer is not None and answer == self._candidate else int(answer is not None)
        self._candidate = answer
        if answer is None or self._frames < HOLD_FRAMES:
            return
        corner = self._corner
        before = next((place for place, (name, _) in enumerate(self._answered) if name == answer[0]), None)
        if before is None:
            self._answered.append(answer)
            self._warning, self._twice = "", 0
        else:
            self._twice += 1
            self._warning = (
                f"The cell that answered for {words(CORNER_NAMES[before])} answers again. Press {words(corner)} only; "
                "if you did, the cell there is dead or a wire is off: run sitwell-edge check."
            )
        self._enter("release", frame)

    def _release(self, change: Corners[float | None], frame: CountsFrame) -> None:
        largest = max((abs(each) for each in change if each is not None), default=0.0)
        self._frames = self._frames + 1 if largest < PRESS_COUNTS / 2 else 0
        if self._frames >= HOLD_FRAMES:
            self._enter("press", frame)

    def _enter(self, stage: Stage, frame: CountsFrame) -> None:
        self._stage, self._since_uptime_s = stage, frame.uptime_s
        self._candidate, self._frames = None, 0

    def _do(self) -> str:
        if self._stage == "empty":
            return "Keep off the seat."
        if self._stage == "release":
            return "Let go."
        return f"Press {words(self._corner)} down with your hand, as the sitter sees it."


def _change(frame: CountsFrame, zero: AtRest) -> Corners[float | None]:
    return Corners(*(None if now is None else now - was for now, was in zip(frame.counts, zero.counts, strict=True)))


def _answer(change: Corners[float | None]) -> tuple[CornerName, bool] | None:
    """Return which cell is pressed, and whether its counts fall; None while none is, or several are."""
    named: list[tuple[float, CornerName, bool]] = [
        (abs(change.front_left or 0.0), "front_left", (change.front_left or 0.0) < 0),
        (abs(change.front_right or 0.0), "front_right", (change.front_right or 0.0) < 0),
        (abs(change.rear_left or 0.0), "rear_left", (change.rear_left or 0.0) < 0),
        (abs(change.rear_right or 0.0), "rear_right", (change.rear_right or 0.0) < 0),
    ]
    (size, name, falls), (next_size, *_) = sorted(named, reverse=True)[:2]
    return (name, falls) if size >= PRESS_COUNTS and size >= ALONE * next_size else None


def _nobody_answers(corner: CornerName) -> str:
    return (
        f"No cell answered alone for {words(corner)} within {PATIENCE_S:g} s. Press right over it with some kilograms; "
        "if you did, its cell is dead or a wire is off: run sitwell-edge check."
    )


def _never_released() -> str:
    return "The seat was not released: something still lies on it, or its plate is caught. Clear it and begin again."
