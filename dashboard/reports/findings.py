"""The findings about one chair's sitter, from the store. It brings pandas."""

from __future__ import annotations  # a frame says what is in it to the type checker only

from datetime import date, timedelta, tzinfo

import pandas as pd
from sqlalchemy import Connection

from contract.codec import decode
from contract.events import SeatEvent
from dashboard.advice.sources import SOURCES
from dashboard.analysis.bouts import Bout
from dashboard.analysis.calendar import midnight_ms
from dashboard.analysis.history_shapes import BASELINE_DAYS
from dashboard.analysis.insights.answers import LOOK_BACK_DAYS
from dashboard.analysis.insights.choose import insights
from dashboard.analysis.insights.finding import Finding, Insight, Rules, Told
from dashboard.analysis.insights.habits import known
from dashboard.analysis.prompts.followed import prompts
from dashboard.analysis.prompts.told import Prompt, Seen
from dashboard.analysis.prompts.told import Rules as Waiting
from dashboard.analysis.tables import bout_table, slice_table
from dashboard.reports.shapes import Found
from dashboard.reports.tables import tables
from dashboard.store import history as store

MOST_DAYS = 371
"""The last days that are looked through, beside the first ones; a year, as the page *History* has it."""

MOST_PROMPTS = 5000


def findings(connection: Connection, chair: str, zone: tzinfo, today: date, rules: Rules) -> tuple[Found, ...]:
    """Return what is to be said about the weeks before that of `today`. Raises `StoreError`."""
    told = _told(connection, chair, zone, today, rules)
    return tuple(_found(*each) for each in insights(told)) if told else ()


def _told(connection: Connection, chair: str, zone: tzinfo, today: date, rules: Rules) -> Told | None:
    """Return the person's figures: those of the last year and, for an older chair, of the days that it began with."""
    every = store.days(connection, chair, "0000-01-01", today.isoformat())
    sat = [date.fromisoformat(each.on) for each in every if each.slice.occupied_s > 0]
    if len(sat) < BASELINE_DAYS:
        return None  # no finder says anything about less
    first = max(sat[0], today - timedelta(days=MOST_DAYS))
    year = tables(connection, chair, zone, rules.break_s, (first, today))
    days = year.figures
    if sat[0] < first:
        last = min(sat[BASELINE_DAYS - 1], first - timedelta(days=1))
        days = pd.concat([tables(connection, chair, zone, rules.break_s, (sat[0], last)).figures, days])
    weeks_ms = midnight_ms(today - timedelta(days=LOOK_BACK_DAYS), zone), midnight_ms(today, zone)
    slices = slice_table(store.quarters(connection, chair, *weeks_ms))  # breaks within an hour need them, lately
    told = Told(days, bout_table(year.bouts), slices, (), zone, today, rules)
    monday = today - timedelta(days=today.weekday())
    weeks = monday - timedelta(days=LOOK_BACK_DAYS), monday - timedelta(days=1)
    return told._replace(prompts=prompts_of(connection, chair, zone, weeks, rules))


def prompts_of(
    connection: Connection, chair: str, zone: tzinfo, period: tuple[date, date], rules: Rules
) -> list[Prompt]:
    """Return the prompts for a break of some days, with what followed. Raises `StoreError`."""
    first_ms, end_ms = midnight_ms(period[0], zone), midnight_ms(period[1] + timedelta(days=1), zone)
    page = store.Page(most=MOST_PROMPTS, kinds=("prolonged_nudged", "prolonged_alerted"))
    bodies = [row.body for row in store.events(connection, chair, first_ms, end_ms, page) if row.placed]
    # mypy cannot see that decode of a union gives the union
    events: list[SeatEvent] = [decode(body.encode(), SeatEvent, "event") for body in bodies]  # type: ignore[arg-type]
    measured = known(slice_table(store.quarters(connection, chair, first_ms, end_ms)))
    seen = Seen([Bout(*row) for row in store.bouts(connection, chair, first_ms, end_ms)], measured)
    return prompts(events, seen, end_ms, Waiting(rules.within_s, rules.break_s))


def _found(insight: Insight, finding: Finding) -> Found:
    rests_on = tuple(SOURCES[anchor] for anchor in insight.rests_on)
    return Found(id=insight.id, says=finding.says, basis=finding.basis, rests_on=rests_on)
