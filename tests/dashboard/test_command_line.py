import sys

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import cli


@pytest.mark.parametrize("command", ["run", "ingest", "web"])
def test_a_settings_file_that_is_not_there_ends_with_3_and_says_what_to_do(command):
    answer = CliRunner().invoke(cli, [command, "--config", "missing.toml"])
    assert answer.exit_code == 3
    assert "missing.toml: there is no such file" in answer.stderr


def test_a_misspelt_key_is_named_with_the_one_that_was_meant(tmp_path):
    config = tmp_path / "desk.toml"
    config.write_text("[web]\nprot = 8051\n")
    answer = CliRunner().invoke(cli, ["run", "--config", str(config)])
    assert answer.exit_code == 3
    assert "did you mean 'web.port'" in answer.stderr


@pytest.mark.parametrize("arguments", [["run", "--colour", "red"], ["dance"], ["run", "--port", "70000"]])
def test_wrong_usage_ends_with_2(arguments):
    assert CliRunner().invoke(cli, arguments).exit_code == 2


def test_a_desk_that_is_not_installed_says_what_to_install(monkeypatch):
    monkeypatch.delitem(sys.modules, "dashboard.run", raising=False)
    monkeypatch.delitem(sys.modules, "dashboard.web.service", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    answer = CliRunner().invoke(cli, ["run"])
    assert (answer.exit_code, answer.stderr) == (1, "error: the desk needs uvicorn: pip install 'sitwell[dashboard]'\n")


def test_a_password_in_settings_that_everybody_can_read_is_said(tmp_path, caplog):
    config = tmp_path / "desk.toml"
    config.write_text('[mqtt]\nuser = "desk"\npassword = "sesame"\n')
    config.chmod(0o644)
    CliRunner().invoke(cli, ["healthy", "ingest", "--config", str(config)])
    assert "chmod o=" in caplog.text
