"""The commands as whole: what is typed, what is printed, on simulated pins whose time takes no time."""

import json
import signal

import pytest
from typer.testing import CliRunner

from contract.recording import read_recording
from contract.seat import Corners
from edge.calibration_file import write_calibration
from edge.command_line import build
from edge.errors import NotCalibratedError
from tests.edge.commissioning.virtual_parts import virtual_parts

SEATED = Corners(20.0, 20.0, 15.0, 15.0)


@pytest.fixture
def types(tmp_path):
    """Type a command at a chair with somebody on it, calibrated or not; give back how it ended."""
    (tmp_path / "edge.toml").write_text('[chair]\ndata_dir = "."\n')

    def types(command, *options, seconds=6, calibrated=True):
        parts, source = virtual_parts(lambda _at_s: SEATED, seconds)
        if calibrated:
            write_calibration(tmp_path / "calibration.json", source.calibration)
        config = ("--config", str(tmp_path / "edge.toml"))
        return CliRunner().invoke(build(parts), [command, *map(str, options), *config])

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield types
    for number, handler in before.items():  # the commands listen to both
        signal.signal(number, handler)


def test_monitor_prints_a_line_a_second_where_there_is_no_terminal(types):
    ended = types("monitor", "--seconds", 5)
    assert ended.exit_code == 0
    assert len(ended.stdout.splitlines()) == 5
    assert "total 70.0 kg" in ended.stdout.splitlines()[-1]


def test_monitor_gives_machines_every_frame(types):
    looks = [json.loads(line) for line in types("monitor", "--seconds", 5, "--json").stdout.splitlines()]
    assert len(looks) == 50
    assert looks[-1]["total_kg"] == pytest.approx(70, abs=0.1)
    assert looks[-1]["counters"]["front_left"]["readings"] > 20


def test_monitor_shows_no_load_of_the_past_when_frames_stop_coming(types):
    looks = [json.loads(line) for line in types("monitor", "--seconds", 4, "--json", seconds=2).stdout.splitlines()]
    assert looks[15]["total_kg"] == pytest.approx(70, abs=0.1)
    assert looks[-1]["total_kg"] is None
    assert set(looks[-1]["values"].values()) == {None}


def test_a_recording_says_how_it_is_replayed(types, tmp_path):
    ended = types("record", tmp_path / "seat.csv", "--seconds", 5)
    assert ended.exit_code == 0
    assert "sitwell-mock replay" in ended.stdout
    assert read_recording(tmp_path / "seat.csv").unit == "counts"


def test_a_recording_in_kilograms_is_what_was_on_the_seat(types, tmp_path):
    types("record", tmp_path / "seat.csv", "--seconds", 5, "--kg")
    recording = read_recording(tmp_path / "seat.csv")
    assert recording.corners.front_left[-1] == pytest.approx(20.0, abs=0.02)


def test_a_recording_in_kilograms_needs_a_calibration(types, tmp_path):
    ended = types("record", tmp_path / "seat.csv", "--kg", calibrated=False)
    assert isinstance(ended.exception, NotCalibratedError)
    assert not (tmp_path / "seat.csv").exists()


def test_a_recording_tells_a_machine_what_it_wrote(types, tmp_path):
    told = json.loads(types("record", tmp_path / "seat.csv", "--seconds", 5, "--json").stdout)
    assert told == {
        "rows": 50,
        "seconds": pytest.approx(4.9),
        "files": [str(tmp_path / "seat.csv")],
        "start": told["start"],
    }
    assert told["start"].startswith("2025-12-31T23:59:59.9"), "a frame has the time of its conversions"
