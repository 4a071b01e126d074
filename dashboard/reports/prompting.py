"""The prompts of a chair with what followed each, from the store. It needs no pandas.

What was measured is read around each prompt only: most minutes of four weeks say nothing of a prompt.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from contract.codec import decode
from contract.events import SeatEvent, SeatEventBase
from contract.minute import MinuteRecord
from dashboard.analysis.bouts import Bout
from dashboard.analysis.prompts.followed import prompts
from dashboard.analysis.prompts.silence import hushes
from dashboard.analysis.prompts.told import Prompt, Rules, Seen
from dashboard.analysis.spans import Span, union
from dashboard.store import history, silences
from dashboard.store.history import Page

MOST = 5000
"""Prompts of four weeks, and minutes around those that stand close together: more is a fault of the chair."""

KINDS = ("prolonged_nudged", "prolonged_alerted", "stillness_nudged", "uneven_started")
MINUTE_MS = 60_000
LAST_MINUTE_MS = 3 * MINUTE_MS
"""A minute is stored when it is over, and sometimes later. A chair of which none came for so long is off."""


def prompts_of(connection: Connection, chair: str, span: Span, rules: Rules) -> list[Prompt]:
    """Return the prompts in [from_ms, to_ms) with what followed; what is after `to_ms` is not known yet.

    Raises `StoreError`.
    """
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
