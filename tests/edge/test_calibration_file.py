"""The calibration on disk: the old one or the new one, never half of one."""

import json
import re
from pathlib import Path

import pytest

from contract.errors import ConfigError
from contract.seat import Corners
from edge.calibration_file import older_calibrations, read_calibration, set_aside, write_calibration
from edge.core.calibration import Calibration, CellCalibration
from edge.errors import NotCalibratedError

DOCUMENT = Path(__file__).parents[2] / "docs" / "calibration.md"
CELL = CellCalibration(tare_counts=-1234.5, counts_per_kg=-43_000.25)
CALIBRATION = Calibration(made_ms=1_767_225_600_000, cells=Corners(CELL, CELL, CELL, CELL))


def test_what_was_stored_comes_back(tmp_path):
    path = tmp_path / "new" / "folder" / "calibration.json"
    write_calibration(path, CALIBRATION)
    assert read_calibration(path) == CALIBRATION
    assert [each.name for each in path.parent.iterdir()] == ["calibration.json"]


def test_a_new_calibration_replaces_the_old_one(tmp_path):
    path = tmp_path / "calibration.json"
    write_calibration(path, CALIBRATION)
    newer = Calibration(made_ms=5, rate_sps=80, cells=CALIBRATION.cells)
    write_calibration(path, newer)
    assert read_calibration(path) == newer


def numbered(made_ms):
    return Calibration(made_ms=made_ms, cells=CALIBRATION.cells)


def test_the_last_five_are_kept_and_the_newest_has_the_highest_number(tmp_path):
    path = tmp_path / "calibration.json"
    for made_ms in (8, 7, 6, 5, 4, 3, 2):  # a clock that runs backwards changes nothing
        write_calibration(path, numbered(made_ms), keep=True)
    assert read_calibration(path).made_ms == 2
    assert [read_calibration(each).made_ms for each in older_calibrations(path)] == [6, 5, 4, 3]
    assert [each.name for each in older_calibrations(path)] == [f"calibration.000{n}.json" for n in (3, 4, 5, 6)]


def test_a_tare_takes_no_place_among_them(tmp_path):
    path = tmp_path / "calibration.json"
    write_calibration(path, numbered(1))
    write_calibration(path, numbered(2))
    assert older_calibrations(path) == []


def test_a_kill_between_keeping_and_replacing_keeps_nothing_twice(tmp_path):
    path = tmp_path / "calibration.json"
    write_calibration(path, numbered(1))
    (tmp_path / "calibration.0001.json").write_bytes(path.read_bytes())  # here the first attempt was killed
    write_calibration(path, numbered(2), keep=True)
    assert [each.name for each in older_calibrations(path)] == ["calibration.0001.json"]


def test_a_calibration_that_is_no_longer_true_is_set_aside(tmp_path):
    path = tmp_path / "calibration.json"
    write_calibration(path, numbered(1))
    set_aside(path)
    with pytest.raises(NotCalibratedError):
        read_calibration(path)
    assert read_calibration(older_calibrations(path)[0]) == numbered(1)


def test_a_file_that_is_no_calibration_names_the_newest_good_one(tmp_path):
    path = tmp_path / "calibration.json"
    for made_ms in (1, 2):
        write_calibration(path, numbered(made_ms), keep=True)
    path.write_text("{}")
    with pytest.raises(ConfigError, match=r"older one is calibration\.0001\.json"):
        read_calibration(path)


def test_a_folder_that_cannot_be_written_is_said_with_its_remedy(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"cannot be written: .*data_dir"):
        write_calibration(tmp_path / "file" / "calibration.json", CALIBRATION)


def test_a_power_cut_while_storing_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "calibration.json"
    write_calibration(path, CALIBRATION)

    def cut(_file):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", cut)
    with pytest.raises(KeyboardInterrupt):
        write_calibration(path, Calibration(made_ms=5, cells=CALIBRATION.cells))
    assert read_calibration(path) == CALIBRATION


def test_without_a_calibration_the_error_says_so(tmp_path):
    with pytest.raises(NotCalibratedError, match=r"calibration\.json: no calibration yet"):
        read_calibration(tmp_path / "calibration.json")


def edited(**changes):
    tree = json.loads(json.dumps({"cells": dict.fromkeys(("front_left", "front_right", "rear_left", "rear_right"))}))
    for name in tree["cells"]:
        tree["cells"][name] = {"tare_counts": 0, "counts_per_kg": 43000}
    tree["cells"]["rear_left"] |= changes.pop("rear_left", {})
    return json.dumps(tree | changes).encode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "calibrate again or restore a good file"),
        (edited()[:-20], "calibrate again"),
        (b"\xff\xfe", "calibrate again"),
        (edited(rear_left={"counts_per_kg": 0}), "cells.rear_left"),
        (edited(rear_left={"counts_per_kg": float("nan")}), "calibrate again"),
        (edited(rear_left={"counts_per_kg": None}), "cells.rear_left.counts_per_kg"),
        (edited(reference_counts={"front_left": 1}), "reference_counts"),
        (edited(rear_left={"tare_counts": "none"}), "cells.rear_left.tare_counts"),
        (edited(cells={}), "front_left"),
        (edited(version=2), "version"),
        (edited(rate_sps=0), "rate_sps"),
    ],
)
def test_a_file_that_is_no_calibration_is_refused_with_its_remedy(tmp_path, text, said):
    path = tmp_path / "calibration.json"
    path.write_bytes(text)
    with pytest.raises(ConfigError) as refused:
        read_calibration(path)
    assert str(path) in str(refused.value)
    assert said in str(refused.value)


def test_a_folder_in_its_place_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read_calibration(tmp_path)


def test_the_documented_form_is_a_calibration(tmp_path):
    path = tmp_path / "calibration.json"
    path.write_text(re.search(r"```json\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[1])
    form = read_calibration(path)
    assert form.cells.rear_left == CellCalibration(tare_counts=-150796, counts_per_kg=-42846.7)
    by_a_guide_only = {"calibrated_ms", "reference_counts", "check"}
    assert set(json.loads(path.read_text())) == set(form.__struct_fields__) - by_a_guide_only, (
        "every other key is shown"
    )
