"""The demo before any program is started: what it refuses and what it asks of this machine."""

import importlib.util
import sys
import tomllib
from pathlib import Path

import pytest

from mock_hw import broker
from mock_hw.__main__ import main
from mock_hw.demo import DESK_PACKAGES
from mock_hw.processes import ProgramError
from tests.mock_hw.recordings import COUNTS, write

PYPROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the demo; it must end before a program is started."""

    def run(*arguments):
        monkeypatch.setattr("mock_hw.demo.Programs.start", lambda *_: pytest.fail("a program was started"))
        monkeypatch.setattr("mock_hw.demo.Programs.free_port", lambda _programs, wanted: wanted or 1)
        monkeypatch.setattr("mock_hw.__main__.StopSignals", lambda: lambda: False)
        monkeypatch.setattr(sys, "argv", ["sitwell-mock", "demo", "--no-browser", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, " ".join(capsys.readouterr().err.replace("│", " ").split())

    return run


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_no_computer_has_is_wrong_usage(run, port):
    code, said = run("--port", port)
    assert (code, "--port" in said) == (2, True)


def test_a_recording_in_counts_is_refused_at_once(run, tmp_path):
    code, said = run("--recording", write(tmp_path / "counts.csv", ["0,1,2,3,4"], header=COUNTS))
    assert (code, "counts.csv is in counts of other cells" in said) == (3, True)


@pytest.mark.parametrize("in_the_way", ["", "logs", "edge.toml/x", "mosquitto.conf/x", "chair"])
def test_a_data_folder_that_cannot_be_written_is_refused_with_its_remedy(run, tmp_path, monkeypatch, in_the_way):
    monkeypatch.setattr(broker, "find_mosquitto", lambda: "mosquitto")
    path = tmp_path / "data" / in_the_way
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    code, said = run("--data", tmp_path / "data")
    assert (code, "data: cannot be written: " in said, said.endswith("; give another --data")) == (3, True, True)


def test_a_demo_without_a_desk_says_what_to_install(run, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in ("dash", "pandas") else find(name))
    assert run() == (1, "sitwell-mock: the demo needs dash, pandas: pip install 'sitwell[demo]'")


def test_the_demo_asks_for_all_that_the_desk_needs():
    wanted = {line.partition(">")[0].replace("-", "_") for line in PYPROJECT["optional-dependencies"]["dashboard"]}
    assert set(DESK_PACKAGES) == wanted - {"typer", "tzdata", "argon2_cffi"} | {"argon2"}, (
        "one is imported by another name"
    )


@pytest.mark.parametrize(("user", "stays"), [(0, True), (1000, False)])
def test_a_broker_started_by_root_stays_root_so_that_it_dies_with_the_demo(tmp_path, monkeypatch, user, stays):
    monkeypatch.setattr(broker, "find_mosquitto", lambda: "mosquitto")
    monkeypatch.setattr("os.geteuid", lambda: user)
    broker.broker_command(tmp_path, 1883)
    assert ("user root" in (tmp_path / "mosquitto.conf").read_text().splitlines()) is stays


def test_a_machine_without_a_broker_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(broker, "find_mosquitto", lambda: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ProgramError, match="install mosquitto, or pip install"):
        broker.broker_command(tmp_path, 1883)
