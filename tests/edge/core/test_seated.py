"""What the centre of pressure did in a minute, against numbers worked out by hand."""

import math
import random

import pytest

from contract.seat import Corners
from edge.core.moment import Inputs
from tests.edge.core.stories import EMPTY, Story, person, without

OPTED_IN = Inputs(shares_weight=True)


def second_minute(*parts, inputs=None):
    """The minute after one in which somebody sat down; each part is (seconds, load)."""
    story = Story(inputs=inputs).then(60.1, parts[0][1])
    for span_s, load in parts:
        story.then(span_s, load)
    return story.minutes[1]


def test_means_deviations_and_path_are_those_of_the_frames():
    """Half a minute at 0.1 and half at 0.3: mean 0.2, deviation 0.1, one step of 0.2; fore/aft 0.4 throughout."""
    minute = second_minute((30, person(72, 0.1, 0.4)), (30, person(72, 0.3, 0.4)))
    assert minute.cop_lateral == pytest.approx(0.2, abs=0.001), "a move counts 0.2 s late"
    assert minute.cop_fore_aft == 0.4
    assert (minute.cop_lateral_sd, minute.cop_fore_aft_sd) == (0.1, 0.0)
    assert minute.sway_path == 0.2


def test_the_path_is_the_sum_of_steps_in_both_directions():
    a, b = person(72, 0.0, 0.0), person(72, 0.3, 0.4)
    minute = second_minute((20, a), (20, b), (20, a))
    assert minute.sway_path == 1.0


def test_velocity_is_the_path_over_the_time_in_which_it_could_be_followed():
    """Nineteen steps of 0.3 in the 59.9 s from the first frame to the last."""
    minute = second_minute(*[(3, person(lateral=0.3 * (k % 2))) for k in range(20)])
    assert minute.sway_path == pytest.approx(19 * 0.3)
    assert minute.sway_velocity_per_s == pytest.approx(19 * 0.3 / 59.9, abs=0.0001)


def test_seconds_without_a_centre_of_pressure_slow_nothing_down():
    moving, blind = [(2, person(lateral=0.2 * (k % 2))) for k in range(15)], without(person(), "rear_right")
    minute = second_minute(*moving, (30, blind))
    assert minute.sway_velocity_per_s == pytest.approx(14 * 0.2 / 29.9, rel=0.01)


def test_the_area_is_that_of_the_ellipse_that_holds_95_percent():
    """Upright by turns at (+-0.1, +-0.2): variances 0.01 and 0.04, covariance 0: pi 5.991 sqrt(0.01 * 0.04) = 0.376."""
    corners = [(x, y) for x in (-0.1, 0.1) for y in (-0.2, 0.2)]
    minute = second_minute(*[(15, person(72, x, y)) for x, y in corners])
    assert minute.sway_area == pytest.approx(math.pi * 5.991 * 0.02, rel=0.01)


def test_the_area_of_a_slanted_ellipse_takes_the_covariance_off():
    """At (0, 0), (0.2, 0) and (0.2, 0.2): variances 0.08 / 9 each, covariance 0.04 / 9; root of determinant 0.00770."""
    minute = second_minute(*[(20, person(72, x, y)) for x, y in ((0, 0), (0.2, 0), (0.2, 0.2))])
    assert minute.sway_area == pytest.approx(math.pi * 5.991 * math.sqrt(0.08**2 - 0.04**2) / 9, rel=0.01)


def test_moving_on_one_line_covers_no_area():
    assert second_minute((30, person()), (30, person(72, 0.2, 0.2))).sway_area == 0.0


@pytest.mark.parametrize("seed", range(3))
def test_readings_that_are_spoilt_now_and_then_are_no_movement(seed):
    chance = random.Random(seed)
    story = Story().then(60.1, person())
    for _ in range(600):
        spoilt = [kg + chance.choice((-1, 1)) * 40 if chance.random() < 0.01 else kg for kg in person()]
        story.then(0.1, Corners(*spoilt))
    assert story.minutes[1].sway_path < 1.0, "each would add 1 or so"
    assert story.minutes[1].sway_area < 0.01


def test_asymmetry_is_the_difference_of_the_mean_loads_over_their_sum():
    """60 kg at 0.1 and 90 kg at 0.3: 100 (60 * 0.1 + 90 * 0.3) / 150 = 22 (Childs 2003), not the mean of 10 and 30."""
    assert second_minute((30, person(60, 0.1)), (30, person(90, 0.3))).asymmetry_pct == 22.0
    assert second_minute((60, person(72, -0.25))).asymmetry_pct == 25.0


def test_shares_are_those_of_the_mean_loads():
    minute = second_minute((60, Corners(10.0, 20.0, 30.0, 40.0)))
    assert minute.shares == Corners(0.1, 0.2, 0.3, 0.4)


def test_kilograms_stay_on_the_chair_unless_the_owner_opted_in():
    parts = (30, person(60)), (30, person(90))
    assert second_minute(*parts).mean_kg is None
    assert second_minute(*parts, inputs=OPTED_IN).mean_kg == 75.0


def test_frames_with_a_silent_cell_are_in_no_mean():
    minute = second_minute((30, person(72, 0.1)), (30, without(person(72, 0.9), "front_left")))
    assert (minute.cop_lateral, minute.occupied_s) == (0.1, 60.0)


def test_the_path_does_not_leap_over_frames_that_are_not_known():
    minute = second_minute((20, person()), (1.1, without(person(), "rear_right")), (38.9, person(lateral=0.3)))
    assert minute.sway_path == 0.0


@pytest.mark.parametrize("load", [EMPTY, person(6, 0.4)])
def test_without_a_person_nothing_is_said_of_how_they_sat(load):
    minute = second_minute((60, load), inputs=OPTED_IN)
    assert (minute.cop_lateral, minute.cop_lateral_sd, minute.shares, minute.asymmetry_pct) == (None,) * 4
    assert (minute.mean_kg, minute.sway_path) == (None, 0.0)
    assert (minute.sway_velocity_per_s, minute.sway_area) == (None, None)


def test_getting_up_is_not_a_way_to_sit():
    minute = second_minute((50, person(72, 0.1)), (2, person(9, -0.9)), (8, person(72, 0.1)))
    assert minute.cop_lateral == 0.1
    assert minute.sway_path == pytest.approx(0.0)


def test_a_steady_lean_has_no_deviation_however_the_sums_round():
    minute = second_minute((60, person(71.3, 0.123456, -math.pi / 10)))
    assert (minute.cop_lateral_sd, minute.sway_path, minute.sway_area) == (0.0, 0.0, 0.0)
