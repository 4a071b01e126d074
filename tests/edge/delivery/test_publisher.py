"""When a chair sends again, and how much: with a broker that is a list, and time that is a number."""

import pytest

from contract.broker import BrokerState
from contract.codec import MAX_BYTES, decode, encode
from contract.delivery import Delivery, Watermark
from contract.events import BoutStarted
from contract.mqtt import BrokerSettings, Message
from contract.state import ChairMeta
from edge.config import EdgeSettings
from edge.delivery import publisher
from edge.delivery.publisher import LONGEST_RESEND_S, RESEND_S, SILENT_BROKER_S, UNHEARD_S, WINDOW, MqttPublisher
from edge.delivery.spool import Spool, SpoolError

META = ChairMeta(chair="desk", name="Desk", model="m", software="s", zone="Etc/UTC")


class Line:
    """A connection that is always there; it answers at once, and keeps what was sent."""

    def __init__(self, _broker, _session, callbacks, **_others):
        self.callbacks = callbacks
        self.online = True
        self.heard = True
        self.state = BrokerState("online")
        self.sent, self.mids, self.epochs = [], 0, set()
        self.answers, self.reconnects, self.before_greeting = True, 0, lambda: None

    def start(self):
        self.callbacks.connected()

    def publish(self, topic, payload, *, qos=0, retain=False):
        self.mids += 1
        if topic.endswith("/availability"):
            self.before_greeting()
        if topic.endswith(("/event", "/minute")):
            assert qos == 1
            assert not retain
            delivery = decode(payload, Delivery)
            self.sent.append(delivery.seq)
            self.epochs.add(delivery.epoch)
        if qos and self.answers:
            self.callbacks.published(self.mids, self.heard)
        return self.mids

    def reconnect(self):
        self.reconnects += 1
        self.callbacks.connected()

    def stop(self, goodbye):
        pass


class Chair:
    """A spool and its publisher, and the uptime that passes for them."""

    def __init__(self, folder, monkeypatch):
        monkeypatch.setattr(publisher, "Connection", Line)
        self.spool = Spool(folder / "spool.db")
        self.now_s = 100.0
        self.begin()

    def begin(self, before_greeting=lambda: None):
        self.publisher = MqttPublisher(BrokerSettings(), META, EdgeSettings().in_force(), self.spool)
        self.line = self.publisher._connection
        self.line.before_greeting = before_greeting
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


def test_a_row_of_another_version_goes_out_as_it_stands(chair, monkeypatch):
    monkeypatch.setattr(Line, "publish", lambda self, topic, _payload, **_: self.sent.append(topic) or 1)
    chair.publisher._greeting = None
    chair.spool._db.execute("INSERT INTO row (body) VALUES (?)", (b'{"kind":"of another age"}',))
    chair.publisher._fill(1.0)
    assert "chairs/v1/desk/event" in chair.line.sent


@pytest.mark.parametrize("body", [b"{torn", b"\xff\xfe", b'"' + b"x" * MAX_BYTES + b'"', b"[" * 9000])
def test_a_row_that_ingest_could_not_read_is_dropped_and_counted_and_stops_no_other(chair, body, caplog):
    chair.keep()
    chair.spool._db.execute("INSERT INTO row (body) VALUES (?)", (body,))
    chair.keep()
    assert chair.wait(5) == [1, 3]
    assert chair.spool.fill().dropped == 1
    assert caplog.text.count("no message") == 1


def test_nothing_is_sent_before_the_broker_has_answered_the_greeting(tmp_path, monkeypatch):
    made = Chair(tmp_path, monkeypatch)
    with made.spool:
        made.keep(3)
        made.line.answers = False
        made.line.callbacks.connected()
        assert made.wait(SILENT_BROKER_S - 5) == []


def test_a_connection_that_comes_between_two_looks_at_the_inbox_is_greeted_before_anything_is_sent(chair):
    chair.keep(3)
    chair.wait(2)
    chair.line.callbacks.disconnected("gone")
    chair.keep(3)
    assert chair.wait(5) == [], "the line says that it is there, but nobody has greeted on it"
    chair.line.callbacks.connected()
    assert chair.wait(2) == [1, 2, 3, 4, 5, 6]


def test_after_a_restart_what_the_retained_watermark_covers_is_not_sent_again(chair):
    chair.keep(10)
    chair.wait(3)
    chair.begin(before_greeting=lambda: chair.acknowledge(8))
    assert chair.wait(3) == [9, 10]


def test_a_spool_that_went_back_in_time_begins_a_new_epoch_so_that_nothing_is_taken_for_a_repeat(chair, caplog):
    chair.keep(5)
    old = chair.spool.epoch
    chair.begin(before_greeting=lambda: chair.acknowledge(9) if chair.spool.epoch == old else None)
    assert chair.wait(3) == [1, 2, 3, 4, 5]
    assert chair.spool.epoch != old
    assert chair.line.epochs == {chair.spool.epoch}
    assert "went back in time" in caplog.text


def test_rows_are_deleted_at_most_once_a_second_however_many_watermarks_come(chair, monkeypatch):
    chair.keep(1000)
    chair.wait(60)
    deletes = []
    works = chair.spool.acknowledge
    monkeypatch.setattr(chair.spool, "acknowledge", lambda seq: deletes.append(seq) or works(seq))
    marks = iter(range(1, 1000))
    chair.wait(10, step_s=0.1, each=lambda: chair.acknowledge(next(marks)))
    assert len(deletes) <= 11
    assert chair.spool.waiting() < 1000


def test_what_is_on_its_way_is_not_dropped_by_a_full_spool(chair):
    chair.wait(1)
    chair.line.answers = False
    chair.keep(WINDOW + 10)
    chair.wait(1)
    chair.spool._limit_bytes = 1
    chair.keep()
    kept = [row.seq for row in chair.spool.after(0, 100)]
    assert kept == [*range(1, WINDOW + 1), WINDOW + 11]


def test_a_broker_that_answers_nothing_is_a_state_with_a_remedy_and_is_said_once(chair, caplog):
    chair.keep()
    chair.line.answers = False
    assert chair.publisher.broker.word == "online"
    chair.wait(10 * SILENT_BROKER_S, each=lambda: None)
    assert chair.line.reconnects >= 5
    assert caplog.text.count("does not answer") == 1
    assert (chair.publisher.broker.word, "restart it" in chair.publisher.broker.text) == ("silent", True)
    chair.line.answers = True
    chair.line.callbacks.connected()
    chair.wait(2)
    assert chair.publisher.broker.word == "online"


def test_a_damaged_spool_is_replaced_while_the_chair_runs_and_counts_anew(chair, tmp_path):
    chair.keep(5)
    chair.wait(2)
    chair.acknowledge(5)
    chair.wait(2)
    chair.spool._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    chair.spool._db.execute("PRAGMA shrink_memory")  # what is cached would still be read
    old = chair.spool.epoch
    with (tmp_path / "spool.db").open("r+b") as file:
        file.seek(0)
        file.write(b"x" * 8192)
    with pytest.raises(SpoolError, match="a new one begins"):
        chair.keep()
    chair.keep(2)
    assert chair.wait(2) == [1, 2]
    assert chair.spool.epoch != old
