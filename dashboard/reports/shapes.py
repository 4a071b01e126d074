"""What is told of weeks and months, as it is sent. Apart from what computes it, which takes pandas and loads late."""

from datetime import date

import msgspec

from dashboard.advice.sources import Source
from dashboard.reports.span import Kind
from dashboard.words import Message


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A finding about somebody's sitting: what is said, from how much, and why it is told at all."""

    id: str
    says: Message
    basis: Message
    rests_on: tuple[Source, ...]


class Noticed(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be said about the whole weeks up to `until`, a Sunday; mostly nothing, at most three."""

    chair: str
    zone: str
    until: date
    findings: tuple[Found, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of the period: the median of its days, that of the period before, how they differ, and the goal.

    `value`, `before` and `difference` are None where fewer than three days tell, `goal` where there is none.
    """

    name: str
    title: Message
    value: Message | None
    before: Message | None
    difference: Message | None
    goal: Message | None


class ReportDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day of the period up to today. None: nobody measured it. `in_long_s` is sitting in bouts of 30 min and more."""

    on: date
    measured_s: float
    occupied_s: float | None
    in_long_s: float | None
    hours_sat: int | None
    hours_with_break: int | None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A week or a month of one chair, ready to be shown, printed or sent.

    `previous` and `next` are a day of the period before and behind, None where there is none. `summary` is what was
    sat in all, `notes` what a reader must know of it: what was not measured, that it is not over yet, that it is thin.
    `prompts` says how prompts for a break worked, where there were enough of them.
    """

    chair: str
    name: str
    zone: str
    kind: Kind
    first: date
    last: date
    today: date
    previous: date | None
    next: date | None
    title: Message
    summary: Message
    notes: tuple[Message, ...]
    lines: tuple[Line, ...]
    days: tuple[ReportDay, ...]
    findings: tuple[Found, ...]
    prompts: tuple[Message, ...]
