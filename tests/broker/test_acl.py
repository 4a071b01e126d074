"""Each user tries every topic of every other, both ways; what mosquitto allowed is the table in docs/security.md."""

import re
import threading
import time
from pathlib import Path

import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.subscribeoptions import SubscribeOptions

from contract.mqtt import Callbacks, Connection, Session
from dashboard.broker.passwords import hashed
from tests.broker.secured import SecuredBroker, mosquitto

DOCUMENT = Path(__file__).parents[2] / "docs" / "security.md"
LIMIT_S = 60
CHAIRS = ("desk", "desk-2")
SERVICES = ("ingest", "dashboard", "homeassistant", "health")
ODD = ("+", "+/#", "desk/x", "chairs/v1/desk")
"""Users that broker-config never makes: somebody wrote them into the password file by hand."""

CHANNELS = ("availability", "meta", "state", "config", "frame", "minute", "event", "ack", "cmd/snooze", "result/snooze")
ELSEWHERE = (
    *("homeassistant/status", "$SYS/broker/version", "elsewhere"),
    *("chairs/v2/desk/event", "chairs/v1", "chairs/v1/x"),
)
TOPICS = (
    *(f"chairs/v1/{chair}/{channel}" for chair in CHAIRS for channel in (*CHANNELS, "other", "cmd", "state/x")),
    *(f"homeassistant/device/{chair}/config" for chair in CHAIRS),
    *ELSEWHERE,
)
AS_A_CHAIR = tuple(f"chairs/v1/{service}/event" for service in SERVICES)
"""A service that poses as a chair of its own name."""

WILDCARDS = ("#", "$SYS/#", "+/+/+/+", "chairs/v1/+/+", "chairs/v1/+/cmd/+", "chairs/#", "+/+/+/+/+", "homeassistant/#")

pytestmark = pytest.mark.skipif(mosquitto() is None, reason="needs mosquitto")


class Client:
    """One user, wild: paho as it is, so that nothing of ours keeps it from trying. Its client id has wildcards."""

    def __init__(self, broker, user):
        settings = broker.user(user)
        self.user, self.heard = user, []
        self._answers, self._arrived = set(), threading.Condition()
        self.client = paho.Client(CallbackAPIVersion.VERSION2, client_id=f"+/#/{user}", protocol=paho.MQTTv5)
        self.client.username_pw_set(settings.user, settings.password)
        self.client.tls_set(ca_certs=settings.ca_file)
        self.client.on_message = lambda _c, _d, message: self.heard.append((message.topic, message.payload.decode()))
        self.client.on_publish = lambda _c, _d, mid, *_: self._answer(mid)
        self.client.on_subscribe = lambda _c, _d, mid, *_: self._answer(mid)
        self.client.on_unsubscribe = lambda _c, _d, mid, *_: self._answer(mid)
        self.client.on_connect = lambda _c, _d, _f, reason, _p: self._answer(f"connected: {reason}")
        self.client.connect("localhost", settings.port)
        self.client.loop_start()
        self.wait("connected: Success")

    def _answer(self, what):
        with self._arrived:
            self._answers.add(what)
            self._arrived.notify_all()

    def wait(self, what):
        with self._arrived:
            assert self._arrived.wait_for(lambda: what in self._answers, LIMIT_S), f"{self.user}: no answer to {what}"

    def publish(self, topic, payload, *, retain=False):
        self.wait(self.client.publish(topic, payload, qos=1, retain=retain).mid)

    def subscribe(self, *topics):
        options = SubscribeOptions(qos=0)  # at QoS 0 what was sent before an answer has come before it
        self.wait(self.client.subscribe([(topic, options) for topic in topics])[1])

    def settle(self):
        self.wait(self.client.unsubscribe("nothing/at/all")[1])

    def close(self):
        self.client.disconnect()
        self.client.loop_stop()


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    broker = SecuredBroker(tmp_path_factory.mktemp("acl"))
    broker.admit(*CHAIRS)
    passwords, acl = broker.files / "passwords", broker.files / "acl"
    broker.passwords |= dict.fromkeys((*ODD, "everything"), "a password of sufficient length")
    odd = "".join(f"{name}:{hashed(broker.passwords[name])}\n" for name in (*ODD, "everything"))
    passwords.write_text(passwords.read_text() + odd)
    # The test's own eye and hand. `$SYS` is the broker's; nobody writes there.
    acl.write_text(acl.read_text() + "\nuser everything\ntopic readwrite #\n")
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture(scope="module")
def clients(broker):
    clients = {user: Client(broker, user) for user in (*CHAIRS, *SERVICES, *ODD, "everything")}
    yield clients
    for client in clients.values():
        client.close()


def expected(way):
    """Return who may do it, as (user, topic), from the table that people read."""
    allowed = set()
    table = DOCUMENT.read_text("utf-8").partition("## Who may")[2]
    rows = re.findall(r"^\| `([^`]+)` \|(.+)\|$", table, re.MULTILINE)
    assert len(rows) > 10, "the table in docs/security.md was not found"
    for pattern, cells in rows:
        own, others, *services = (cell.strip() for cell in cells.split("|"))
        for user, cell in zip(("own", "other", *SERVICES), (own, others, *services), strict=True):
            for topic in TOPICS:
                for chair in ("desk", "desk-2"):
                    shape = pattern.replace("<prefix>", "chairs/v1").replace("<chair>", chair)
                    who = {"own": chair, "other": CHAIRS[1 - CHAIRS.index(chair)]}.get(user, user)
                    if way in cell and re.fullmatch(re.escape(shape).replace("<name>", "[^/]+"), topic):
                        allowed.add((who, topic))
    return allowed


def test_each_user_can_say_what_the_table_allows_and_nothing_else(clients):
    eye = clients["everything"]
    eye.subscribe("#")
    for user in (*CHAIRS, *SERVICES, *ODD):
        for topic in (*TOPICS, *AS_A_CHAIR):
            clients[user].publish(topic, user)
    eye.settle()
    said = {(user, topic) for topic, user in eye.heard}
    eye.wait(eye.client.unsubscribe("#")[1])
    wrong = {(user, topic) for user, topic in said if user not in (*CHAIRS, *SERVICES)}
    assert wrong == set()
    assert said == expected("write")


@pytest.mark.parametrize("retained", [True, False])
def test_each_user_hears_what_the_table_allows_and_nothing_else(clients, retained):
    mark = f"retained {retained}"
    hand = clients["everything"]
    users = (*CHAIRS, *SERVICES, *ODD)
    published = [topic for topic in TOPICS if not topic.startswith("$")]
    if retained:
        for topic in published:
            hand.publish(topic, mark, retain=True)
    for user in users:
        clients[user].subscribe(*TOPICS, *WILDCARDS)
    if not retained:
        for topic in published:
            hand.publish(topic, mark)
    heard = set()
    for user in users:
        clients[user].settle()
        heard |= {(user, topic) for topic, said in clients[user].heard if said == mark or topic.startswith("$SYS")}
    assert heard == expected("read")


def test_a_chair_cannot_take_over_the_session_of_the_ingest(broker, clients):
    clients["ingest"].close()
    lost, heard = [], []
    came, stolen = threading.Event(), threading.Event()
    ingest = Connection(
        broker.user("ingest"),
        Session("sitwell-ingest", 600),
        Callbacks(came.set, lost.append, heard.append),
        subscriptions=(("chairs/v1/+/event", 1),),
    )
    ingest.start()
    assert came.wait(LIMIT_S)
    clients["desk"].close()
    thief = Connection(
        broker.user("desk"), Session("sitwell-ingest", 600), Callbacks(stolen.set, lambda _why: None, lambda _m: None)
    )
    thief.start()
    assert stolen.wait(LIMIT_S)
    clients["desk-2"].publish("chairs/v1/desk-2/event", "for the ingest alone")
    until = time.monotonic() + LIMIT_S
    while all(message.retained for message in heard) and time.monotonic() < until:
        time.sleep(0.01)
    thief.stop()
    ingest.stop()
    assert [message.payload for message in heard if not message.retained] == [b"for the ingest alone"]
    assert lost == []
