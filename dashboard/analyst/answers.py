"""Answers from the store. It brings pandas: where memory counts, only the child loads it."""

from collections.abc import Sequence
from datetime import UTC, date, timedelta
from typing import assert_never

import msgspec
import pandas as pd
from sqlalchemy import Connection

from contract.codec import encode
from dashboard.analysis import words
from dashboard.analysis.diary.beside import side_by_side, together
from dashboard.analysis.figures import compared, day_rows
from dashboard.analysis.history import Tables, comparison, history
from dashboard.analysis.history_shapes import BASELINE_DAYS
from dashboard.analysis.insights.finding import Rules
from dashboard.analyst.questions import (
    Beside,
    BesideAsked,
    BesideDay,
    ComparisonAsked,
    Days,
    DaysAsked,
    FiguresAsked,
    HistoryAsked,
    NoticedAsked,
    Question,
    ReportAsked,
)
from dashboard.exchange import days as daily
from dashboard.exchange.source import Open
from dashboard.reports.reading import Asked, read_noticed, read_report
from dashboard.reports.span import span_of
from dashboard.reports.tables import tables
from dashboard.store import history as store
from dashboard.store.zones import zone_of


def answer(question: Question, open_store: Open) -> bytes:  # noqa: PLR0911 - one for each question
    """Return the answer as JSON. Raises `StoreError`."""
    if isinstance(question, DaysAsked):
        of = question.days
        return msgspec.json.encode(day_rows(*daily.read(open_store, of.chair, of.first, of.last, zone_of(of.zone))))
    if isinstance(question, FiguresAsked):
        against = _figures(open_store, question.against) if question.against else None
        return msgspec.json.encode(compared(_figures(open_store, question.days), against))
    with open_store() as connection:
        if isinstance(question, HistoryAsked):
            return _history(connection, question)
        if isinstance(question, ComparisonAsked):
            before, after = (_tables(connection, days).figures for days in (question.before, question.after))
            return encode(comparison(before, after))
        if isinstance(question, ReportAsked):
            span = span_of(question.kind, question.first)
            return encode(read_report(_asked(connection, question), question.kind, span))
        if isinstance(question, NoticedAsked):
            return encode(read_noticed(_asked(connection, question)))
        if isinstance(question, BesideAsked):
            return _beside(connection, question)
    assert_never(question)


def _history(connection: Connection, question: HistoryAsked) -> bytes:
    days = question.days
    sat = [
        date.fromisoformat(on) for on in store.first_sat(connection, days.chair, days.last.isoformat(), BASELINE_DAYS)
    ]
    told = _tables(connection, days)
    in_it = not sat or sat[0] >= days.first
    start = told if in_it else _tables(connection, msgspec.structs.replace(days, first=sat[0], last=sat[-1]))
    first_ms = store.first_ms(connection, days.chair)
    began = None if first_ms is None else words.local(first_ms, zone_of(days.zone)).date()
    return encode(history(days.chair, told, start.figures, began, question.today))


def _beside(connection: Connection, question: BesideAsked) -> bytes:
    sat = _together([_tables(connection, days).figures for days in question.chairs], question.first, question.last)
    table = side_by_side(question.entries, sat, UTC)
    columns = [table[name].astype(object).where(table[name].notna(), None) for name in table]
    says = together(table).says
    return encode(
        Beside(
            days=[
                BesideDay(on=on, pain=pain, sitting_h=sitting, longest_bout_min=longest)
                for on, pain, sitting, longest in zip(table.index, *columns, strict=True)
            ],
            text=says.text,
            values=dict(says.values),
        )
    )


def _together(each: Sequence[pd.DataFrame], first: date, last: date) -> pd.DataFrame:
    """Return the days of all chairs together: seconds are added up, the longest bout is the longest on any."""
    days = pd.Index([first + timedelta(days=n) for n in range((last - first).days + 1)], name="on")
    columns = ["measured_s", "occupied_s", "longest_bout_s"]
    if not each:
        return pd.DataFrame(0.0, index=days, columns=columns)
    every = pd.concat([table[columns].astype("float64") for table in each]).groupby(level=0)
    return every.agg({"measured_s": "sum", "occupied_s": "sum", "longest_bout_s": "max"}).reindex(days)


def _asked(connection: Connection, question: NoticedAsked) -> Asked:
    rules = Rules(nudge_s=question.nudge_s, break_s=question.break_s)
    return Asked(connection, question.chair, question.name, zone_of(question.zone), question.today, rules)


def _tables(connection: Connection, days: Days) -> Tables:
    return tables(connection, days.chair, zone_of(days.zone), days.break_s, (days.first, days.last))


def _figures(open_store: Open, days: Days) -> pd.DataFrame:
    return daily.table(open_store, days.chair, days.first, days.last, zone_of(days.zone))
