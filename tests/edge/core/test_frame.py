"""What four corners add up to, against numbers worked out by hand."""

import math

import pytest

from contract.seat import Corners
from edge.core.frame import Load, weigh

NAN, INF = math.nan, math.inf


def test_the_centre_of_pressure_is_right_minus_left_and_front_minus_back_over_the_total():
    assert weigh(Corners(10.0, 20.0, 30.0, 40.0)) == Load(100.0, 0.2, -0.4)


@pytest.mark.parametrize(
    ("corners", "lateral", "fore_aft"),
    [
        (Corners(40.0, 0.0, 0.0, 0.0), -1, 1),
        (Corners(0.0, 40.0, 0.0, 0.0), 1, 1),
        (Corners(0.0, 0.0, 40.0, 0.0), -1, -1),
        (Corners(0.0, 0.0, 0.0, 40.0), 1, -1),
    ],
)
def test_a_load_on_one_corner_is_at_that_corner(corners, lateral, fore_aft):
    assert weigh(corners) == Load(40.0, lateral, fore_aft)


def test_three_cells_estimate_the_total_and_claim_no_balance():
    assert weigh(Corners(10.0, 20.0, 30.0, None)) == Load(80.0)


@pytest.mark.parametrize("corners", [Corners(30.0, 30.0, None, None), Corners(None, None, None, None)])
def test_two_cells_and_fewer_tell_nothing(corners):
    assert weigh(corners) == Load(None)


@pytest.mark.parametrize("bad", [NAN, INF, -INF])
def test_what_is_no_number_is_no_reading(bad):
    assert weigh(Corners(10.0, 20.0, 30.0, bad)) == Load(80.0)
    assert weigh(Corners(10.0, 20.0, bad, bad)) == Load(None)


def test_infinities_of_both_signs_do_not_cancel_out():
    assert weigh(Corners(INF, -INF, 30.0, 30.0)) == Load(None)


@pytest.mark.parametrize("kg", [0.25, 0.0, -0.1, -20.0])
def test_an_empty_seat_and_one_below_its_tare_have_a_total_and_no_centre(kg):
    assert weigh(Corners(kg, kg, kg, kg)) == Load(4 * kg)


def test_a_corner_that_lifts_a_little_is_believed():
    load = weigh(Corners(-5.0, 25.0, 5.0, 25.0))
    assert (load.total_kg, load.cop_lateral) == (50.0, 1.0)


@pytest.mark.parametrize("corners", [Corners(-60.0, 40.0, 30.0, 30.0), Corners(101.0, -20.0, -20.0, -20.0)])
def test_corners_that_contradict_each_other_have_a_total_and_no_centre(corners):
    assert weigh(corners) == Load(sum(corners))


@pytest.mark.parametrize("corners", [Corners(1e6, 0.0, 0.0, 0.0), Corners(400.0, 400.0, 400.0, None)])
def test_more_than_a_tonne_is_no_load(corners):
    assert weigh(corners) == Load(None)
