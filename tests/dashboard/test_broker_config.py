"""The broker's folder: what is in it, who may read it, and what stays when it is made again."""

import datetime as dt
import re
import stat
import subprocess
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from typer.testing import CliRunner

from contract.enrolment import read_code
from contract.errors import ConfigError
from dashboard.__main__ import cli
from dashboard.broker.access import SERVICES, acl_text, rules_of
from dashboard.broker.folder import BrokerFolder, Site
from dashboard.broker.passwords import hashed

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
SITE = Site(hosts=("desk.local", "192.0.2.7"))
DOCUMENT = Path(__file__).parents[2] / "docs" / "security.md"
PUBLIC = {"mosquitto.conf", "ca.crt", "server.crt", "desk.toml", "site.json"}


@pytest.fixture
def folder(tmp_path):
    folder = BrokerFolder(tmp_path / "broker")
    folder.make(SITE, NOW)
    return folder


def contents(folder):
    return {path.relative_to(folder.path): path.read_bytes() for path in folder.path.rglob("*") if path.is_file()}


def server(folder):
    return x509.load_pem_x509_certificate((folder.path / "mosquitto" / "server.crt").read_bytes())


def run(*arguments):
    return CliRunner().invoke(cli, list(map(str, arguments)), env={"SITWELL_BROKER": ""})


def test_only_what_is_public_can_be_read_by_others(folder):
    readable = {path.name for path in folder.path.rglob("*") if path.is_file() and path.stat().st_mode & 0o077}
    assert readable == PUBLIC
    for name in ("ca", "users"):
        assert stat.S_IMODE((folder.path / name).stat().st_mode) == 0o700
    assert stat.S_IMODE((folder.path / "ca" / "ca.key").stat().st_mode) == 0o600


def test_making_it_again_changes_nothing(folder):
    folder.add("desk", None, again=False)
    before = contents(folder)
    folder.make(SITE, NOW)
    assert contents(folder) == before


def test_the_key_of_the_authority_is_not_where_the_broker_reads(folder):
    assert not list((folder.path / "mosquitto").glob("ca.key"))


def test_the_certificate_names_what_chairs_are_told_and_lasts_five_years(folder):
    names = server(folder).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name.value) for name in names] == ["desk.local", "192.0.2.7", "localhost", "127.0.0.1"]
    assert server(folder).not_valid_after_utc.year == 2031


def test_openssl_finds_the_chain_good(folder):
    files = folder.path / "mosquitto"
    command = ["openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", files / "ca.crt"]
    command += ["-attime", str(int(NOW.timestamp())), files / "server.crt"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("needs openssl")
    assert said.returncode == 0, said.stderr


def test_the_certificate_is_made_anew_when_it_is_about_to_end_and_when_a_name_comes(folder):
    first = server(folder)
    folder.make(SITE, NOW + dt.timedelta(days=4 * 365))
    assert server(folder) == first
    folder.make(SITE, NOW + dt.timedelta(days=5 * 365 - 60))
    second = server(folder)
    assert second != first
    folder.make(msgspec.structs.replace(SITE, hosts=(*SITE.hosts, "new.local")), NOW + dt.timedelta(days=5 * 365 - 60))
    assert server(folder) != second
    assert (folder.path / "ca" / "ca.crt").read_bytes() == contents(folder)[Path("ca.crt")]


def test_an_authority_that_is_gone_is_not_replaced_in_silence(folder):
    (folder.path / "ca" / "ca.key").unlink()
    with pytest.raises(ConfigError, match="restore it, or begin in another folder"):
        folder.make(SITE, NOW)


def test_mosquitto_2_1_gets_plugins_and_2_0_the_older_options(tmp_path):
    texts = {}
    for version in ("2.0", "2.1"):
        folder = BrokerFolder(tmp_path / version)
        folder.make(Site(hosts=("desk.local",), mosquitto=version), NOW)
        texts[version] = (folder.path / "mosquitto" / "mosquitto.conf").read_text()
    assert re.search(r"^password_file ", texts["2.0"], re.MULTILINE)
    assert "plugin /" not in texts["2.0"]
    assert not re.search(r"^(password_file|acl_file) ", texts["2.1"], re.MULTILINE)
    assert re.findall(r"^plugin .*/(\S+)$", texts["2.1"], re.MULTILINE) == [
        "mosquitto_password_file.so",
        "mosquitto_acl_file.so",
    ]
    assert texts["2.1"].index("listener ") < texts["2.1"].index("plugin ")


def test_nobody_is_anonymous_and_nothing_listens_unencrypted(folder):
    text = (folder.path / "mosquitto" / "mosquitto.conf").read_text()
    assert "allow_anonymous false" in text
    assert re.findall(r"^listener .*", text, re.MULTILINE) == ["listener 8883"]
    assert text.index("listener 8883") < text.index("keyfile ")


@pytest.mark.parametrize("name", SERVICES)
def test_a_chair_cannot_be_called_like_a_service(folder, name):
    with pytest.raises(ConfigError, match="name of a service"):
        folder.add(name, None, again=False)


@pytest.mark.parametrize("name", ["", "+", "#", "a/b", "Desk", "a" * 33, "desk\ntopic readwrite #", "desk:x"])
def test_a_chair_cannot_have_a_name_that_means_something_to_the_broker(folder, name):
    before = contents(folder)
    with pytest.raises(ConfigError, match="use 1 to 32 of"):
        folder.add(name, None, again=False)
    assert contents(folder) == before


@pytest.mark.parametrize("change", [{"hosts": ("a\nlistener 1883",)}, {"prefix": "a/#"}, {"data": "/var/lib\nx"}])
def test_a_setting_that_would_write_a_line_of_its_own_is_refused(change):
    with pytest.raises(ConfigError):
        Site(**{"hosts": ("desk.local",)} | change)


@pytest.mark.parametrize("option", [("--host", "bad host"), ("--prefix", "a/+/b"), ("--data", "relative")])
def test_an_option_that_cannot_be_ends_with_one_line_and_makes_nothing(tmp_path, option):
    answer = run("broker-config", "--out", tmp_path / "broker", *option)
    assert (answer.exit_code, answer.stderr.count("\n")) == (3, 1)
    assert answer.stderr.startswith("error: ")
    assert not (tmp_path / "broker").exists()


def test_a_chair_says_nothing_for_another_and_hears_nothing_of_it():
    for rule in rules_of("desk", "chairs/v1"):
        assert rule.topic.startswith("chairs/v1/desk/") or rule.topic in (
            "homeassistant/device/desk/config",
            "homeassistant/status",
        )


def test_the_rules_stand_in_the_document():
    table = DOCUMENT.read_text("utf-8").partition("## Who may")[2]
    rows = dict(re.findall(r"^\| `([^`]+)` \|(.+)\|$", table, re.MULTILINE))
    shown = {
        (user, way, topic.replace("<prefix>", "chairs/v1").replace("<name>", "+").replace("<chair>", chair))
        for topic, cells in rows.items()
        for (user, chair), cell in zip(
            (("desk", "desk"), ("", ""), *((service, "+") for service in SERVICES)), cells.split("|"), strict=True
        )
        for way in re.findall(r"read|write", cell)
        if user
    }
    assert shown == {
        (user, rule.way, rule.topic) for user in ("desk", *SERVICES) for rule in rules_of(user, "chairs/v1")
    }


def test_every_user_has_rules_of_its_own_and_no_pattern_holds_for_all():
    text = acl_text(["desk"], "chairs/v1")
    assert re.findall(r"^user (\S+)", text, re.MULTILINE) == [*SERVICES, "desk"]
    assert "pattern" not in text
    assert not re.search(r"^topic", text.partition("user ")[0], re.MULTILINE)


def test_a_hash_is_in_the_form_of_mosquitto_passwd():
    # PBKDF2-HMAC-SHA512 of "secret", the salt "0123456789ab", 1000 rounds, 64 bytes: computed with openssl's `kdf`.
    assert hashed("secret", b"0123456789ab") == (
        "$7$1000$MDEyMzQ1Njc4OWFi"
        "$ZJEeM8haE9d5XdQRkROfY+VNm95TyLII2wMF7gvAreqXSheCQReksJ+3flNZrfPrV1dYquIBGQmTU89cHgTqUg=="
    )


def test_the_code_of_a_chair_holds_what_lets_it_in_and_nothing_else_keeps_its_password(tmp_path):
    out = tmp_path / "broker"
    assert run("broker-config", "--out", out, "--host", "desk.local").exit_code == 0
    answer = run("chair", "add", "desk", "--broker", out)
    enrolment = read_code(answer.stdout)
    assert (enrolment.chair, enrolment.host, enrolment.port) == ("desk", "desk.local", 8883)
    assert enrolment.ca == (out / "ca.crt").read_text()
    everything = b"".join(contents(BrokerFolder(out)).values())
    assert enrolment.password.encode() not in everything
    assert run("chair", "list", "--broker", out).stdout == "desk\n"


def test_a_code_goes_into_a_file_that_only_its_owner_reads(tmp_path):
    run("broker-config", "--out", tmp_path / "broker", "--host", "desk.local")
    code = tmp_path / "desk.code"
    answer = run("chair", "add", "desk", "--broker", tmp_path / "broker", "--out", code)
    assert stat.S_IMODE(code.stat().st_mode) == 0o600
    assert read_code(code.read_text()).password not in answer.output
    assert answer.stdout == ""


def test_a_second_chair_of_the_same_name_needs_a_word(tmp_path):
    run("broker-config", "--out", tmp_path / "broker", "--host", "desk.local")
    assert run("chair", "add", "desk", "--broker", tmp_path / "broker").exit_code == 0
    refused = run("chair", "add", "desk", "--broker", tmp_path / "broker")
    assert (refused.exit_code, "--again" in refused.stderr) == (3, True)
    assert run("chair", "remove", "desk", "--broker", tmp_path / "broker").exit_code == 0
    assert run("chair", "remove", "desk", "--broker", tmp_path / "broker").exit_code == 3
    assert "user desk" not in (tmp_path / "broker" / "mosquitto" / "acl").read_text()


def test_a_host_that_the_certificate_does_not_name_is_refused(folder):
    with pytest.raises(ConfigError, match="does not name 'elsewhere'"):
        folder.add("desk", "elsewhere", again=False)


def test_names_given_later_are_added_because_chairs_know_the_earlier_ones(tmp_path):
    out = tmp_path / "broker"
    run("broker-config", "--out", out, "--host", "old.local", "--port", "9883")
    run("broker-config", "--out", out, "--host", "new.local")
    site = BrokerFolder(out).made()
    assert (site.hosts, site.port) == (("old.local", "new.local"), 9883)


def test_a_desk_toml_that_people_have_added_to_is_left_alone(folder):
    mine = folder.path / "desk.toml"
    mine.write_text(mine.read_text() + '[store]\nurl = "sqlite:////srv/sitwell.db"\n')
    folder.make(SITE, NOW)
    assert "/srv/sitwell.db" in mine.read_text()


def test_compose_is_told_whose_files_these_are_and_other_lines_stay(tmp_path):
    (tmp_path / ".env").write_text("TZ=Europe/Berlin\nSITWELL_UID=0\n")
    answer = run("broker-config", "--out", tmp_path / "broker", "--host", "desk.local", "--compose")
    assert answer.exit_code == 0
    lines = dict(line.split("=") for line in (tmp_path / ".env").read_text().splitlines())
    assert lines["TZ"] == "Europe/Berlin"
    assert lines["SITWELL_UID"] == str((tmp_path / "broker").stat().st_uid)
    assert "/mosquitto/config/acl" in (tmp_path / "broker" / "mosquitto" / "mosquitto.conf").read_text()


def test_a_chair_before_its_broker_is_told_what_comes_first(tmp_path):
    answer = run("chair", "add", "desk", "--broker", tmp_path / "nothing")
    assert (answer.exit_code, "broker-config --out" in answer.stderr) == (3, True)
