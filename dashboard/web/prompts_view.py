"""What followed the prompts of a chair in the last weeks, and which of them work for who sits there.

What was measured is read around each prompt only: most minutes of four weeks say nothing of a prompt.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import msgspec
from sqlalchemy import Connection

from contract.codec import decode
from contract.events import SeatEvent, SeatEventBase
from contract.minute import MinuteRecord
from contract.scalars import ChairId, EpochMs
from dashboard.analysis.bouts import Bout
from dashboard.analysis.day import Present
from dashboard.analysis.prompts.followed import prompts
from dashboard.analysis.prompts.silence import hushes
from dashboard.analysis.prompts.told import KNOWN, Kind, Outcome, Prompt, Rules, Seen
from dashboard.analysis.prompts.works import LEAST_PROMPTS, works
from dashboard.analysis.spans import Span, union
from dashboard.store import history, silences
from dashboard.store.history import Page

DAYS = 28
MOST = 5000
"""Prompts of four weeks, and minutes around those that stand close together: more is a fault of the chair."""

KINDS = ("prolonged_nudged", "prolonged_alerted", "stillness_nudged", "uneven_started")
MINUTE_MS = 60_000
LAST_MINUTE_MS = 3 * MINUTE_MS
"""A minute is stored when it is over, and sometimes later. A chair of which none came for so long is off."""


class HourWorks(msgspec.Struct, frozen=True, kw_only=True):
    """How prompts at an hour of the day (0 to 23, the chair's) worked: the share of `known` that was followed."""

    hour: int
    known: int
    followed_share: float


class PromptWorks(msgspec.Struct, frozen=True, kw_only=True):
    """How prompts of a kind worked. `outcomes` counts what followed, also what is open or was not measured.

    `known` are those of which it is known what followed. `followed_share` of them, and `median_s` until then, are None
    while `known` is less than `least`. `hours` are those with so many prompts.
    """

    kind: Kind
    outcomes: dict[Outcome, int]
    known: int
    followed_share: float | None
    median_s: float | None
    hours: list[HourWorks]


class Prompts(msgspec.Struct, frozen=True, kw_only=True):
    """What followed the prompts of a chair since `from_ms`. `within_s`: later than that a prompt is not followed."""

    chair: ChairId
    zone: str
    from_ms: EpochMs
    days: int
    least: int
    within_s: float
    kinds: list[PromptWorks]


def prompts_view(connection: Connection, chair: str, now: Present, break_s: float) -> Prompts:
    """Return the view of a chair. Raises `StoreError`."""
    from_ms = now.now_ms - round(timedelta(days=DAYS).total_seconds() * 1000)
    rules = Rules(break_s=break_s)
    told = _prompts(connection, chair, (from_ms, now.now_ms + 1), rules)
    kinds = [_works(kind, [each for each in told if each.kind == kind], now) for kind in _kinds(told)]
    return Prompts(
        chair=chair,
        zone=str(now.zone),
        from_ms=from_ms,
        days=DAYS,
        least=LEAST_PROMPTS,
        within_s=rules.within_s,
        kinds=kinds,
    )


def _kinds(told: list[Prompt]) -> list[Kind]:
    every: tuple[Kind, ...] = ("nudge", "alert", "stillness", "uneven")
    return [kind for kind in every if any(each.kind == kind for each in told)]


def _works(kind: Kind, told: list[Prompt], now: Present) -> PromptWorks:
    every = works(told, now.zone)
    whole = next((each for each in every if each.hour is None), None)
    hours = [
        HourWorks(hour=each.hour, known=each.known, followed_share=each.followed_share)
        for each in every
        if each.hour is not None and each.followed_share is not None
    ]
    return PromptWorks(
        kind=kind,
        outcomes=dict(Counter(each.outcome for each in told)),
        known=sum(each.outcome in KNOWN for each in told),
        followed_share=whole.followed_share if whole else None,
        median_s=whole.median_s if whole else None,
        hours=hours,
    )


def _prompts(connection: Connection, chair: str, span: Span, rules: Rules) -> list[Prompt]:
    rows = history.events(connection, chair, *span, Page(most=MOST, kinds=(*KINDS, "uneven_ended")))
    # mypy cannot see that decode of a union gives the union
    events: list[SeatEvent] = [decode(row.body.encode(), SeatEvent, "event") for row in rows if row.placed]  # type: ignore[arg-type]
    minutes = [each for around in _around(events, rules) for each in _minutes(connection, chair, around)]
    seen = Seen(
        bouts=[Bout(*row) for row in history.bouts(connection, chair, *span)],
        known=union(((each.at_ms, _end_ms(each)) for each in minutes if each.measured_s), join_ms=2000),
        shifts=[(each.at_ms, _end_ms(each)) for each in minutes if each.shifts],
        hushes=hushes(silences.silences(connection, chair, *span)),
    )
    return prompts(events, seen, _until_ms(seen.known, span[1] - 1), rules)


def _around(events: list[SeatEvent], rules: Rules) -> list[Span]:
    """Return the times that say what followed: from a minute before each prompt until it is settled."""
    reach_ms = round(1000 * (rules.within_s + rules.break_s)) + 2 * MINUTE_MS
    asked = (each for each in events if isinstance(each, SeatEventBase) and each.__struct_config__.tag in KINDS)
    return union(((each.known_ms - 2 * MINUTE_MS, each.known_ms + reach_ms) for each in asked), join_ms=MINUTE_MS)


def _until_ms(known: Sequence[Span], now_ms: int) -> int:
    """Return until when it can be judged: while a chair measures, its present minute is not stored yet."""
    last_ms = known[-1][1] if known else 0
    return last_ms if now_ms - LAST_MINUTE_MS < last_ms < now_ms else now_ms


def _minutes(connection: Connection, chair: str, around: Span) -> list[MinuteRecord]:
    rows = history.minutes(connection, chair, *around, Page(most=MOST))
    return [decode(row.body.encode(), MinuteRecord, "minute") for row in rows if row.placed]


def _end_ms(minute: MinuteRecord) -> int:
    return minute.at_ms + round(1000 * (minute.measured_s + minute.unmeasured_s))
