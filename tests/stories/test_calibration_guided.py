"""A simulated seat calibrated through its pins: chips, real driver, acquisition, and a hand that follows."""

import random

import pytest

from contract.seat import CORNER_NAMES, Corners
from edge.commissioning.procedures.placements import Calibrated, Guide, Placements
from edge.commissioning.procedures.pressing import Pressed, PressGuide, Pressing
from edge.commissioning.procedures.zeroing import Refused, Tared, Taring, Zeroing
from mock_hw.masses import Creep
from tests.stories.hand_bench import WHERE, Bench


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_seat_with_creep_noise_and_a_reversed_cell_is_calibrated_within_two_thousandths(seed):
    chance = random.Random(seed)
    creep = Creep(
        share=Corners(*(chance.choice((-1, 1)) * 0.002 for _ in range(4))),  # twice what cheap cells do
        drift_kg_per_h=Corners(*(chance.uniform(-0.4, 0.4) for _ in range(4))),
    )
    bench = Bench(seed, creep)
    done = bench.lead(Placements(10.0, 10.0), Guide, bench.place(10.0, off=0.1))
    assert isinstance(done, Calibrated), done
    for corner, cell, truth in zip(CORNER_NAMES, done.calibration.cells, bench.truth, strict=True):
        assert cell.counts_per_kg == pytest.approx(truth.counts_per_kg, rel=0.002), corner
    assert done.calibration.cells.rear_left.counts_per_kg < 0
    assert any(note.startswith("rear left is wired the other way round") for note in done.fit.notes)
    assert abs(done.fit.check.residual_pct) < 0.1


def test_a_plate_that_is_nearly_rigid_is_refused():
    bench = Bench(rigidity=0.97)
    refused = bench.lead(Placements(10.0, 10.0), Guide, bench.place(10.0))
    assert isinstance(refused, Refused)
    assert "too stiff" in refused.why


def test_a_tare_takes_the_drift_away_and_keeps_the_rest():
    bench = Bench(creep=Creep(drift_kg_per_h=Corners(0.2, -0.1, 0.3, 0.05)))
    done = bench.lead(Placements(10.0, 10.0), Guide, bench.place(10.0))
    bench.clock.sleep_until(bench.clock.uptime_s() + 3600)
    tared = bench.lead(Zeroing(done.calibration), Taring)
    assert isinstance(tared, Tared)
    assert list(tared.moved_kg) == pytest.approx([0.2, -0.1, 0.3, 0.05], abs=0.01)
    assert tared.calibration.reference_counts == done.calibration.reference_counts


def test_with_a_bag_on_the_seat_a_tare_is_refused():
    bench = Bench()
    done = bench.lead(Placements(10.0, 10.0), Guide, bench.place(10.0))
    bench.hand.put(bench.clock.uptime_s(), 6.0, 0.1, 0.2)
    bench.clock.sleep_until(bench.clock.uptime_s() + 60)
    assert isinstance(bench.lead(Zeroing(done.calibration), Taring), Refused)


def test_corners_pressed_when_told_are_found_in_order_and_swapped():
    bench = Bench()
    told = None

    def press(guide):
        nonlocal told
        if not isinstance(guide, PressGuide) or told == (guide.corner, guide.stage):
            return
        told = (guide.corner, guide.stage)
        if guide.stage == "press":
            bench.hand.put(bench.clock.uptime_s() + 1, 5.0, *(0.85 * each for each in WHERE[guide.corner]))
        elif guide.stage == "release":
            bench.hand.take(bench.clock.uptime_s() + 1)

    found = bench.lead(Pressing(), PressGuide, press)
    assert isinstance(found, Pressed)
    assert found.in_order
    assert found.falls == Corners(False, False, True, False)

    cells, told = bench.cells, None
    bench.cells = Corners(cells.rear_right, cells.front_right, cells.rear_left, cells.front_left)
    found = bench.lead(Pressing(), PressGuide, press)
    assert tuple(found.answered) == ("rear_right", "front_right", "rear_left", "front_left")
