"""Secrets and certificates: what is refused, and that nobody's password is shown."""

import ssl

import pytest

from contract.broker import BrokerSettings, password_of, tls_context, warn_of_open_password, why_unreachable
from contract.errors import ConfigError


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "password"
    path.write_text("open sesame\n")
    path.chmod(0o600)
    return path


def test_a_password_is_read_from_its_file_without_the_end_of_the_line(secret):
    assert password_of("", str(secret)) == "open sesame"
    assert password_of("given", "") == "given"


def test_a_password_that_others_can_read_is_refused_with_the_remedy(secret):
    secret.chmod(0o640)
    with pytest.raises(ConfigError, match="chmod 600"):
        password_of("", str(secret))


def test_a_password_file_that_is_empty_or_not_there_is_named(secret, tmp_path):
    secret.write_text("\n")
    with pytest.raises(ConfigError, match="is empty"):
        password_of("", str(secret))
    with pytest.raises(ConfigError, match=r"password_file .*nowhere"):
        password_of("", str(tmp_path / "nowhere"))


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"password": "a", "password_file": "b"}, "keep one"),
        ({"cert_file": "a"}, "needs ca_file"),
        ({"ca_file": "a", "key_file": "b"}, "needs cert_file"),
        ({"host": "a..b"}, "no name or address"),
        ({"host": "x" * 70 + ".lan"}, "no name or address"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(settings, why):
    with pytest.raises(ValueError, match=why):
        BrokerSettings(**settings)


def test_what_is_no_certificate_is_named(secret):
    with pytest.raises(ConfigError, match=r"ca_file .*PEM"):
        tls_context(str(secret), "", "")


def test_the_password_reaches_no_log():
    assert "sesame" not in repr(BrokerSettings(user="u", password="sesame"))  # noqa: S106 - nobody's


@pytest.mark.parametrize(
    ("message", "remedy"),
    [
        ("certificate has expired", "renew it"),
        ("certificate is not yet valid", "clock"),
        ("Hostname mismatch, certificate is not valid for 'x'", "write host as"),
        ("self-signed certificate in certificate chain", "ca_file must hold"),
    ],
)
def test_a_refused_certificate_says_what_mends_it(message, remedy):
    error = ssl.SSLCertVerificationError("no")
    error.verify_message = message
    state = why_unreachable(error, "host port 1")
    assert state.word == "untrusted"
    assert remedy in state.text


@pytest.fixture
def open_settings(tmp_path):
    path = tmp_path / "edge.toml"
    path.write_text("")
    path.chmod(0o644)
    return path


WITH_PASSWORD = BrokerSettings(user="u", password="sesame")  # noqa: S106 - nobody's


def test_settings_with_a_password_that_everybody_can_read_are_said_once_with_the_remedy(open_settings, caplog):
    for _ in range(2):
        warn_of_open_password(open_settings, WITH_PASSWORD, {})
    (said,) = caplog.messages
    assert f"chmod o= {open_settings}" in said
    assert "password_file" in said
    assert "sesame" not in said


def test_settings_that_only_owner_and_group_can_read_are_not(open_settings, caplog):
    open_settings.chmod(0o640)
    warn_of_open_password(open_settings, WITH_PASSWORD, {})
    assert caplog.messages == []


def test_a_password_that_is_not_in_the_file_is_nobodys_to_read_there(open_settings, caplog):
    warn_of_open_password(open_settings, BrokerSettings(), {})
    warn_of_open_password(open_settings, WITH_PASSWORD, {"SITWELL_MQTT_PASSWORD": "sesame"})
    warn_of_open_password(None, WITH_PASSWORD, {})
    assert caplog.messages == []
