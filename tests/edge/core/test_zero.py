"""Zero tracking: drift is followed on an empty seat and only there; what is laid on the seat is not drift."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.events import CellFailed, CellRecovered
from contract.seat import Corners
from edge.core.limits import Limits, ZeroLimits
from edge.core.report import chair_state, is_news, live_frame
from tests.edge.core.living import let
from tests.edge.core.stories import EMPTY, NO_READING, Story, person, without

QUIET = {"hz": 1.0}
HOUR_S = 3600


def zeros(story):
    return tuple(story.state.trust.zero.zero_kg)


def off(kg):
    """An empty seat whose cells read so much each."""
    return Corners(kg, kg, kg, kg)


@pytest.mark.parametrize("rate", [0.02 / 24, -0.02 / 24, 0.1, -0.45], ids=lambda rate: f"{rate * 24:+.2g} kg a day")
def test_an_empty_seat_that_drifts_reads_nothing(rate):
    story = let(Story(**QUIET), 3 * HOUR_S, EMPTY, drift_kg_per_h=rate)
    assert zeros(story) == pytest.approx((3 * rate,) * 4, abs=0.02 + abs(rate) / 10)


def test_twenty_grams_a_day_for_a_month_are_followed():
    """A month of nights, told 1000 times faster, with limits that are as much faster."""
    fast = Limits(zero=ZeroLimits(drift_kg_per_h=10))
    story = let(Story(fast, **QUIET), 2700, EMPTY, drift_kg_per_h=0.02 * 30 / 0.75)
    assert zeros(story) == pytest.approx((0.6,) * 4, abs=0.02)


def test_nothing_is_learned_in_the_first_minutes_of_an_empty_seat():
    assert zeros(let(Story(), 310, off(-0.1))) == (0.0,) * 4
    assert zeros(let(Story(), 400, off(-0.1))) != (0.0,) * 4


@pytest.mark.parametrize("load", [person(72), person(21), person(6), off(1.0)], ids=["person", "child", "bag", "box"])
def test_nothing_is_learned_while_anything_is_on_the_seat(load):
    story = let(Story(**QUIET), 2 * HOUR_S, EMPTY, drift_kg_per_h=0.05)
    before = zeros(story)
    assert zeros(let(story, 2 * HOUR_S, load, drift_kg_per_h=0.05)) == before


def test_somebody_who_is_seated_at_start_is_never_taken_for_zero():
    story = let(Story(**QUIET), 2 * HOUR_S, person(45))
    assert zeros(story) == (0.0,) * 4
    assert story.state.presence.presence == "occupied"


def test_minutes_of_empty_seat_that_do_not_hang_together_are_not_enough():
    story = Story(**QUIET)
    for _ in range(20):
        let(story, 200, off(0.04))
        story.then(70, NO_READING)
    assert zeros(story) == (0.0,) * 4


def test_a_cushion_is_hardly_swallowed_in_an_hour_and_leaves_no_hole():
    story = let(Story(**QUIET), 1200, EMPTY)
    let(story, HOUR_S, person(1.5))
    assert sum(zeros(story)) < 0.1
    let(story, HOUR_S / 2, EMPTY)
    assert sum(zeros(story)) == pytest.approx(0.0, abs=0.02)


def test_a_cushion_that_stays_for_days_is_swallowed_by_a_kilogram_and_no_more():
    story = let(Story(hz=0.5), 30 * HOUR_S, person(1.5))
    assert sum(zeros(story)) == pytest.approx(1.0, abs=0.02)


def test_a_chair_caught_under_a_desk_all_weekend_carries_no_ghost_afterwards():
    story = let(Story(hz=0.5), 40 * HOUR_S, off(-1.0))
    let(story, HOUR_S, EMPTY)
    assert story.state.presence.presence == "vacant"
    assert story.told_of("Object") == []


def test_a_cushion_laid_while_zero_drifts_stays_apart_from_the_drift():
    story = let(Story(**QUIET), 1200, EMPTY, drift_kg_per_h=0.2)
    let(story, HOUR_S, person(1.5), drift_kg_per_h=0.2)
    assert sum(zeros(story)) == pytest.approx(4 * 0.2 * story.now_s / 3600, abs=0.12)


def test_drift_is_followed_no_faster_and_no_further_than_the_limits_say():
    story = Story(Limits(zero=ZeroLimits(drift_kg_per_h=0.1, most_kg=0.15)), **QUIET)
    let(story, 300 + HOUR_S, EMPTY, drift_kg_per_h=-0.5)
    assert all(-0.101 <= zero <= -0.06 for zero in zeros(story))
    let(story, 2 * HOUR_S, EMPTY, drift_kg_per_h=-0.5)
    assert zeros(story) == (-0.15,) * 4


def test_zero_tracking_can_be_switched_off():
    story = let(Story(Limits(zero=ZeroLimits(most_kg=0)), **QUIET), HOUR_S, EMPTY, drift_kg_per_h=0.1)
    assert zeros(story) == (0.0,) * 4


def test_a_silent_cell_has_no_drift_and_the_others_have():
    story = let(Story(**QUIET), 2 * HOUR_S, without(EMPTY, "rear_left"), drift_kg_per_h=0.1)
    assert zeros(story) == pytest.approx((0.2, 0.2, 0.0, 0.2), abs=0.02)


def test_what_the_detectors_see_and_what_is_shown_is_without_drift():
    story = let(Story(**QUIET), 4 * HOUR_S, EMPTY, drift_kg_per_h=-0.2)
    loads = []
    story.take = loads.append
    let(story, 1, Corners(10.0, 20.0, 30.0, 40.0), drift_kg_per_h=-0.2)
    shown = live_frame(loads[0], story.state, story.inputs)
    assert shown.shares == Corners(*(pytest.approx(share, abs=0.001) for share in (0.1, 0.2, 0.3, 0.4)))


def test_drift_is_a_figure_of_the_state_and_no_news():
    story = let(Story(**QUIET), 700, EMPTY, drift_kg_per_h=-0.4)
    before = story.chair_state
    state = let(story, HOUR_S, EMPTY, drift_kg_per_h=-0.4).chair_state
    assert tuple(state.zero_kg) == pytest.approx((-0.48,) * 4, abs=0.03)
    assert not is_news(before, chair_state(story.state, story.limits, story.inputs))


def test_a_cell_whose_zero_has_crept_far_is_said_and_still_measured_with():
    story = Story(**QUIET)
    let(story, 3 * HOUR_S, EMPTY, front_right=lambda kg: kg - 0.45 * story.now_s / HOUR_S)
    (failed,) = story.of(CellFailed)
    assert (failed.corner, failed.fault) == ("front_right", "drifting")
    assert story.chair_state.cells == Corners("ok", "drifting", "ok", "ok")
    let(story, 60, person(lateral=0.3), front_right=lambda kg: kg - 1.35)
    assert story.state.posture.posture == "right"
    let(story, 1.5 * HOUR_S, EMPTY, front_right=lambda kg: kg + 0.45 * story.now_s / HOUR_S - 2.7)
    assert [each.corner for each in story.of(CellRecovered)] == ["front_right"]


FAST = Limits(zero=ZeroLimits(settle_s=20, drift_kg_per_h=10, most_kg=0.3))
part = st.tuples(st.sampled_from([7, 40, 90]), st.sampled_from([EMPTY, off(0.1), off(-0.2), off(1.0), person(72)]))


@settings(max_examples=30)
@given(st.lists(part, min_size=1, max_size=6))
def test_whatever_lies_on_the_seat_zero_stays_within_its_bounds_and_holds_while_somebody_sits(parts):
    story = Story(FAST, hz=1.0)
    for span_s, load in parts:
        let(story, 10, load)
        before = zeros(story)
        let(story, span_s, load)
        assert all(abs(zero) <= 0.3 for zero in zeros(story))
        if story.state.presence.presence != "vacant":
            assert zeros(story) == before
