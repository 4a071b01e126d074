"""One day of one chair, today or one before: its timeline and its totals.

Days are the chair's own: they begin at midnight in its zone, so one in spring has 23 hours and one in autumn 25.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

import msgspec

from contract.events import BoutEnded, BoutStarted
from dashboard.analysis import spans, words
from dashboard.analysis.axis import Tick, axis
from dashboard.analysis.bouts import Bout, bouts
from dashboard.analysis.spans import Span
from dashboard.analysis.timeline import Long, Segment, Titles, timeline
from dashboard.locale.catalogue import ENGLISH, Catalogue
from dashboard.store.rows import MinuteSpan
from dashboard.words import N_

JOIN_MS = 2_000
"""Minute records follow each other within this; what is further apart was not measured."""

NOON_MS = 12 * 3_600_000
"""Around here the axis of a past day without any sitting is drawn."""

NEWEST_MINUTE_MS = 62_000
"""The minute that goes on has no record yet; no record is longer than this."""


class Present(NamedTuple):
    """What is true of a chair now. `live`: it measures at this moment.

    `open_since_ms` is the start of the bout that goes on, None when there is none or the chair is silent; `nudge_s`
    the sitting limit in force, None when it is not known.
    """

    zone: tzinfo
    now_ms: int
    live: bool = False
    open_since_ms: int | None = None
    nudge_s: float | None = None


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """A day's timeline and totals. `from_ms` to `to_ms` is what the axis shows, `ticks` its labels.

    `sitting_s` is the sum of measured sitting; `longest_s` the length of the longest bout; `breaks` counts the
    intervals between two bouts that were measured at least in part.
    """

    title: str
    summary: str
    now_ms: int
    from_ms: int
    to_ms: int
    ticks: list[Tick]
    segments: list[Segment]
    sitting_s: float
    bouts: int
    longest_s: float
    breaks: int
    last_bout_ended_ms: int | None


def day_bounds(now_ms: int, zone: tzinfo) -> Span:
    """Return the midnights around an instant, in milliseconds since the epoch."""
    return date_bounds(words.local(now_ms, zone).date(), zone)


def date_bounds(on: date, zone: tzinfo) -> Span:
    """Return the midnights around a day, in milliseconds since the epoch."""
    midnights = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (on, on + timedelta(days=1)))
    start, end = (round(midnight.timestamp() * 1000) for midnight in midnights)
    return start, end


def day(  # noqa: PLR0913 - what is known of a day, and who reads it
    now: Present,
    events: Sequence[BoutStarted | BoutEnded],
    minutes: Sequence[MinuteSpan],
    on: date | None = None,
    nudged_ms: Sequence[int] = (),
    *,
    said: Catalogue = ENGLISH,
) -> Day:
    """Return the day so far, or the whole of the day `on` before it. `nudged_ms` is when the chair asked to stand up,
    `said` the language of titles and labels.

    What is told may reach back before midnight and beyond the next: a bout may have begun or ended there.
    """
    start_ms, end_ms = day_bounds(now.now_ms, now.zone) if on is None else date_bounds(on, now.zone)
    over = end_ms <= now.now_ms
    until_ms = min(now.now_ms, end_ms)
    every = (_within(start_ms, until_ms, bout) for bout in bouts(events, minutes, now.now_ms, now.open_since_ms))
    today = [bout for bout in every if bout]
    known = spans.clip(_known(today, minutes, now), start_ms, until_ms)
    title = Titles(now.zone, said)
    segments = timeline(today, known, title, live=now.live and not over, long=Long(now.nudge_s, nudged_ms))
    breaks = sum(1 for a, b in pairwise(today) if spans.clip(known, a.end_ms, b.start_ms))
    longest_s = max((bout.duration_s for bout in today), default=0.0)
    first_ms = segments[0].start_ms if segments else start_ms + NOON_MS if over else until_ms
    last_ms = (segments[-1].end_ms if segments else first_ms) if over else until_ms
    from_ms, to_ms, ticks = axis(first_ms, last_ms, now.zone, said)
    return Day(
        title=said.date(start_ms, now.zone),
        summary=_summary(len(today), longest_s, breaks, said, over=over),
        now_ms=now.now_ms,
        from_ms=from_ms,
        to_ms=to_ms,
        ticks=ticks,
        segments=segments,
        sitting_s=round(sum(bout.sitting_s for bout in today), 1),
        bouts=len(today),
        longest_s=longest_s,
        breaks=breaks,
        last_bout_ended_ms=next((bout.end_ms for bout in reversed(today) if not bout.goes_on), None),
    )


def _within(start_ms: int, end_ms: int, bout: Bout) -> Bout | None:
    """Return the part of a bout between two instants, its sitting in proportion."""
    start, end = max(bout.start_ms, start_ms), min(bout.end_ms, end_ms)
    if end <= start:
        return None
    part = (end - start) / (bout.end_ms - bout.start_ms)
    return Bout(start, end, bout.sitting_s * part, bout.goes_on and end == bout.end_ms)


def _known(today: Sequence[Bout], minutes: Sequence[MinuteSpan], now: Present) -> list[Span]:
    """Return when the chair was measured: its minutes, its bouts, and the minute that is not over yet."""
    measured = [(minute.at_ms, minute.end_ms) for minute in minutes if minute.measured_s > 0]
    if now.live:
        newest_ms = max((end for _, end in measured), default=now.now_ms)
        measured.append((max(newest_ms, now.now_ms - NEWEST_MINUTE_MS), now.now_ms))
    return spans.union([*measured, *((bout.start_ms, bout.end_ms) for bout in today)], JOIN_MS)


def _summary(number: int, longest_s: float, breaks: int, said: Catalogue, *, over: bool) -> str:
    if not number:
        return said.text(N_("No sitting was measured") if over else N_("No sitting measured yet today"))
    return said.text(
        N_("{bouts}, longest {span}, {breaks}"),
        bouts=said.many("{n} sitting bout", "{n} sitting bouts", number),
        span=said.span(longest_s),
        breaks=said.many("{n} break", "{n} breaks", breaks),
    )
