"""The figures of a chair's days, from what is stored. It brings pandas."""

from collections.abc import Iterator
from datetime import date, timedelta, tzinfo
from typing import Any

import pandas as pd

from dashboard.analysis.calendar import LocalDay, days
from dashboard.analysis.digest import Digest
from dashboard.analysis.figures import day_rows, day_table
from dashboard.exchange import digests
from dashboard.exchange.columns import DAYS
from dashboard.exchange.source import Asked, Open
from dashboard.store import history
from dashboard.store.zones import day_at

FIGURES = [column.name for column in DAYS if column.name not in {"on", "start_ms", "end_ms"}]

AT_ONCE = 60
"""Days that are read and computed at once."""


def table(open_store: Open, chair: str, first: date, last: date, zone: tzinfo) -> pd.DataFrame:
    """Return `analysis.figures.day_table` of a chair. Raises `StoreError`."""
    return day_table(*read(open_store, chair, first, last, zone))[FIGURES]


def read(
    open_store: Open, chair: str, first: date, last: date, zone: tzinfo
) -> tuple[list[Digest | None], list[LocalDay]]:
    """Return a chair's days and their digests. Raises `StoreError`."""
    every = days(first, last, zone)
    with open_store() as connection:
        return digests.of_days(connection, chair, every, zone)[0], every


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
        yield from day_rows(*read(open_store, asked.chair, first, until, asked.zone))
        first = until + timedelta(days=1)
