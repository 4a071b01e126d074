"""The way to the broker: each step that fails is the last one, and names its own remedy."""

import contextlib
import socket
import ssl

import pytest

from contract.mqtt import BrokerSettings
from edge.commissioning.broker import BrokerWay, broker_findings

PLAIN = BrokerSettings(host="broker.lan")
SAFE = BrokerSettings(host="broker.lan", port=8883, ca_file="ca.pem", user="chair")


def way(address="192.168.1.5", connect=None, encrypt="TLSv1.3", log_in=""):
    def raises(what):
        if isinstance(what, Exception):
            raise what
        return what

    return BrokerWay(
        lambda _host, _port: raises(address),
        lambda _address, _port: contextlib.nullcontext(raises(connect)),
        lambda _line, _broker: raises(encrypt),
        lambda _broker, _chair: log_in,
    )


def refused_certificate():
    error = ssl.SSLCertVerificationError("self-signed certificate")
    error.verify_message = "self-signed certificate"  # as a real handshake sets it
    return error


def verdicts(found):
    return [(each.name, each.verdict) for each in found]


def test_a_safe_way_is_in_order_all_along():
    found = broker_findings(SAFE, way())
    assert verdicts(found) == [(f"broker: {step}", "ok") for step in ("name", "port", "encryption", "log-in")]
    assert found[-1].said == "let in as chair"


def test_a_plain_way_to_another_computer_can_be_read_by_others():
    assert verdicts(broker_findings(PLAIN, way()))[2:] == [("broker: encryption", "warning"), ("broker: log-in", "ok")]


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_broker_on_this_computer_needs_no_encryption(address):
    assert [each.verdict for each in broker_findings(PLAIN, way(address))] == ["ok"] * 4


@pytest.mark.parametrize(
    ("broken", "step", "word"),
    [
        ({"address": socket.gaierror(-2, "Name or service not known")}, "name", "getent hosts broker.lan"),
        ({"connect": ConnectionRefusedError(111, "Connection refused")}, "port", "systemctl status mosquitto"),
        ({"connect": TimeoutError("timed out")}, "port", "firewall"),
        ({"connect": OSError(101, "Network is unreachable")}, "port", "ip route"),
        ({"encrypt": refused_certificate()}, "encryption", "CA that signed it"),
        ({"encrypt": ssl.SSLError("wrong version number")}, "encryption", "speak TLS"),
        ({"encrypt": FileNotFoundError(2, "No such file")}, "encryption", "PEM"),
        ({"log_in": "the broker refused us: Not authorized; check user and password"}, "log-in", "SITWELL_MQTT"),
        ({"log_in": "answers, but not as an MQTT 5 broker"}, "log-in", "mosquitto 2"),
        ({"log_in": "it takes not what chair publishes"}, "log-in", 'user in [mqtt] is "chair": make them the same'),
    ],
)
def test_the_step_that_fails_is_the_last_and_names_its_remedy(broken, step, word):
    found = broker_findings(SAFE, way(**broken))
    assert (found[-1].name, found[-1].verdict) == (f"broker: {step}", "warning")
    assert word in found[-1].remedy
    assert "The chair measures all the same" in found[-1].remedy
    assert {each.verdict for each in found[:-1]} <= {"ok"}


def test_a_plain_log_in_at_a_port_for_tls_says_so():
    found = broker_findings(BrokerSettings(port=8883), way("127.0.0.1", log_in="answers, but not as an MQTT 5 broker"))
    assert "set ca_file" in found[-1].remedy
