"""`sitwell-edge check`: what four cells showed, and what is said about it."""

import io
import random

import msgspec
import pytest
from rich.console import Console

from contract.seat import Corners
from edge.calibration_file import write_calibration
from edge.commissioning.cell_findings import FASTEST, PINS_IN_OVERLAY, SLOWEST, cell_findings
from edge.commissioning.check import Surroundings, look, wants_to_press
from edge.commissioning.findings import Finding, may_run, summary
from edge.commissioning.survey import CellSeen, Survey
from edge.commissioning.terminal import Screen
from edge.config import ChairTable, EdgeSettings
from edge.errors import HardwareError
from edge.hardware import cell
from edge.ports import CellCounters
from tests.edge.commissioning.frames import CALIBRATION, frame, load, watched
from tests.edge.commissioning.virtual_parts import virtual_parts


def findings(seconds=10, calibration=None, rate_sps=10.0, **seen):
    return {each.name: each for each in cell_findings(watched(Survey(calibration), seconds, **seen), rate_sps)}


def bad(found):
    return {name for name, each in found.items() if each.verdict != "ok"}


def test_four_good_cells_are_all_in_order():
    found = findings(calibration=CALIBRATION)
    assert bad(found) == set()
    assert found["front left: rate"].said == "10.0 SPS of 10 nominal"
    assert len(found) == 4 * 6


def test_noise_is_that_of_the_readings():
    seen = watched(Survey(CALIBRATION), 60, rms=20.0)
    assert seen.front_left.noise_counts == pytest.approx(20, rel=0.15)
    assert seen.front_left.noise_kg == pytest.approx(20 / 43_000, rel=0.15)


def test_readings_repeated_by_a_slow_cell_do_not_make_it_look_quieter():
    steady, doubled, chance = watched(Survey(None), 60), Survey(None), random.Random(1)
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
    seen = watched(Survey(None), 10, rate_sps=12.0)
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


def test_a_cells_process_that_starts_again_counts_anew_and_spoils_no_rate():
    survey, counts = Survey(None), load((0, 0, 0, 0))
    for place, readings in ((0, 500), (10, 510), (20, 3), (30, 13), (40, 23)):
        survey.take(frame(place, counts), Corners(*(CellCounters(readings=readings) for _ in range(4))))
    assert survey.cells().rear_left.rate_sps == pytest.approx(10.0)


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


EMPTY = Corners(0.0, 0.0, 0.0, 0.0)


@pytest.fixture
def check(tmp_path):
    def check(parts, source=None):
        settings = EdgeSettings(chair=ChairTable(data_dir=str(tmp_path)))
        if source:
            write_calibration(tmp_path / "calibration.json", source.calibration)
        paper = io.StringIO()
        around = Surroundings(lambda _settings: [Finding("clock", "ok", "")], lambda _settings: [])
        report = look(parts, settings, 10.0, Screen(console=Console(file=paper, width=120)), around)
        return report, paper.getvalue()

    return check


def test_a_whole_chair_on_simulated_pins_may_run(check):
    parts, source = virtual_parts(lambda _at_s: EMPTY, 12)
    report, said = check(parts, source)
    assert report.may_run
    assert {each.verdict for each in report.findings} == {"ok"}
    assert [each.rate_sps for each in report.cells] == pytest.approx(source.rates_sps, abs=0.12)
    assert "front left" in said


def test_a_chair_with_a_dead_cell_may_not_run_and_names_it(check):
    report, said = check(*virtual_parts(lambda _at_s: EMPTY, 12, dead=("rear_right",)))
    assert not report.may_run
    assert [each.name for each in report.findings if each.verdict == "failed"] == ["rear right: cell"]
    assert "-> Check this board's supply" in said


def test_an_uncalibrated_chair_may_run_and_is_told_to_calibrate(check):
    parts, _source = virtual_parts(lambda _at_s: EMPTY, 12)
    report, said = check(parts)
    assert report.may_run
    assert "sitwell-edge calibrate" in said


def test_a_calibration_that_cannot_be_read_is_a_failure_for_the_chair_would_not_start(check, tmp_path):
    (tmp_path / "calibration.json").write_text("{}")
    report, _said = check(virtual_parts(lambda _at_s: EMPTY, 12)[0])
    assert [each.name for each in report.findings if each.verdict == "failed"] == ["calibration"]


def test_a_calibration_for_another_rate_is_a_warning(check):
    parts, source = virtual_parts(lambda _at_s: EMPTY, 12)
    source.calibration = msgspec.structs.replace(source.calibration, rate_sps=80.0)
    report, _said = check(parts, source)
    assert [each.verdict for each in report.findings if each.name == "calibration"] == ["warning"]


def test_cells_that_the_service_holds_fail_with_the_way_to_get_them(check):
    def busy(_settings):
        raise HardwareError("front_left.dout: GPIO 5 is in use.")

    parts, _source = virtual_parts(lambda _at_s: EMPTY, 1)
    report, said = check(parts._replace(open_cells=busy))
    assert not report.may_run
    assert report.cells is None
    assert report.findings[-1].said == "front_left.dout: GPIO 5 is in use"
    assert "stop the service first" in " ".join(said.split())


class Keyboard(io.StringIO):
    """Somebody at a terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("typed", "terminal", "dead", "wanted"),
    [
        ("yes\n", True, (), True),
        ("\n", True, (), False),
        ("yes\n", False, (), None),
        ("yes\n", True, ("rear_left",), None),
    ],
)
def test_whoever_has_four_cells_and_a_terminal_is_asked_to_press_the_corners(check, typed, terminal, dead, wanted):
    report, _said = check(virtual_parts(lambda _at_s: EMPTY, 12, dead=dead)[0])
    paper = io.StringIO()
    screen = Screen(console=Console(file=paper, force_terminal=terminal, color_system=None), keys=Keyboard(typed))
    assert wants_to_press(report, screen) == bool(wanted)
    assert ("Press each corner now" in paper.getvalue()) == (wanted is not None)


def test_nobody_is_asked_where_nobody_types(check):
    report, _said = check(virtual_parts(lambda _at_s: EMPTY, 12)[0])
    assert not wants_to_press(
        report, Screen(console=Console(file=io.StringIO(), force_terminal=True), keys=io.StringIO())
    )


def test_where_the_kernel_reads_a_cell_that_is_missing_sends_to_the_overlay():
    missing = Corners(*(CellSeen(fault="timeout") for _ in range(4)))
    assert all("the pins in [cells]" in each.remedy for each in cell_findings(missing, 10.0))
    assert all("docs/iio.md" in each.remedy for each in cell_findings(missing, 10.0, PINS_IN_OVERLAY))
