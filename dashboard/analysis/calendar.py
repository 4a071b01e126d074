"""Days and hours as the people at the chair live them: in its zone, 23 or 25 hours long when the clocks change."""

from __future__ import annotations  # a Series says what is in it to the type checker only

from datetime import date, timedelta, tzinfo

import pandas as pd

from dashboard.analysis.hours import HOUR_MS, hours
from dashboard.store.zones import LocalDay, day_on, midnight_ms

__all__ = ["HOUR_MS", "LocalDay", "days", "hours", "local_dates", "local_times", "midnight_ms"]


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
