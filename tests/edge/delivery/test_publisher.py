"""When a chair sends again, and how much: with a broker that is a list, and time that is a number."""

import pytest

from contract.codec import decode, encode
from contract.delivery import Delivery, Watermark
from contract.events import BoutStarted
from contract.mqtt import BrokerSettings, Message
from contract.state import ChairMeta
from edge.config import EdgeSettings
from edge.delivery import publisher
from edge.delivery.publisher import LONGEST_RESEND_S, RESEND_S, UNHEARD_S, WINDOW, MqttPublisher
from edge.delivery.spool import Spool

META = ChairMeta(chair="desk", name="Desk", model="m", software="s", zone="Etc/UTC")


class Line:
    """A connection that is always there; it answers at once, and keeps what was sent."""

    def __init__(self, _broker, _session, callbacks, **_others):
        self.callbacks = callbacks
        self.online = True
        self.heard = True
        self.sent = []

    def start(self):
        self.callbacks.connected()

    def publish(self, topic, payload, *, qos=0, retain=False):
        if topic.endswith(("/event", "/minute")):
            assert qos == 1
            assert not retain
            self.sent.append(decode(payload, Delivery).seq)
            self.callbacks.published(len(self.sent), self.heard)
        return len(self.sent)

    def stop(self, goodbye):
        pass


class Chair:
    """A spool and its publisher, and the uptime that passes for them."""

    def __init__(self, folder, monkeypatch):
        monkeypatch.setattr(publisher, "Connection", Line)
        self.spool = Spool(folder / "spool.db")
        self.publisher = MqttPublisher(BrokerSettings(), META, EdgeSettings().in_force(), self.spool)
        self.line = self.publisher._connection
        self.now_s = 100.0
        self.publisher.start()

    def keep(self, rows=1):
        event = BoutStarted(at_ms=1, uptime_s=1, known_ms=1, boot="0" * 8, clock_synced=True)
        self.spool.append([event] * rows, b"")

    def wait(self, span_s, step_s=1.0, each=lambda: None):
        """Let time pass, pumping; return what was sent meanwhile."""
        before = len(self.line.sent)
        end_s = self.now_s + span_s
        while self.now_s < end_s:
            each()
            self.now_s += step_s
            self.publisher.pump(self.now_s)
        return self.line.sent[before:]

    def acknowledge(self, seq):
        mark = encode(Watermark(epoch=self.spool.epoch, seq=seq))
        self.line.callbacks.message(Message("chairs/v1/desk/ack", mark, False, 1, 1))


@pytest.fixture
def chair(tmp_path, monkeypatch):
    made = Chair(tmp_path, monkeypatch)
    with made.spool:
        yield made


def test_what_the_broker_took_and_lost_is_sent_again_however_much_comes_after_it(chair):
    chair.keep()
    assert 1 in chair.wait(5)
    again = chair.wait(600, each=lambda: chair.keep() if round(chair.now_s) % 20 == 0 else None)
    assert 1 in again


def test_while_the_store_is_away_only_a_probe_is_sent_again_and_ever_more_seldom(chair):
    chair.keep(500)
    assert len(chair.wait(30)) == 500
    probes = chair.wait(24 * 3600, step_s=10)
    assert set(probes) == set(range(1, WINDOW + 1))
    assert len(probes) <= WINDOW * (24 * 3600 / LONGEST_RESEND_S + 8)


def test_once_the_store_is_back_everything_is_sent(chair):
    chair.keep(100)
    chair.wait(RESEND_S + 10)
    chair.acknowledge(WINDOW)
    assert chair.wait(60)[-1] == 100


def test_a_watermark_that_goes_back_is_believed(chair):
    chair.keep(50)
    chair.wait(5)
    chair.acknowledge(40)
    chair.wait(5)
    chair.acknowledge(10)
    assert chair.wait(10)[:2] == [11, 12], (
        "the store came from a backup; rows behind it are there as far as not deleted"
    )


def test_when_nobody_listens_it_is_tried_again_in_seconds(chair):
    chair.line.heard = False
    chair.keep()
    assert chair.wait(2) == [1]
    assert len(chair.wait(4 * UNHEARD_S)) >= 3


def test_a_row_that_nobody_can_read_does_not_stop_the_chair(chair, monkeypatch):
    monkeypatch.setattr(Line, "publish", lambda self, topic, _payload, **_: self.sent.append(topic) or 1)
    chair.spool._db.execute("INSERT INTO row (body) VALUES (?)", (b'{"kind":"of another age"}',))
    assert "chairs/v1/desk/event" in chair.wait(2)
