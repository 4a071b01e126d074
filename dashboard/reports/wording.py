"""The figures of a report as sentences, each whole: for the page, for print and for letters. Pure."""

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from dashboard.analysis.prompts.told import Kind
from dashboard.store.goals import OwnGoals
from dashboard.words import N_, Message

SHIFTS_PER_H = 20
"""The goal of the studies: about as often as healthy office workers shift (Akkarakittichoke 2023)."""

OFF_SEAT_S = 7200
"""The goal of the studies: two hours of a working day (Buckley 2015)."""

SAME = Message(N_("No difference"))

NOT_OVER = {
    "week": Message(N_("This week is not over yet.")),
    "month": Message(N_("This month is not over yet.")),
}


class Wording(NamedTuple):
    """How a daily figure is told. `value`, `more` and `less` take a number; `size` is how it counts when it is told."""

    name: str
    title: Message
    value: Callable[[float], Message]
    more: Callable[[float], Message]
    less: Callable[[float], Message]
    size: Callable[[float], int]
    goal: Callable[[OwnGoals], Message] | None = None


def _minutes(seconds: float) -> int:
    return round(seconds / 60)


def _percents(share: float) -> int:
    return round(100 * share)


def _spans(name: str, title: Message, *, length: bool, goal: Callable[[OwnGoals], Message] | None = None) -> Wording:
    """Return the wording of a span of time: bouts are longer or shorter, sums more or less."""
    more = Message(N_("{apart_s} longer"), {"apart_s": 0}) if length else Message(N_("{apart_s} more"), {"apart_s": 0})
    less = Message(N_("{apart_s} shorter"), {"apart_s": 0}) if length else Message(N_("{apart_s} less"), {"apart_s": 0})
    return Wording(
        name=name,
        title=title,
        value=lambda value: Message(N_("{value_s}"), {"value_s": round(value)}),
        more=lambda apart: replace(more, values={"apart_s": round(apart)}),
        less=lambda apart: replace(less, values={"apart_s": round(apart)}),
        size=_minutes,
        goal=goal,
    )


WORDINGS = (
    _spans("occupied_s", Message(N_("Sitting in a day")), length=False),
    _spans("longest_bout_s", Message(N_("Longest bout of a day")), length=True),
    _spans("usual_bout_s", Message(N_("Usual bout")), length=True),
    Wording(
        name="break_share",
        title=Message(N_("Hours with a break")),
        value=lambda value: Message(N_("{value_pct}"), {"value_pct": _percents(value)}),
        more=lambda apart: Message(N_("{apart_points} more"), {"apart_points": _percents(apart)}),
        less=lambda apart: Message(N_("{apart_points} fewer"), {"apart_points": _percents(apart)}),
        size=_percents,
        goal=lambda _own: Message(N_("Goal: every hour")),
    ),
    Wording(
        name="shifts_per_h",
        title=Message(N_("Postural shifts")),
        value=lambda value: Message(N_("{value_per_h}"), {"value_per_h": round(value)}),
        more=lambda apart: Message(N_("{apart_per_h} more"), {"apart_per_h": round(apart)}),
        less=lambda apart: Message(N_("{apart_per_h} fewer"), {"apart_per_h": round(apart)}),
        size=round,
        goal=lambda own: Message(N_("Goal: {goal_per_h}"), {"goal_per_h": round(own.shifts_per_h or SHIFTS_PER_H)}),
    ),
    _spans(
        "off_seat_s",
        Message(N_("Off the seat in a day")),
        length=False,
        goal=lambda own: Message(
            N_("Goal: {goal_s} of a working day"), {"goal_s": round(own.off_seat_s or OFF_SEAT_S)}
        ),
    ),
)


def difference(wording: Wording, value: float, before: float) -> Message:
    """Return how a figure differs from that of the period before."""
    apart = abs(value - before)
    if wording.size(apart) == 0:
        return SAME
    return wording.more(apart) if value > before else wording.less(apart)


def summary(sat_s: float, sat_days: int, bouts: int) -> Message:
    """Return what was sat in all."""
    if not sat_days:
        return Message(N_("No sitting measured"))
    return Message(
        N_("{sat_s} of sitting; days with sitting: {sat_count}, bouts: {bouts_count}"),
        {"sat_s": round(sat_s), "sat_count": sat_days, "bouts_count": bouts},
    )


def unseen(days: int, of: int) -> Message:
    """Return how many days nobody measured."""
    return Message(
        N_(
            "Days that were not measured: {unseen_count} of {all_count}. The chair was off; nobody knows what was then."
        ),
        {"unseen_count": days, "all_count": of},
    )


def lost(lost_s: float) -> Message:
    """Return for how long a chair that was on saw nothing."""
    return Message(
        N_("For {lost_s} the chair was on and gave no reading. That time counts nowhere."), {"lost_s": round(lost_s)}
    )


def thin(now_days: int, before_days: int, least: int) -> Message:
    """Return why nothing is compared."""
    return Message(
        N_(
            "Too little measured to compare. Days with an hour of sitting: {now_count}, in the period before: "
            "{before_count}; each needs {least_count}."
        ),
        {"now_count": now_days, "before_count": before_days, "least_count": least},
    )


_FOLLOWED: dict[Kind, str] = {
    "nudge": N_("After {followed_pct} of {known_count} first prompts you stood up, mostly within {median_s}."),
    "alert": N_("After {followed_pct} of {known_count} stronger prompts you stood up, mostly within {median_s}."),
    "stillness": N_("After {followed_pct} of {known_count} prompts to shift you did, mostly within {median_s}."),
    "uneven": N_(
        "After {followed_pct} of {known_count} warnings about uneven load you sat evenly again or stood up, mostly "
        "within {median_s}."
    ),
}
_IGNORED: dict[Kind, str] = {
    "nudge": N_("None of {known_count} first prompts was followed by a break."),
    "alert": N_("None of {known_count} stronger prompts was followed by a break."),
    "stillness": N_("None of {known_count} prompts to shift was followed by a shift."),
    "uneven": N_("After none of {known_count} warnings about uneven load did you sit evenly again."),
}


def followed(kind: Kind, share: float, of: int, median_s: float | None) -> Message:
    """Return how prompts of a kind worked: the share that was followed of `of`, and how fast mostly."""
    if median_s is None:
        return Message(_IGNORED[kind], {"known_count": of})
    values = {"known_count": of, "followed_pct": _percents(share), "median_s": round(median_s)}
    return Message(_FOLLOWED[kind], values)
