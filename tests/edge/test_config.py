"""`edge.toml`: every key explained, contradictions refused, one line for one purpose."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from contract.errors import ConfigError
from contract.seat import Corners
from contract.settings import describe
from edge.__main__ import cli, pins_of
from edge.config import EdgeSettings, load_edge
from edge.hardware.pins import CellPins

WORD = "opensesame"


@pytest.fixture
def load(tmp_path):
    def load(text, **environment):
        path = tmp_path / "edge.toml"
        path.write_text(text, "utf-8")
        return load_edge(path, environment)

    return load


def test_every_key_has_its_meaning_beside_it():
    assert [key for key, _, meaning in describe(EdgeSettings) if len(meaning) < 5] == []


def test_what_the_command_line_prints_is_a_file_of_the_defaults(load):
    printed = CliRunner().invoke(cli, ["config"])
    assert printed.exit_code == 0
    assert load(printed.stdout) == EdgeSettings()
    assert "occupied_kg = 20.0  # kg; a load from here on may be a person" in printed.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[presence]\nobject_kg = 25\n", "object_kg must be below occupied_kg"),
        ("[sitting]\nnudge_s = 4000\n", "alert_s must not be below nudge_s"),
        ("[posture]\nlean_points = 5\n", "centred_points must not be above lean_points"),
        ("[cells]\nfront_left_dout = 6\n", "BCM 6 is given to two lines; each cell needs two lines of its own"),
        ("[cells]\nrear_right_sck = 20\n", "BCM 20 is given to two lines"),
        ("[cells]\nfront_left_dout = 28\n", "cells.front_left_dout: Expected `int` <= 27"),
        ("[cells]\nrate_sps = 0\n", "cells.rate_sps: Expected `float` >= 5.0"),
        ("[chair]\nid = 'Desk 3'\n", "chair.id: Expected `str` matching regex"),
        ('[chair]\nid = "desk\\n"\n', "chair.id: Expected `str` matching regex"),
        ("[chair]\nzone = 'Europe/Atlantis'\n", "zone 'Europe/Atlantis' is no IANA time zone; for example Europe/"),
        ("[chair]\nzone = ''\n", "zone '' is no IANA time zone"),
        ("[chair]\nzone = '../../etc/passwd'\n", "is no IANA time zone"),
        ("[mqtt]\nport = 0\n", "mqtt.port: Expected `int` >= 1"),
        ("[mqtt]\nhots = 'broker'\n", "there is no key 'mqtt.hots'; did you mean 'mqtt.host'?"),
    ],
)
def test_a_file_that_cannot_work_is_refused_with_its_reason(load, text, said):
    with pytest.raises(ConfigError) as refused:
        load(text)
    assert said in str(refused.value)
    assert "edge.toml" in str(refused.value)


def test_one_line_may_change_places_with_another(load):
    cells = load("[cells]\nfront_left_dout = 6\nfront_left_sck = 5\n").cells
    assert pins_of(cells).front_left == CellPins(dout=6, sck=5)


def test_each_corner_has_the_lines_that_are_named_after_it():
    assert pins_of(EdgeSettings().cells) == Corners(
        CellPins(5, 6), CellPins(13, 19), CellPins(16, 20), CellPins(21, 26)
    )


def test_a_password_comes_from_the_environment_and_is_in_no_text(load):
    settings = load("", SITWELL_MQTT_PASSWORD=WORD)
    assert settings.mqtt.password == WORD
    assert WORD not in repr(settings)


def test_weight_stays_on_the_chair_by_default():
    assert EdgeSettings().chair.shares_weight is False
    assert EdgeSettings().in_force().shares_weight is False


def test_the_page_is_told_the_limits_that_are_in_force(load):
    told = load("[sitting]\nnudge_s = 600\n[balance]\nuneven_points = 12\n").in_force()
    assert (told.nudge_s, told.alert_s, told.uneven_points) == (600, 3600, 12)


def test_the_limits_of_the_file_reach_the_core(load):
    text = "[presence]\noccupied_kg = 30\n[shifts]\nhold_s = 9\n[health]\nfailed_s = 7\n"
    limits = load(text + "[posture]\nlean_points = 50\n[balance]\neven_s = 8\n[sitting]\nreset_s = 400\n").limits()
    assert (limits.presence.occupied_kg, limits.shifts.hold_s, limits.health.failed_s) == (30, 9, 7)
    assert (limits.posture.lean_points, limits.balance.even_s, limits.sitting.reset_s) == (50, 8, 400)
    limits = load("[stillness]\nstill_s = 900\n[zero]\nmost_kg = 1\n").limits()
    assert (limits.stillness.still_s, limits.zero.most_kg) == (900, 1)


def test_the_calibration_lies_in_the_data_folder_unless_it_says_where(load):
    assert load("[chair]\ndata_dir = '/data'\n").calibration_path() == Path("/data/calibration.json")
    text = "[chair]\ndata_dir = '/data'\ncalibration_file = '/etc/chair.json'\n"
    assert load(text).calibration_path() == Path("/etc/chair.json")


def test_a_relative_data_folder_begins_at_the_file_wherever_the_chair_is_started(load, tmp_path, monkeypatch):
    monkeypatch.chdir("/")
    assert load("[chair]\ndata_dir = 'data'\n").data_path("spool.db") == tmp_path / "data" / "spool.db"
    assert load("", SITWELL_CHAIR_DATA_DIR="there").calibration_path() == tmp_path / "there" / "calibration.json"


def test_a_data_folder_at_home_is_the_users_own(load, monkeypatch):
    monkeypatch.setenv("HOME", "/home/pi")
    assert load("[chair]\ndata_dir = '~/chair'\n").data_path("spool.db") == Path("/home/pi/chair/spool.db")


def test_a_home_that_nobody_has_is_refused(load):
    with pytest.raises(ConfigError, match="write the folder in full"):
        load("[chair]\ndata_dir = '~nobody-of-this-name/chair'\n")


def test_a_password_in_settings_that_everybody_can_read_is_said(tmp_path, caplog):
    path = tmp_path / "edge.toml"
    path.write_text('[mqtt]\nuser = "desk"\npassword = "sesame"\n')
    path.chmod(0o644)
    load_edge(path, {})
    assert "chmod o=" in caplog.text
