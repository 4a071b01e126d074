"""The findings about one chair's sitter, from the store. It brings pandas."""

from __future__ import annotations  # a frame says what is in it to the type checker only

from datetime import date, timedelta, tzinfo

import pandas as pd
from sqlalchemy import Connection

from dashboard.advice.sources import SOURCES
from dashboard.analysis.calendar import midnight_ms
from dashboard.analysis.history_shapes import BASELINE_DAYS
from dashboard.analysis.insights.answers import LOOK_BACK_DAYS
from dashboard.analysis.insights.choose import insights
from dashboard.analysis.insights.finding import Finding, Insight, Rules, Told
from dashboard.analysis.prompts.told import Rules as Waiting
from dashboard.analysis.tables import bout_table, slice_table
from dashboard.reports.prompting import prompts_of
from dashboard.reports.shapes import Found
from dashboard.reports.tables import tables
from dashboard.store import history as store

MOST_DAYS = 371
"""The last days that are looked through, beside the first ones; a year, as the page *History* has it."""


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
    weeks = midnight_ms(monday - timedelta(days=LOOK_BACK_DAYS), zone), midnight_ms(monday, zone)
    return told._replace(prompts=prompts_of(connection, chair, weeks, Waiting(rules.within_s, rules.break_s)))


def _found(insight: Insight, finding: Finding) -> Found:
    rests_on = tuple(SOURCES[anchor] for anchor in insight.rests_on)
    return Found(id=insight.id, says=finding.says, basis=finding.basis, rests_on=rests_on)
