"""Who or what is on the seat: people, bags, touches, dips and holes."""

import pytest

from contract.events import BoutEnded
from contract.seat import Corners
from edge.core.limits import Limits, PresenceLimits
from tests.edge.core.stories import EMPTY, NO_READING, Story, bag, person, without


def test_a_person_sits_down_and_gets_up_at_the_right_times():
    story = Story().then(10, EMPTY).then(60, person()).then(10, EMPTY)
    assert story.told == [("BoutStarted", 10.0, 12.0), ("BoutEnded", 70.0, 73.0)]


def test_a_person_who_is_seated_at_the_start_sits_since_the_first_frame():
    story = Story().then(30, person())
    assert story.told == [("BoutStarted", 0.0, 2.0)]


def test_until_a_dwell_has_passed_nothing_is_known():
    assert Story().then(2.9, EMPTY).state.presence.presence == "unknown"
    assert Story().then(3.1, EMPTY).state.presence.presence == "vacant"


def test_a_bag_on_the_seat_is_a_thing_and_not_a_bout():
    story = Story().then(10, EMPTY).then(60, bag(6)).then(10, EMPTY)
    assert story.told == [("ObjectPlaced", 10.0, 15.0), ("ObjectRemoved", 70.0, 73.0)]


def test_a_person_takes_the_place_of_a_bag_and_leaves_it_behind():
    story = Story().then(10, bag(6)).then(20, person(78)).then(20, bag(6))
    assert story.told == [
        ("ObjectPlaced", 0.0, 5.0),
        ("ObjectRemoved", 10.0, 12.0),
        ("BoutStarted", 10.0, 12.0),
        ("BoutEnded", 30.0, 33.0),
        ("ObjectPlaced", 33.0, 38.0),
    ]


def test_a_bag_that_drifts_at_the_border_is_not_placed_again_and_again():
    story = Story().then(10, EMPTY)
    for _ in range(10):
        story.then(6, bag(3.2)).then(6, bag(2.2))
    assert [kind for kind, _, _ in story.told] == ["ObjectPlaced"]


@pytest.mark.parametrize("load", [bag(2.9), EMPTY, bag(-0.5), bag(-40)])
def test_a_crumb_an_empty_seat_and_a_seat_that_is_pulled_up_are_vacant(load):
    story = Story().then(30, load)
    assert (story.told, story.state.presence.presence) == ([], "vacant")


@pytest.mark.parametrize("touch_s", [0.1, 1.0, 2.0])
def test_a_touch_is_no_bout(touch_s):
    story = Story().then(10, EMPTY).then(touch_s, person()).then(10, EMPTY)
    assert story.told == []


def test_many_touches_are_no_bout():
    story = Story().then(10, EMPTY)
    for _ in range(20):
        story.then(1.5, person()).then(0.5, EMPTY)
    assert story.told == []


@pytest.mark.parametrize("dip", [EMPTY, bag(9.9), NO_READING, without(person(), "front_left", "rear_left")])
def test_a_dip_shorter_than_the_dwell_ends_nothing(dip):
    story = Story().then(20, person()).then(3, dip).then(20, person()).then(3, dip).then(20, person())
    assert story.told_of("Bout") == [("BoutStarted", 0.0, 2.0)]


def test_somebody_who_perches_between_the_two_loads_still_sits():
    story = Story().then(20, person())
    for at in range(1000):  # 300 s, not quite still
        story.then(0.3, person(12 + 0.1 * (at % 2)))
    story.then(5, person())
    assert story.told == [("BoutStarted", 0.0, 2.0)]


def test_a_load_between_the_two_on_an_empty_seat_is_nobody():
    story = Story().then(10, EMPTY).then(30, bag(19.9))
    assert [kind for kind, _, _ in story.told] == ["ObjectPlaced"]


def test_one_silent_cell_hides_nobody():
    story = Story().then(10, EMPTY).then(30, without(person(), "rear_right")).then(10, EMPTY)
    assert story.told_of("Bout") == [("BoutStarted", 10.0, 12.0), ("BoutEnded", 40.0, 43.0)]


def test_a_hole_of_22_s_ends_no_bout_and_is_not_measured():
    story = Story().then(40, person()).then(22, NO_READING).then(40, person()).then(10, EMPTY)
    (ended,) = story.of(BoutEnded)
    assert (ended.duration_s, ended.measured_s) == (102.0, pytest.approx(79.9, abs=0.11))


def test_a_hole_over_60_s_ends_a_bout_when_the_sitter_was_last_seen():
    story = Story().then(40, person()).then(61, NO_READING).then(40, person())
    bouts = story.told_of("Bout")
    assert bouts == [("BoutStarted", 0.0, 2.0), ("BoutEnded", 39.9, 100.0), ("BoutStarted", 101.0, 103.0)]


def test_it_makes_no_difference_whether_a_hole_has_empty_frames_or_none():
    story = Story().then(40, person()).skip(61).then(40, person())
    assert story.told == [("BoutStarted", 0.0, 2.0), ("BoutEnded", 39.9, 101.0), ("BoutStarted", 101.1, 103.1)]


def test_somebody_who_was_getting_up_when_the_hole_began_left_then():
    story = Story().then(40, person()).then(1, EMPTY).then(61, NO_READING).then(10, EMPTY)
    (ended,) = story.of(BoutEnded)
    assert (ended.duration_s, ended.measured_s) == (40.0, 40.0)


@pytest.mark.parametrize("hole", ["silent", "without frames"])
def test_a_touch_before_a_long_hole_begins_no_bout_in_the_past(hole):
    story = Story().then(0.1, person())
    story = story.skip(600) if hole == "without frames" else story.then(600, NO_READING)
    story.then(10, person())
    ((_, began_s, _),) = story.told_of("Bout")
    assert began_s == pytest.approx(600.1, abs=0.11)


def test_a_thing_is_gone_when_nothing_was_known_for_long():
    story = Story().then(10, bag(6)).then(62, NO_READING)
    assert ("ObjectRemoved", 9.9, 70.0) in story.told


def test_the_limits_decide():
    limits = Limits(presence=PresenceLimits(occupied_kg=43, occupied_s=5, vacant_kg=30, vacant_s=1))
    story = Story(limits).then(10, EMPTY).then(20, person(42)).then(20, person(44)).then(10, person(29))
    assert story.told_of("Bout") == [
        ("BoutStarted", 30.0, 35.0),
        ("BoutEnded", 50.0, 51.0),
    ]


@pytest.mark.parametrize("spike_kg", [-60, 60])
@pytest.mark.parametrize("at_s", [0.1, 0.3, 1.0, 1.9, 2.5])
def test_one_spoilt_reading_while_a_light_person_sits_down_moves_no_edge(spike_kg, at_s):
    spoilt = Corners(spike_kg + 8.0, 8.0, 8.0, 8.0)
    story = Story().then(10, EMPTY).then(at_s, breathing(32)).then(0.1, spoilt)
    for at in range(200):
        story.then(0.1, breathing(32, at))
    ((_, began_s, _),) = story.told_of("Bout")
    assert began_s == pytest.approx(10.0, abs=0.101), "no further than one frame"


def test_a_load_that_falls_for_a_moment_while_nobody_knows_yet_what_it_is_has_still_arrived_when_it_did():
    """A light person sits down, half rises after 3 s and settles."""
    story = Story().then(10, EMPTY)
    for at in range(30):
        story.then(0.1, breathing(32, at))
    story.then(0.5, person(14))
    for at in range(100):
        story.then(0.1, breathing(32, at))
    assert story.told_of("Bout")[0][1] == 10.0


def test_somebody_who_sits_down_where_a_bag_hangs_sits_from_their_own_arrival_on():
    story = Story().then(20, bag(4))
    for at in range(200):
        story.then(0.1, breathing(34, at))
    assert story.told == [("ObjectPlaced", 0.0, 5.0), ("ObjectRemoved", 20.0, 30.0), ("BoutStarted", 20.0, 30.0)]


def test_a_still_person_of_30_kg_who_was_seen_sitting_is_no_thing_for_being_a_little_stiller():
    story = Story().then(10, EMPTY).then(10, person(60))
    for at in range(600):  # one comparison in three is lively
        story.then(0.1, person(30 + 0.02 * (at // 9 % 2)))
    assert story.state.presence.presence == "occupied"
    assert 0.25 < story.state.look.life.share < 0.55


def breathing(kg, at=0):
    """Return a load that stirs from frame to frame as a breath and a heartbeat do."""
    return person(kg + 0.1 * (at % 5))
