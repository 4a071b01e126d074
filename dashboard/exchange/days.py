"""The figures of a chair's days, from what is stored. The one place here that needs pandas."""

from collections.abc import Iterator
from datetime import date, timedelta, tzinfo
from typing import Any

import pandas as pd

from dashboard.analysis.bouts import Bout
from dashboard.analysis.figures import Past, day_rows, day_table
from dashboard.exchange.columns import DAYS
from dashboard.exchange.source import Asked, Open
from dashboard.store import history
from dashboard.store.zones import day_at, midnight_ms

FIGURES = [column.name for column in DAYS if column.name not in {"on", "start_ms", "end_ms"}]

AT_ONCE = 60
"""Days that are read and computed at once."""

MOST_ON_MS = 24 * 3600 * 1000
"""A bout of a day may have begun on the day before; none lasts longer than a day."""


def table(open_store: Open, chair: str, first: date, last: date, zone: tzinfo) -> pd.DataFrame:
    """Return `analysis.figures.day_table` of a chair. Raises `StoreError`."""
    from_ms, to_ms = midnight_ms(first, zone), midnight_ms(last + timedelta(days=1), zone)
    with open_store() as connection:
        past = Past(
            history.quarters(connection, chair, from_ms, to_ms),
            [day.slice for day in history.days(connection, chair, first.isoformat(), last.isoformat())],
            [Bout(*bout) for bout in history.bouts(connection, chair, from_ms - MOST_ON_MS, to_ms)],
        )
    # Where nobody measured any day there is nothing to compute, so the columns are named here.
    return day_table(past, first, last, zone).reindex(columns=FIGURES)


def rows(open_store: Open, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield the days that the time touches, from the chair's first one on, also those that nobody measured."""
    with open_store() as connection:
        first_ms = history.first_ms(connection, asked.chair)
    if first_ms is None or asked.to_ms <= max(asked.from_ms, first_ms):
        return
    first = day_at(max(asked.from_ms, first_ms), asked.zone).on
    last = day_at(asked.to_ms - 1, asked.zone).on
    while first <= last:
        until = min(last, first + timedelta(days=AT_ONCE - 1))
        yield from day_rows(table(open_store, asked.chair, first, until, asked.zone), asked.zone)
        first = until + timedelta(days=1)
