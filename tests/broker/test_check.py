"""`sitwell-edge check` on its way to a real broker: let in, refused, encrypted, mistrusted, and no broker at all."""

import contextlib
import shutil
import socket
import subprocess
import threading
import time

import pytest

from contract.mqtt import BrokerSettings
from edge.commissioning.broker import broker_findings
from mock_hw.broker import find_mosquitto

WORD = "opensesame"
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")


@pytest.fixture
def broker(tmp_path):
    """Start a mosquitto with these lines in its configuration and return its port."""
    if find_mosquitto() is None:
        pytest.skip("needs mosquitto")
    with contextlib.ExitStack() as stack:

        def start(*lines):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            (tmp_path / "mosquitto.conf").write_text("\n".join((f"listener {port} 127.0.0.1", *lines, "user root\n")))
            process = subprocess.Popen(
                [find_mosquitto(), "-c", tmp_path / "mosquitto.conf"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(lambda: (process.kill(), process.wait()))
            until = time.monotonic() + 60
            while time.monotonic() < until:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        return port
                time.sleep(0.02)
            raise TimeoutError("mosquitto did not start")

        yield start


def certificate(folder, name):
    """Make a certificate for localhost that is its own authority."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem", "-days", "2"),
            *("-subj", f"/CN={name}", "-addext", "subjectAltName=DNS:localhost"),
        ],
        check=True,
        capture_output=True,
    )
    return folder / f"{name}.pem"


def test_a_broker_that_lets_everybody_in_is_in_order(broker):
    found = broker_findings(BrokerSettings(port=broker("allow_anonymous true")))
    assert [each.verdict for each in found] == ["ok"] * 4
    assert found[-1].said == "let in without a name"


def test_a_broker_that_refuses_us_is_told_apart_from_one_that_is_away(broker, caplog):
    found = broker_findings(BrokerSettings(port=broker("allow_anonymous false"), user="chair", password=WORD))
    assert (found[-1].name, found[-1].verdict) == ("broker: log-in", "warning")
    assert "refused us" in found[-1].said
    assert "SITWELL_MQTT_PASSWORD" in found[-1].remedy
    assert WORD not in "".join(each.said + each.remedy for each in found)
    assert caplog.text == ""  # the finding says it, and once is enough


def test_a_broker_that_takes_not_what_this_chair_says_is_found_before_a_day_is_lost(broker, tmp_path):
    rules = tmp_path / "rules.acl"
    rules.write_text("topic read $SYS/#\nuser study\ntopic write chairs/v1/study/#\n")
    words = tmp_path / "words"
    subprocess.run(["mosquitto_passwd", "-c", "-b", str(words), "study", WORD], check=True, capture_output=True)
    port = broker("allow_anonymous false", f"password_file {words}", f"acl_file {rules}")
    settings = BrokerSettings(port=port, user="study", password=WORD)
    assert [each.verdict for each in broker_findings(settings, chair="study")] == ["ok"] * 4
    found = broker_findings(settings, chair="kitchen")
    assert (found[-1].name, found[-1].verdict) == ("broker: log-in", "warning")
    assert 'id in [chair] is "kitchen" and user in [mqtt] is "study"' in found[-1].remedy


@needs_openssl
def test_a_broker_whose_certificate_is_trusted_is_in_order_and_another_is_not(broker, tmp_path):
    ours, other = certificate(tmp_path, "ours"), certificate(tmp_path, "other")
    port = broker("allow_anonymous true", f"certfile {ours}", f"keyfile {ours.with_suffix('.key')}")
    trusted = broker_findings(BrokerSettings(host="localhost", port=port, ca_file=str(ours)))
    assert [each.verdict for each in trusted] == ["ok"] * 4
    assert "TLSv1" in trusted[2].said
    mistrusted = broker_findings(BrokerSettings(host="localhost", port=port, ca_file=str(other)))
    assert (mistrusted[-1].name, mistrusted[-1].verdict) == ("broker: encryption", "warning")
    assert mistrusted[-1].said.startswith("certificate refused")
    plain = broker_findings(BrokerSettings(host="localhost", port=port))
    assert (plain[-1].name, plain[-1].verdict) == ("broker: log-in", "warning")


def test_a_port_with_something_else_behind_it_is_no_broker():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up():
            with contextlib.suppress(OSError):
                while True:
                    server.accept()[0].close()

        threading.Thread(target=hang_up, daemon=True).start()
        found = broker_findings(BrokerSettings(port=server.getsockname()[1]))
        server.shutdown(socket.SHUT_RDWR)
    assert (found[-1].name, found[-1].verdict) == ("broker: log-in", "warning")
    assert "not as an MQTT 5 broker" in found[-1].said
