"""Mornings of a chair in a store, and what is stored of them."""

from sqlalchemy import func, select

from dashboard.store import history
from tests.dashboard.messages import got_up, minute, sat_down

MIN = 60_000
NOON_MS = 1_767_268_800_000
FOREVER = (0, 10**13)


def at(minutes):
    return NOON_MS + minutes * MIN


def day(store, on_day, **words):
    """Store a morning of that day after the first: a bout of ten minutes, and twenty minutes' records."""
    begin = at(on_day * 1440)
    store.take(
        sat_down(begin),
        *(minute(begin + n * MIN, 60.0 if n < 10 else 0.0) for n in range(20)),
        got_up(begin + 10 * MIN, begin),
        **words,
    )


def count(store, table):
    return store.read(lambda connection: connection.execute(select(func.count()).select_from(table)).scalar())


def figures(store, chair="desk"):
    return (
        store.read(history.quarters, chair, *FOREVER),
        store.read(history.days, chair, "0", "9"),
        store.read(history.bouts, chair, *FOREVER),
    )


def run(steps):
    for _ in steps:
        pass
