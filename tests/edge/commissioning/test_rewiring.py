"""Pins in another order, and nothing else changed in a file that somebody wrote."""

import stat
import tomllib

import pytest

from contract.errors import ConfigError
from contract.seat import CORNER_NAMES, Corners
from contract.settings import example
from edge.commissioning.rewiring import pins_after, write_pins
from edge.commissioning.settings_edit import changed
from edge.config import CellsTable, EdgeSettings, load_edge

SWAPPED = Corners("front_right", "front_left", "rear_left", "rear_right")
PINS = pins_after(CellsTable(), SWAPPED)


def rewired(text):
    return changed(text, {"cells": PINS}, "edge.toml")


def test_each_corner_gets_the_lines_of_the_cell_that_answered_there():
    assert (PINS["front_left_dout"], PINS["front_left_sck"]) == (13, 19)
    assert (PINS["front_right_dout"], PINS["front_right_sck"]) == (5, 6)
    assert pins_after(CellsTable(), Corners(*CORNER_NAMES)) == {
        name: getattr(CellsTable(), name) for name in CellsTable().lines()
    }


def test_the_whole_example_changes_in_four_numbers():
    before = example(EdgeSettings)
    after = rewired(before)
    moved = [(old, new) for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert moved == [
        (
            "front_left_dout = 5  # BCM number of DOUT, front left",
            "front_left_dout = 13  # BCM number of DOUT, front left",
        ),
        (
            "front_left_sck = 6  # BCM number of PD_SCK, front left",
            "front_left_sck = 19  # BCM number of PD_SCK, front left",
        ),
        (
            "front_right_dout = 13  # BCM number of DOUT, front right",
            "front_right_dout = 5  # BCM number of DOUT, front right",
        ),
        (
            "front_right_sck = 19  # BCM number of PD_SCK, front right",
            "front_right_sck = 6  # BCM number of PD_SCK, front right",
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[chair]\nname = "mine"',
        "[cells]\nrate_sps = 80.0 # fast",
        "[cells]",
        "# mine\r\n[ cells ]\r\n  front_left_dout=0x05\r\n[mqtt]\r\nfront_left_sck_is_not = 1\r\n",
        '[mqtt]\npassword = "[cells]\\nfront_left_dout = 5"\n[cells]\nrear_left_dout = 1_6 # here\n\n[[x]]\n',
        '[cells] # here\n[mqtt]\nhost = "h"\n',
    ],
)
def test_whatever_is_there_stays(text):
    after = rewired(text)
    tree = tomllib.loads(text)
    assert tomllib.loads(after) == tree | {"cells": tree.get("cells", {}) | PINS}
    for line in text.splitlines():
        assert "dout" in line or line in after


@pytest.mark.parametrize(
    "text",
    [
        "cells = {front_left_dout = 5}\n",
        "cells.front_left_dout = 5\n",
        '[mqtt]\nca_file = """\n[cells]\nfront_left_dout = 5\n"""\n[cells]\nrate_sps = 10.0\nfront_left_dout = 5\n',
    ],
)
def test_a_form_that_cannot_be_changed_by_lines_is_left_alone_and_the_lines_are_said(tmp_path, text):
    path = tmp_path / "edge.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"left alone[^\n]*\n\[cells\]\nfront_left_dout = 13\nfront_left_sck = 19\n"):
        write_pins(path, PINS)
    assert path.read_text() == text


def test_line_ends_stay_what_they_are(tmp_path):
    path = tmp_path / "edge.toml"
    path.write_bytes(b"[cells]\r\nfront_left_dout = 5\r\n# the end\r\n")
    write_pins(path, {"front_left_dout": 13})
    assert path.read_bytes() == b"[cells]\r\nfront_left_dout = 13\r\n# the end\r\n"


def test_the_file_is_the_chairs_settings_afterwards_and_as_secret_as_before(tmp_path):
    path = tmp_path / "edge.toml"
    path.write_text('[mqtt]\npassword = "secret"\n')
    path.chmod(0o600)
    write_pins(path, PINS)
    assert load_edge(path, {}).cells.front_left_dout == 13
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_said_with_the_lines(tmp_path):
    with pytest.raises(ConfigError, match=r"cannot be written.*\nfront_left_dout = 13"):
        write_pins(tmp_path / "none" / "edge.toml", PINS)
