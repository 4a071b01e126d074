"""Then and now: shifts and balance since the first weeks, and a week that is unlike those before."""

from __future__ import annotations  # an array says what is in it to the type checker only

import pandas as pd

from dashboard.analysis.history_shapes import BASELINE_DAYS
from dashboard.analysis.insights.chance import Chance, Numbers, two_times
from dashboard.analysis.insights.finding import Finding, Told
from dashboard.words import N_, Message

LEAST_CHANGE = 0.2
"""A change of shifts or bouts is told from a fifth on: a smaller one may be real, and matters to nobody."""

LEAST_POINTS = 3.0
"""A change of the load's balance is told from 3 percentage points on: ours."""

USUAL_DAYS = 56
LEAST_USUAL_DAYS = 15
LEAST_WEEK_DAYS = 3


def shifts_since_the_beginning(told: Told) -> Finding | None:
    """Find that shifts per hour of sitting have changed since the first ten days with sitting."""
    seen = _since_the_beginning(told, "shifts_per_h")
    if len(seen) < 2 * BASELINE_DAYS:
        return None
    then, now = seen[:BASELINE_DAYS], seen[-BASELINE_DAYS:]
    then_per_h, now_per_h = float(then.mean()), float(now.mean())
    if abs(now_per_h - then_per_h) < LEAST_CHANGE * then_per_h:
        return None
    values = {"now_per_h": round(now_per_h, 1), "then_per_h": round(then_per_h, 1)}
    if now_per_h < then_per_h:
        says = Message(N_("You shift less often than in your first weeks: {now_per_h} now, {then_per_h} then."), values)
    else:
        says = Message(N_("You shift more often than in your first weeks: {now_per_h} now, {then_per_h} then."), values)
    return _finding(says, two_times(then, now, seen[BASELINE_DAYS:-BASELINE_DAYS]), len(seen))


def balance_since_the_beginning(told: Told) -> Finding | None:
    """Find that the load has moved to one side since the first ten days with sitting."""
    seen = _since_the_beginning(told, "cop_lateral")
    if len(seen) < 2 * BASELINE_DAYS:
        return None
    then, now = seen[:BASELINE_DAYS], seen[-BASELINE_DAYS:]
    moved_points = 100 * float(now.mean() - then.mean())
    if abs(moved_points) < LEAST_POINTS:
        return None
    values = {"moved_points": round(abs(moved_points), 1)}
    if moved_points < 0:
        says = Message(
            N_(
                "Your load has moved to the left by {moved_points} since your first weeks. Cells that drift look the "
                "same: tare the empty chair."
            ),
            values,
        )
    else:
        says = Message(
            N_(
                "Your load has moved to the right by {moved_points} since your first weeks. Cells that drift look the "
                "same: tare the empty chair."
            ),
            values,
        )
    return _finding(says, two_times(then, now, seen[BASELINE_DAYS:-BASELINE_DAYS]), len(seen))


def unusual_week(told: Told) -> Finding | None:
    """Find that the bouts of the last week were longer or shorter than in the weeks before, beyond how days differ."""
    week = _seen(told.last_days(7), "usual_bout_s")
    recent = told.last_days(7 + USUAL_DAYS)
    before = _seen(recent.iloc[: len(recent) - len(told.last_days(7))], "usual_bout_s")
    if len(week) < LEAST_WEEK_DAYS or len(before) < LEAST_USUAL_DAYS:
        return None
    week_s, usual_s = float(week.mean()), float(before.mean())
    if abs(week_s - usual_s) < LEAST_CHANGE * usual_s:
        return None
    values = {"week_s": round(week_s), "usual_s": round(usual_s)}
    if week_s > usual_s:
        says = Message(
            N_(
                "Last week your bouts were longer than usual: half of a day's sitting in {week_s} or more; "
                "usual is {usual_s}."
            ),
            values,
        )
    else:
        says = Message(
            N_(
                "Last week your bouts were shorter than usual: half of a day's sitting in {week_s} or more; "
                "usual is {usual_s}."
            ),
            values,
        )
    return _finding(says, two_times(before, week), len(before) + len(week))


def _since_the_beginning(told: Told, figure: str) -> Numbers:
    return _seen(told.days[told.days["occupied_s"] > 0], figure)


def _seen(days: pd.DataFrame, figure: str) -> Numbers:
    return days[figure].dropna().to_numpy(dtype="float64")


def _finding(says: Message, chance: Chance, days_seen: int) -> Finding:
    basis = Message(N_("Computed from {seen_days} with sitting."), {"seen_days": days_seen})
    return Finding(says=says, basis=basis, chance=chance.p, strength=chance.strength)
