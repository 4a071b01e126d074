"""Sitting bouts from events: which belong together, and where one ends whose end nobody saw.

started ---------------- ended          a bout
started --- (chair died)                cut at the end of the last minute in which somebody sat
started ---------------- now            goes on, but only if the chair says so itself
"""

from collections.abc import Sequence
from typing import NamedTuple

from contract.events import BoutEnded, BoutStarted
from dashboard.store.rows import MinuteSpan

SAME_BOUT_MS = 5_000
"""Two tellings of one start may differ by a correction of the clock; two bouts are further apart than this."""


class Bout(NamedTuple):
    """One sitting bout. `sitting_s` is the measured part: a hole is not sitting."""

    start_ms: int
    end_ms: int
    sitting_s: float
    goes_on: bool = False

    @property
    def duration_s(self) -> float:
        """Return the length from sitting down to getting up."""
        return (self.end_ms - self.start_ms) / 1000


def bouts(
    events: Sequence[BoutStarted | BoutEnded],
    minutes: Sequence[MinuteSpan],
    now_ms: int,
    open_since_ms: int | None,
) -> list[Bout]:
    """Return the bouts that `events` tell of, oldest first, none reaching beyond `now_ms`.

    `open_since_ms` is the start of the bout that goes on, as the chair tells it now; None when there is none or the
    chair is silent. A start without an end is then cut at the last minute in `minutes` with somebody on the seat.
    """
    ends = [event for event in events if isinstance(event, BoutEnded)]
    found = [Bout(end.started_at_ms, end.at_ms, end.measured_s) for end in ends if end.at_ms > end.started_at_ms]
    if open_since_ms is not None and open_since_ms < now_ms:
        found.append(Bout(open_since_ms, now_ms, (now_ms - open_since_ms) / 1000, goes_on=True))
    starts = [
        event for event in events if isinstance(event, BoutStarted) and not any(_ends(end, event) for end in ends)
    ]
    borders = sorted([bout.start_ms for bout in found] + [start.at_ms for start in starts])
    for start in starts:
        if any(bout.start_ms - SAME_BOUT_MS <= start.at_ms < bout.end_ms for bout in found):
            continue
        border_ms = next((at_ms for at_ms in borders if at_ms > start.at_ms), now_ms)
        if bout := _cut(start.at_ms, min(border_ms, now_ms), minutes):
            found.append(bout)
    return sorted(found)


def _ends(end: BoutEnded, start: BoutStarted) -> bool:
    """Say whether `end` ends `start`: by uptime on one boot, else by the wall clock."""
    if end.boot == start.boot:
        return abs(end.uptime_s - end.duration_s - start.uptime_s) < 1.0
    return abs(end.started_at_ms - start.at_ms) < SAME_BOUT_MS


def _cut(start_ms: int, border_ms: int, minutes: Sequence[MinuteSpan]) -> Bout | None:
    """Return a bout that ends with the last minute somebody sat, or None when no minute tells of it."""
    sat = [m for m in minutes if m.occupied_s > 0 and m.end_ms > start_ms and m.at_ms < border_ms]
    if not sat:
        return None
    last = max(sat, key=lambda minute: minute.end_ms)
    end_ms = min(last.end_ms, border_ms)
    length_s = (end_ms - start_ms) / 1000
    return Bout(start_ms, end_ms, min(length_s, sum(minute.occupied_s for minute in sat)))
