"""The days of a chair: its zone by name, and when its days begin."""

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo


class LocalDay(NamedTuple):
    """One day: from its midnight to the next."""

    on: date
    start_ms: int
    end_ms: int


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name; UTC when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def midnight_ms(on: date, zone: tzinfo) -> int:
    """Return when a day begins in the zone; where the clocks skip midnight, the first instant after it."""
    return round(datetime(on.year, on.month, on.day, tzinfo=zone).timestamp() * 1000)


def day_on(on: date, zone: tzinfo) -> LocalDay:
    """Return a day by its date."""
    return LocalDay(on, midnight_ms(on, zone), midnight_ms(on + timedelta(days=1), zone))


def day_at(at_ms: int, zone: tzinfo) -> LocalDay:
    """Return the day in which an instant lies."""
    return day_on(datetime.fromtimestamp(at_ms / 1000, zone).date(), zone)
