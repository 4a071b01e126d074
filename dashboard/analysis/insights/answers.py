"""Whether prompts make a difference: getting up after one, beside getting up as long before it would have come.

        reached        prompt due                   of the bouts that reach 20 min, those that end by 30 min:
    |-----20 min--------30 min--------40 min        how often one gets up there without a prompt
               <- without -> <- after ->            of the prompts at 30 min, those followed until 40 min

Not the same minutes of sitting, so this is a comparison and no proof: somebody may get up at 35 minutes anyway.
"""

from datetime import timedelta

from dashboard.analysis import words
from dashboard.analysis.calendar import midnight_ms
from dashboard.analysis.insights.chance import more_often
from dashboard.analysis.insights.finding import Finding, Told
from dashboard.analysis.prompts.told import KNOWN
from dashboard.words import N_, Message

LOOK_BACK_DAYS = 56
LEAST_CASES = 20
"""So many prompts, and so many bouts that come near to one."""

LEAST_DAYS = 10
"""Days that had a prompt: one bad week says nothing about prompts."""


def breaks_follow_prompts(told: Told) -> Finding | None:
    """Find that getting up is more frequent after the first prompt than in the same span before it is due."""
    first_ms = midnight_ms(told.today - timedelta(days=LOOK_BACK_DAYS), told.zone)
    prompts = [
        each for each in told.prompts if each.kind == "nudge" and each.outcome in KNOWN and each.said_ms >= first_ms
    ]
    recent = told.bouts[told.bouts["start_ms"] >= first_ms]
    lasted_s = ((recent["end_ms"] - recent["start_ms"]) / 1000).to_numpy()
    near = lasted_s[lasted_s >= told.rules.nudge_s - told.rules.within_s]
    prompted_days = len({words.local(each.said_ms, told.zone).date() for each in prompts})
    thin = min(len(prompts), len(near)) < LEAST_CASES or prompted_days < LEAST_DAYS
    if thin or told.rules.within_s >= told.rules.nudge_s:
        return None
    after = sum(each.outcome == "stood_up" for each in prompts)
    without = int((near < told.rules.nudge_s).sum())
    chance = more_often(after, len(prompts), without, len(near))
    says = Message(
        N_(
            "Within {within_min} after a prompt you get up in {after_pct} of cases; in as long before it would come, "
            "in {without_pct}."
        ),
        {
            "within_min": round(told.rules.within_s / 60),
            "after_pct": round(100 * after / len(prompts)),
            "without_pct": round(100 * without / len(near)),
        },
    )
    basis = Message(N_("Computed from {asked_count} prompts."), {"asked_count": len(prompts)})
    return Finding(says=says, basis=basis, chance=chance.p, strength=chance.strength)
