"""The chair's commands as a person has them: in a pseudo-terminal, on simulated pins and the real driver."""

import json
import re
import subprocess
import sys

import pytest

from contract.recording import read_recording
from edge.calibration_file import write_calibration
from mock_hw.simulated import SimulatedCells
from tests.stories.terminals import Terminal


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "edge.toml"
    # Port 1 has no broker, and asking it takes no time.
    path.write_text('[chair]\ndata_dir = "."\nruntime_dir = "/nowhere"\n[mqtt]\nport = 1\n')
    write_calibration(tmp_path / "calibration.json", SimulatedCells().calibration())
    return path


def test_a_check_in_a_terminal_watches_the_cells_and_says_that_the_chair_may_run(config):
    with Terminal("edge", "check", "--config", config, "--seconds", "2.5") as terminal:
        terminal.shows("watching for")
        terminal.shows("The chair may run")
        terminal.types("no\n")  # the answer to its offer to go on with the corners
        assert terminal.ends() == 0
        text = terminal.text
    assert re.search(r"rear right +[+-][\d,]+ +\d+\.\d +\d+ +0\.0% +[+-]0\.0\d", text)
    assert "nothing listens at 127.0.0.1 port 1" in text
    assert "The chair may run" in text
    assert "\x1b[" in terminal.raw  # it was a terminal: colours and a picture redrawn in place


def test_monitor_draws_the_seat_until_ctrl_c_and_gives_the_terminal_back(config, tmp_path):
    (tmp_path / "dead.csv").write_text(
        "t_s,front_left_kg,front_right_kg,rear_left_kg,rear_right_kg\n0,20,20,15,\n600,20,20,15,\n"
    )
    with Terminal("edge", "--recording", tmp_path / "dead.csv", "monitor", "--config", config) as terminal:
        text = terminal.shows("seen from above")
        terminal.shows("timeout")
        terminal.types("\x03")
        assert terminal.ends(5.0) == 0
    assert "front left" in text
    assert "╭" in text
    assert "Traceback" not in terminal.text
    _, _, afterwards = terminal.raw.partition("\x1b[?1049l")
    assert "seen from above" not in afterwards
    assert "The HX711 never said" not in text  # by another process: it would tear the picture, and comes afterwards
    assert "The HX711 never said" in afterwards


def test_a_recording_ends_whole_when_it_is_told_to_stop_and_what_it_says_to_type_works(config, tmp_path):
    file = tmp_path / "seat.csv"
    with Terminal("edge", "record", file, "--config", config, columns=300) as terminal:
        terminal.shows(", 1 s.")
        terminal.types("\x03")
        assert terminal.ends(5.0) == 0
    assert len(read_recording(file).t_s) == int(re.search(r"(\d+) rows, [\d.]+ s, in", terminal.text)[1])
    said = re.search(r"sitwell-mock (replay .*)", terminal.text)[1].split()
    ended = subprocess.run([sys.executable, "-m", "mock_hw", *said], cwd=tmp_path, capture_output=True, check=True)
    assert ended.returncode == 0


def test_a_machine_reads_the_same_from_a_pipe(config):
    command = [sys.executable, "-m", "mock_hw", "edge"]
    ended = subprocess.run(
        [*command, "monitor", "--config", config, "--seconds", "1.5", "--json"], capture_output=True, check=True
    )
    looks = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(looks) >= 5
    assert abs(looks[-1]["total_kg"]) < 1


def test_no_status_is_a_failure_with_a_remedy(config):
    ended = subprocess.run(
        [sys.executable, "-m", "mock_hw", "edge", "status", "--config", config],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "systemctl status sitwell-edge" in ended.stderr
