"""The digests of a chair's days: those that are kept, and the others made from quarters of an hour and bouts.

No pandas: ingest uses it too.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from itertools import accumulate

import msgspec
from sqlalchemy import Connection

from dashboard.analysis.digest import FORMULA, Digest, digests
from dashboard.store import digests as kept
from dashboard.store import history
from dashboard.store.bouts import Bout
from dashboard.store.rollups import zones_of
from dashboard.store.zones import LocalDay, day_on

_DECODER = msgspec.json.Decoder(Digest)
_READABLE = f"[{FORMULA},"


def of_days(
    connection: Connection, chair: str, days: Sequence[LocalDay], zone: tzinfo
) -> tuple[list[Digest | None], list[Bout]]:
    """Return the digest of each day, None for one of which nothing is known, and the bouts that reach into them.

    `days` follow each other. A day whose quarters are deleted and that has no digest is told by its sums.
    """
    if not days:
        return [], []
    rows = {row.on: row for row in kept.read(connection, chair, days[0].on.isoformat(), days[-1].on.isoformat())}
    bouts = [Bout(*bout) for bout in history.bouts(connection, chair, days[0].start_ms, days[-1].end_ms)]
    told: list[Digest | None] = [None] * len(days)
    starts_ms, reach_ms = [bout.start_ms for bout in bouts], list(accumulate((bout.end_ms for bout in bouts), max))
    missing = []
    for n, day in enumerate(days):
        row = rows.get(day.on.isoformat())
        # A day that began at another instant was cut in the zone that the chair said before.
        if row and row.digest and row.digest.startswith(_READABLE) and row.slice.at_ms == day.start_ms:
            told[n] = _DECODER.decode(row.digest)
        else:
            before = bisect_left(starts_ms, day.end_ms)
            if row or (before and reach_ms[before - 1] > day.start_ms):
                missing.append(n)
    sums = {date.fromisoformat(on): row.slice for on, row in rows.items()}
    for first, last in _runs(missing):
        run = days[first : last + 1]
        quarters = history.quarters(connection, chair, run[0].start_ms, run[-1].end_ms)
        told[first : last + 1] = digests(quarters, bouts, run, zone, sums)
    return told, bouts


def make_some(connection: Connection, now_ms: int, most: int) -> int:
    """Make and keep the digests of some days of a chair that are over. Return how many; 0: none is to be made."""
    wanted = kept.to_make(connection, now_ms, most)
    if not wanted:
        return 0
    chair = wanted[0][0]
    zone = zones_of(connection, [chair])[chair]
    days = [day_on(date.fromisoformat(on), zone) for whose, on in wanted if whose == chair]
    made = {}
    for first, last in _runs([day.on.toordinal() for day in days]):
        run = [day for day in days if first <= day.on.toordinal() <= last]
        for day, told in zip(run, of_days(connection, chair, run, zone)[0], strict=True):
            made[day.on.isoformat()] = msgspec.json.encode(told).decode()
    kept.keep(connection, chair, made)
    return len(made)


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers, smallest first, as (first, last) of those that follow each other."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
