"""Report and findings of one chair, from the store. It brings pandas."""

from datetime import date, timedelta, tzinfo
from typing import NamedTuple

from sqlalchemy import Connection

from dashboard.analysis.calendar import midnight_ms
from dashboard.analysis.insights.finding import Rules
from dashboard.analysis.prompts.told import Rules as Waiting
from dashboard.analysis.prompts.works import works
from dashboard.reports.findings import findings
from dashboard.reports.prompting import prompts_of
from dashboard.reports.report import Told, report
from dashboard.reports.shapes import Noticed, Report
from dashboard.reports.span import Kind, Span, before
from dashboard.reports.tables import tables
from dashboard.store import goals
from dashboard.store import history as store


class Asked(NamedTuple):
    """Whose days, what the chair calls itself, its zone, its today, and the limits in force."""

    connection: Connection
    chair: str
    name: str
    zone: tzinfo
    today: date
    rules: Rules


def read_noticed(asked: Asked) -> Noticed:
    """Return what is to be said about the whole weeks before today's. Raises `StoreError`."""
    sunday = asked.today - timedelta(days=asked.today.weekday() + 1)
    found = findings(asked.connection, asked.chair, asked.zone, asked.today, asked.rules)
    return Noticed(chair=asked.chair, zone=str(asked.zone), until=sunday, findings=found)


def read_report(asked: Asked, kind: Kind, span: Span) -> Report:
    """Return the report of a period that has begun, with the findings of the weeks before the day behind it.

    Raises `StoreError`.
    """
    connection, chair, zone = asked.connection, asked.chair, asked.zone
    last = min(span.last, asked.today)
    behind = min(span.last + timedelta(days=1), asked.today)
    first = store.days(connection, chair, "0000-01-01", asked.today.isoformat())
    when_ms = midnight_ms(span.first, zone), midnight_ms(last + timedelta(days=1), zone)
    prompts = prompts_of(connection, chair, when_ms, Waiting(asked.rules.within_s, asked.rules.break_s))
    told = Told(
        chair=chair,
        name=asked.name,
        zone=str(zone),
        today=asked.today,
        began=date.fromisoformat(first[0].on) if first else None,
        now=tables(connection, chair, zone, asked.rules.break_s, (span.first, last)).figures,
        then=tables(connection, chair, zone, asked.rules.break_s, before(kind, span)).figures,
        findings=findings(connection, chair, zone, behind, asked.rules),
        prompts=works(prompts, zone),
        goals=goals.own(connection, chair),
    )
    return report(kind, span, told)
