"""Groups in a store: what is published of them, when, and that it tells of nobody."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from contract.topics import Topics
from dashboard.errors import AccessError
from dashboard.ingest.chores import Chores, Site
from dashboard.store import groups, people, work
from dashboard.store.group_tables import FIXED_MONTHS, GROUP_BEHIND, GROUP_DAYS, GROUP_MONTHS
from dashboard.store.people_tables import CHAIR_PEOPLE, GROUP_PEOPLE, GROUPS, PEOPLE
from dashboard.store.retention import Kept
from tests.dashboard.offices import Office, ms

MAY = date(2026, 5, 1)
FOURTH, TENTH = date(2026, 5, 4), date(2026, 5, 10)
TABLES = (GROUP_BEHIND, GROUP_DAYS, GROUP_MONTHS, FIXED_MONTHS, GROUP_PEOPLE, GROUPS, CHAIR_PEOPLE, PEOPLE)


@pytest.fixture
def office(store):
    made = Office(store)
    made.hire("abcdefgh")
    made.hire("v", role="viewer")
    return made


def test_a_group_that_is_there_when_the_month_begins_is_told_three_days_after_a_day_is_over(office):
    office.group("team", "abcdev")
    office.publish(MAY)
    office.sat(FOURTH, a=6, b=6.4, c=7, d=5, e=6.1, f=1.5)
    office.publish(FOURTH + timedelta(days=2))
    assert FOURTH not in office.hours("team", MAY, TENTH)
    office.publish(FOURTH + timedelta(days=3))
    assert office.hours("team", MAY, TENTH) == {MAY: None, date(2026, 5, 2): None, date(2026, 5, 3): None, FOURTH: 6.0}


def test_four_who_sat_are_not_told(office):
    office.group("team", "abcde")
    office.publish(MAY)
    office.sat(FOURTH, a=6, b=6, c=6, d=6, e=0.5)
    office.publish(TENTH)
    assert office.hours("team", FOURTH, FOURTH) == {FOURTH: None}


def test_who_is_put_into_a_group_later_counts_from_the_next_month_on(office):
    office.group("team", "abcde")
    office.publish(MAY)
    office.group("team", "abcdef")
    june = date(2026, 6, 2)
    for on in (FOURTH, june):
        office.sat(on, a=4, b=4, c=4, d=4, e=4, f=10)
    office.publish(TENTH)
    assert office.hours("team", FOURTH, FOURTH) == {FOURTH: 4.0}
    office.publish(june)
    office.publish(june + timedelta(days=5))
    assert office.hours("team", june, june) == {june: 5.0}


def test_who_leaves_a_group_or_the_desk_counts_no_more(office):
    office.group("team", "abcdef")
    office.publish(MAY)
    office.sat(FOURTH, a=4, b=4, c=4, d=4, e=4, f=10)
    office.group("team", "abcde")
    office.publish(TENTH)
    assert office.hours("team", FOURTH, FOURTH) == {FOURTH: 4.0}
    later = FOURTH + timedelta(days=7)
    office.sat(later, a=4, b=4, c=4, d=4, e=4, f=10)
    office.do(people.remove, office.do(people.get, "e").id)
    office.publish(later + timedelta(days=3))
    assert office.hours("team", later, later) == {later: None}


def test_what_is_told_stays_whatever_is_deleted_or_comes_late(office):
    office.group("team", "abcde")
    office.group("late", "fgh")
    office.publish(MAY)
    office.sat(FOURTH, a=6, b=6, c=6, d=6, e=6, f=6, g=6)
    office.publish(TENTH)
    office.sat(FOURTH, a=1, b=0, c=10, d=10, e=10, h=6)
    office.publish(TENTH + timedelta(days=1))
    assert office.hours("team", FOURTH, FOURTH) == {FOURTH: 6.0}
    assert office.hours("late", FOURTH, FOURTH) == {FOURTH: None}


def test_of_a_chair_of_two_people_nobody_knows_who_sat(office):
    office.group("team", "abcde")
    office.publish(MAY)
    office.do(people.set_chairs, office.do(people.get, "h").id, ["chair-e"])
    office.sat(FOURTH, a=6, b=6, c=6, d=6, e=6)
    office.publish(TENTH)
    assert office.hours("team", FOURTH, FOURTH) == {FOURTH: None}


def test_who_has_two_chairs_counts_once_by_the_one_most_sat_on(office):
    office.group("team", "abcde")
    office.publish(MAY)
    office.do(people.set_chairs, office.do(people.get, "e").id, ["chair-e", "chair-z"])
    office.sat(FOURTH, a=4, b=4, c=4, d=4, e=2, z=9)
    office.publish(TENTH)
    assert office.hours("team", FOURTH, FOURTH) == {FOURTH: 5.0}


def test_a_person_counts_in_one_group_at_most_and_a_viewer_looks_at_several(office):
    office.group("team", "abcv")
    with pytest.raises(AccessError, match="a is in the group 'team'"):
        office.group("other", "av")
    office.group("other", "dv")
    assert len(office.do(groups.seen_by, office.do(people.get, "v").id)) == 2
    with pytest.raises(AccessError, match="already"):
        office.do(groups.add, "team", 0)
    # By a change of role somebody may come to be in two after all.
    office.do(people.set_role, office.do(people.get, "v").id, "member")
    counted = office.do(groups.counted)
    assert sorted(len(who) for who in counted.values()) == [1, 3]


def test_the_number_of_a_group_that_is_gone_is_never_another_ones(office):
    office.group("team", "abcde")
    office.publish(MAY)
    office.sat(FOURTH, a=6, b=6, c=6, d=6, e=6)
    office.publish(TENTH)
    first = office.do(groups.get, "team").id
    office.do(groups.remove, first)
    office.group("team", "abcde")
    assert office.do(groups.get, "team").id != first
    assert office.hours("team", MAY, TENTH) == {}
    office.publish(TENTH + timedelta(days=1))
    assert office.hours("team", MAY, TENTH) == {}


def test_deletion_of_a_chair_leaves_no_trace_of_when_its_owner_sat(office):
    office.group("team", "abcde")
    office.publish(MAY)
    office.sat(FOURTH, a=6, b=6, c=6, d=6, e=6)
    _do_chores(office)
    assert office.hours("team", FOURTH, FOURTH) == {FOURTH: 6.0}, "chores publish by themselves"
    id_ = office.do(people.get, "e").id
    mine = select(GROUP_BEHIND).where(GROUP_BEHIND.c.person == id_)
    assert office.do(lambda connection: connection.execute(mine).all())
    office.do(work.ask, work.DELETE_CHAIR, "chair-e", b"", ms(TENTH))
    _do_chores(office)
    assert not office.do(lambda connection: connection.execute(mine).all())
    assert office.hours("team", FOURTH, FOURTH) == {FOURTH: 6.0}


def _do_chores(office):
    now = [ms(TENTH)]
    chores = Chores(Site(office.store.open, lambda: None, Topics(), Kept(), lambda: now[0]))
    for _ in range(4):  # something else at each look
        now[0] += 2_000
        while chores.step():
            pass


ALL, NAMES = "abcdefghij", ("red", "blue", "view")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("group"), st.sampled_from(NAMES), st.sets(st.sampled_from(ALL), max_size=8)),
        st.tuples(st.just("chair"), st.sampled_from(ALL), st.sampled_from(ALL)),
        st.tuples(st.just("sat"), st.sampled_from(ALL), st.sampled_from((0, 0.5, 3, 6, 9))),
        st.tuples(st.just("role"), st.sampled_from(ALL), st.sampled_from(("member", "viewer"))),
        st.tuples(st.just("remove"), st.sampled_from(NAMES), st.none()),
        st.tuples(st.just("pass"), st.integers(1, 12), st.none()),
    ),
    min_size=3,
    max_size=14,
)


@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_however_groups_people_and_chairs_are_changed_no_chair_is_behind_two_values_of_a_day_and_none_alone(
    shared, steps
):
    """Somebody who runs the desk does what they like and looks after each step, for weeks; chairs change hands too."""
    office = Office(shared)
    with shared.open() as connection:
        for table in TABLES:
            connection.execute(delete(table))
    office.hire(ALL)
    days = [date(2026, 4, 27), date(2026, 4, 29), FOURTH, date(2026, 5, 5)]
    for on in days:
        office.sat(on, **dict.fromkeys(ALL, 6))
    office.group("red", "abcdef")
    office.publish(date(2026, 4, 1))
    on, behind, seen = date(2026, 4, 28), {}, {}
    for kind, which, what in [*steps, ("pass", 14, None)]:
        _change(office, kind, which, what, days)
        on += timedelta(days=which if kind == "pass" else 0)
        office.publish(on)
        for key, chairs in office.behind().items():
            behind.setdefault(key, chairs)  # by whose chair was whose when it was told
        for key, value in _told(office).items():
            assert seen.setdefault(key, value) == value, "what was told once is told for ever"
    for key, chairs in behind.items():
        assert len(set(chairs)) >= 5, (key, "fewer than five are behind a value")
        twice = [other for other, theirs in behind.items() if other[:2] == key[:2] and set(theirs) & set(chairs)]
        assert twice == [key], "a chair is behind two values of a day"


def _change(office, kind, which, what, days):
    try:
        if kind == "group":
            office.group(which, sorted(what))
        elif kind == "chair":
            office.do(
                lambda connection: people.set_chairs(connection, people.get(connection, which).id, [f"chair-{what}"])
            )
        elif kind == "sat":
            for on in days:
                office.sat(on, **{which: what})
        elif kind == "role":
            office.do(people.set_role, office.do(people.get, which).id, what)
        elif kind == "remove":
            office.do(groups.remove, office.do(groups.get, which).id)
    except AccessError:
        pass  # what is refused changes nothing


def _told(office):
    with office.store.open() as connection:
        return {(row.group, row.on, row.figure): row.value for row in connection.execute(select(GROUP_DAYS))}
