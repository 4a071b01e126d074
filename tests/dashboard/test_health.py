import os

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import cli
from dashboard.health import STALE_S, SignOfLife, ingest_trouble


@pytest.fixture
def file(tmp_path):
    return tmp_path / "alive"


def test_ingest_that_never_heard_the_broker_is_not_well(file):
    SignOfLife(file, lambda: 0.0)(False)
    assert "never heard the broker" in ingest_trouble(file, 0.0)


def test_ingest_that_hears_the_broker_is_well_until_it_has_been_silent_for_a_minute(file):
    SignOfLife(file, lambda: 0.0)(True)
    os.utime(file, (1000.0, 1000.0))
    assert ingest_trouble(file, 1000.0 + STALE_S) == ""
    assert "61 s ago" in ingest_trouble(file, 1001.0 + STALE_S)


def test_the_sign_of_life_costs_a_write_each_five_seconds_and_no_more(file):
    now_s = [0.0]
    beat = SignOfLife(file, lambda: now_s[0])
    beat(True)
    file.unlink()
    now_s[0] = 4.9
    beat(True)
    assert not file.exists()
    now_s[0] = 5.0
    beat(True)
    assert file.exists()


def test_the_command_says_what_is_wrong_and_ends_with_1(file, monkeypatch):
    monkeypatch.setenv("SITWELL_INGEST_ALIVE_FILE", str(file))
    answer = CliRunner().invoke(cli, ["healthy", "ingest"])
    assert (answer.exit_code, "never heard" in answer.stderr) == (1, True)
    file.touch()
    assert CliRunner().invoke(cli, ["healthy", "ingest"]).exit_code == 0


@pytest.mark.parametrize("arguments", [["ingest"], ["broker"]])
def test_what_cannot_be_asked_is_a_wrong_usage(arguments):
    assert CliRunner().invoke(cli, ["healthy", *arguments]).exit_code == 2
