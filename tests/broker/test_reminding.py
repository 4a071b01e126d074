"""A reminder on its whole way: from a chair through a real broker into ingest, and out by Apprise to a listener."""

import http.server
import json
import threading
import time

import pytest

from contract.codec import encode
from contract.events import ProlongedAlerted
from contract.mqtt import Callbacks, Connection, Session
from dashboard.ingest.writer import Ingest
from dashboard.reminding.send import Order, send
from dashboard.store import channels
from dashboard.store.channels import Channel
from dashboard.store.engine import database_path, transaction, web_writer
from tests.broker.test_ingest import LIMIT_S, broker, pytestmark
from tests.dashboard.messages import delivery, meta, minute, stamp, state

__all__ = ["broker", "pytestmark"]


class Listener(http.server.BaseHTTPRequestHandler):
    """Takes what is posted; the server's `got` has it."""

    def do_POST(self):
        self.server.got.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def listener():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.got, server.status = [], 200
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def url(server):
    return f"json://127.0.0.1:{server.server_address[1]}/"


def test_apprise_takes_a_message_to_where_it_is_told(listener):
    sent = send(Order(url(listener), "Time to stand up", "You have been sitting."))
    assert (sent.ok, sent.said) == (True, "Sent.")
    [got] = listener.got
    assert (got["title"], got["message"]) == ("Time to stand up", "You have been sitting.")


def test_a_refusal_and_an_unknown_service_are_told_in_words(listener):
    listener.status = 500
    assert send(Order(url(listener), "a", "b")).said.startswith("It was not taken")
    assert send(Order("nosuchservice://x/y", "a", "b")).said.startswith("No service has an address like this")


def test_a_reminder_comes_from_the_chair_to_the_channel_once(broker, listener, tmp_path):
    url_ = f"sqlite:///{tmp_path / 'desk.db'}"
    ingest = Ingest(broker, url_, lambda: time.time_ns() // 1_000_000)
    engine = web_writer(url_)
    with transaction(engine, database_path(url_)) as connection:
        channels.set_channels(connection, "desk", [Channel(0, "desk", "Chat", url(listener), 0.0)])
    stop, connected = threading.Event(), threading.Event()
    thread = threading.Thread(target=ingest.run, args=(stop,))
    thread.start()
    callbacks = Callbacks(connected.set, lambda _why: None, lambda _message: None)
    chair = Connection(broker, Session("desk"), callbacks)
    chair.start()
    try:
        assert connected.wait(LIMIT_S)
        now_ms = time.time_ns() // 1_000_000
        say(chair, "meta", encode(meta()), retain=True)
        say(chair, "event", delivery(1, 0, ProlongedAlerted(**stamp(now_ms - 1000), sitting_s=3600.0)))
        say(chair, "minute", delivery(2, 1, minute(now_ms - 60_000, 60.0)))
        say(chair, "state", encode(state(now_ms, cue="alert", sitting_s=3601.0)), retain=True)
        assert wait_for(lambda: listener.got), "no reminder came"
        assert wait_for(lambda: any(each.sent for each in told(engine, url_).values()))
        say(chair, "state", encode(state(now_ms + 1, cue="alert", sitting_s=3602.0)), retain=True)
    finally:
        stop.set()
        thread.join(LIMIT_S)
        chair.stop()
        engine.dispose()
    assert [got["message"] for got in listener.got] == [
        "You have been sitting for 1 h 0 min. Stand up for a few minutes."
    ]


def say(chair, channel, payload, *, retain=False):
    chair.publish(f"chairs/v1/desk/{channel}", payload, qos=1, retain=retain)


def told(engine, url_):
    with transaction(engine, database_path(url_)) as connection:
        return channels.last_told(connection, "desk")


def wait_for(condition):
    until = time.monotonic() + LIMIT_S
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.05)
    return False
