"""The axis under a timeline: round times around what there is, and few enough labels to read."""

from datetime import tzinfo

import msgspec

from dashboard.analysis import words
from dashboard.locale.catalogue import ENGLISH, Catalogue

MINUTE_MS = 60_000
FINE_MIN, COARSE_MIN = 10, 60
FINE_UNTIL_MIN = 50
"""A first hour is shown in steps of ten minutes, so that a short bout can be seen at all."""

MAX_TICKS = 8
STEPS_MIN = (2, 5, 10, 15, 30, 60, 120, 180, 240)


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """A label of the axis and where it stands."""

    at_ms: int
    label: str


def axis(first_ms: int, now_ms: int, zone: tzinfo, said: Catalogue = ENGLISH) -> tuple[int, int, list[Tick]]:
    """Return start, end and labels: from the full hour before `first_ms` to the one after `now_ms`, in local time."""
    unit_min = FINE_MIN if now_ms - first_ms < FINE_UNTIL_MIN * MINUTE_MS else COARSE_MIN
    from_ms = _floor(first_ms, unit_min, zone)
    to_ms = max(_floor(now_ms, unit_min, zone), from_ms) + unit_min * MINUTE_MS
    steps_ms = (step * MINUTE_MS for step in STEPS_MIN)
    step_ms = next((step for step in steps_ms if to_ms - from_ms <= MAX_TICKS * step), 6 * COARSE_MIN * MINUTE_MS)
    ticks = [Tick(at_ms=at_ms, label=said.clock(at_ms, zone)) for at_ms in range(from_ms, to_ms + 1, step_ms)]
    return from_ms, to_ms, ticks


def _floor(at_ms: int, unit_min: int, zone: tzinfo) -> int:
    at = words.local(at_ms, zone)
    return at_ms - at_ms % 1000 - (at.minute % unit_min * 60 + at.second) * 1000
