"""Figures of a group for a day, where nobody's own can be worked out: docs/decisions/0013-groups.md.

    members of the group this month     A B C D E F G       fixed when the month begins
    who sat for an hour that day        A B   D E F         five at least are behind a value, else there is none
    mean of their clipped figures       5.83 h
    published, once and for good        6.0 h               rounded to `step`

For one day and one figure no person is ever behind two published values. So whatever is added and subtracted of the
published values of a day, there are five people in it, or none. How many they were is not published, nor why there is
no value. Why five: docs/evidence.md#five-people.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

LEAST_PEOPLE = 5
"""So many people are behind each figure."""

LEAST_SAT_S = 3600.0
"""Who sat for less is behind no figure of that day: a chair touched in passing hides nobody."""

SETTLES_DAYS = 3
"""A day is published when it is over for so long: what a chair sends later is left out for good."""

People = frozenset[str]
Groups = Mapping[str, People]
Days = Mapping[str, Mapping[date, Mapping[str, float]]]
"""For each person the figures of each day: `daily.daily(...).to_dict("index")`."""


class Coarse(NamedTuple):
    """How a figure is made coarse: clipped to `low` and `high` for each person, its mean rounded to `step`."""

    low: float
    high: float
    step: float


FIGURES: Mapping[str, Coarse] = {
    "occupied_s": Coarse(0, 36_000, 1800),
    "longest_bout_s": Coarse(0, 10_800, 600),
    "breaks_per_h": Coarse(0, 5, 0.5),
    "shifts_per_h": Coarse(0, 50, 5),
}
"""Columns of `daily.daily`. Nothing about balance or posture: how a body sits is no matter of a group."""


class Published(NamedTuple):
    """A value of a group for a day, kept for good; None where nothing may be said. `people` never leaves the desk.

    Who has their data deleted is taken out of `people`: nothing of theirs can be published again.
    """

    on: date
    group: str
    figure: str
    value: float | None
    people: People


def fixed(months: Mapping[date, Groups], wanted: Groups, today: date) -> Mapping[date, Groups]:
    """Return who is in which group, by the first day of the month, with this month added if it has just begun.

    What is fixed stays: who is put into a group later is in it from the next month. Who leaves is passed to `publish`.
    Raises `ValueError` when somebody is in two groups: their difference would be about few.
    """
    month = today.replace(day=1)
    if month in months:
        return months
    groups_of: dict[str, str] = {}
    for group, people in sorted(wanted.items()):
        for person in sorted(people):
            if person in groups_of:
                raise ValueError(f"{person} is in {groups_of[person]} and in {group}: a person is in one group at most")
            groups_of[person] = group
    return {**months, month: dict(wanted)}


def publish(
    months: Mapping[date, Groups],
    days_of: Days,
    left: People,
    kept: Iterable[Published],
    today: date,
) -> list[Published]:
    """Return what is published today and was not before: each settled day of the fixed months, each group and figure.

    People in `left` have withdrawn: nothing of theirs is used. `kept` is all that was ever published, and wins over
    whatever the data has become since.
    """
    done: set[tuple[date, str, str]] = set()
    used: dict[tuple[date, str], People] = {}
    for each in kept:
        done.add((each.on, each.group, each.figure))
        used[each.on, each.figure] = used.get((each.on, each.figure), frozenset()) | each.people
    found = []
    for on, group, people in _settled(months, today):
        present = frozenset(each for each in people - left if _value(days_of, each, on, "occupied_s") >= LEAST_SAT_S)
        for figure, coarse in FIGURES.items():
            if (on, group, figure) in done:
                continue
            values = {person: _value(days_of, person, on, figure) for person in sorted(present)}
            behind = frozenset(person for person, value in values.items() if not math.isnan(value))
            if len(behind) < LEAST_PEOPLE or behind & used.get((on, figure), frozenset()):
                found.append(Published(on, group, figure, None, frozenset()))
                continue
            value = _coarse(coarse, [values[person] for person in sorted(behind)])
            found.append(Published(on, group, figure, value, behind))
            used[on, figure] = used.get((on, figure), frozenset()) | behind
    return found


def over_days(kept: Iterable[Published], group: str, figure: str, first: date, last: date) -> float | None:
    """Return a group's mean over days, from what is published alone: more in it would tell of hidden days."""
    shown = [
        each.value
        for each in kept
        if (each.group, each.figure) == (group, figure) and first <= each.on <= last and each.value is not None
    ]
    return sum(shown) / len(shown) if shown else None


def _settled(months: Mapping[date, Groups], today: date) -> Iterable[tuple[date, str, People]]:
    for month, groups in sorted(months.items()):
        on = month
        while on.month == month.month and on <= today - timedelta(days=SETTLES_DAYS):
            yield from ((on, group, people) for group, people in sorted(groups.items()))
            on += timedelta(days=1)


def _value(days_of: Days, person: str, on: date, figure: str) -> float:
    return days_of.get(person, {}).get(on, {}).get(figure, math.nan)


def _coarse(coarse: Coarse, values: list[float]) -> float:
    mean = sum(min(max(value, coarse.low), coarse.high) for value in values) / len(values)
    return coarse.step * round(mean / coarse.step)
