"""Days and hours as the people at the chair live them: in its zone, 23 or 25 hours long when the clocks change."""

from __future__ import annotations  # a Series says what is in it to the type checker only

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo

import pandas as pd

from dashboard.analysis.spans import Span
from dashboard.store.zones import LocalDay, day_on, midnight_ms

__all__ = ["LocalDay", "days", "hours", "local_dates", "local_times", "midnight_ms"]

HOUR_MS = 3_600_000


def days(first: date, last: date, zone: tzinfo) -> list[LocalDay]:
    """Return the days from `first` to `last`, both included."""
    dates = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day_on(on, zone) for on in dates]


def local_times(at_ms: pd.Series[int], zone: tzinfo) -> pd.Series[pd.Timestamp]:
    """Return instants, milliseconds since the epoch, as times in the zone."""
    return pd.to_datetime(at_ms, unit="ms", utc=True).dt.tz_convert(zone)


def local_dates(at_ms: pd.Series[int], zone: tzinfo) -> pd.Series[date]:
    """Return the local date of each instant."""
    return local_times(at_ms, zone).dt.date


def hours(span: Span, zone: tzinfo) -> Iterator[Span]:
    """Yield the clock hours of the zone that a span touches, whole.

    An hour begins when its clock shows a full hour. Where the clocks change by half an hour, as on Lord Howe Island,
    the hours around that are shorter or longer.
    """
    start_ms = _hour_ms(span[0], zone)
    while start_ms < span[1]:
        end_ms = _hour_ms(start_ms + HOUR_MS, zone)
        if end_ms <= start_ms:  # the clock went back within this hour
            end_ms = start_ms + HOUR_MS
        yield start_ms, end_ms
        start_ms = end_ms


def _hour_ms(at_ms: int, zone: tzinfo) -> int:
    at = datetime.fromtimestamp(at_ms / 1000, zone)
    return at_ms - at.minute * 60_000 - at.second * 1000 - at_ms % 1000
