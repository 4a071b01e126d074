"""Twenty weeks of a simulated worker whose habits get better: what prompts led to and what is found is true of them.

The worker and the analysis share no code and no assumption: `mock_hw.history.habits` says how the worker sits, at first
8 shifts an hour, a lean to the right and one prompt in twenty heeded, later 20 shifts, no lean and three in four.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contract.events import BoutEnded, BoutStarted
from contract.minute import MinuteRecord
from dashboard.analysis.bouts import bouts
from dashboard.analysis.calendar import days
from dashboard.analysis.daily import Rules, daily
from dashboard.analysis.insights.choose import MOST_SHOWN, insights
from dashboard.analysis.insights.finding import Told
from dashboard.analysis.prompts.followed import prompts
from dashboard.analysis.prompts.told import KNOWN, Seen
from dashboard.analysis.prompts.told import Rules as PromptRules
from dashboard.analysis.prompts.works import works
from dashboard.analysis.spans import union
from dashboard.analysis.tables import POSTURE_SECONDS, SLICE_COLUMNS, bout_table, slice_table
from dashboard.store.rows import MinuteSpan
from dashboard.words import plainly, render
from mock_hw.history.fill import Plan, history

ZONE = ZoneInfo("Europe/Berlin")
UNTIL = datetime(2026, 11, 20, 18, tzinfo=ZONE)
UNTIL_MS = round(UNTIL.timestamp() * 1000)


def row(minute):
    posture = {name: getattr(minute.posture, name.removesuffix("_s")) for name in POSTURE_SECONDS}
    known = {name: getattr(minute, name) for name in SLICE_COLUMNS if hasattr(minute, name)}
    cue = {"nudge_s": minute.cue.nudge, "alert_s": minute.cue.alert}
    return known | posture | cue | {"balance_s": minute.occupied_s if minute.cop_lateral is not None else 0.0}


def end_ms(minute):
    return minute.at_ms + round(1000 * (minute.measured_s + minute.unmeasured_s))


@pytest.fixture(scope="module")
def told():
    messages = list(history(Plan(20, UNTIL_MS, seed=7), "Europe/Berlin"))
    minutes = [message for message in messages if isinstance(message, MinuteRecord)]
    events = [message for message in messages if not isinstance(message, MinuteRecord)]
    spans = [MinuteSpan(each.at_ms, end_ms(each), each.measured_s, each.occupied_s) for each in minutes]
    sat = bouts([each for each in events if isinstance(each, (BoutStarted, BoutEnded))], spans, UNTIL_MS, None)
    known = union(((each.at_ms, each.end_ms) for each in spans if each.measured_s > 50), 2000)
    shifts = [(each.at_ms, end_ms(each)) for each in minutes if each.shifts]
    said = prompts(events, Seen(sat, known, shifts), UNTIL_MS, PromptRules())
    slices, table = slice_table(map(row, minutes)), bout_table(sat)
    first = datetime.fromtimestamp(minutes[0].at_ms / 1000, ZONE).date()
    figures = daily(slices, table, days(first, UNTIL.date(), ZONE), ZONE, Rules())
    return Told(figures, table, slices, said, ZONE, UNTIL.date())


def test_what_is_found_is_true_of_the_worker(told):
    for week in range(20):
        found = insights(told._replace(today=told.today - timedelta(weeks=week)))
        assert len(found) <= MOST_SHOWN
        texts = " ".join(render(finding.says, str, plainly) for _, finding in found)
        assert "shift less often" not in texts
        assert "moved to the right" not in texts
    texts = " ".join(render(finding.says, str, plainly) for _, finding in insights(told))
    assert "You shift more often than in your first weeks" in texts
    assert "Your load has moved to the left" in texts


def test_prompts_are_heeded_more_often_as_habits_get_better(told):
    known = [each for each in told.prompts if each.outcome in KNOWN]
    assert len(known) > 0.9 * len(told.prompts) > 300
    quarter = len(known) // 4
    early, late = (
        next(each for each in works(some, ZONE) if (each.kind, each.hour) == ("nudge", None))
        for some in (known[:quarter], known[-quarter:])
    )
    assert early.followed_share < 0.35
    assert late.followed_share > early.followed_share + 0.1
    assert 0 < late.median_s < 600
