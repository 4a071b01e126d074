"""A report from the figures of its days: pure but for pandas."""

from __future__ import annotations  # a frame says what is in it to the type checker only

import math
from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd

from dashboard.analysis.periods import ENOUGH_DAYS, compare, counting
from dashboard.analysis.prompts.works import Works
from dashboard.reports import wording
from dashboard.reports.shapes import Found, Line, Report, ReportDay
from dashboard.reports.span import Kind, Span, before
from dashboard.store.goals import OwnGoals
from dashboard.words import N_, Message

LEAST_LOST_S = 60.0
"""From when on time without a reading is told."""


class Told(NamedTuple):
    """What a report is made of: the figures (`history.figures_of`) of the period and of the one before, up to today."""

    chair: str
    name: str
    zone: str
    today: date
    began: date | None
    now: pd.DataFrame
    then: pd.DataFrame
    findings: tuple[Found, ...] = ()
    prompts: Sequence[Works] = ()
    goals: OwnGoals = OwnGoals()


def report(kind: Kind, span: Span, told: Told) -> Report:
    """Return the report of a period that has begun."""
    behind = span.last + timedelta(days=1)
    earlier = before(kind, span)
    return Report(
        chair=told.chair,
        name=told.name,
        zone=told.zone,
        kind=kind,
        first=span.first,
        last=span.last,
        today=told.today,
        previous=earlier.first if told.began is not None and told.began < span.first else None,
        next=behind if behind <= told.today else None,
        title=Message(N_("{first_on} to {last_on}"), {"first_on": str(span.first), "last_on": str(span.last)}),
        summary=wording.summary(_sum(told.now, "occupied_s"), _sat(told.now), round(_sum(told.now, "bouts"))),
        notes=_notes(kind, span, told),
        lines=_lines(told),
        days=tuple(_day(on, row) for on, row in zip(told.now.index, told.now.to_dict("records"), strict=True)),
        findings=told.findings,
        prompts=tuple(
            wording.followed(each.kind, each.followed_share, each.known, each.median_s)
            for each in told.prompts
            if each.hour is None and each.followed_share is not None
        ),
    )


def _notes(kind: Kind, span: Span, told: Told) -> tuple[Message, ...]:
    notes = [wording.NOT_OVER[kind]] if told.today <= span.last else []
    over = told.now[told.now.index < told.today]  # of today more may come
    if missing := int((over["measured_s"] == 0).sum()):
        notes.append(wording.unseen(missing, len(over)))
    if (lost_s := _sum(told.now, "unmeasured_s")) >= LEAST_LOST_S:
        notes.append(wording.lost(lost_s))
    now_days, then_days = (len(counting(table)) for table in (told.now, told.then))
    if min(now_days, then_days) < ENOUGH_DAYS:
        notes.append(wording.thin(now_days, then_days, ENOUGH_DAYS))
    return tuple(notes)


def _lines(told: Told) -> tuple[Line, ...]:
    rows = compare(told.then, told.now, [each.name for each in wording.WORDINGS])
    values = rows[["after", "before"]].astype("float64").to_dict("index")
    return tuple(
        _line(each, told.goals, values[each.name]["after"], values[each.name]["before"]) for each in wording.WORDINGS
    )


def _line(how: wording.Wording, own: OwnGoals, value: float, then: float) -> Line:
    both = math.isfinite(value) and math.isfinite(then)
    return Line(
        name=how.name,
        title=how.title,
        value=how.value(value) if math.isfinite(value) else None,
        before=how.value(then) if math.isfinite(then) else None,
        difference=wording.difference(how, value, then) if both else None,
        goal=how.goal(own) if how.goal else None,
    )


def _day(on: date, row: Mapping[Hashable, Any]) -> ReportDay:
    def known(name: str) -> float | None:
        value = float(row.get(name, math.nan))  # without any day that was measured there are no columns
        return round(value, 1) if row["measured_s"] > 0 and math.isfinite(value) else None

    sat, with_break = known("hours_sat"), known("hours_with_break")
    return ReportDay(
        on=on,
        measured_s=row["measured_s"],
        occupied_s=known("occupied_s"),
        in_long_s=known("in_long_s"),
        hours_sat=None if sat is None else round(sat),
        hours_with_break=None if with_break is None else round(with_break),
    )


def _sat(table: pd.DataFrame) -> int:
    return int((table["occupied_s"] > 0).sum())


def _sum(table: pd.DataFrame, name: str) -> float:
    return float(table[name].sum()) if name in table else 0.0
