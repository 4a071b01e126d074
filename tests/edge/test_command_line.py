"""`sitwell-edge run`: what a stop does while the cells are still being opened."""

import re
import signal
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import edge.__main__
import edge.command_line
import mock_hw.__main__
from contract.errors import ConfigError, SitwellError
from edge.command_line import build, run_program
from edge.commissioning.common import config_file
from edge.errors import HardwareError, NotCalibratedError
from edge.hardware.clock import SystemClock
from edge.parts import Parts
from edge.ports import NoIndicator


class Opening:
    """Cells that take long to open: the stop comes meanwhile."""

    def __init__(self, *_arguments, **_options):
        pass

    def __enter__(self):
        signal.raise_signal(signal.SIGTERM)
        return self

    def __exit__(self, *_error):
        pass


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "edge.toml").write_text(f'[chair]\ndata_dir = "{tmp_path}"\n')
    return tmp_path


@pytest.fixture
def signals():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals")
def test_a_stop_while_the_cells_are_opened_is_a_stop(folder, monkeypatch):
    stops = []
    monkeypatch.setattr(edge.command_line, "run_chair", lambda *given: stops.append(given[-1].stop()))
    parts = Parts("chair", True, SystemClock(), lambda _settings: Opening(), lambda _settings: NoIndicator())
    ended = CliRunner().invoke(build(parts), ["run", "--config", str(folder / "edge.toml")])
    assert (ended.exit_code, stops) == (0, [True])


@pytest.mark.usefixtures("signals")
def test_a_stop_while_simulated_cells_are_opened_is_a_stop(folder, monkeypatch):
    stops = []
    monkeypatch.setattr(mock_hw.__main__, "AcquisitionProcess", Opening)
    monkeypatch.setattr(mock_hw.__main__, "run_chair", lambda *given: stops.append(given[-1].stop()))
    ended = CliRunner().invoke(mock_hw.__main__.cli, ["chair", "--config", str(folder / "edge.toml")])
    assert (ended.exit_code, stops) == (0, [True])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SitwellError("refused"), 1),
        (ConfigError("no such key"), 3),
        (NotCalibratedError("no calibration yet"), 3),
        (HardwareError("no cell answers"), 4),
    ],
)
def test_an_expected_failure_is_one_line_and_an_exit_code(error, code, capsys):
    cli = typer.Typer()

    @cli.command()
    def fail():
        raise error

    with pytest.raises(SystemExit) as ended:
        run_program("sitwell-edge", lambda: cli(args=[], standalone_mode=False))
    assert ended.value.code == code
    assert capsys.readouterr().err == f"sitwell-edge: {error}\n"


def test_the_settings_are_those_given_else_the_standard_ones_else_the_defaults(tmp_path):
    standard = tmp_path / "edge.toml"
    assert config_file(None, standard) is None
    standard.write_text("")
    assert config_file(None, standard) == standard
    assert config_file(tmp_path / "mine.toml", standard) == tmp_path / "mine.toml"


def test_settings_that_are_closed_to_this_user_are_not_passed_over_for_the_defaults(tmp_path, monkeypatch):
    def closed(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", closed)
    assert config_file(None, tmp_path / "edge.toml") == tmp_path / "edge.toml"


def test_the_help_names_the_commands_in_the_order_in_which_they_are_needed():
    said = CliRunner().invoke(edge.__main__.cli, ["--help"]).stdout
    wanted = ["From parts to a first bout", "config", "check", "Every day", "run", "status", "Look closer", "monitor"]
    assert re.findall("|".join(rf"(?<=\W){word}(?=\W)" for word in wanted), said) == wanted


@pytest.mark.parametrize("command", ["check", "run", "status", "monitor", "record", "config", "wiring", "enroll"])
def test_each_command_says_in_a_line_what_it_is_for(command):
    said = CliRunner().invoke(edge.__main__.cli, [command, "--help"])
    assert said.exit_code == 0
    assert "Usage" in said.stdout
