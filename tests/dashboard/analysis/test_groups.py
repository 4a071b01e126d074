from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.groups import FIGURES, LEAST_PEOPLE, Published, fixed, over_days, publish

MAY = date(2026, 5, 1)
DAY = date(2026, 5, 4)
LATER = DAY + timedelta(days=10)
ALL = "abcdefghijklmnop"
NOBODY = frozenset()
HOUR_S = 3600.0


def days(sat_h, on=DAY, **more):
    row = {"occupied_s": sat_h * HOUR_S, "longest_bout_s": 2400.0, "breaks_per_h": 1.2, "shifts_per_h": 18.0}
    return {on: row | more}


def office(**sat_h):
    return {person: days(hours) for person, hours in sat_h.items()}


def sitting(published, group="team", on=DAY):
    [value] = [each.value for each in published if (each.on, each.group, each.figure) == (on, group, "occupied_s")]
    return value


def month(**groups):
    return {MAY: {group: frozenset(people) for group, people in groups.items()}}


def test_five_people_have_a_figure_and_it_is_coarse():
    told = publish(month(team="abcde"), office(a=6, b=6.4, c=7, d=5, e=6.1), NOBODY, [], LATER)
    assert sitting(told) == 6.0 * HOUR_S  # 6.1 in the mean
    assert {each.figure for each in told} == set(FIGURES)


def test_four_people_have_none_and_neither_have_five_of_whom_one_hardly_sat():
    assert sitting(publish(month(team="abcd"), office(a=6, b=6, c=6, d=6), NOBODY, [], LATER)) is None
    hardly = office(a=6, b=6, c=6, d=6, e=0.5)
    assert sitting(publish(month(team="abcde"), hardly, NOBODY, [], LATER)) is None
    unseen = office(a=6, b=6, c=6, d=6) | {"e": days(float("nan"))}
    assert sitting(publish(month(team="abcde"), unseen, NOBODY, [], LATER)) is None


def test_a_figure_that_is_unknown_for_one_of_five_has_no_value():
    told = office(a=6, b=6, c=6, d=6) | {"e": days(6, shifts_per_h=float("nan"))}
    values = {
        each.figure: each.value for each in publish(month(team="abcde"), told, NOBODY, [], LATER) if each.on == DAY
    }
    assert values["shifts_per_h"] is None
    assert values["occupied_s"] == 6 * HOUR_S


def test_who_withdraws_is_behind_nothing_more():
    five = office(a=6, b=6, c=6, d=6, e=6)
    assert sitting(publish(month(team="abcde"), five, frozenset("e"), [], LATER)) is None


def test_a_day_is_published_when_it_has_settled_and_not_before():
    five = office(a=6, b=6, c=6, d=6, e=6)
    assert not [
        each for each in publish(month(team="abcde"), five, NOBODY, [], DAY + timedelta(days=2)) if each.on == DAY
    ]
    assert sitting(publish(month(team="abcde"), five, NOBODY, [], DAY + timedelta(days=3))) == 6 * HOUR_S


def test_what_is_published_stays_whatever_comes_later_or_is_deleted():
    before = publish(month(team="abcde"), office(a=6, b=6, c=6, d=6, e=6), NOBODY, [], LATER)
    for later in (office(a=6, b=6, c=6, d=6), office(a=1, b=1, c=1, d=1, e=9), {}):
        assert publish(month(team="abcde"), later, NOBODY, before, LATER) == []
    four = publish(month(team="abcde"), office(a=6, b=6, c=6, d=6), NOBODY, [], LATER)
    assert publish(month(team="abcde"), office(a=6, b=6, c=6, d=6, e=6), NOBODY, four, LATER) == []


def test_groups_are_fixed_for_a_month():
    may = fixed({}, {"team": frozenset("abcde")}, DAY)
    assert may == {MAY: {"team": frozenset("abcde")}}
    assert fixed(may, {"team": frozenset("abcdef")}, date(2026, 5, 31)) == may
    june = fixed(may, {"team": frozenset("abcdef")}, date(2026, 6, 2))
    assert june[date(2026, 6, 1)] == {"team": frozenset("abcdef")}
    assert june[MAY] == may[MAY]


def test_nobody_is_in_two_groups():
    with pytest.raises(ValueError, match="e is in floor and in team"):
        fixed({}, {"team": frozenset("abcde"), "floor": frozenset("efghi")}, DAY)


def test_a_mean_over_days_is_made_of_what_is_published_alone():
    kept = [
        Published(DAY, "team", "occupied_s", 6 * HOUR_S, frozenset("abcde")),
        Published(DAY + timedelta(days=1), "team", "occupied_s", None, NOBODY),
        Published(DAY + timedelta(days=2), "team", "occupied_s", 7 * HOUR_S, frozenset("abcde")),
    ]
    assert over_days(kept, "team", "occupied_s", DAY, LATER) == 6.5 * HOUR_S
    assert over_days(kept, "team", "occupied_s", LATER, LATER) is None


STEPS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(ALL), max_size=9, unique=True),  # put into a group of its own
        st.lists(st.sampled_from(ALL), max_size=4, unique=True),  # have withdrawn
        st.lists(st.sampled_from(ALL), max_size=4, unique=True),  # have no data any more, or not yet
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=100)
@given(STEPS)
def test_no_sum_and_difference_of_what_is_published_of_a_day_is_about_fewer_than_five(steps):
    """Somebody who runs groups adds and removes people and groups as they like, and looks after each step."""
    kept = []
    for number, (people, left, gone) in enumerate(steps):
        views = {MAY: {f"view {number}": frozenset(people), "team": frozenset("abcde")}}
        data = office(**{person: 3 + ord(person) % 7 for person in ALL if person not in gone})
        kept += publish(views, data, frozenset(left), kept, LATER)
    shown = {each.people for each in kept if each.on == DAY and each.figure == "occupied_s" and each.value is not None}
    rows = np.array([[person in people for person in ALL] for people in shown], dtype=int).reshape(len(shown), len(ALL))
    for weights in product((-2, -1, 0, 1, 2), repeat=len(rows)):
        about = np.count_nonzero(np.array(weights, dtype=int) @ rows)
        assert about == 0 or about >= LEAST_PEOPLE


@settings(max_examples=30)
@given(st.lists(st.floats(2, 10), min_size=4, max_size=4), st.floats(2, 10))
def test_four_who_know_their_own_hours_cannot_tell_the_fifths_to_the_hour(four, fifth):
    """Every value of the fifth with which the same is published; at the ends of what a day can have, half as wide."""

    def shown(value):
        everyone = dict(zip("abcde", [*four, value], strict=True))
        return sitting(publish({MAY: {"team": frozenset("abcde")}}, office(**everyone), NOBODY, [], DAY + timedelta(3)))

    same = [value for value in np.arange(1, 14, 0.25) if shown(value) == shown(fifth)]
    assert same
    assert max(same) - min(same) >= 1.0


@settings(max_examples=60)
@given(st.lists(st.floats(1, 23), min_size=5, max_size=12))
def test_a_value_lies_on_its_step_and_near_to_the_mean(hours):
    people = ALL[: len(hours)]
    told = publish(month(team=people), office(**dict(zip(people, hours, strict=True))), NOBODY, [], LATER)
    value = sitting(told)
    assert value % 1800 == 0
    clipped = [min(each, 10) * HOUR_S for each in hours]
    assert abs(value - sum(clipped) / len(clipped)) <= 900 + 1e-6
