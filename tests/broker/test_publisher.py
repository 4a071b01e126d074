"""A chair's publisher against a real mosquitto that restarts, stalls and loses its connection."""

import socket
import time

import pytest

from contract.codec import decode, encode
from contract.delivery import Delivery, Watermark
from contract.events import BoutStarted
from contract.minute import MinuteRecord
from contract.mqtt import Callbacks, Connection, Session
from contract.seat import Corners, LiveFrame
from contract.state import ChairMeta, ChairSettings, ChairState
from edge.config import EdgeSettings
from edge.delivery.publisher import RESEND_S, SILENT_BROKER_S, WINDOW, MqttPublisher
from edge.delivery.spool import Spool, SpoolError
from edge.shell import meta_of
from tests.contract.messages import AT_MS, BOOT, EVENT, MINUTE
from tests.edge.core.stories import Story, person

LIMIT_S = 60
SETTINGS = EdgeSettings()
CELLS = Corners("ok", "ok", "ok", "ok")


class Desk:
    """Hears everything of one chair, and says how far it is when told to."""

    def __init__(self, settings, name="desk"):
        self.heard = []
        callbacks = Callbacks(lambda: None, lambda _why: None, self.heard.append)
        self.connection = Connection(settings, Session(f"test-{name}"), callbacks, subscriptions=(("chairs/v1/#", 1),))
        self.connection.start()

    def on(self, channel):
        return [message for message in list(self.heard) if message.topic == f"chairs/v1/chair/{channel}"]

    def deliveries(self):
        return [decode(message.payload, Delivery) for channel in ("event", "minute") for message in self.on(channel)]

    def seqs(self):
        return sorted(delivery.seq for delivery in self.deliveries())

    def said(self):
        return [message.payload for message in self.on("availability")]

    def acknowledge(self, epoch, seq):
        mark = Watermark(epoch=epoch, seq=seq)
        assert self.connection.publish("chairs/v1/chair/ack", encode(mark), qos=1, retain=True) is not None


class Chair:
    """A publisher and its spool; `until` pumps as the loop does. `later_s` lets its uptime be later than it is."""

    def __init__(self, folder, settings):
        self.spool = Spool(folder / "spool.db")
        self.later_s = 0.0
        self.publisher = MqttPublisher(settings, meta_of(SETTINGS, "test"), SETTINGS.in_force(), self.spool)
        self.publisher.start()

    def until(self, condition, what):
        end_s = time.monotonic() + LIMIT_S
        while not condition():
            assert time.monotonic() < end_s, f"never: {what}"
            self.publisher.pump(time.monotonic() + self.later_s)
            time.sleep(0.01)

    def pumps(self, span_s):
        end_s = time.monotonic() + span_s
        self.until(lambda: time.monotonic() > end_s, "time passes")

    def knows(self, count):
        self.spool.append([BoutStarted(**EVENT) for _ in range(count)], b"")

    @property
    def socket(self):
        return self.publisher._connection._client.socket()


@pytest.fixture
def desk(mosquitto):
    desk = Desk(mosquitto.settings)
    yield desk
    desk.connection.stop()


@pytest.fixture
def chair(mosquitto, desk, tmp_path):
    chair = Chair(tmp_path, mosquitto.settings)
    chair.until(lambda: desk.said() == [b"online"], "the chair is online")
    yield chair
    chair.publisher.stop()
    chair.spool.__exit__(None, None, None)


def test_the_spool_goes_out_in_order_and_is_emptied_up_to_the_watermark(chair, desk):
    chair.knows(150)
    chair.until(lambda: len(desk.seqs()) == 150, "all is heard")
    assert [(each.seq, each.prev) for each in desk.deliveries()] == [(seq, seq - 1) for seq in range(1, 151)]
    assert chair.spool.waiting() == 150, "the broker's acknowledgement deletes nothing"
    desk.acknowledge(chair.spool.epoch, 100)
    chair.until(lambda: chair.spool.waiting() == 50, "what is in the store is deleted")
    chair.pumps(0.3)
    assert len(desk.seqs()) == 150, "and nothing was sent twice"


def test_events_and_minutes_have_topics_of_their_own_and_one_count(chair, desk):
    chair.spool.append([BoutStarted(**EVENT), MinuteRecord(**MINUTE)], b"")
    chair.until(lambda: desk.seqs() == [1, 2], "both are heard")
    assert [decode(message.payload, Delivery).seq for message in desk.on("event")] == [1]
    assert [decode(message.payload, Delivery).seq for message in desk.on("minute")] == [2]


@pytest.mark.parametrize("payload", [b"", b"junk", b'{"epoch":"0000000000000000","seq":99}', b'{"seq":-1}'])
def test_a_watermark_of_another_epoch_and_one_that_is_none_delete_nothing(chair, desk, payload):
    chair.knows(70)
    desk.connection.publish("chairs/v1/chair/ack", payload, qos=1)
    desk.connection.publish("chairs/v1/chair/ack", payload, qos=1)
    chair.until(lambda: len(desk.seqs()) == 70, "all is heard")
    chair.pumps(0.3)
    assert chair.spool.waiting() == 70


def test_a_disk_too_full_to_delete_stops_no_chair(chair, desk, monkeypatch, caplog):
    def full(_seq):
        raise SpoolError("rows cannot be deleted from the spool: free space on the disk")

    monkeypatch.setattr(chair.spool, "acknowledge", full)
    chair.knows(3)
    desk.acknowledge(chair.spool.epoch, 2)
    chair.until(lambda: "free space" in caplog.text, "it is said")
    chair.knows(1)
    chair.until(lambda: desk.seqs() == [1, 2, 3, 4], "the chair goes on")


def test_after_a_broker_restart_what_is_not_in_the_store_is_sent_again(chair, desk, mosquitto):
    chair.knows(80)
    chair.until(lambda: len(desk.seqs()) == 80, "all is heard")
    desk.acknowledge(chair.spool.epoch, 70)
    chair.until(lambda: chair.spool.waiting() == 10, "70 are in the store")
    desk.heard.clear()
    mosquitto.stop()
    mosquitto.start()
    chair.until(lambda: desk.seqs() == list(range(71, 81)), "the last ten are heard again")


def test_what_happens_while_the_broker_is_away_is_sent_once_when_it_is_back(chair, desk, mosquitto):
    mosquitto.stop()
    chair.until(lambda: not chair.publisher._connection.online, "the chair sees that the broker is gone")
    desk.heard.clear()
    for _ in range(5):
        chair.knows(1)
        chair.publisher.frame(LiveFrame(at_ms=AT_MS, presence="vacant"))
        chair.pumps(0.05)
    mosquitto.start()
    chair.until(lambda: len(desk.seqs()) >= 5, "all is heard")
    chair.pumps(0.5)
    assert desk.seqs() == [1, 2, 3, 4, 5]
    assert desk.on("frame") == [], "a live frame is lost and not late"


def test_of_all_states_while_the_broker_is_away_only_the_last_is_told(chair, desk, mosquitto):
    mosquitto.stop()
    chair.until(lambda: not chair.publisher._connection.online, "the chair sees that the broker is gone")
    for n in range(5):
        state = ChairState(at_ms=AT_MS + n, boot=BOOT, clock_synced=True, presence="vacant", cells=CELLS)
        chair.publisher.state(state)
    mosquitto.start()
    chair.until(lambda: desk.on("state"), "a state is heard")
    chair.pumps(0.5)
    assert {decode(message.payload, ChairState).at_ms for message in desk.on("state")} == {AT_MS + 4}


def test_when_the_watermark_stands_still_all_is_sent_again(chair, desk):
    chair.knows(3)
    chair.until(lambda: desk.seqs() == [1, 2, 3], "all is heard")
    chair.later_s = RESEND_S / 2 - 5
    chair.pumps(0.3)
    assert desk.seqs() == [1, 2, 3]
    chair.later_s = RESEND_S + 5
    chair.until(lambda: desk.seqs() == [1, 1, 2, 2, 3, 3], "all is heard again")


def test_a_broker_that_takes_and_never_answers_is_left_for_a_new_connection(chair, desk, mosquitto, caplog):
    mosquitto.hold_up()
    chair.knows(3 * WINDOW)
    chair.pumps(0.3)
    assert len(chair.publisher._window) == WINDOW, "no more than a window is under way"
    chair.later_s = SILENT_BROKER_S + 1
    chair.until(lambda: "Connecting anew" in caplog.text, "the silence is noticed")
    mosquitto.go_on()
    chair.until(lambda: set(desk.seqs()) == set(range(1, 3 * WINDOW + 1)), "all is heard")


def test_when_the_chair_is_cut_off_the_last_will_says_offline(chair, desk):
    chair.socket.shutdown(socket.SHUT_RDWR)
    chair.until(lambda: desk.said() == [b"online", b"offline", b"online"], "gone and back")


def test_a_goodbye_says_offline_at_once_and_is_retained(chair, desk, mosquitto):
    chair.publisher.stop()
    chair.until(lambda: desk.said() == [b"online", b"offline"], "offline is heard")
    late = Desk(mosquitto.settings, "late")
    try:
        chair.until(lambda: late.said() == [b"offline"], "who comes later knows it too")
    finally:
        late.connection.stop()


def test_who_comes_later_knows_the_chair_at_once(chair, desk, mosquitto):
    state = Story().then(10, person()).chair_state
    chair.publisher.state(state)
    chair.publisher.frame(LiveFrame(at_ms=AT_MS, presence="occupied"))
    chair.until(lambda: desk.on("state") and desk.on("frame"), "state and frame are heard")
    late = Desk(mosquitto.settings, "late")
    try:
        chair.until(lambda: len(late.heard) >= 4, "four retained messages")
        chair.pumps(0.3)
        kinds = {"meta": ChairMeta, "config": ChairSettings, "state": ChairState}
        known = {name: decode(late.on(name)[0].payload, kind) for name, kind in kinds.items()}
        assert known == {"meta": meta_of(SETTINGS, "test"), "config": SETTINGS.in_force(), "state": state}
        assert late.said() == [b"online"]
        assert late.on("frame") == [], "a live frame is for now only"
        assert all(message.retained for message in late.heard)
    finally:
        late.connection.stop()


def test_after_a_broker_restart_the_chair_says_again_who_it_is(chair, desk, mosquitto):
    chair.publisher.state(ChairState(at_ms=AT_MS, boot=BOOT, clock_synced=True, presence="vacant", cells=CELLS))
    chair.until(lambda: desk.on("state"), "the state is heard")
    desk.heard.clear()
    mosquitto.stop()
    mosquitto.start()
    chair.until(
        lambda: all(desk.on(each) for each in ("availability", "meta", "config", "state")), "all four are heard again"
    )
