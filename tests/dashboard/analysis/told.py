"""A day told in local clock times, as the tables of the analysis."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from dashboard.analysis.bouts import Bout
from dashboard.analysis.tables import SLICE_COLUMNS, bout_table, slice_table

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 5, 4)
QUARTER_MS = 900_000


def ms(clock, on=DAY, zone=BERLIN):
    hour, _, minute = clock.partition(":")
    return round(datetime(on.year, on.month, on.day, int(hour), int(minute), tzinfo=zone).timestamp() * 1000)


def sat(*spans, on=DAY, zone=BERLIN):
    """Bouts from ("9:00", "9:40") pairs."""
    return bout_table(
        Bout(ms(a, on, zone), ms(b, on, zone), (ms(b, on, zone) - ms(a, on, zone)) / 1000) for a, b in spans
    )


def quarters(bouts, start_ms, end_ms, unmeasured=(), **more):
    """Slices of 15 minutes that agree with the bouts; `unmeasured` holds spans in ms that nobody measured."""
    rows = []
    for at_ms in range(start_ms, end_ms, QUARTER_MS):
        spans = list(zip(bouts["start_ms"], bouts["end_ms"], strict=True))
        occupied_s, missing_s = (_inside(each, at_ms) for each in (spans, unmeasured))
        known = {
            "at_ms": at_ms,
            "measured_s": 900 - missing_s,
            "unmeasured_s": missing_s,
            "occupied_s": occupied_s,
            "vacant_s": 900 - missing_s - occupied_s,
            "centred_s": occupied_s,
            "balance_s": occupied_s,
        }
        rows.append(dict.fromkeys(SLICE_COLUMNS, 0) | known | more)
    return slice_table(rows)


def _inside(spans, at_ms):
    return sum(max(0, min(end, at_ms + QUARTER_MS) - max(start, at_ms)) for start, end in spans) / 1000
