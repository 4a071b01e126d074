"""Habits of the clock and of the week: the hour in which long bouts begin, the hour without breaks, the longest day."""

from __future__ import annotations  # a frame says what is in it to the type checker only

from datetime import timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from dashboard.analysis import breaks
from dashboard.analysis.calendar import days, hours, local_times
from dashboard.analysis.day import JOIN_MS
from dashboard.analysis.digest import KNOWN_SHARE
from dashboard.analysis.insights.chance import outstanding
from dashboard.analysis.insights.finding import Finding, Told
from dashboard.analysis.spans import Span, clip, union
from dashboard.words import N_, Message

LOOK_BACK_DAYS = 28
LEAST_DAYS = 10
LEAST_BOUTS = 60
LEAST_LONG = 20
LEAST_IN_HOUR = 10
"""An hour of the day is a candidate from so many bouts, or so many hours sat, on."""

MOSTLY_SAT_S = 1800.0
"""An hour sat for less than half asks for no break."""

WEEKS = 8
LEAST_WEEKS = 4
LEAST_MORE_S = 1800.0
"""A weekday is told only if it has half an hour more of sitting than the others: less matters to nobody."""


class HourSat(NamedTuple):
    """One hour that was mostly sat: which day (its ordinal), which hour, whether it had a break."""

    day: int
    hour: int
    with_break: bool


def long_bouts_by_hour(told: Told) -> Finding | None:
    """Find the hour whose bouts are long the most often, of the bouts of four weeks."""
    at = local_times(told.bouts["start_ms"], told.zone)
    first = told.today - timedelta(days=LOOK_BACK_DAYS)
    recent = (at.dt.date >= first).to_numpy()
    long = (told.bouts["sitting_s"].to_numpy() >= told.rules.nudge_s).astype("float64")[recent]
    hour = np.array(at.dt.hour[recent], dtype=np.int64)
    day = np.array([on.toordinal() for on in at.dt.date[recent]], dtype="int64")
    days_seen = len(np.unique(day))
    if days_seen < LEAST_DAYS or len(long) < LEAST_BOUTS or long.sum() < LEAST_LONG:
        return None
    found = outstanding(long, hour, day, LEAST_IN_HOUR)
    if not found:
        return None
    which, chance = found
    there_pct, others_pct = _percents(long, hour == which)
    says = Message(
        N_(
            "Of the bouts that you begin between {from_hour} and {to_hour}, {there_pct} last {long_min} or longer; "
            "of all others, {others_pct}."
        ),
        {
            "from_hour": which,
            "to_hour": (which + 1) % 24,
            "there_pct": there_pct,
            "others_pct": others_pct,
            "long_min": round(told.rules.nudge_s / 60),
        },
    )
    return Finding(says=says, basis=_basis(days_seen), chance=chance.p, strength=chance.strength)


def hour_without_break(told: Told) -> Finding | None:
    """Find the hour of the day in which the seat is left the least often, of four weeks."""
    sat = hours_sat(told)
    days_seen = len({each.day for each in sat})
    if days_seen < LEAST_DAYS:
        return None
    without = np.array([not each.with_break for each in sat], dtype="float64")
    hour, day = (np.array([each[n] for each in sat], dtype=np.int64) for n in (1, 0))
    found = outstanding(without, hour, day, LEAST_IN_HOUR)
    if not found:
        return None
    which, chance = found
    there_pct, others_pct = _percents(1 - without, hour == which)
    says = Message(
        N_(
            "Between {from_hour} and {to_hour} you get up least: {there_pct} of those hours have a break, of all other "
            "hours {others_pct}."
        ),
        {"from_hour": which, "to_hour": (which + 1) % 24, "there_pct": there_pct, "others_pct": others_pct},
    )
    return Finding(says=says, basis=_basis(days_seen), chance=chance.p, strength=chance.strength)


def longest_weekday(told: Told) -> Finding | None:
    """Find the weekday with the most sitting, of eight weeks; only days with sitting count."""
    recent = told.last_days(7 * WEEKS)
    weeks = np.array([(on.toordinal() - 1) // 7 for on in recent.index], dtype="int64")
    if len(np.unique(weeks)) < LEAST_WEEKS:
        return None
    weekday = np.array([on.weekday() for on in recent.index], dtype="int64")
    sat_s = recent["occupied_s"].to_numpy(dtype="float64")
    found = outstanding(sat_s, weekday, weeks, LEAST_WEEKS)
    if not found:
        return None
    which, chance = found
    there_s, others_s = float(sat_s[weekday == which].mean()), float(sat_s[weekday != which].mean())
    if there_s - others_s < LEAST_MORE_S:
        return None
    says = Message(
        N_("The day on which you sit longest is {most_weekday}: {there_s} in the mean, on other days {others_s}."),
        {"most_weekday": which, "there_s": round(there_s), "others_s": round(others_s)},
    )
    return Finding(says=says, basis=_basis(len(recent)), chance=chance.p, strength=chance.strength)


def hours_sat(told: Told) -> list[HourSat]:
    """Return the hours of four weeks that were mostly sat.

    Without the hour of the first sitting down of a day and that of the last getting up: coming and going are no breaks.
    """
    seen = known(told.slices)
    bouts = list(zip(told.bouts["start_ms"].tolist(), told.bouts["end_ms"].tolist(), strict=True))
    found = []
    for day in days(told.today - timedelta(days=LOOK_BACK_DAYS), told.today - timedelta(days=1), told.zone):
        sat = breaks.spans_of_day(bouts, day)
        measured = clip(seen, day.start_ms, day.end_ms)
        for hour in hours((sat[0][0], sat[-1][1]), told.zone) if sat else ():
            inside = clip(sat, *hour)
            if hour[0] <= sat[0][0] or hour[1] >= sat[-1][1]:
                continue
            if sum(end - start for start, end in inside) >= 1000 * MOSTLY_SAT_S:
                away_ms = max(breaks.longest_away_ms(inside, measured, told.zone), default=0)
                clock = pd.Timestamp(hour[0], unit="ms", tz="UTC").tz_convert(told.zone).hour
                found.append(HourSat(day.on.toordinal(), clock, 0 < away_ms >= 1000 * told.rules.break_s))
    return found


def known(slices: pd.DataFrame) -> list[Span]:
    """Return when the chair measured."""
    length_s = slices["measured_s"] + slices["unmeasured_s"]
    seen = slices[(slices["measured_s"] > 0) & (slices["measured_s"] >= KNOWN_SHARE * length_s)]
    ends_ms = seen["at_ms"] + (1000 * length_s[seen.index]).round().astype("int64")
    return union(zip(seen["at_ms"].tolist(), ends_ms.tolist(), strict=True), JOIN_MS)


def _percents(hits: np.ndarray, there: np.ndarray) -> tuple[int, int]:
    return round(100 * float(hits[there].mean())), round(100 * float(hits[~there].mean()))


def _basis(days_seen: int) -> Message:
    return Message(N_("Computed from {seen_days} with sitting."), {"seen_days": days_seen})
