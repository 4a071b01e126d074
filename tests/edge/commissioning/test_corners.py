"""`sitwell-edge corners` as somebody meets it: what was found, and pins written in the right order."""

import json

import pytest

from contract.errors import ConfigError
from edge.calibration_file import older_calibrations, read_calibration, write_calibration
from edge.commissioning.corners import refuse_overridden
from edge.config import load_edge
from edge.errors import NotCalibratedError
from tests.edge.commissioning.benches import run
from tests.edge.commissioning.seats import CALIBRATION, Seat
from tests.edge.commissioning.test_pressing import pressing, wired

CONFIG = '[chair]\ndata_dir = "."\n[cells]\nfront_left_dout = 5 # mine\nfront_left_sck = 6\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "edge.toml").write_text(CONFIG)
    return tmp_path


def swapped():
    return wired(pressing(Seat()), "front_right", "front_left", "rear_left", "rear_right")


def test_corners_in_order_change_nothing_and_a_reversed_cell_is_said(folder):
    ended = run(folder, ["corners"], pressing(Seat()))
    assert ended.exit_code == 0
    assert "rear left: as configured; its counts fall under load" in ended.output
    assert (folder / "edge.toml").read_text() == CONFIG


def test_swapped_corners_are_written_in_order_if_wanted(folder):
    path = folder / "calibration.json"
    write_calibration(path, CALIBRATION)
    ended = run(folder, ["corners"], swapped(), answers="yes\n")
    assert ended.exit_code == 0
    cells = load_edge(folder / "edge.toml", {}).cells
    assert (cells.front_left_dout, cells.front_right_dout, cells.rear_left_dout) == (13, 5, 16)
    assert "front_left_dout = 13 # mine" in (folder / "edge.toml").read_text()
    assert "was set aside" in ended.output
    with pytest.raises(NotCalibratedError):
        read_calibration(path)
    assert read_calibration(older_calibrations(path)[0]) == CALIBRATION


def test_whoever_says_no_gets_the_lines_and_an_exit_code(folder):
    ended = run(folder, ["corners"], swapped(), answers="no\n")
    assert ended.exit_code == 1
    assert "front_left_dout = 13\nfront_left_sck = 19\nfront_right_dout = 5" in ended.output
    assert (folder / "edge.toml").read_text() == CONFIG


def test_a_machine_gets_the_pins_and_writes_only_when_told(folder):
    ended = run(folder, ["corners", "--json"], swapped())
    result = json.loads(ended.stdout.splitlines()[-1])
    assert (ended.exit_code, result["outcome"], result["written"]) == (1, "swapped", None)
    assert result["answered"]["front_left"] == "front_right"
    assert result["pins"]["front_left_dout"] == 13
    ended = run(folder, ["corners", "--json", "--write"], swapped())
    assert json.loads(ended.stdout.splitlines()[-1])["written"] == str(folder / "edge.toml")
    assert load_edge(folder / "edge.toml", {}).cells.front_left_dout == 13


def test_what_the_environment_sets_cannot_be_written():
    with pytest.raises(ConfigError, match=r"SITWELL_CELLS_FRONT_LEFT_DOUT.*change it there"):
        refuse_overridden({"front_left_dout": 13}, {"SITWELL_CELLS_FRONT_LEFT_DOUT": "5"})


def test_pins_that_the_environment_sets_are_left_alone_and_the_calibration_stays_in_force(folder, monkeypatch):
    monkeypatch.setenv("SITWELL_CELLS_FRONT_LEFT_DOUT", "5")
    path = folder / "calibration.json"
    write_calibration(path, CALIBRATION)
    with pytest.raises(ConfigError, match="change it there"):
        run(folder, ["corners", "--write"], swapped())
    assert (folder / "edge.toml").read_text() == CONFIG
    assert read_calibration(path) == CALIBRATION


def test_a_refusal_is_told_and_has_an_exit_code(folder):
    ended = run(folder, ["corners", "--json"], pressing(Seat(), ["front_left"] * 4))
    assert ended.exit_code == 1
    assert json.loads(ended.stdout.splitlines()[-1])["outcome"] == "refused"
