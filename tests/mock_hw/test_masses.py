"""Masses on a plate: in balance, and cells that creep under them."""

import pytest

from mock_hw.masses import Creep, Hand, plate_kg

EVEN = Creep(share=plate_kg(0.004, 0, 0), span_s=300.0)


@pytest.mark.parametrize("rigidity", [0.0, 0.3, 1.0])
def test_a_plate_bears_its_mass_where_it_lies(rigidity):
    fl, fr, rl, rr = plate_kg(10.0, 0.6, -0.4, rigidity)
    assert fl + fr + rl + rr == pytest.approx(10.0)
    assert (fr + rr - fl - rl) / 10 == pytest.approx(0.6)
    assert (fl + fr - rl - rr) / 10 == pytest.approx(-0.4)


def test_a_soft_plate_gives_the_cell_under_the_mass_all_of_it_and_a_rigid_one_lifts_the_opposite_one():
    assert tuple(plate_kg(8.0, -1, 1)) == (8.0, 0.0, 0.0, 0.0)
    assert tuple(plate_kg(8.0, -1, 1, 1.0)) == (6.0, 2.0, 2.0, -2.0)


def test_a_mass_bounces_lies_and_is_gone():
    hand = Hand()
    hand.put(10.0, 8.0, -1, 1)
    hand.take(30.0)
    assert hand.load_kg(9.9).front_left == 0
    assert hand.load_kg(10.25).front_left == pytest.approx(8.0, abs=3.0)
    assert hand.load_kg(13.0).front_left == pytest.approx(8.0)
    assert hand.load_kg(33.0).front_left == pytest.approx(0.0, abs=1e-6)


def test_a_cell_creeps_under_its_load_and_comes_back_slowly():
    hand = Hand(EVEN)
    hand.put(0.0, 8.0, -1, 1)
    assert hand.load_kg(300.0).front_left == pytest.approx(8.0 * (1 + 0.001 * 0.632), rel=1e-5)
    hand.take(300.0)
    assert hand.load_kg(303.0).front_left == pytest.approx(8.0 * 0.001 * 0.632 * 0.99, rel=1e-2)
    assert hand.load_kg(3000.0).front_left == pytest.approx(0.0, abs=1e-5)
