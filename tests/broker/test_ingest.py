"""Ingest against a real mosquitto, killed in mid-stream: nothing is lost, nothing is stored twice."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from contract.codec import decode
from contract.delivery import Watermark
from contract.mqtt import BrokerSettings, Callbacks, Connection, Session
from tests.dashboard.messages import delivery, meta, minute

MOSQUITTO = shutil.which("mosquitto", path=os.environ.get("PATH", "") + ":/usr/sbin")
MESSAGES = 400
WINDOW = 20
LIMIT_S = 60

pytestmark = pytest.mark.skipif(MOSQUITTO is None, reason="needs mosquitto")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def broker():
    port = free_port()
    process = subprocess.Popen([MOSQUITTO, "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + LIMIT_S
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.02)
    yield BrokerSettings(port=port)
    process.kill()
    process.wait()


class Chair:
    """As a chair delivers: a window from the oldest on, sent again when the watermark stands still."""

    def __init__(self, broker):
        self.watermark = 0
        self.sent = 0
        self.moved = threading.Event()
        self.connected = threading.Event()
        callbacks = Callbacks(self.connected.set, lambda _why: None, self._hear)
        self.connection = Connection(broker, Session("desk"), callbacks, subscriptions=(("chairs/v1/desk/ack", 1),))

    def _hear(self, message):
        self.watermark = max(self.watermark, decode(message.payload, Watermark).seq)
        self.moved.set()

    def send_all(self, each):
        """Send until everything is stored; `each` is called now and then, to make trouble."""
        assert self.connected.wait(5)
        until = time.monotonic() + LIMIT_S
        while self.watermark < MESSAGES and time.monotonic() < until:
            each(self.watermark)
            while self.sent < min(MESSAGES, self.watermark + WINDOW):
                self.sent += 1
                self._send(self.sent)
            self.moved.clear()
            if not self.moved.wait(1.0):
                self.sent = self.watermark  # a repeat is harmless; see contract/delivery.py

    def _send(self, seq):
        payload = delivery(seq, seq - 1 if seq > self.watermark + 1 else 0, minute(seq * 60_000))
        self.connection.publish("chairs/v1/desk/minute", payload, qos=1)


class IngestProcess:
    def __init__(self, broker, folder):
        self.database = folder / "desk.db"
        config = folder / "desk.toml"
        config.write_text(f'[mqtt]\nport = {broker.port}\n[store]\nurl = "sqlite:///{self.database}"\n')
        self.command = [sys.executable, "-m", "dashboard", "ingest", "--config", str(config)]
        self.process = None

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        assert "stores" in self.process.stdout.readline()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(5)
        self.process.stdout.close()
        return code


@pytest.fixture
def ingest(broker, tmp_path):
    made = IngestProcess(broker, tmp_path)
    made.start()
    yield made
    if made.process.poll() is None:
        made.kill()


@pytest.fixture
def chair(broker):
    made = Chair(broker)
    made.connection.start()
    yield made
    made.connection.stop()


def test_ingest_killed_in_mid_stream_loses_nothing_and_stores_each_message_once(ingest, chair):
    kills = [60, 170, 290]

    def trouble(watermark):
        if kills and watermark >= kills[0]:
            kills.pop(0)
            ingest.kill()
            ingest.start()

    chair.send_all(trouble)
    assert kills == []
    assert chair.watermark == MESSAGES
    assert ingest.stop() == 0
    with sqlite3.connect(ingest.database) as connection:
        stored = [seq for (seq,) in connection.execute("SELECT seq FROM minutes ORDER BY seq")]
        waiting = connection.execute("SELECT count(*) FROM waiting").fetchone()
    connection.close()
    assert stored == list(range(1, MESSAGES + 1))
    assert waiting == (0,)


def test_what_is_sent_while_ingest_is_away_waits_at_the_broker(ingest, chair):
    chair.send_all(lambda _watermark: None)
    ingest.kill()
    for seq in range(MESSAGES + 1, MESSAGES + 11):
        chair._send(seq)
    time.sleep(0.3)
    ingest.start()
    until = time.monotonic() + LIMIT_S
    while chair.watermark < MESSAGES + 10 and time.monotonic() < until:
        chair.moved.wait(0.5)
    assert chair.watermark == MESSAGES + 10


def test_hostile_messages_do_not_stop_the_others(ingest, chair):
    assert chair.connected.wait(5)
    publish = chair.connection.publish
    for payload in (b"", b"\x00\xff", b"{}", b"[" * 10_000, b"9" * 100_000):
        publish("chairs/v1/desk/minute", payload, qos=1)
        publish("chairs/v1/desk/event", payload, qos=1)
    publish("chairs/v1/desk/meta", meta("somebody-else").name.encode(), qos=1, retain=True)
    chair.send_all(lambda _watermark: None)
    assert chair.watermark == MESSAGES
    assert ingest.stop() == 0
