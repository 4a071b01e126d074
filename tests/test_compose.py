"""docker-compose.yml and Dockerfile: right by the specification, and by what the programs in them understand."""

import datetime as dt
import importlib.resources
import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from contract.settings import load_settings
from dashboard.__main__ import cli as desk
from dashboard.broker.folder import BrokerFolder, Site
from dashboard.config import DeskSettings
from edge.config import EdgeSettings
from mock_hw.edge_commands import edge_commands

ROOT = Path(__file__).parents[1]
COMPOSE = YAML(typ="safe").load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
SERVICES = COMPOSE["services"]
SERVERS = ("broker", "ingest", "web")


def defaults(text):
    """What compose makes of a text when no variable is set."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)


def settings_of(service, kind):
    environment = {name: defaults(value) for name, value in SERVICES[service]["environment"].items()}
    return load_settings(kind, None, environment)


def test_it_is_a_compose_file_by_the_specification():
    source = importlib.resources.files("check_jsonschema.builtin_schemas.vendor") / "compose-spec.json"
    schema = json.loads(source.read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(COMPOSE)] == []
    assert list(validator.iter_errors(COMPOSE | {"services": {"web": {"imgae": "x"}}})), "the schema refuses nothing"


@pytest.mark.parametrize("name", SERVICES)
def test_no_container_is_root_or_writes_into_its_image(name):
    service = SERVICES[name]
    assert service["user"] == "${SITWELL_UID:-1000}:${SITWELL_GID:-1000}"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_has_a_version_and_ours_has_the_version_of_the_project(name):
    image, _, tag = SERVICES[name]["image"].partition(":")
    assert re.fullmatch(r"\d+\.\d+\.\d+", tag)
    assert tag == VERSION or not image.startswith("sitwell")


def test_only_the_encrypted_port_of_the_broker_is_published():
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert {name: [defaults(port) for port in ports] for name, ports in published.items()} == {"broker": ["8883:8883"]}


def test_the_page_listens_on_this_computer_only():
    web = settings_of("web", DeskSettings).web
    assert (web.host, web.port, SERVICES["web"]["network_mode"]) == ("127.0.0.1", 8050, "host")


@pytest.mark.parametrize("name", SERVERS)
def test_every_server_is_asked_whether_it_is_well(name, monkeypatch):
    monkeypatch.setattr("dashboard.__main__.page_trouble", lambda url, _trust: f"asked {url}")
    kind, *command = SERVICES[name]["healthcheck"]["test"]
    assert kind == "CMD"
    if command[0] == "sitwell-dashboard":
        environment = {key: defaults(value) for key, value in SERVICES[name]["environment"].items()}
        answer = CliRunner().invoke(desk, command[1:], env=environment)
        assert (answer.exit_code, bool(answer.stderr)) == (1, True)
    else:
        assert command[0] == "mosquitto_sub"


def test_the_programs_understand_what_their_containers_tell_them():
    assert settings_of("ingest", DeskSettings).mqtt.user == "ingest"
    assert settings_of("web", DeskSettings).mqtt.user == "dashboard"
    assert settings_of("ingest", DeskSettings).store == settings_of("web", DeskSettings).store
    assert settings_of("chair", EdgeSettings).sitting.nudge_s == 40
    for name in ("ingest", "web"):
        assert CliRunner().invoke(desk, [*SERVICES[name]["command"], "--help"]).exit_code == 0
    assert CliRunner().invoke(edge_commands(), ["enroll", "--help"]).exit_code == 0


def test_every_file_that_is_mounted_is_made_by_broker_config(tmp_path):
    folder = BrokerFolder(tmp_path / "broker")
    folder.make(Site(hosts=("desk.local",), compose=True), dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    secrets = dict(COMPOSE["secrets"])
    demo = secrets.pop("demo")["file"]
    assert demo.endswith("/demo.code")  # made by `chair add demo`, and only for the demo
    mounted = [each["file"] for each in secrets.values()]
    mounted += [volume.rpartition(":/")[0] for volume in SERVICES["broker"]["volumes"]]
    missing = [name for name in mounted if not (tmp_path / defaults(name)).exists()]
    assert missing == []
    for path in tmp_path.rglob("ca.key"):
        assert path.parent.name == "ca"  # which no container sees
    sub = (tmp_path / "broker" / "mosquitto" / "mosquitto_sub").read_text()
    assert "--cafile /mosquitto/config/ca.crt\n" in sub
    assert "-u health\n" in sub


def test_the_image_can_stand_on_another_base_and_its_own_is_pinned():
    base = re.search(r"^ARG BASE=(\S+)$", DOCKERFILE, re.MULTILINE)[1]
    assert re.search(r":\d+\.\d+\.\d+-\w+", base)
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"${BASE}"}


def test_the_image_holds_what_exists_runs_as_nobody_and_takes_no_secrets():
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    allowed = {line[1:] for line in ignored if line.startswith("!")}
    assert ignored[1] == "*"
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for source in line.split()[:-1]
    }
    assert {source.partition("/")[0] for source in copied} == allowed
    assert all((ROOT / source.replace("${EXTRA}", "dashboard")).exists() for source in copied)
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", DOCKERFILE, re.MULTILINE)
    for service in SERVICES.values():
        if extra := service.get("build", {}).get("args", {}).get("EXTRA"):
            assert (ROOT / "requirements" / f"{extra}.txt").exists()
