"""What enrolling writes on a chair, and what it leaves alone."""

import stat
import tomllib

import pytest
from typer.testing import CliRunner

from contract.enrolment import Enrolment
from contract.errors import ConfigError
from contract.settings import example
from edge.commissioning.enroll import changes_of, settle
from edge.commissioning.settings_edit import changed
from edge.config import EdgeSettings, load_edge
from mock_hw.edge_commands import edge_commands

ENROLMENT = Enrolment(chair="desk", host="desk.local", port=8883, prefix="chairs/v1", password="p" * 32, ca="PEM\n")
CHANGES = {"mqtt": {"host": "desk.local", "port": 8883}}

OWN = """\
# my chair

[mqtt]  # the broker
host = "old"   # was the laptop
  port=1883
# port = 1 was tried

[sitting]
nudge_s = 1500
"""


def test_values_change_and_every_comment_stays():
    assert changed(OWN, CHANGES, "edge.toml") == OWN.replace('"old"', '"desk.local"').replace("port=1883", "port=8883")


def test_a_key_that_is_not_there_is_put_at_the_end_of_its_table():
    assert changed('[mqtt]\nhost = "a"\n\n[sitting]\nnudge_s = 1\n', CHANGES, "edge.toml") == (
        '[mqtt]\nhost = "desk.local"\nport = 8883\n\n[sitting]\nnudge_s = 1\n'
    )


def test_a_table_that_is_not_there_is_put_at_the_end_of_the_file():
    assert changed("[sitting]\nnudge_s = 1\n", CHANGES, "edge.toml") == (
        '[sitting]\nnudge_s = 1\n\n[mqtt]\nhost = "desk.local"\nport = 8883\n'
    )
    assert changed("", CHANGES, "edge.toml") == '[mqtt]\nhost = "desk.local"\nport = 8883\n'


@pytest.mark.parametrize(
    "text",
    [
        'mqtt.host = "a"\n',
        'mqtt = {host = "a"}\n',
        '[mqtt]\n"host" = "a"\n',
        '["mqtt"]\nhost = "a"\n',
        '[chair]\nname = """\n[mqtt]\nhost = "a"\n"""\n',
        '[mqtt]\nhost = """a"""\n',
        '[mqtt]\nhost = "a\\"b"\n',
    ],
)
def test_a_form_that_is_not_understood_is_changed_rightly_or_not_at_all(text):
    wanted = tomllib.loads(text)
    wanted.setdefault("mqtt", {}).update(CHANGES["mqtt"])
    result, said = None, ""
    try:
        result = tomllib.loads(changed(text, CHANGES, "edge.toml"))
    except ConfigError as refused:
        said = str(refused)
    assert result == wanted or 'by hand:\n[mqtt]\nhost = "desk.local"' in said


def test_what_is_no_toml_is_refused():
    with pytest.raises(ConfigError, match="mend it first"):
        changed("[mqtt\n", CHANGES, "edge.toml")


def test_a_chair_without_a_file_gets_one_with_every_key_and_its_meaning(tmp_path, monkeypatch):
    monkeypatch.setenv("SITWELL_CHAIR_DATA_DIR", str(tmp_path / "data"))
    file = tmp_path / "etc" / "edge.toml"
    folder = settle(ENROLMENT, file)
    monkeypatch.delenv("SITWELL_CHAIR_DATA_DIR")
    settings = load_edge(file, {})
    assert (settings.chair.id, settings.mqtt.user, settings.mqtt.host) == ("desk", "desk", "desk.local")
    assert settings.mqtt.password_file == str(folder / "mqtt-password")
    assert len(file.read_text().splitlines()) == len(example(EdgeSettings).splitlines())


def test_the_password_is_for_its_owner_alone_and_not_in_the_settings(tmp_path):
    file = tmp_path / "edge.toml"
    file.write_text('[chair]\ndata_dir = "data"\n')
    file.chmod(0o640)
    folder = settle(ENROLMENT, file)
    assert folder == tmp_path / "data"
    assert stat.S_IMODE((folder / "mqtt-password").stat().st_mode) == 0o600
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert (folder / "broker-ca.pem").read_text() == "PEM\n"
    assert ENROLMENT.password not in file.read_text()


def test_enrolling_again_changes_nothing_more(tmp_path):
    file = tmp_path / "edge.toml"
    file.write_text('[chair]\ndata_dir = "data"\n')
    settle(ENROLMENT, file)
    once = file.read_text()
    settle(ENROLMENT, file)
    assert file.read_text() == once
    assert load_edge(file, {}).mqtt.port == changes_of(ENROLMENT, tmp_path)["mqtt"]["port"]


def test_a_password_that_stood_in_the_file_is_taken_out(tmp_path):
    file = tmp_path / "edge.toml"
    file.write_text('[chair]\ndata_dir = "data"\n[mqtt]\npassword = "old secret"\n')
    settle(ENROLMENT, file)
    assert "old secret" not in file.read_text()


def test_a_code_on_the_command_line_is_refused_because_others_can_see_it(tmp_path):
    answer = CliRunner().invoke(edge_commands(), ["enroll", ENROLMENT.code(), "--config", str(tmp_path / "edge.toml")])
    assert isinstance(answer.exception, ConfigError)
    assert "others can see a command line" in str(answer.exception)
    assert not (tmp_path / "edge.toml").exists()


def test_a_code_is_read_from_standard_input_and_from_a_question(tmp_path):
    for arguments in (["-"], []):
        file = tmp_path / f"edge{len(arguments)}.toml"
        file.write_text('[chair]\ndata_dir = "data"\n')
        command = ["enroll", *arguments, "--config", str(file), "--untried"]
        answer = CliRunner().invoke(edge_commands(), command, input=ENROLMENT.code() + "\n")
        assert answer.exit_code == 0, answer.output
        assert load_edge(file, {}).chair.id == "desk"
        assert ENROLMENT.password not in answer.output
        assert ENROLMENT.code() not in answer.output


def test_nothing_is_written_while_the_environment_would_go_before_it(tmp_path, monkeypatch):
    monkeypatch.setenv("SITWELL_MQTT_PASSWORD", "of old")
    file = tmp_path / "edge.toml"
    file.write_text('[chair]\ndata_dir = "data"\n')
    with pytest.raises(ConfigError, match="SITWELL_MQTT_PASSWORD, which goes before"):
        settle(ENROLMENT, file)
    assert [each.name for each in tmp_path.iterdir()] == ["edge.toml"]
    assert "mqtt" not in file.read_text()
