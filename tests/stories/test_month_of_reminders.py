"""A month of working days, and people who answer reminders each in their own way: nobody is nagged, nobody forgotten.

The chair's own rule (`edge.core.sitting`) and its silences (`edge.attention`) run in steps of half a minute. The judge
keeps a count of its own, from spans of sitting and away and the published rule of breaks: docs/decisions/0007.

    limits   30 min, 60 min, then each 30 min more, of sitting counted since breaks that count
    nagged   a prompt, and no limit lies between what was counted at the prompt before and now
    forgotten  a limit lies there, the sitter sits, nothing is silent, and no prompt comes
"""

import random
from typing import NamedTuple

import pytest

from contract.events import ProlongedNudged
from contract.seat import Corners
from edge.attention import Attention, AttentionState, Now
from edge.core import sitting
from edge.core.frame import NO_FAULT, Load
from edge.core.limits import SittingLimits
from edge.core.moment import Inputs, Moment
from edge.hours import Hours, HoursTable

STEP_S = 30.0
DAYS, DAY_H = 22, 8.0
MONDAY_MS = 1_767_603_600_000  # 2026-01-05T09:00:00Z
LIMITS = SittingLimits(nudge_s=1800, alert_s=3600, repeat_s=1800, break_s=120, reset_s=300)
HALF_HOUR_S = 1800.0


class Habit(NamedTuple):
    """How likely somebody does what when prompted; else they go on. `rises_s`: how long they sit unprompted."""

    follows: float = 0.0
    snoozes: float = 0.0
    pauses: float = 0.0
    meets: float = 0.0
    rises_s: float = 1e9
    away_s: tuple[float, float] = (150.0, 900.0)


POPULATION = {
    "follows most": Habit(follows=0.85, away_s=(300, 900)),
    "gets up too briefly": Habit(follows=0.9, away_s=(30, 240)),
    "snoozes": Habit(snoozes=0.7, follows=0.2),
    "pauses and has meetings": Habit(pauses=0.2, meets=0.3, follows=0.3),
    "gets up by itself": Habit(rises_s=1500.0, away_s=(300, 900)),
    "ignores all of it": Habit(),
}


class Judge:
    """Counts sitting by itself and says what was too much and what was missing."""

    def __init__(self):
        self.counted_s = self.said_s = self.away_s = self.sat_s = 0.0
        self.prompts = self.nagged = self.forgotten = self.breaks = 0

    def step(self, *, sits, silent, prompted):
        if not sits:
            self.away_s += STEP_S
            return
        if self.away_s:
            self._back()
        self.counted_s += STEP_S
        self.sat_s += STEP_S
        reached = self.counted_s // HALF_HOUR_S > self.said_s // HALF_HOUR_S
        if prompted:
            self.prompts += 1
            self.nagged += not reached
            self.said_s = self.counted_s
        elif reached and not silent:
            self.forgotten += 1

    def _back(self):
        if self.away_s >= 120:
            self.breaks += 1
            self.counted_s = min(self.counted_s, 3600.0) * max(0.0, 1 - self.away_s / 300)
        self.said_s = min(self.said_s, self.counted_s)
        self.away_s = 0.0


def month(habit, seed):
    """Live a month; return what the judge says, snoozes asked for and counted, and the kinds of prompts."""
    rng, judge = random.Random(seed), Judge()
    hours = Hours(HoursTable(saturday="", sunday="", friday="09:00-13:00"), "Etc/UTC")
    attention, state = Attention(hours, AttentionState()), sitting.SittingState()
    asked, counted, meeting_s = 0, 0, 0.0
    kinds = []
    for day in range(DAYS):
        away_s, sat_s, day_ms = 0.0, 0.0, MONDAY_MS + (day // 5 * 7 + day % 5) * 86_400_000
        for number in range(int(DAY_H * 3600 / STEP_S)):
            uptime_s = 64.0 + day * 86_400 + number * STEP_S
            now = Now(day_ms + round(number * STEP_S * 1000), uptime_s, "aaaaaaaa", True)
            if meeting_s and uptime_s >= meeting_s:
                attention.do_not_disturb(now, quiet=False)
                meeting_s = 0.0
            silence = attention.look(now)
            inputs = Inputs(
                quiet=silence.quiet,
                paused_until_uptime_s=silence.paused_until_uptime_s,
                snoozed_until_uptime_s=silence.snoozed_until_uptime_s,
            )
            sits = away_s <= 0
            state, events = sitting.step(LIMITS, state, moment(now, state, sits=sits), inputs)
            judge.step(sits=sits, silent=inputs.silent(uptime_s), prompted=bool(events))
            kinds += [type(event) for event in events]
            away_s, sat_s = max(0.0, away_s - STEP_S), sat_s + STEP_S if sits else 0.0
            does = rng.random() if events else 1.0
            if does < habit.follows or sat_s >= habit.rises_s:
                away_s = rng.uniform(*habit.away_s)
            elif (does := does - habit.follows) < habit.snoozes:
                attention.snooze(600, now)
                asked += 1
            elif (does := does - habit.snoozes) < habit.pauses:
                attention.pause(3600, now)
            elif does - habit.pauses < habit.meets:
                ends = rng.random() < 0.5  # one with an end, one that somebody ends
                attention.do_not_disturb(now, quiet=True, span_s=2700 if ends else None)
                meeting_s = 0.0 if ends else uptime_s + 2700
        counted += attention.look(now).snoozes
        judge.step(sits=False, silent=True, prompted=False)
        judge.away_s = 16 * 3600.0
        state, _ = sitting.step(LIMITS, state, moment(now, state, sits=False, span_s=16 * 3600.0), Inputs())
    return judge, (asked, counted), kinds


def moment(now, state, *, sits, span_s=STEP_S):
    """Return what presence would say; it is believed at once."""
    empty = Corners(0.0, 0.0, 0.0, 0.0)
    load = Load(total_kg=0.0, cop_lateral=None, cop_fore_aft=None)
    changed = state.sits != sits
    seen = {"presence": "occupied" if sits else "vacant", "changed": changed, "dwell_measured_s": changed * span_s}
    return Moment(now.at_ms, now.uptime_s, span_s, span_s, NO_FAULT, empty, load, **seen)


@pytest.mark.parametrize("name", POPULATION)
def test_a_month_of_reminders_neither_nags_nor_falls_silent(name):
    judge, (asked, counted), kinds = month(POPULATION[name], seed=7)
    assert (judge.nagged, judge.forgotten) == (0, 0)
    assert judge.prompts == len(kinds)
    assert judge.prompts <= judge.sat_s / HALF_HOUR_S + judge.breaks
    assert counted == asked
    if name == "gets up by itself":
        assert judge.prompts == 0
    elif name == "ignores all of it":
        # Fridays end at one o'clock: sixteen half hours on the other days, eight on those; the last is not over.
        assert judge.prompts == 18 * 16 + 4 * 8
        assert kinds.count(ProlongedNudged) == DAYS
    else:
        assert judge.prompts > 2 * DAYS
