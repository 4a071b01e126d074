"""The table of bouts is what events and minutes say, whenever and however often these come."""

from itertools import count

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.store import history
from dashboard.store.bouts import bouts
from dashboard.store.rows import MinuteSpan
from tests.dashboard.messages import got_up, minute, sat_down

MIN, DAY_MS = 60_000, 86_400_000
NOON_MS = 1_767_268_800_000


def at(minutes):
    return round(NOON_MS + minutes * MIN)


def stored(store, chair="desk"):
    """The bouts in minutes after noon."""
    return [
        ((each.start_ms - NOON_MS) / MIN, (each.end_ms - NOON_MS) / MIN, each.sitting_s, each.goes_on)
        for each in store.read(history.bouts, chair, 0, 10**13)
    ]


def test_sitting_down_and_getting_up_make_a_bout(store):
    store.take(sat_down(at(5)), got_up(at(25), at(5), measured_s=1190.0))
    assert stored(store) == [(5, 25, 1190.0, False)]


def test_a_bout_grows_with_its_minutes_until_its_end_is_stored(store):
    store.take(sat_down(at(5)))
    assert stored(store) == [], "no minute tells of it yet"
    for n in (5, 6, 7):
        store.take(minute(at(n), 60.0))
    assert stored(store) == [(5, 8, 180.0, True)]
    store.take(minute(at(8), 10.0), got_up(at(8.2), at(5)))
    assert stored(store) == [(5, 8.2, pytest.approx(192.0), False)]


def test_minutes_that_come_before_the_start_that_they_belong_to_are_not_lost(store):
    store.take(minute(at(5), 60.0), minute(at(6), 60.0))
    store.take(sat_down(at(5)))
    assert stored(store) == [(5, 7, 120.0, True)]


def test_a_bout_whose_end_was_lost_reaches_no_further_than_the_next(store):
    store.take(sat_down(at(5)), *(minute(at(n), 60.0) for n in (5, 6, 20, 21)))
    store.take(sat_down(at(20), boot="ffffffff"))
    assert stored(store) == [(5, 7, 120.0, False), (20, 22, 120.0, True)]
    store.take(minute(at(7), 60.0))
    assert stored(store)[0] == (5, 8, 180.0, False)


def test_a_late_end_takes_its_bout_from_the_one_before(store):
    store.take(sat_down(at(5)), sat_down(at(20), boot="ffffffff"), *(minute(at(n), 60.0) for n in (5, 6, 20, 21)))
    store.take(got_up(at(19), at(5)))
    assert stored(store) == [(5, 19, 840.0, False), (20, 22, 120.0, True)]


def test_only_the_newest_bout_goes_on_however_long_ago_the_other_was(store):
    store.take(sat_down(at(0)), minute(at(0), 60.0))
    store.take(sat_down(at(5 * 1440), boot="ffffffff"), minute(at(5 * 1440), 60.0))
    assert [goes_on for *_, goes_on in stored(store)] == [False, True]


def test_a_bout_by_a_clock_that_was_not_set_is_known_once_its_time_is(store):
    unset = {"clock_synced": False, "known_ms": 0}
    store.take(msgspec.structs.replace(sat_down(at(5)), at_ms=1000, **unset))
    store.take(msgspec.structs.replace(minute(at(5), 60.0), at_ms=1000, clock_synced=False))
    assert stored(store) == []
    store.take(minute(at(6), 60.0))
    assert stored(store) == [(5, 7, 120.0, True)]


def test_the_revision_grows_when_a_bout_of_a_past_day_changes(store):
    store.take(sat_down(at(5)), now_ms=at(6))
    assert store.read(history.revision, "desk") == 0
    store.take(got_up(at(25), at(5)), now_ms=at(2000))
    assert store.read(history.revision, "desk") == 1


def test_a_bout_that_is_said_to_have_lasted_for_weeks_is_none(store):
    store.take(got_up(at(0), at(-30 * 1440)), sat_down(at(1)), got_up(at(9), at(1)))
    assert stored(store) == [(1, 9, 480.0, False)]


def story(draws):
    """Bouts one after the other: (pause, length, whether the end is told, boot), in minutes."""
    bodies, at_min = [], 0
    for pause, length, told, boot in draws:
        at_min += pause
        bodies.append(sat_down(at(at_min), boot=boot))
        bodies += [minute(at(at_min + n), 60.0) for n in range(length)]
        at_min += length
        if told:
            bodies.append(got_up(at(at_min), at(at_min - length), boot=boot))
    return bodies


NUMBERS = count()
BOOTS = st.sampled_from(["0123abcd", "ffffffff"])
STORIES = st.lists(
    st.tuples(st.sampled_from([1, 7, 300, 1400, 3000]), st.integers(1, 6), st.booleans(), BOOTS), max_size=8
)


@given(STORIES.map(story), st.randoms(use_true_random=False))
def test_in_whatever_order_and_batches_messages_come_the_bouts_are_the_same(shared, bodies, random):
    """Held against the rule applied to the whole story at once."""
    chair = f"c{next(NUMBERS)}"
    numbered = shared.number(bodies, chair)
    random.shuffle(numbered)
    while numbered:
        some = random.randint(1, len(numbered))
        shared.take_numbered([*numbered[:some], random.choice(numbered[:some])], chair)
        numbered = numbered[some:]
    events = [body for body in bodies if body.__struct_config__.tag != "minute"]
    spans = [
        MinuteSpan(body.at_ms, body.at_ms + MIN, 60.0, 60.0)
        for body in bodies
        if body.__struct_config__.tag == "minute"
    ]
    found = shared.read(history.bouts, chair, 0, 10**13)
    expected = bouts(events, spans, 10**13, None)
    assert [tuple(each)[:3] for each in found] == [tuple(each)[:3] for each in expected]
    starts = [event.at_ms for event in events if event.__struct_config__.tag == "bout_started"]
    told = {event.started_at_ms for event in events if event.__struct_config__.tag == "bout_ended"}
    going = [each.start_ms for each in found if each.goes_on]
    assert going == ([starts[-1]] if starts and starts[-1] not in told else [])
