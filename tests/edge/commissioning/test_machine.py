"""What `sitwell-edge check` says of the computer, against trees and figures made up here."""

import errno
import resource
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from edge.commissioning import machine
from edge.config import CellsTable, EdgeSettings, OutputsTable
from edge.hardware.lines import line_users

GB = 1_000_000_000
CHIPS = [Path("/dev/gpiochip0"), Path("/dev/gpiochip1")]


def test_gpio_that_may_be_used_is_in_order():
    assert machine.gpio_permission(CHIPS, lambda _path: True).verdict == "ok"


def test_gpio_without_permission_names_the_group():
    found = machine.gpio_permission(CHIPS, lambda path: path.name != "gpiochip1")
    assert (found.verdict, found.said) == ("failed", "no permission for /dev/gpiochip1")
    assert "usermod -aG gpio" in found.remedy


def test_a_computer_without_gpio_is_unknown_and_no_failure():
    assert machine.gpio_permission([], lambda _path: True).verdict == "unknown"


def test_a_line_in_use_names_its_holder_and_how_to_get_it_back():
    lines = CellsTable().lines()
    found = machine.pins_in_use(lines, {13: "lgpio", 4: "w1"})
    assert (found.verdict, found.said) == ("failed", "in use: GPIO 13 (front_right_dout) by lgpio")
    assert "sudo systemctl stop sitwell-edge" in found.remedy


def test_lines_of_others_are_their_own_business():
    found = machine.pins_in_use(CellsTable().lines(), {4: "w1"})
    assert (found.verdict, found.said) == ("ok", "all 8 lines are free")


def test_unknown_holders_are_said_to_be_unknown():
    assert machine.pins_in_use(CellsTable().lines(), None).verdict == "unknown"


def test_lines_that_the_kernels_driver_holds_are_in_order():
    cells = CellsTable(backend="iio")
    users = dict.fromkeys(cells.lines().values(), "dout")
    found = machine.gpio_findings(EdgeSettings(cells=cells), [], users)
    assert [(each.name, each.verdict) for each in found] == [("pins", "ok")]
    with_lamp = EdgeSettings(cells=cells, outputs=OutputsTable(led=17))
    assert [each.name for each in machine.gpio_findings(with_lamp, [], users)] == ["GPIO", "pins"]
    assert [each.verdict for each in machine.gpio_findings(EdgeSettings(), [], users)] == ["unknown", "failed"]


@pytest.mark.parametrize(
    ("limit", "capabilities", "verdict"),
    [(0, 0, "warning"), (9, 0, "warning"), (10, 0, "ok"), (resource.RLIM_INFINITY, 0, "ok"), (0, 1 << 23, "ok")],
)
def test_real_time_needs_a_limit_or_a_capability(limit, capabilities, verdict):
    assert machine.real_time(limit, capabilities).verdict == verdict


def test_a_clock_that_nobody_set_is_a_warning():
    assert machine.wall_clock(synced=True).verdict == "ok"
    assert "timedatectl" in machine.wall_clock(synced=False).remedy


@pytest.mark.parametrize(("free", "verdict"), [(GB, "ok"), (GB // 10, "warning"), (GB // 100, "failed")])
def test_room_on_the_card_is_judged_by_what_is_free(free, verdict, tmp_path):
    found = machine.data_folder(tmp_path, lambda _path: free)
    assert found.verdict == verdict
    assert "is writable" in found.said


def test_a_data_folder_that_can_be_made_is_in_order(tmp_path):
    found = machine.data_folder(tmp_path / "a" / "b", lambda _path: GB)
    assert (found.verdict, "will be made" in found.said) == ("ok", True)


def closed_below(folder, monkeypatch):
    """Answer as the system does to a user to whom a folder is closed; Python 3.11 to 3.13 raise it."""

    def exists(path):
        if folder in path.parents:
            raise PermissionError(13, "Permission denied", str(path))
        return True

    monkeypatch.setattr(Path, "exists", exists)
    monkeypatch.setattr(machine.os, "access", lambda path, _how: path != folder)


def test_a_data_folder_that_is_closed_to_this_user_is_a_failure_and_no_crash(tmp_path, monkeypatch):
    closed_below(tmp_path, monkeypatch)
    finding = machine.data_folder(tmp_path / "sitwell" / "data", lambda _path: 1000 * GB)
    assert (finding.verdict, f"lies in {tmp_path}, closed" in finding.said) == ("failed", True)


def test_the_services_data_folder_is_not_taken_from_it(tmp_path, monkeypatch):
    monkeypatch.setattr(machine.os, "access", lambda _path, _how: False)
    finding = machine.data_folder(tmp_path, lambda _path: 1000 * GB)
    assert finding.verdict == "failed"
    assert f"{tmp_path.owner()}'s: run this as that user" in finding.remedy
    assert "install" not in finding.remedy


def test_a_data_folder_that_cannot_be_made_names_the_remedy(tmp_path):
    (tmp_path / "file").write_text("")
    found = machine.data_folder(tmp_path / "file" / "data", lambda _path: GB)
    assert found.verdict == "failed"
    assert "sudo install -d" in found.remedy


@pytest.mark.parametrize(
    ("text", "verdict"), [("0\n", "ok"), ("50005", "failed"), ("50000", "warning"), ("throttled=0x1", "failed")]
)
def test_undervoltage_is_read_from_the_firmwares_word(text, verdict, tmp_path):
    (tmp_path / "get_throttled").write_text(text)
    word = machine.throttled_word(tmp_path / "get_throttled", lambda: "")
    assert machine.undervoltage(word).verdict == verdict


def test_without_the_kernels_file_vcgencmd_is_asked(tmp_path):
    assert machine.throttled_word(tmp_path / "absent", lambda: "throttled=0x50000\n") == 0x50000


def test_a_computer_without_either_does_not_know_its_supply(tmp_path):
    assert machine.undervoltage(machine.throttled_word(tmp_path / "absent", lambda: "")).verdict == "unknown"


def test_this_computer_is_looked_at_without_a_crash():
    assert len(machine.machine_findings(EdgeSettings())) == 6


class Chip:
    """A stand-in for gpiod.Chip: the header's chip is the second one."""

    def __init__(self, path):
        if path.endswith("0"):
            self.label = "raspberrypi-exp-gpio"
        elif path.endswith("9"):
            raise PermissionError(errno.EACCES, "no")
        else:
            self.label = "pinctrl-bcm2711"

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        pass

    def get_info(self):
        return SimpleNamespace(label=self.label, num_lines=54)

    def get_line_info(self, number):
        return SimpleNamespace(used=number in {5, 6, 40}, consumer="lgpio" if number == 5 else "")


@pytest.mark.parametrize(
    ("devices", "users"),
    [(("0", "1"), {5: "lgpio", 6: "another program"}), (("0",), None), (("9",), None), ((), None)],
)
def test_gpiod_tells_who_holds_a_line_of_the_header(devices, users, tmp_path, monkeypatch):
    for number in devices:
        (tmp_path / f"gpiochip{number}").write_text("")
    monkeypatch.setitem(sys.modules, "gpiod", SimpleNamespace(Chip=Chip))
    assert line_users(tmp_path) == users


def test_without_gpiod_nobody_knows(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "gpiod", None)
    assert line_users(tmp_path) is None
