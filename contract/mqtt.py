"""The connection to the broker, and the one importer of paho.

paho runs its network in a thread of its own. Callbacks given to `Connection` are called there: they only put things
into a queue. paho's traps that this file keeps out (each measured with paho 2.2):

- publish() while offline queues in memory and a retry then repeats: `publish` here refuses while offline;
- an exception in a callback kills the network thread while it still looks connected: callbacks are wrapped;
- its backoff has no jitter, so a thousand chairs come back at once: each connection draws its own delays;
- on MQTT 3.1.1 a publish that the broker forbids is acknowledged all the same: MQTT 5 only.
"""

import contextlib
import logging
import random
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec
import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from contract.errors import ConfigError

log = logging.getLogger(__name__)

KEEPALIVE_S = 20
CONNECT_TIMEOUT_S = 5.0
INFLIGHT = 20

NO_SUBSCRIBERS = 0x10
"""MQTT 5: the broker took the message and had nobody to give it to, so nobody has it."""


class BrokerSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the broker is and how to be let in."""

    host: Annotated[str, msgspec.Meta(min_length=1, description="name or address of the MQTT broker")] = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=1, le=65535, description="TCP port of the broker; 8883 is usual with TLS")] = (
        1883
    )
    user: Annotated[str, msgspec.Meta(description="user name; empty for none")] = ""
    password: Annotated[str, msgspec.Meta(description="password; better given as SITWELL_MQTT_PASSWORD")] = ""
    password_file: Annotated[
        str, msgspec.Meta(description="file that holds the password, readable by its owner only; instead of password")
    ] = ""
    ca_file: Annotated[str, msgspec.Meta(description="CA certificate; when set the connection is encrypted")] = ""
    prefix: Annotated[str, msgspec.Meta(description="first levels of every topic; one for each site")] = "chairs/v1"

    def __repr__(self) -> str:
        """Show everything but the password: this text reaches logs."""
        return f"BrokerSettings(host={self.host!r}, port={self.port}, user={self.user!r}, tls={bool(self.ca_file)})"


class Message(NamedTuple):
    """A message that came in. `mid` and `qos` acknowledge it when acknowledging is done by hand."""

    topic: str
    payload: bytes
    retained: bool
    mid: int
    qos: int


class Will(NamedTuple):
    """What the broker publishes, retained, when this client is gone without a goodbye."""

    topic: str
    payload: bytes


class Session(NamedTuple):
    """How the broker remembers this client.

    `expiry_s` 0 forgets it at once; with `manual_ack` the broker keeps each message until told that it is safe.
    """

    client_id: str
    expiry_s: int = 0
    manual_ack: bool = False


class Callbacks(NamedTuple):
    """Called on the network thread; each must only hand over to a queue.

    `published` gets the id of a message that the broker answered, and whether it has anybody to give it to.
    """

    connected: Callable[[], None]
    disconnected: Callable[[str], None]
    message: Callable[[Message], None] = lambda _message: None
    published: Callable[[int, bool], None] = lambda _mid, _heard: None


class Connection:
    """One MQTT 5 connection that comes back by itself. `start` returns at once; `stop` says goodbye."""

    def __init__(
        self,
        broker: BrokerSettings,
        session: Session,
        callbacks: Callbacks,
        *,
        will: Will | None = None,
        subscriptions: tuple[tuple[str, int], ...] = (),
    ) -> None:
        self._broker = broker
        self._session = session
        self._callbacks = callbacks
        self._subscriptions = subscriptions
        self._online = False
        self._stopping = False
        self._refused = False
        self._refusals: set[int] = set()
        self._told: set[str] = set()
        client = paho.Client(
            CallbackAPIVersion.VERSION2,
            client_id=session.client_id,
            protocol=paho.MQTTv5,
            manual_ack=session.manual_ack,
        )
        client.connect_timeout = CONNECT_TIMEOUT_S
        client.max_inflight_messages_set(INFLIGHT)
        client.reconnect_delay_set(min_delay=1, max_delay=random.randint(20, 40))
        if broker.user:
            client.username_pw_set(broker.user, _password(broker) or None)
        if broker.ca_file:
            client.tls_set_context(_tls(broker.ca_file))
        if will:
            client.will_set(will.topic, will.payload, qos=1, retain=True)
        client.on_connect = self._on_connect
        client.on_connect_fail = self._on_connect_fail
        client.on_disconnect = self._on_disconnect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        client.on_publish = self._on_publish
        self._client = client

    @property
    def online(self) -> bool:
        """Whether the broker has let us in and not gone since."""
        return self._online

    def start(self) -> None:
        """Begin to connect, and go on trying until `stop`."""
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]  # paho leaves it untyped
        properties.SessionExpiryInterval = self._session.expiry_s
        self._client.connect_async(
            self._broker.host,
            self._broker.port,
            keepalive=KEEPALIVE_S,
            clean_start=self._session.expiry_s == 0,
            properties=properties,
        )
        self._client.loop_start()

    def stop(self, goodbye: Will | None = None) -> None:
        """Disconnect cleanly, after publishing `goodbye` (a clean goodbye does not trigger the last will)."""
        if goodbye and self._online:
            said = self._client.publish(goodbye.topic, goodbye.payload, qos=1, retain=True)
            if said.rc == paho.MQTT_ERR_SUCCESS:  # paho raises for a goodbye that the connection did not live to take
                said.wait_for_publish(timeout=1.0)
        self._online = False
        self._stopping = True
        self._client.disconnect()
        self._client.loop_stop()

    def publish(self, topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> int | None:
        """Hand a message over; return its id, or None when it was not taken because we are offline."""
        if not self._online:
            return None
        info = self._client.publish(topic, payload, qos=qos, retain=retain)
        return info.mid if info.rc == paho.MQTT_ERR_SUCCESS else None

    def acknowledge(self, message: Message) -> None:
        """Tell the broker that a message is safe with us."""
        self._client.ack(message.mid, message.qos)

    def reconnect(self) -> None:
        """Drop the connection; paho's thread makes a new one. For a broker that takes and never answers."""
        self._online = False
        line = self._client.socket()
        if isinstance(line, socket.socket):
            with contextlib.suppress(OSError):  # it is gone already
                line.shutdown(socket.SHUT_RDWR)

    def _on_connect(
        self, client: paho.Client, _data: object, _flags: object, reason: ReasonCode, _properties: object
    ) -> None:
        if reason.is_failure:
            self._refused = True
            self._say(f"the broker refused us: {reason}; check user and password")
            return
        self._refused = False
        self._told.clear()
        if self._subscriptions:
            client.subscribe(list(self._subscriptions))
        self._online = True
        self._guard(self._callbacks.connected)

    def _on_connect_fail(self, _client: paho.Client, _data: object) -> None:
        self._say(f"no broker at {self._broker.host} port {self._broker.port}; trying again until there is one")

    def _on_disconnect(
        self, _client: paho.Client, _data: object, _flags: object, reason: ReasonCode, _properties: object
    ) -> None:
        if self._stopping:
            return
        if self._online:
            self._online = False
            self._say(f"the connection to the broker ended: {reason}")
        elif not self._refused:
            self._say(f"{self._broker.host} port {self._broker.port} answers, but not as an MQTT 5 broker")

    def _on_subscribe(
        self, _client: paho.Client, _data: object, _mid: int, reasons: list[ReasonCode], _properties: object
    ) -> None:
        for reason in reasons:
            if reason.is_failure:
                log.error("the broker refused a subscription of %s: %s", self._session.client_id, reason)

    def _on_message(self, _client: paho.Client, _data: object, message: paho.MQTTMessage) -> None:
        try:
            topic = message.topic
        except UnicodeDecodeError:
            topic = ""
        received = Message(topic, bytes(message.payload), message.retain, message.mid, message.qos)
        self._guard(lambda: self._callbacks.message(received))

    def _on_publish(
        self, _client: paho.Client, _data: object, mid: int, reason: ReasonCode, _properties: object
    ) -> None:
        if reason.is_failure and reason.value not in self._refusals:
            self._refusals.add(reason.value)
            log.error("the broker refused a message: %s; check its access rules", reason)
        heard = not reason.is_failure and reason.value != NO_SUBSCRIBERS
        self._guard(lambda: self._callbacks.published(mid, heard))

    def _say(self, why: str) -> None:
        """Log a state once, not each second that it lasts."""
        if why not in self._told:
            log.warning("%s", why)
            self._told.add(why)
        self._guard(lambda: self._callbacks.disconnected(why))

    def _guard(self, call: Callable[[], None]) -> None:
        """Let nothing escape: it would kill paho's thread while the connection still looks alive."""
        try:
            call()
        except Exception:
            log.exception("a callback of the connection failed")


def _password(broker: BrokerSettings) -> str:
    if not broker.password_file:
        return broker.password
    try:
        return Path(broker.password_file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"password_file {broker.password_file!r} cannot be read: {error}") from error


def _tls(ca_file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"ca_file {ca_file!r} cannot be used: {error}; give the path of a PEM file") from error
