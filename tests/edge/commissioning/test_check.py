"""`sitwell-edge check`: what four cells showed, and what is said about it."""

import random

import pytest

from contract.seat import Corners
from edge.commissioning.cell_findings import FASTEST, SLOWEST, cell_findings
from edge.commissioning.findings import Finding, may_run, summary
from edge.commissioning.survey import Survey
from edge.hardware import cell
from tests.edge.commissioning.frames import CALIBRATION, frame, load, look


def findings(seconds=10, calibration=None, rate_sps=10.0, **seen):
    return {each.name: each for each in cell_findings(look(Survey(calibration), seconds, **seen), rate_sps)}


def bad(found):
    return {name for name, each in found.items() if each.verdict != "ok"}


def test_four_good_cells_are_all_in_order():
    found = findings(calibration=CALIBRATION)
    assert bad(found) == set()
    assert found["front left: rate"].said == "10.0 SPS of 10 nominal"
    assert len(found) == 4 * 6


def test_noise_is_that_of_the_readings():
    seen = look(Survey(CALIBRATION), 60, rms=20.0)
    assert seen.front_left.noise_counts == pytest.approx(20, rel=0.15)
    assert seen.front_left.noise_kg == pytest.approx(20 / 43_000, rel=0.15)


def test_readings_repeated_by_a_slow_cell_do_not_make_it_look_quieter():
    steady, doubled, chance = look(Survey(None), 60), Survey(None), random.Random(1)
    for place in range(0, 1200, 2):
        counts = load((0, 0, 0, 0)).map(lambda each: each + round(chance.gauss(0, 20)))
        doubled.take(frame(place, counts), None)
        doubled.take(frame(place + 1, counts), None)
    assert doubled.cells().front_left.noise_counts == pytest.approx(steady.front_left.noise_counts, rel=0.2)


def test_a_cell_that_says_nothing_has_failed_and_its_fault_names_the_remedy():
    found = findings(silent=("rear_left",), fault="saturated")
    assert bad(found) == {"rear left: cell"}
    assert found["rear left: cell"].verdict == "failed"
    assert "wires of the load cell" in found["rear left: cell"].remedy


def test_a_board_strapped_to_another_rate_is_told_apart():
    found = findings(rate_sps=80.0)
    assert bad(found) == {f"{name}: rate" for name in ("front left", "front right", "rear left", "rear right")}
    assert "10.0 SPS of 80 nominal" in found["front left: rate"].said
    assert "RATE" in found["front left: rate"].remedy


def test_a_board_of_12_sps_is_still_one_of_10():
    seen = look(Survey(None), 10, rate_sps=12.0)
    assert seen.front_left.rate_sps == pytest.approx(12.0)
    assert all(each.verdict == "ok" for each in cell_findings(seen, 10.0))


def test_the_limits_of_the_rate_are_those_of_the_driver():
    assert (SLOWEST, FASTEST) == (cell.SLOWEST, cell.FASTEST)


def test_a_noisy_cell_is_a_warning():
    found = findings(rms=2000.0)
    assert {each.verdict for name, each in found.items() if "noise" in name} == {"warning"}


@pytest.mark.parametrize(("share", "verdict"), [(0.02, "ok"), (0.2, "warning"), (0.6, "failed")])
def test_bad_reads_are_judged_by_their_share(share, verdict):
    found = findings(bad=share)
    assert found["rear right: reads"].verdict == verdict
    assert bool(found["rear right: reads"].remedy) == (verdict != "ok")


def test_a_reversed_bridge_that_was_calibrated_so_is_in_order():
    assert findings(calibration=CALIBRATION)["rear left: sign"].said == "counts fall under load, as calibrated"


def test_a_corner_that_pulls_upwards_was_calibrated_in_another_life():
    found = findings(calibration=CALIBRATION, kg=(0.0, -8.0, 0.0, 0.0))
    assert bad(found) == {"front right: sign"}
    assert "-8.0 kg" in found["front right: sign"].said
    assert "calibrate" in found["front right: sign"].remedy


def test_something_on_the_seat_is_not_taken_for_a_bad_cell():
    found = findings(calibration=CALIBRATION, kg=(9.0, 0.0, 0.0, 0.0))
    assert bad(found) == {"front left: sign"}
    assert "Clear the seat" in found["front left: sign"].remedy


def test_too_short_a_look_says_so():
    assert findings(seconds=0.3)["front left: rate"].verdict == "unknown"


def test_whoever_failed_nothing_may_run():
    good, doubt, broken = Finding("a", "ok", ""), Finding("b", "warning", ""), Finding("c", "failed", "")
    assert may_run([good, doubt])
    assert not may_run([good, doubt, broken])
    assert summary([good, doubt]) == "The chair may run: none of 2 checks failed, 1 warning."
    assert summary([good]) == "The chair may run: none of 1 checks failed, nothing to see to."
    assert summary([broken, doubt, doubt]) == "The chair may not run yet: 1 of 3 checks failed, 2 warnings."


def test_a_survey_without_a_frame_has_seen_nothing():
    assert all(each.readings == 0 and each.rate_sps is None for each in Survey(None).cells())
    assert isinstance(Survey(None).cells(), Corners)
