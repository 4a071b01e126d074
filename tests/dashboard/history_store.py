"""Days of a made-up sitter put into the store's tables as ingest keeps them: quarters, days, bouts and a revision."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from dashboard.store.derived import BOUTS, DAYS, QUARTERS, REVISIONS
from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.slices import NUMBERS

BERLIN = ZoneInfo("Europe/Berlin")
QUARTER_MS = 900_000


class Sat(NamedTuple):
    """One day: its bouts as (start, end) in hours of the clock; `from_h` to `to_h` the chair was on."""

    on: date
    bouts: tuple[tuple[float, float], ...] = ()
    from_h: float = 8.0
    to_h: float = 18.0
    shifts: int = 3


def working_day(on: date, n: int = 0) -> Sat:
    """A day in an office, each a little different, better as `n` grows."""
    length = max(0.4, 1.2 - min(n, 400) / 400 + 0.13 * (n % 5))
    bouts, at = [], 8.6 + 0.1 * (n % 4)
    while at + length < 17.2:
        if not 12.2 < at < 12.9:
            bouts.append((at, at + length))
        at += length + 0.2 + 0.05 * (n % 3)
        length = max(0.15, (length * 7.3) % (1.5 - min(n, 400) / 500))
    return Sat(on, tuple(bouts), shifts=2 + n // 90 + n % 3)


def year(last: date, days: int = 365, holes: bool = False) -> list[Sat]:
    """Weeks of working days up to `last`; with `holes`, three weeks and each ninth day were not measured."""
    every = [last - timedelta(days=days - 1 - n) for n in range(days)]
    found = []
    for n, on in enumerate(every):
        if holes and (120 <= n < 141 or n % 9 == 4):
            continue
        if on.weekday() < 5:
            found.append(working_day(on, n))
        elif n % 3 == 0:
            found.append(Sat(on, from_h=9, to_h=12))
    return found


def fill(url: str, days: list[Sat], chair: str = "desk", revision: int = 1, zone: ZoneInfo = BERLIN) -> None:
    """Write the rows of these days."""
    quarters, whole, bouts = [], [], []
    for day in days:
        begin_ms, end_ms = (_ms(day.on, hour, zone) for hour in (day.from_h, day.to_h))
        spans = [(_ms(day.on, start, zone), _ms(day.on, end, zone)) for start, end in day.bouts]
        rows = [_quarter(at_ms, spans, day.shifts) for at_ms in range(begin_ms, end_ms, QUARTER_MS)]
        sums = {name: sum(row[name] or 0 for row in rows) for name in NUMBERS}
        quarters += [{"chair": chair, **row} for row in rows]
        whole.append({"chair": chair, "on": day.on.isoformat(), **sums, "at_ms": _ms(day.on, 0, zone)})
        bouts += [
            {"chair": chair, "start_ms": start, "end_ms": end, "sitting_s": (end - start) / 1000, "goes_on": False}
            for start, end in spans
        ]
    engine = writer(url)
    with transaction(engine, database_path(url)) as connection:
        for table, rows in ((QUARTERS, quarters), (DAYS, whole), (BOUTS, bouts)):
            if rows:
                connection.execute(insert(table), rows)
        connection.execute(insert(REVISIONS).prefix_with("OR REPLACE"), {"chair": chair, "revision": revision})
    engine.dispose()


def _ms(on: date, hour: float, zone: ZoneInfo) -> int:
    """When a clock in the zone shows that hour, to the minute; 24 is the next midnight."""
    at = datetime(on.year, on.month, on.day) + timedelta(minutes=round(hour * 60))  # noqa: DTZ001 - a clock on the wall
    return round(at.replace(tzinfo=zone).timestamp() * 1000)


def _quarter(at_ms: int, spans: list[tuple[int, int]], shifts: int) -> dict[str, float | None]:
    sat_s = sum(max(0, min(end, at_ms + QUARTER_MS) - max(start, at_ms)) for start, end in spans) / 1000
    return dict.fromkeys(NUMBERS, 0.0) | {
        "at_ms": at_ms,
        "measured_s": 900.0,
        "occupied_s": sat_s,
        "vacant_s": 900.0 - sat_s,
        "centred_s": sat_s,
        "shifts": round(shifts * sat_s / 900),
        "cop_lateral": 0.02 if sat_s else None,
        "cop_fore_aft": 0.0 if sat_s else None,
        "balance_s": sat_s,
    }
