"""Days on end of an office sitter, with nights, and weekends on which a bag lies on the seat.

Mon .. Fri  [ work_h: a sitter's day ][ night_h: nobody ]
Sat, Sun    [ a bag, put there when the week ends, taken away before the next ]
"""

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from contract.delivery import Durable
from contract.events import BoutEnded, BoutStarted
from contract.minute import MinuteRecord
from edge.core import seat
from edge.core.frame import SeatFrame
from edge.core.limits import Limits
from edge.core.moment import Inputs
from mock_hw.population.body import draw_body
from mock_hw.population.cells import CellSet, draw_cells
from mock_hw.population.day import empty_day, sitter_day
from mock_hw.population.objects import draw_thing
from mock_hw.population.render import HZ, UPTIME_S, frames
from mock_hw.population.scene import Move, Part, Scene, Stay
from mock_hw.population.surroundings import draw_shakes
from tests.soak import BrokenError

MONDAY_MS = 1_767_571_200_000
"""2026-01-05T00:00:00Z."""

ROUNDING_S = 0.01
"""The figures of a record are rounded to a millisecond each."""


class Week(NamedTuple):
    """Hours of a working day, of the night after it, and of the two days of a weekend."""

    work_h: float = 8.5
    night_h: float = 15.5
    weekend_h: float = 48.0


Weekend = Callable[[random.Random, float], Scene]
"""Draws what lies on the seat over a weekend of so many seconds."""


def a_bag(chance: random.Random, span_s: float) -> Scene:
    """Put a bag on the seat at the beginning and take it away near the end; nobody touches it in between."""
    thing = draw_thing(chance, "bag", "laptop bag")
    begin_s, end_s = 0.01 * span_s, 0.95 * span_s
    moves = (
        Move(begin_s - 0.02, 0.01, 0.0, -0.1, 0.1),
        Move(begin_s, 0.3, thing.kg, -0.1, 0.1),
        Move(end_s, 0.5, 0.0, -0.1, 0.1),
    )
    return Scene(span_s, (Part(moves),), (Stay("object", begin_s, end_s, thing.kg, thing.name),))


class Soak:
    """Lives through days and keeps what has to hold; events and minutes are checked as they come, none is kept."""

    def __init__(self, week: Week, seed: int, weekend: Weekend) -> None:
        self._week, self._draw_weekend = week, weekend
        self._chance = random.Random(f"days {seed}")
        self._body = draw_body(self._chance)
        self._cells: CellSet = draw_cells(self._chance)
        self._state = seat.SeatState()
        self._limits, self._inputs = Limits(), Inputs()
        self._sits = False
        self._last_s = self._minutes_s = 0.0
        self._sitting_s = self._true_s = 0.0
        self._bouts = self._visits = self._frames = self._minutes = 0

    def day(self, number: int) -> None:
        """Live through day `number`, counted from a Monday; a Saturday is the whole weekend, a Sunday nothing."""
        weekday = number % 7
        if weekday == 5:
            self._weekend(number)
        elif weekday < 5:
            day = sitter_day(self._chance, self._body, self._week.work_h)
            self._true_s += sum(stay.end_s - stay.begin_s for stay in day.stays if stay.kind == "person")
            self._visits += sum(stay.kind == "person" for stay in day.stays)
            self._live(day, f"day {number}")
            self._live(empty_day(self._week.night_h), f"night {number}")

    def end(self) -> dict[str, float]:
        """End as a recording does; return the figures."""
        self._hear(seat.finish(self._state, self._inputs))
        lived_s = (self._frames - 1) / HZ
        if self._sits:
            raise BrokenError("a bout that started never ended")
        if abs(self._minutes_s - lived_s) > ROUNDING_S * (1 + self._minutes):
            raise BrokenError(f"the minutes sum to {self._minutes_s:.1f} s of {lived_s:.1f} s")
        return {
            "hours": lived_s / 3600,
            "bouts": self._bouts,
            "visits_simulated": self._visits,
            "sitting_h": self._sitting_s / 3600,
            "sitting_simulated_h": self._true_s / 3600,
        }

    def _weekend(self, number: int) -> None:
        bouts = self._bouts
        scene = self._draw_weekend(self._chance, self._week.weekend_h * 3600)
        self._live(scene, f"weekend {number}")
        if self._sits or self._bouts != bouts:
            what = ", ".join(f"{stay.name} of {stay.kg:.1f} kg" for stay in scene.stays)
            raise BrokenError(f"a bout on the weekend of day {number}; on the seat: {what}")

    def _live(self, scene: Scene, name: str) -> None:
        shakes = draw_shakes(self._chance, scene.duration_s)
        for frame in _later(frames(scene, self._cells, shakes, name), self._frames):
            self._state, happened = seat.step(self._limits, self._state, frame, self._inputs)
            self._frames += 1
            if happened:
                self._hear(happened)

    def _hear(self, happened: tuple[Durable, ...]) -> None:
        for each in happened:
            match each:
                case MinuteRecord():
                    self._minutes_s += each.measured_s + each.unmeasured_s
                    self._minutes += 1
                    self._sum_up(each)
                case BoutStarted():
                    self._turn(each.uptime_s, sits=True)
                case BoutEnded():
                    self._turn(each.uptime_s, sits=False)
                    self._bouts += 1
                    self._sitting_s += each.measured_s
                case _:
                    pass

    def _turn(self, uptime_s: float, *, sits: bool) -> None:
        if sits == self._sits or uptime_s < self._last_s:
            raise BrokenError(f"bouts overlap or do not alternate at an uptime of {uptime_s:.1f} s")
        self._sits, self._last_s = sits, uptime_s

    def _sum_up(self, minute: MinuteRecord) -> None:
        posture = minute.posture
        parts_s = posture.centred + posture.left + posture.right + posture.forward + posture.back + posture.unknown
        if abs(parts_s - minute.occupied_s) > ROUNDING_S:
            raise BrokenError(f"postures sum to {parts_s} s of {minute.occupied_s} s sitting at {minute.uptime_s} s")


def _later(told: Iterator[SeatFrame], count: int) -> Iterator[SeatFrame]:
    """Yield the frames of a scene as they come after `count` others."""
    for n, frame in enumerate(told, count):
        yield SeatFrame(MONDAY_MS + n * 1000 // HZ, UPTIME_S + n / HZ, frame.load_kg)


def run(
    days: float, seed: int, *, week: Week | None = None, weekend: Weekend = a_bag, first: int = 0
) -> dict[str, float]:
    """Live through so many days from day `first` on, 0 being a Monday. Raises `BrokenError`."""
    soak = Soak(week or Week(), seed, weekend)
    for number in range(first, first + round(days)):
        soak.day(number)
    return soak.end()
