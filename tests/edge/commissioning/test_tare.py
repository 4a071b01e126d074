"""`sitwell-edge tare` as somebody meets it."""

import json

import pytest

from edge.calibration_file import older_calibrations, read_calibration, write_calibration
from edge.errors import NotCalibratedError
from tests.edge.commissioning.benches import run
from tests.edge.commissioning.seats import CALIBRATION, NOTHING, Seat, over


@pytest.fixture
def path(tmp_path):
    write_calibration(tmp_path / "calibration.json", CALIBRATION)
    return tmp_path / "calibration.json"


def test_the_zero_is_stored_and_what_it_means_is_said(path):
    ended = run(path.parent, ["tare"], Seat().rests((0.3, 0, 0, 0), 5), answers="yes\n")
    assert ended.exit_code == 0
    assert "+0.300 kg" in ended.output
    assert "front left moved by more than good cells drift" in ended.output
    stored = read_calibration(path)
    assert stored.cells.front_left.tare_counts > CALIBRATION.cells.front_left.tare_counts + 12_000
    assert stored.cells.front_left.counts_per_kg == CALIBRATION.cells.front_left.counts_per_kg
    assert older_calibrations(path) == [], "a tare takes no calibration's place"


def test_with_somebody_on_the_seat_nothing_is_stored(path):
    ended = run(path.parent, ["tare", "--yes", "--json"], Seat().rests(over(0, 0, 60), 30, wave_kg=0.2))
    assert ended.exit_code == 1
    assert json.loads(ended.stdout)["outcome"] == "refused"
    assert read_calibration(path) == CALIBRATION


def test_a_machine_gets_the_result(path):
    ended = run(path.parent, ["tare", "--yes", "--json"], Seat().rests(NOTHING, 5))
    result = json.loads(ended.stdout)
    assert (result["outcome"], result["stored"]) == ("tared", str(path))
    assert abs(result["moved_kg"]["rear_right"]) < 0.001


def test_whoever_says_no_tares_nothing(path):
    assert run(path.parent, ["tare"], (), answers="no\n").exit_code == 1
    assert read_calibration(path) == CALIBRATION


def test_without_a_calibration_it_names_the_command_that_makes_one(tmp_path):
    with pytest.raises(NotCalibratedError, match="run sitwell-edge calibrate"):
        run(tmp_path, ["tare", "--yes"], ())
