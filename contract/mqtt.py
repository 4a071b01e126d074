"""The connection to the broker, and the one importer of paho.

paho runs its network in a thread of its own. Callbacks given to `Connection` are called there: they only put things
into a queue. paho's traps that this file keeps out (each measured with paho 2.2):

- publish() while offline queues in memory and a retry then repeats: `publish` here refuses while offline;
- an exception in a callback kills the network thread while it still looks connected: callbacks are wrapped;
- its backoff has no jitter, so a thousand chairs come back at once: each connection draws its own delays, anew each
  time that it was let in;
- on MQTT 3.1.1 a publish that the broker forbids is acknowledged all the same: MQTT 5 only.
"""

import contextlib
import logging
import random
import socket
import sys
import time
from collections.abc import Callable

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from contract import broker as states
from contract.broker import BrokerSettings, BrokerState, password_of, tls_context
from contract.client import Callbacks, Message, Session, Will

__all__ = ["BrokerSettings", "BrokerState", "Callbacks", "Connection", "Message", "Session", "Will"]

log = logging.getLogger(__name__)

KEEPALIVE_S = 20
CONNECT_TIMEOUT_S = 5.0
INFLIGHT = 20

NO_SUBSCRIBERS = 0x10
"""MQTT 5: the broker took the message and had nobody to give it to, so nobody has it."""

KEEPALIVE_TIMEOUT, TAKEN_OVER = 0x8D, 0x8E
"""MQTT 5 reasons of a disconnection: nothing came for too long; another client connected under our client id."""

SHORT_S, SHORT_LIVES = 5.0, 3
"""So many connections in a row that ended so soon are no accident: mosquitto 2.0 says nothing when it takes us over."""

STEADY_S = 60.0
"""A connection that lasted so long was a good one: what ends it is said again. A shorter one would fill the log."""


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
        self._state = BrokerState("connecting")
        self._ended = False
        self._explained = False
        """The end of the connection that comes next needs no words of its own."""
        self._let_in_s = 0.0
        self._short_lives = 0
        self._told: set[str] = set()
        client = paho.Client(
            CallbackAPIVersion.VERSION2,
            client_id=session.client_id,
            protocol=paho.MQTTv5,
            manual_ack=session.manual_ack,
        )
        client.connect_timeout = CONNECT_TIMEOUT_S
        client.max_inflight_messages_set(INFLIGHT)
        if broker.user:
            client.username_pw_set(broker.user, password_of(broker.password, broker.password_file) or None)
        if broker.ca_file:
            client.tls_set_context(tls_context(broker.ca_file, broker.cert_file, broker.key_file))
        if will:
            client.will_set(will.topic, will.payload, qos=1, retain=True)
        client.on_pre_connect = self._on_pre_connect
        client.on_connect = self._on_connect
        client.on_connect_fail = self._on_connect_fail
        client.on_disconnect = self._on_disconnect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        client.on_publish = self._on_publish
        self._client = client
        self._draw_delays()

    @property
    def state(self) -> BrokerState:
        """How it stands with the broker, and what mends it."""
        return self._state

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
        # Without them nothing holds the client in a circle, and it closes its sockets as soon as it is dropped.
        client = self._client
        client.on_pre_connect = client.on_connect = client.on_connect_fail = client.on_disconnect = None
        client.on_subscribe = client.on_message = client.on_publish = None

    def publish(
        self, topic: str, payload: bytes, *, qos: int = 0, retain: bool = False, expires_s: int | None = None
    ) -> int | None:
        """Hand a message over; return its id, or None when it was not taken because we are offline.

        The broker throws a message away that it could not deliver within `expires_s`; None: never.
        """
        if not self._online:
            return None
        properties = None
        if expires_s is not None:
            properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]  # paho leaves it untyped
            properties.MessageExpiryInterval = expires_s
        info = self._client.publish(topic, payload, qos=qos, retain=retain, properties=properties)
        return info.mid if info.rc == paho.MQTT_ERR_SUCCESS else None

    def acknowledge(self, message: Message) -> None:
        """Tell the broker that a message is safe with us."""
        self._client.ack(message.mid, message.qos)

    def reconnect(self) -> None:
        """Drop the connection; paho's thread makes a new one. For a broker that takes and never answers."""
        self._online = False
        self._explained = True
        line = self._client.socket()
        if isinstance(line, socket.socket):
            with contextlib.suppress(OSError):  # it is gone already
                line.shutdown(socket.SHUT_RDWR)

    def _on_pre_connect(self, _client: paho.Client, _data: object) -> None:
        self._ended = False

    def _on_connect(
        self, client: paho.Client, _data: object, _flags: object, reason: ReasonCode, _properties: object
    ) -> None:
        if reason.is_failure:
            self._explained = True
            self._say(BrokerState("refused", f"the broker refused us: {reason}; check user and password"))
            return
        self._let_in_s = time.monotonic()
        self._draw_delays()
        if self._subscriptions:
            # "as published" tells a retained command from others at once, not only with the next connection
            wanted = [(topic, SubscribeOptions(qos, retainAsPublished=True)) for topic, qos in self._subscriptions]
            client.subscribe(wanted)
        self._online = True
        self._state = BrokerState("online")
        self._guard(self._callbacks.connected)

    def _on_connect_fail(self, _client: paho.Client, _data: object) -> None:
        # paho calls this while it handles the error, and does not hand it over.
        self._say(states.why_unreachable(sys.exception(), self._place, tls=bool(self._broker.ca_file)))

    def _on_disconnect(
        self, _client: paho.Client, _data: object, _flags: object, reason: ReasonCode, _properties: object
    ) -> None:
        if self._stopping or self._ended:
            return  # paho tells the end of a dead connection twice
        self._ended = True
        was_online, self._online = self._online, False
        if self._explained:
            self._explained = False
        else:
            silent, tls = reason.value == KEEPALIVE_TIMEOUT, bool(self._broker.ca_file)
            self._say(
                self._why_ended(reason) if was_online else states.why_not_let_in(self._place, silent=silent, tls=tls)
            )

    def _why_ended(self, reason: ReasonCode) -> BrokerState:
        lived_s = time.monotonic() - self._let_in_s
        if lived_s > STEADY_S:
            self._told.clear()
        self._short_lives = self._short_lives + 1 if lived_s < SHORT_S else 0
        if reason.value == TAKEN_OVER or self._short_lives >= SHORT_LIVES:
            # The other one comes back too: without a pause they would throw each other out each second.
            self._draw_delays(least_s=30)
            return states.why_taken_over(self._place, self._session.client_id)
        return BrokerState("lost", f"the connection to {self._place} ended: {reason}")

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
        if reason.is_failure:
            self._state = states.why_forbidden(self._place, self._broker.user, str(reason))
            self._log_once(self._state.text)
        heard = not reason.is_failure and reason.value != NO_SUBSCRIBERS
        self._guard(lambda: self._callbacks.published(mid, heard))

    def _say(self, state: BrokerState) -> None:
        """Take a state, and log it once, not each second that it lasts."""
        self._state = state
        self._log_once(state.text)
        self._guard(lambda: self._callbacks.disconnected(state.text))

    def _log_once(self, text: str) -> None:
        if text not in self._told:
            log.warning("%s", text)
            self._told.add(text)

    @property
    def _place(self) -> str:
        return f"{self._broker.host} port {self._broker.port}"

    def _draw_delays(self, least_s: int = 1) -> None:
        """Draw how long to wait before the first attempt to come back, and at most; paho doubles in between."""
        first_s = least_s * random.uniform(1.0, 2.0)
        most_s = max(2 * least_s, 20) * random.uniform(1.0, 2.0)
        self._client.reconnect_delay_set(first_s, most_s)  # type: ignore[arg-type]  # typed as whole seconds, used as any

    def _guard(self, call: Callable[[], None]) -> None:
        """Let nothing escape: it would kill paho's thread while the connection still looks alive."""
        try:
            call()
        except Exception:
            log.exception("a callback of the connection failed")
