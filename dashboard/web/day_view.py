"""One day of one chair, as the page *Today* shows it: timeline, postures, balance, and the day's figures.

Pure: what the store held and what is true now are parameters.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from contract.codec import decode
from contract.events import BoutEnded, BoutStarted
from dashboard.analysis import lanes, words
from dashboard.analysis.bouts import Bout, bouts
from dashboard.analysis.day import Day, Present, date_bounds, day
from dashboard.analysis.digest import by_rules, digest
from dashboard.analysis.history_shapes import LEAST_RATE_S
from dashboard.analysis.lanes import BalancePoint, Held, PosturePiece
from dashboard.analysis.timeline import LONG_S
from dashboard.locale.catalogue import ENGLISH, Catalogue
from dashboard.store.quarters import minute_slice
from dashboard.store.rows import MinuteSpan
from dashboard.store.slices import Slice
from dashboard.store.zones import LocalDay
from dashboard.words import N_

BoutEvent = BoutStarted | BoutEnded

THIN_S = 3600.0
"""A day with less sitting than this says little about how somebody sits."""

BREAK_S = 120.0
"""From when a break counts while the chair has not said its own limit: two minutes (Dunstan 2012)."""


class Stored(msgspec.Struct, frozen=True):
    """What the store holds around a day: bout events, when the chair nudged, the minutes of the day before in short,
    and of the day either minutes or, where those are gone, quarters."""

    events: list[str]
    nudged_ms: list[int]
    before: list[MinuteSpan]
    minutes: list[str]
    quarters: list[Slice]
    first_ms: int | None
    last_heard_ms: int | None


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """The day's figures, as `dashboard.analysis.daily` defines them; None where nothing can be said.

    `left_pct` is the mean share of the load on the left, `shares` of each posture in the time whose posture is known.
    """

    measured_s: float
    unmeasured_s: float
    hours_sat: int | None
    hours_with_break: int | None
    full_breaks: int | None
    off_seat_s: float | None
    in_long_s: float | None
    usual_bout_s: float | None
    shifts: int | None
    shifts_per_h: float | None
    left_pct: float | None
    uneven_s: float
    shares: dict[Held, float] | None


class DayView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page draws. `on` is the chair's local date; `previous` and `next` are None where there is none.

    `last_heard_ms` is told of today only. `break_s` is from when a break counts, `nudge_s` the sitting limit, None
    while the chair has not said it; which one was in force on a day that is over is not kept, so that is held against
    half an hour at least, as its timeline is. `thin` says why the figures say little, if they do.
    """

    chair: str
    zone: str
    on: date
    is_today: bool
    previous: date | None
    next: date | None
    last_heard_ms: int | None
    break_s: float
    nudge_s: float | None
    day: Day
    postures: list[PosturePiece]
    balance: list[BalancePoint]
    figures: Figures
    thin: str


def day_view(  # noqa: PLR0913 - a day, what is known of it, and who reads it
    chair: str, on: date, now: Present, break_s: float, stored: Stored, *, said: Catalogue = ENGLISH
) -> DayView:
    """Return a day of a chair that is not in its future."""
    start_ms, end_ms = date_bounds(on, now.zone)
    # mypy cannot see that decode of a union gives the union
    events: list[BoutEvent] = [decode(body.encode(), BoutEvent, "event") for body in stored.events]  # type: ignore[arg-type]
    slices = [minute_slice(body) for body in stored.minutes] or stored.quarters
    ours = (MinuteSpan(each.at_ms, lanes.end_ms(each), each.measured_s, each.occupied_s) for each in slices)
    spans = [*stored.before, *ours]
    told = day(now, events, spans, on, stored.nudged_ms, said=said)
    sat = bouts(events, spans, now.now_ms, now.open_since_ms)
    figures = _figures(slices, sat, LocalDay(on, start_ms, end_ms), now, break_s)
    today = words.local(now.now_ms, now.zone).date()
    first = None if stored.first_ms is None else words.local(stored.first_ms, now.zone).date()
    return DayView(
        chair=chair,
        zone=str(now.zone),
        on=on,
        is_today=on == today,
        previous=on - timedelta(days=1) if first is not None and first < on else None,
        next=on + timedelta(days=1) if on < today else None,
        last_heard_ms=stored.last_heard_ms if on == today else None,
        break_s=break_s,
        nudge_s=now.nudge_s if on == today or now.nudge_s is None else max(now.nudge_s, LONG_S),
        day=told,
        postures=lanes.posture_lane(slices),
        balance=lanes.balance_trend(slices),
        figures=figures,
        thin=_thin(told.sitting_s, said),
    )


def _figures(slices: Sequence[Slice], sat: Sequence[Bout], on: LocalDay, now: Present, break_s: float) -> Figures:
    row = by_rules(digest(slices, sat, on, now.zone), break_s)
    enough = row["occupied_s"] >= LEAST_RATE_S
    lateral = _known(row, "cop_lateral")
    return Figures(
        measured_s=row["measured_s"],
        unmeasured_s=row["unmeasured_s"],
        hours_sat=_whole(row, "hours_sat"),
        hours_with_break=_whole(row, "hours_with_break"),
        full_breaks=_whole(row, "full_breaks"),
        off_seat_s=_known(row, "off_seat_s"),
        in_long_s=_known(row, "in_long_s"),
        usual_bout_s=_known(row, "usual_bout_s"),
        shifts=_whole(row, "shifts"),
        shifts_per_h=_known(row, "shifts_per_h") if enough else None,
        left_pct=round(50 * (1 - lateral), 1) if enough and lateral is not None else None,
        uneven_s=row["uneven_s"],
        shares=_shares(row) if enough else None,
    )


def _shares(row: Mapping[str, float]) -> dict[Held, float] | None:
    shares = {name: _known(row, f"{name}_share") for name in lanes.HELD}
    told = {name: round(share, 4) for name, share in shares.items() if share is not None}
    return told or None


def _known(row: Mapping[str, float], name: str) -> float | None:
    value = row.get(name)
    return None if value is None or math.isnan(value) else round(float(value), 3)


def _whole(row: Mapping[str, float], name: str) -> int | None:
    value = _known(row, name)
    return None if value is None else round(value)


def _thin(sitting_s: float, said: Catalogue) -> str:
    if sitting_s == 0 or sitting_s >= THIN_S:
        return ""
    return said.text(N_("Only {span} of sitting so far: shares and rates say little yet"), span=said.span(sitting_s))
