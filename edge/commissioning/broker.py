"""The way to the broker, step by step, so that each step that fails names its own remedy.

name -> address -> port open -> encrypted -> let in, and what the chair says is taken
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple

from contract.mqtt import BrokerSettings
from edge.commissioning.findings import Finding
from edge.commissioning.log_in import log_in

TIMEOUT_S = 5.0
NAME = "broker"
_LATER = "The chair measures all the same and sends it when there is a way. "


class BrokerWay(NamedTuple):
    """The steps, each of which raises `OSError` when it fails; `log_in` returns why not, or an empty text.

    It gets the chair's id too, as which it tries to say something.
    """

    resolve: Callable[[str, int], str]
    connect: Callable[[str, int], AbstractContextManager[socket.socket]]
    encrypt: Callable[[socket.socket, BrokerSettings], str]
    log_in: Callable[[BrokerSettings, str], str]


def resolve(host: str, port: int) -> str:
    """Return the first address of a name."""
    return str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0])


def connect(address: str, port: int) -> socket.socket:
    """Return a connection to a port."""
    return socket.create_connection((address, port), TIMEOUT_S)


def encrypt(line: socket.socket, broker: BrokerSettings) -> str:
    """Make the connection an encrypted one and return the protocol's version."""
    context = ssl.create_default_context(cafile=broker.ca_file)
    with context.wrap_socket(line, server_hostname=broker.host) as wrapped:
        return wrapped.version() or "TLS"


REAL_WAY = BrokerWay(resolve, connect, encrypt, lambda broker, chair: log_in(broker, chair=chair))


def broker_findings(broker: BrokerSettings, way: BrokerWay = REAL_WAY, chair: str = "") -> list[Finding]:
    """Go the way as far as it goes; the last finding is what stopped us, or that we were let in."""
    place = f"{broker.host} port {broker.port}"
    try:
        address = way.resolve(broker.host, broker.port)
    except OSError as error:
        remedy = f"{_LATER}Check host in [mqtt] and the network; getent hosts {broker.host} asks the same question."
        return [Finding(f"{NAME}: name", "warning", f"{broker.host} has no address: {_why(error)}", remedy)]
    found = [Finding(f"{NAME}: name", "ok", f"{broker.host} is {address}")]
    try:
        line = way.connect(address, broker.port)
    except OSError as error:
        return [*found, _unreachable(error, place)]
    found.append(Finding(f"{NAME}: port", "ok", f"{place} is open"))
    with line as connected:
        found.append(_encryption(connected, broker, address, way))
    if found[-1].verdict == "warning" and broker.ca_file:
        return found
    return [*found, _let_in(way.log_in(broker, chair), broker, place, chair)]


def _unreachable(error: OSError, place: str) -> Finding:
    if isinstance(error, ConnectionRefusedError):
        said = f"nothing listens at {place}"
        remedy = (
            "Is the broker running (systemctl status mosquitto)? Without a `listener` in its configuration mosquitto "
            "listens on its own computer alone."
        )
    elif isinstance(error, TimeoutError):
        said, remedy = f"{place} does not answer", "Look for a firewall, a wrong host or a computer that is off."
    else:
        said, remedy = f"no way to {place}: {_why(error)}", "Check the network of this computer: ip route, nmcli."
    return Finding(f"{NAME}: port", "warning", said, _LATER + remedy)


def _encryption(line: socket.socket, broker: BrokerSettings, address: str, way: BrokerWay) -> Finding:
    name = f"{NAME}: encryption"
    if not broker.ca_file:
        if ipaddress.ip_address(address.partition("%")[0]).is_loopback:
            return Finding(name, "ok", "none, and none needed: the broker is on this computer")
        remedy = "Set ca_file in [mqtt] and the broker's TLS port, usually 8883."
        return Finding(name, "warning", "none: password and measurements can be read on the way", remedy)
    try:
        return Finding(name, "ok", f"{way.encrypt(line, broker)}, certificate trusted")
    except ssl.SSLCertVerificationError as error:
        remedy = f"ca_file {broker.ca_file} must be the CA that signed it, host its name, and this clock right."
        return Finding(name, "warning", f"certificate refused: {error.verify_message}", _LATER + remedy)
    except FileNotFoundError:
        return Finding(
            name, "warning", f"ca_file {broker.ca_file} is not there", f"{_LATER}Give the path of a PEM file."
        )
    except (OSError, ssl.SSLError) as error:
        remedy = f"Does port {broker.port} speak TLS? 8883 usually does, 1883 does not. Is ca_file a PEM file?"
        return Finding(name, "warning", f"no TLS: {_why(error)}", _LATER + remedy)


def _let_in(why: str, broker: BrokerSettings, place: str, chair: str) -> Finding:
    name = f"{NAME}: log-in"
    if not why:
        return Finding(name, "ok", f"let in as {broker.user}" if broker.user else "let in without a name")
    if "refused us" in why:
        remedy = "Check user in [mqtt] and the password (SITWELL_MQTT_PASSWORD) against the broker's."
    elif "takes not" in why:
        remedy = (
            f'Here id in [chair] is "{chair}" and user in [mqtt] is "{broker.user or ""}": make them the same, and '
            "prefix the broker's; sitwell-edge enroll does both."
        )
    else:
        tls = " Port 8883 usually wants TLS: set ca_file." if not broker.ca_file else ""
        remedy = f"{place} must be a broker that speaks MQTT 5, such as mosquitto 2.{tls}"
    return Finding(name, "warning", why, _LATER + remedy)


def _why(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
