"""Days of one chair from the store, as the tables of the analysis. It brings pandas."""

from datetime import date, tzinfo

from sqlalchemy import Connection

from dashboard.analysis import calendar
from dashboard.analysis.bouts import Bout
from dashboard.analysis.daily import Rules
from dashboard.analysis.history import Tables, figures_of
from dashboard.analysis.tables import bout_table, slice_table
from dashboard.store import history as store


def tables(connection: Connection, chair: str, zone: tzinfo, break_s: float, period: tuple[date, date]) -> Tables:
    """Return the days from the first to the last of `period`, both included. A break counts from `break_s` on."""
    days = calendar.days(*period, zone)
    span = days[0].start_ms, days[-1].end_ms
    slices = slice_table(store.quarters(connection, chair, *span))
    bouts = bout_table(Bout(*row) for row in store.bouts(connection, chair, *span))
    return Tables(zone, days, slices, bouts, figures_of(slices, bouts, days, zone, Rules(break_s=break_s)))
