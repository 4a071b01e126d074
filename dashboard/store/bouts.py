"""Sitting bouts from events: which belong together, and where one ends whose end nobody saw. Pure.

started ---------------- ended          a bout
started --- (chair died)                cut at the end of the last minute in which somebody sat
started ---------------- now            goes on, but only if the chair says so itself
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from contract.events import BoutEnded, BoutStarted
from dashboard.store.rows import MinuteSpan

SAME_BOUT_MS = 5_000
"""Two tellings of one start may differ by a correction of the clock; two bouts are further apart than this."""

LONGEST_BOUT_MS = 7 * 24 * 3600 * 1000
"""A bout that is said to have been longer is not kept."""

BoutEvent = BoutStarted | BoutEnded


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


class Unended(NamedTuple):
    """A bout whose end no event tells, and the instant at which the next begins; None when none is known."""

    start_ms: int
    border_ms: int | None


def bouts(
    events: Sequence[BoutEvent],
    minutes: Sequence[MinuteSpan],
    now_ms: int,
    open_since_ms: int | None,
) -> list[Bout]:
    """Return the bouts that `events` tell of, oldest first, none reaching beyond `now_ms`.

    `open_since_ms` is the start of the bout that goes on, as the chair tells it now; None when there is none or the
    chair is silent. A start without an end is then cut at the last minute in `minutes` with somebody on the seat.
    """
    found = ended(events)
    if open_since_ms is not None and open_since_ms < now_ms:
        found.append(Bout(open_since_ms, now_ms, (now_ms - open_since_ms) / 1000, goes_on=True))
    for start_ms, border_ms in unended(events, found):
        if bout := cut(start_ms, now_ms if border_ms is None else min(border_ms, now_ms), minutes):
            found.append(bout)
    return sorted(found)


def ended(events: Sequence[BoutEvent]) -> list[Bout]:
    """Return the bouts of which an event tells the end."""
    ends = (event for event in events if isinstance(event, BoutEnded) and event.at_ms > event.started_at_ms)
    return [Bout(end.started_at_ms, end.at_ms, end.measured_s) for end in ends]


def unended(events: Sequence[BoutEvent], found: Sequence[Bout]) -> list[Unended]:
    """Return the starts in `events` that neither have an end there nor lie in one of the bouts `found`."""
    ends = _Ends(events)
    starts = [event for event in events if isinstance(event, BoutStarted) and not ends.have(event)]
    borders = sorted([bout.start_ms for bout in found] + [start.at_ms for start in starts])
    begin = sorted(bout.start_ms for bout in found)
    reach = list(accumulate((bout.end_ms for bout in sorted(found)), max))
    rows = []
    for start in starts:
        before = bisect_right(begin, start.at_ms + SAME_BOUT_MS)
        if not before or reach[before - 1] <= start.at_ms:
            after = bisect_right(borders, start.at_ms)
            rows.append(Unended(start.at_ms, borders[after] if after < len(borders) else None))
    return rows


def cut(start_ms: int, border_ms: int, minutes: Sequence[MinuteSpan]) -> Bout | None:
    """Return a bout that ends with the last minute somebody sat, or None when no minute tells of it."""
    sat = [m for m in minutes if m.occupied_s > 0 and m.end_ms > start_ms and m.at_ms < border_ms]
    if not sat:
        return None
    last = max(sat, key=lambda minute: minute.end_ms)
    end_ms = min(last.end_ms, border_ms)
    length_s = (end_ms - start_ms) / 1000
    return Bout(start_ms, end_ms, min(length_s, sum(minute.occupied_s for minute in sat)))


class _Ends:
    """Finds whether a start has an end: by uptime on one boot, else by the wall clock."""

    def __init__(self, events: Sequence[BoutEvent]) -> None:
        ends = [event for event in events if isinstance(event, BoutEnded)]
        self._uptimes_s: dict[str, list[float]] = {}
        for end in ends:
            self._uptimes_s.setdefault(end.boot, []).append(end.uptime_s - end.duration_s)
        for uptimes_s in self._uptimes_s.values():
            uptimes_s.sort()
        self._walls_ms = sorted((end.started_at_ms, end.boot) for end in ends)

    def have(self, start: BoutStarted) -> bool:
        uptimes_s = self._uptimes_s.get(start.boot, [])
        near = bisect_right(uptimes_s, start.uptime_s - 1.0)
        if near < len(uptimes_s) and uptimes_s[near] < start.uptime_s + 1.0:
            return True
        first = bisect_right(self._walls_ms, (start.at_ms - SAME_BOUT_MS + 1, ""))
        last = bisect_right(self._walls_ms, (start.at_ms + SAME_BOUT_MS, ""))
        return any(boot != start.boot for _, boot in self._walls_ms[first:last])
