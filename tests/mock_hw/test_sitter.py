"""A simulated person and a bag, against what a force plate would show."""

import math
import random
from itertools import pairwise

import pytest

from mock_hw.sitter import LEANS, STRAIGHT, Bag, Load, Posture, Sitter, Stay, Turn

STAY = Stay((Turn(10.0, STRAIGHT),), until_s=100.0)


def every(step_s, start_s, end_s):
    return [start_s + k * step_s for k in range(round((end_s - start_s) / step_s))]


def test_four_fifths_of_the_body_rest_on_the_seat():
    loads = [Sitter(80).load(STAY, t_s).total_kg for t_s in every(0.1, 20, 90)]
    assert sum(loads) / len(loads) == pytest.approx(64, abs=0.5)


@pytest.mark.parametrize("seed", range(1, 6))
def test_sitting_down_overshoots_and_settles_within_a_second_and_a_half(seed):
    sitter = Sitter(80, seed)
    assert sitter.load(STAY, 9.99).total_kg == 0
    assert 1.1 < max(sitter.load(STAY, t_s).total_kg for t_s in every(0.02, 10, 11.5)) / 64 < 1.25
    assert [sitter.load(STAY, t_s).total_kg for t_s in every(0.02, 11.5, 15)] == pytest.approx([64] * 175, rel=0.03)


def test_standing_up_pushes_first_and_leaves_nothing_behind():
    sitter = Sitter(80)
    leaving = [sitter.load(STAY, t_s) for t_s in every(0.05, 100, 101.2)]
    assert max(load.total_kg for load in leaving) > 66
    assert leaving[-2].fore_aft > leaving[0].fore_aft + 0.2
    assert sitter.load(STAY, 101.3).total_kg == 0


def test_a_living_sitter_is_never_quite_still_and_never_wild():
    loads = [Sitter(72).load(STAY, t_s) for t_s in every(0.1, 20, 90)]
    totals = [load.total_kg for load in loads]
    assert 0.1 < max(totals) - min(totals) < 1.0
    assert 0.005 < max(load.lateral for load in loads) - min(load.lateral for load in loads) < 0.1


@pytest.mark.parametrize(
    ("side", "axis", "sign"), [("left", 1, -1), ("right", 1, 1), ("forward", 2, 1), ("back", 2, -1)]
)
def test_a_lean_moves_the_centre_of_pressure_to_its_side(side, axis, sign):
    stay = Stay((Turn(0.0, STRAIGHT), Turn(20.0, LEANS[side])))
    assert sign * Sitter(72).load(stay, 30.0)[axis] > 0.3
    assert abs(Sitter(72).load(stay, 19.0)[axis]) < 0.2


def test_a_posture_is_reached_within_a_second_without_a_jump():
    stay = Stay((Turn(0.0, STRAIGHT), Turn(20.0, LEANS["left"])))
    path = [Sitter(72).load(stay, t_s).lateral for t_s in every(0.1, 19, 22)]
    assert max(abs(b - a) for a, b in pairwise(path)) < 0.1


def test_a_restless_sitter_resettles_as_often_as_told():
    sitter = Sitter(72, shifts_per_hour=20)
    stay = Stay((Turn(0.0, STRAIGHT),))
    places = [sitter.load(stay, 90.0 + 180 * k).fore_aft for k in range(20)]
    assert all(abs(b - a) > 0.15 for a, b in pairwise(places))


def test_a_bag_lands_with_a_thump_and_lies_perfectly_still():
    bag = Bag(6.0, at_s=5.0, until_s=60.0)
    assert bag.load(4.9).total_kg == 0
    assert max(bag.load(t_s).total_kg for t_s in every(0.01, 5, 6)) > 7
    assert len({round(bag.load(t_s).total_kg, 6) for t_s in every(0.1, 10, 60)}) == 1
    assert bag.load(61.0).total_kg == pytest.approx(0, abs=0.001)


def test_the_corners_carry_the_load_by_lever_arm():
    assert list(Load(40.0, 0.0, 0.0).corners()) == [10, 10, 10, 10]
    assert list(Load(40.0, 1.0, 0.0).corners()) == [0, 20, 0, 20]
    assert list(Load(40.0, 0.0, 1.0).corners()) == [20, 20, 0, 0]
    corners = Load(50.0, -0.4, 0.3).corners()
    assert sum(corners) == pytest.approx(50)
    assert corners.front_right + corners.rear_right - corners.front_left - corners.rear_left == pytest.approx(-20)
    assert corners.front_left + corners.front_right - corners.rear_left - corners.rear_right == pytest.approx(15)


def test_the_same_instant_gives_the_same_load_in_any_order():
    sitter = Sitter(72, seed=9, shifts_per_hour=40)
    times = every(0.37, 0, 110)
    shuffled = times[:]
    random.Random(1).shuffle(shuffled)
    out_of_order = {t_s: sitter.load(STAY, t_s) for t_s in shuffled}
    assert [Sitter(72, seed=9, shifts_per_hour=40).load(STAY, t_s) for t_s in times] == [out_of_order[t] for t in times]


def test_no_corner_is_ever_pulled_upwards():
    wild = Stay((Turn(0.0, Posture(1.5, -1.5, 0.8)),))
    assert min(min(Sitter(72).load(wild, t_s).corners()) for t_s in every(0.1, 0, 30)) >= 0
    assert math.isfinite(Sitter(72).load(Stay((Turn(0.0, STRAIGHT),)), 1e7).total_kg)
