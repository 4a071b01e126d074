"""What followed the prompts of a chair in the last weeks, and which of them work for who sits there."""

from collections import Counter
from datetime import timedelta

import msgspec
from sqlalchemy import Connection

from contract.scalars import ChairId, EpochMs
from dashboard.analysis.day import Present
from dashboard.analysis.prompts.told import KNOWN, Kind, Outcome, Prompt, Rules
from dashboard.analysis.prompts.works import LEAST_PROMPTS, works
from dashboard.reports.prompting import prompts_of

DAYS = 28


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
    told = prompts_of(connection, chair, (from_ms, now.now_ms + 1), rules)
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
