"""All finders, and which of their findings are shown."""

from dashboard.analysis.insights.answers import breaks_follow_prompts
from dashboard.analysis.insights.chance import surviving
from dashboard.analysis.insights.changes import balance_since_the_beginning, shifts_since_the_beginning, unusual_week
from dashboard.analysis.insights.finding import Finding, Insight, Told
from dashboard.analysis.insights.habits import hour_without_break, long_bouts_by_hour, longest_weekday

MOST_SHOWN = 3
LEVEL = 0.04
"""How often a week may show any finding that is none, by the rule; a little less than the 5 % that we aim at, because
days are less independent than any test has it."""

INSIGHTS = (
    Insight("long-bouts-by-hour", ("long-bouts", "hourly-breaks"), long_bouts_by_hour),
    Insight("hour-without-break", ("hourly-breaks", "active-breaks"), hour_without_break),
    Insight("longest-weekday", ("off-seat", "no-daily-limit"), longest_weekday),
    Insight("shifts-since-the-beginning", ("shift-prompts", "shifts-per-hour"), shifts_since_the_beginning),
    Insight("balance-since-the-beginning", ("uneven-load", "four-cells"), balance_since_the_beginning),
    Insight("unusual-week", ("long-bouts", "side-by-side"), unusual_week),
    Insight("breaks-follow-prompts", ("vibration", "active-breaks"), breaks_follow_prompts),
)


def insights(told: Told) -> list[tuple[Insight, Finding]]:
    """Return what is to be said about the weeks before this one, the strongest first; mostly nothing, at most three."""
    weeks = told.whole_weeks()
    found = {each: finding for each in INSIGHTS if (finding := each.find(weeks))}
    kept = surviving({each.id: finding.chance for each, finding in found.items()}, len(INSIGHTS), LEVEL)
    shown = [(each, finding) for each, finding in found.items() if each.id in kept]
    return sorted(shown, key=lambda pair: pair[1].strength, reverse=True)[:MOST_SHOWN]
