"""The conversation that docs/wire.md shows is the one that a real ingest has."""

import contextlib
import sqlite3
import threading
import time

from contract.mqtt import Callbacks, Connection, Session
from dashboard.ingest.writer import Ingest
from tests.contract.conversation import conversation

LIMIT_S = 60
TOPIC = "chairs/v1/window/"


def test_a_chair_that_speaks_as_the_page_says_is_answered_as_the_page_says(mosquitto, tmp_path):
    acks, connected = [], threading.Event()
    chair = Connection(
        mosquitto.settings,
        Session("window"),
        Callbacks(connected.set, lambda _why: None, lambda message: acks.append(message.payload)),
        subscriptions=((TOPIC + "ack", 1),),
    )
    ingest = Ingest(mosquitto.settings, f"sqlite:///{tmp_path}/desk.db", lambda: 1)
    stop = threading.Event()
    writer = threading.Thread(target=ingest.run, args=(stop,))
    writer.start()
    chair.start()
    assert connected.wait(LIMIT_S)
    time.sleep(0.3)  # until ingest has subscribed
    expected = []
    try:
        for line in conversation():
            if line.who == "chair":
                chair.publish(TOPIC + line.below, line.body, qos=1, retain=line.retained)
            elif line.below == "ack":
                expected.append(line.body)
                until = time.monotonic() + LIMIT_S
                while acks[-1:] != [line.body]:
                    assert time.monotonic() < until, f"never {line.body}; last {acks[-1:]}"
                    time.sleep(0.01)
    finally:
        chair.stop()
        stop.set()
        writer.join()
    assert [ack for at, ack in enumerate(acks) if acks[at - 1 : at] != [ack]] == expected
    with contextlib.closing(sqlite3.connect(tmp_path / "desk.db")) as store:
        rows = store.execute("SELECT epoch, seq FROM minutes UNION SELECT epoch, seq FROM events ORDER BY 1, 2")
        assert [seq for _, seq in rows] == [1, 2, 3, 4, 8, 1]
