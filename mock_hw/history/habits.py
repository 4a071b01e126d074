"""How the worker sits: in which bouts and breaks, and in which poses.

A habit gets better: at first long bouts, most prompts ignored, few shifts and a lean to the right; later the opposite.
"""

import math
import random
from collections.abc import Iterator
from typing import NamedTuple

from contract.scalars import Posture

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS

Span = tuple[int, int]


LEARNING_WEEKS = 3.0
"""After so long two thirds of the change have been made."""

NUDGE_MS = 30 * MINUTE_MS
"""A prompt to stand comes after 30 min of sitting (Diaz 2017; Duran 2023)."""

POSES: dict[Posture, float] = {"centred": 40, "forward": 22, "back": 16, "right": 12, "left": 10}
"""How often each pose is taken, in percent."""


class Habits(NamedTuple):
    """How somebody sits in one week. `heeds`: the chance that a prompt to stand is followed."""

    bout_min: float
    shifts_per_h: float
    heeds: float
    short_breaks: float
    lean: float


def habits(week: float) -> Habits:
    """Return the habits `week` weeks from the beginning.

    About 20 shifts an hour are usual (Roynarin 2024) and the goal (Akkarakittichoke 2023): ours begins at 8.
    """
    done = 1 - math.exp(-week / LEARNING_WEEKS)
    return Habits(
        bout_min=52 - 28 * done,
        shifts_per_h=8 + 12 * done,
        heeds=0.05 + 0.7 * done,
        short_breaks=0.5 - 0.25 * done,
        lean=0.13 - 0.11 * done,
    )


class Hold(NamedTuple):
    """A pose from `start_ms` to `end_ms`, and its centre of pressure."""

    start_ms: int
    end_ms: int
    posture: Posture
    lateral: float
    fore_aft: float


class Stay(NamedTuple):
    """One time on the seat, from sitting down to getting up."""

    start_ms: int
    end_ms: int
    holds: tuple[Hold, ...]


def stays_of_day(
    chance: random.Random, how: Habits, arrive_ms: int, leave_ms: int, absences: list[Span]
) -> tuple[tuple[Stay, ...], list[Span]]:
    """Fill the day between absences with stays and breaks; return also the long absences, when a bag may lie there."""
    stays: list[Stay] = []
    away: list[Span] = []
    now_ms = arrive_ms
    while now_ms < leave_ms - MINUTE_MS:
        go_ms, back_ms = next(span for span in absences if span[1] > now_ms)
        if go_ms - now_ms < MINUTE_MS:
            away.append((now_ms, back_ms))
            now_ms = back_ms
            continue
        length_ms = round(chance.lognormvariate(math.log(how.bout_min), 0.55) * MINUTE_MS)
        if length_ms > NUDGE_MS and chance.random() < how.heeds:
            length_ms = NUDGE_MS + chance.randrange(20_000, 4 * MINUTE_MS)
        end_ms = min(now_ms + max(length_ms, 2 * MINUTE_MS), go_ms)
        stays.append(Stay(now_ms, end_ms, tuple(_holds(chance, how, now_ms, end_ms))))
        now_ms = end_ms if end_ms == go_ms else end_ms + _break_ms(chance, how)
    return tuple(stays), away


def _break_ms(chance: random.Random, how: Habits) -> int:
    """Draw a break: a step to the printer, a walk for coffee, a talk."""
    weights = (how.short_breaks, 0.75 * (1 - how.short_breaks), 0.25 * (1 - how.short_breaks))
    low_s, high_s = chance.choices(((20, 110), (125, 420), (420, 1200)), weights)[0]
    return round(chance.uniform(low_s, high_s) * 1000)


def _holds(chance: random.Random, how: Habits, start_ms: int, end_ms: int) -> Iterator[Hold]:
    """Settle for some seconds, then hold one pose after another; each change is a postural shift."""
    now_ms = min(start_ms + chance.randrange(3_000, 6_000), end_ms)
    yield Hold(start_ms, now_ms, "unknown", *_place(chance, "centred", how.lean))
    posture: Posture = "unknown"
    while now_ms < end_ms:
        posture = chance.choices([name for name in POSES if name != posture], [
            weight for name, weight in POSES.items() if name != posture
        ])[0]  # fmt: skip
        mean_ms = HOUR_MS / how.shifts_per_h * (0.6 if posture in ("left", "right") else 1.1)
        until_ms = now_ms + max(8_000, round(chance.expovariate(1 / mean_ms)))
        until_ms = end_ms if until_ms > end_ms - 8_000 else until_ms
        yield Hold(now_ms, until_ms, posture, *_place(chance, posture, how.lean))
        now_ms = until_ms


def _place(chance: random.Random, posture: Posture, lean: float) -> tuple[float, float]:
    """Draw the centre of pressure of a pose; a tenth of the load moved over is 0.2."""
    lateral, fore_aft = chance.gauss(lean, 0.02), chance.gauss(-0.06, 0.03)
    match posture:
        case "left":
            return -chance.uniform(0.2, 0.45), fore_aft
        case "right":
            return chance.uniform(0.22, 0.45) + lean, fore_aft
        case "forward":
            return lateral, chance.uniform(0.2, 0.5)
        case "back":
            return lateral, -chance.uniform(0.28, 0.5)
        case _:
            return lateral, fore_aft
