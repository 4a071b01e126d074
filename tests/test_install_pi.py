"""The services and the script that puts them on a Pi, as far as that can be held without one.

Installing for real, in a bare tree of Debian, is done by hand; CONTRIBUTING.md says how.
"""

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from edge.config import EdgeSettings
from edge.hardware import process

ROOT = Path(__file__).resolve().parents[1]
UNITS = sorted((ROOT / "systemd").glob("*.service"))
EDGE = ROOT / "systemd" / "sitwell-edge.service"
INSTALLER = (ROOT / "scripts" / "install-pi").read_text() + (ROOT / "scripts" / "pi.sh").read_text()


def unit(path):
    """Sections and keys of a unit; of a key that is given twice the last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(path.read_text())
    return parser


def told_by(*command):
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)


def install_pi(*arguments):
    return told_by("scripts/install-pi", *arguments)


# Services


def test_there_is_a_service_for_the_chair_and_two_for_the_desk():
    assert [path.stem for path in UNITS] == ["sitwell-edge", "sitwell-ingest", "sitwell-web"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_each_service_starts_a_command_that_exists_as_a_user_that_is_made(path):
    service = unit(path)["Service"]
    program, command, *_ = service["ExecStart"].split()
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert program.startswith("/opt/sitwell/current/bin/")
    assert Path(program).name in scripts
    assert command in {"run", "ingest", "web"}
    assert f"ensure_user {service['User']} " in INSTALLER
    assert unit(path)["Install"]["WantedBy"] == "multi-user.target"


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_each_service_is_shut_in(path):
    service = unit(path)["Service"]
    assert service["NoNewPrivileges"] == service["ProtectHome"] == service["PrivateTmp"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_understands_each_service(path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed here")
    asked = told_by(program, "verify", "--man=no", str(path))
    complaints = [line for line in asked.stderr.splitlines() if path.name in line and "not executable" not in line]
    assert complaints == []


def test_the_chairs_folders_are_those_of_its_default_settings():
    service, chair = unit(EDGE)["Service"], EdgeSettings().chair
    assert f"/var/lib/{service['StateDirectory']}" == chair.data_dir
    assert f"/run/{service['RuntimeDirectory']}" == chair.runtime_dir
    assert service["RuntimeDirectoryPreserve"] == "restart", "the state of the moment lies there"


def test_the_reader_may_have_the_priority_that_it_asks_for():
    service = unit(EDGE)["Service"]
    assert service["LimitRTPRIO"] == str(process.PRIORITY)
    assert service["RestrictRealtime"] == "no"
    assert f"@gpio - rtprio {process.PRIORITY}\n" in INSTALLER


def test_the_watchdog_leaves_the_daemon_the_time_to_restart_a_hanging_reader():
    service = unit(EDGE)["Service"]
    assert service["Type"] == "notify"
    assert float(service["WatchdogSec"]) > process.SILENT_S + process.START_S + 10
    assert float(service["TimeoutStartSec"]) > process.START_S


def test_the_lines_can_be_reached_and_the_board_can_be_recognised():
    service = unit(EDGE)["Service"]
    assert service["DeviceAllow"] == "char-gpiochip rw"
    assert "gpio" in service["SupplementaryGroups"].split()
    assert "PrivateDevices" not in service
    assert "ProcSubset" not in service, "Blinka reads /proc/device-tree and /proc/cpuinfo"


def test_the_chair_may_ask_whether_the_clock_is_set():
    assert "ProtectClock" not in unit(EDGE)["Service"]
    assert re.search(r"^SystemCallFilter=.*\badjtimex clock_adjtime\b", EDGE.read_text(), re.MULTILINE)


# Installing


@pytest.mark.parametrize("task", [[], ["--with-dashboard"], ["--uninstall"], ["--uninstall", "--purge"]])
def test_a_dry_run_leaves_a_tree_as_it_was(tmp_path, task):
    (tmp_path / "etc").mkdir()
    before = sorted(tmp_path.rglob("*"))
    told = install_pi("--dry-run", "--root", str(tmp_path), *task)
    assert told.returncode == 0, told.stderr
    assert "a dry run" in told.stdout
    assert not re.search(r"^do ", told.stdout, re.MULTILINE)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_dry_run_says_everything_that_would_be_made(tmp_path):
    told = install_pi("--dry-run", "--with-dashboard", "--root", str(tmp_path)).stdout
    for what in (
        "user sitwell,",
        "user sitwell-desk,",
        "/etc/sitwell/edge.toml",
        "/etc/sitwell/desk.toml",
        "/etc/mosquitto/conf.d/sitwell.conf",
        *(f"write /etc/systemd/system/{path.name}" for path in UNITS),
    ):
        assert what in told


@pytest.mark.skipif(Path("/proc/device-tree/model").exists(), reason="this may be a Raspberry Pi")
def test_without_a_raspberry_pi_it_is_a_dry_run():
    told = install_pi(
        "--uninstall"
    )  # were it broken, this would find nothing to do; installing would change this computer
    assert "this is no Raspberry Pi, so nothing is done, only said" in told.stdout
    assert not re.search(r"^do ", told.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--purge"], "--purge goes with --uninstall"),
        (["--root", "/no/such/tree"], "--root needs the folder"),
        (["--no-such"], "--no-such is no option; --help shows"),
    ],
)
def test_an_option_that_makes_no_sense_is_told(arguments, words):
    told = install_pi(*arguments)
    assert told.returncode == 1
    assert words in told.stderr


def test_nothing_is_upgraded_where_nothing_is(tmp_path):
    told = install_pi("--dry-run", "--upgrade", "--root", str(tmp_path))
    assert told.returncode == 1
    assert "install it first" in told.stderr


def test_the_script_has_no_fault_that_shellcheck_finds():
    program = shutil.which("shellcheck")
    if program is None:
        pytest.skip("shellcheck is not installed here")
    assert told_by(program, "-x", "-P", "scripts", "scripts/install-pi").stdout == ""
