"""Four sensitivities from four placements, and what makes a calibration a bad one."""

import math
import random

import pytest

from contract.seat import Corners
from edge.commissioning.procedures.fit import check_mass, condition, fit, solve
from edge.errors import CalibrationError
from tests.edge.commissioning.seats import NOTHING, PER_KG, over

KG = 12.0
CORNERS = ((-0.77, 0.77), (0.77, 0.77), (-0.77, -0.77), (0.77, -0.77))
BACK = (Corners(*NOTHING),) * 5


def counts(load_kg):
    return Corners(*(kg * per_kg for kg, per_kg in zip(load_kg, PER_KG, strict=True)))


def placed(places=CORNERS, kg=KG):
    return Corners(*(counts(over(x, y, kg)) for x, y in places))


def test_the_sensitivities_come_out_whatever_the_plate_hands_to_the_other_cells():
    chance = random.Random(4)
    for _ in range(50):
        places = [(x * chance.uniform(0.8, 1.2), y * chance.uniform(0.8, 1.2)) for x, y in CORNERS]
        found = fit(KG, placed(places), counts(over(0.05, -0.1, KG)), BACK)
        assert list(found.counts_per_kg) == pytest.approx(PER_KG)
        assert found.check.residual_pct == pytest.approx(0)


def test_the_condition_number_over_the_corners_of_a_seat_is_small():
    assert fit(KG, placed(), counts(over(0, 0, KG)), BACK).check.condition == pytest.approx(1 / 0.77**2, abs=0.01)


def test_a_cell_wired_the_other_way_round_is_fine_and_said():
    notes = fit(KG, placed(), counts(over(0, 0, KG)), BACK).notes
    assert len(notes) == 1
    assert notes[0].startswith("rear left is wired the other way round")


def test_a_cell_unlike_the_others_is_said():
    halved = Corners(*(Corners(row.front_left / 2.5, *tuple(row)[1:]) for row in placed()))
    middle = counts(over(0, 0, KG))
    found = fit(KG, halved, Corners(middle.front_left / 2.5, *tuple(middle)[1:]), BACK)
    assert any("front left is 2.6 times less sensitive" in note for note in found.notes)


@pytest.mark.parametrize(
    "places",
    [
        [(x / 8, y / 8) for x, y in CORNERS],
        [CORNERS[0], CORNERS[0], *CORNERS[2:]],
        [(0.0, 0.0)] * 4,
    ],
    ids=["all near the middle", "one corner twice", "all in the middle"],
)
def test_places_too_much_alike_are_refused(places):
    with pytest.raises(CalibrationError, match=r"too much alike.*right over each cell"):
        fit(KG, placed(places), counts(over(0, 0, KG)), BACK)


def test_a_plate_too_stiff_to_tell_its_corners_apart_is_refused():
    rigid = Corners(*(counts([KG / 4 * (1 + x * s + y * e) for e in (1, -1) for s in (-1, 1)]) for x, y in CORNERS))
    with pytest.raises(CalibrationError, match="plate is too stiff"):
        fit(KG, rigid, counts(over(0, 0, KG)), BACK)


def test_another_mass_in_the_middle_is_refused():
    with pytest.raises(CalibrationError, match=r"\+1.50 % of what it weighs over the corners.*same mass"):
        fit(KG, placed(), counts(over(0, 0, KG * 1.015)), BACK)
    assert fit(KG, placed(), counts(over(0, 0, KG * 1.009)), BACK).check.residual_pct == pytest.approx(0.9)


def test_a_zero_that_does_not_come_back_is_refused():
    with pytest.raises(CalibrationError, match=r"did not come back.*0\.60 % of the mass"):
        fit(KG, placed(), counts(over(0, 0, KG)), (*BACK, counts((0, -0.006 * KG, 0, 0))))
    found = fit(KG, placed(), counts(over(0, 0, KG)), (*BACK, counts((0, 0.004 * KG, 0, 0))))
    assert found.check.return_pct == pytest.approx(0.4)


def test_a_mass_given_in_grams_is_no_calibration():
    with pytest.raises(CalibrationError, match="5 kg or more"):
        check_mass(math.nan)
    with pytest.raises(CalibrationError, match="5 kg or more"):
        check_mass(4.9)
    with pytest.raises(CalibrationError, match="40 kg or less"):
        check_mass(10_000)


def test_a_cell_that_feels_a_millionth_is_refused():
    weak = Corners(*(Corners(row.front_left * 1e-4, *tuple(row)[1:]) for row in placed()))
    middle = counts(over(0, 0, KG))
    with pytest.raises(CalibrationError, match=r"front left shows 4\.36 counts per kg"):
        fit(KG, weak, Corners(middle.front_left * 1e-4, *tuple(middle)[1:]), ())


def test_linear_equations_are_solved_and_those_without_a_solution_known():
    assert solve([[0.0, 2.0], [1.0, 1.0]], [4.0, 5.0]) == pytest.approx([3.0, 2.0])
    assert solve([[1.0, 2.0], [2.0, 4.0]], [1.0, 2.0]) is None
    assert condition([[1.0, 0.0], [0.0, 1.0]]) == 1
    assert condition([[1.0, 2.0], [2.0, 4.0]]) == math.inf
