"""Days of one chair from the store, as the tables of the analysis. It brings pandas."""

from datetime import date, tzinfo

from sqlalchemy import Connection

from dashboard.analysis import calendar
from dashboard.analysis.daily import Rules
from dashboard.analysis.history import Tables, figures_of
from dashboard.exchange import digests


def tables(connection: Connection, chair: str, zone: tzinfo, break_s: float, period: tuple[date, date]) -> Tables:
    """Return the days from the first to the last of `period`, both included. A break counts from `break_s` on."""
    days = calendar.days(*period, zone)
    told, bouts = digests.of_days(connection, chair, days, zone)
    return Tables(zone, days, told, bouts, figures_of(told, days, Rules(break_s=break_s)))
