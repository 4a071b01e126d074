"""Ten thousand messages by somebody who wishes ill, among the messages of a chair: no crash, no wrong row."""

import json
import random

import pytest
from sqlalchemy import func, select

from contract.codec import MAX_BYTES, encode
from contract.mqtt import BrokerSettings, Message
from dashboard.ingest.writer import MAX_BATCH, Ingest, Received
from dashboard.store import refused
from dashboard.store.engine import transaction
from dashboard.store.schema import CHAIRS, EVENTS, MINUTES, QUARANTINE, REFUSALS, WATERMARKS
from tests.dashboard.messages import delivery, meta, minute, sat_down

HOSTILE = 10_000
HONEST_EVERY = 10
OTHER_EPOCH = "fedcba9876543210"
ILL_TYPED = ([], {}, None, "x", -1, True, [[]], {"a": {}}, "1", 10**30, 0.5)
NEEDED = ("epoch", "seq", "prev", "body", "body.at_ms", "body.boot", "body.kind", "body.clock_synced", "body.known_ms")


class Line:
    def __init__(self):
        self.acknowledged, self.marks = 0, {}

    def acknowledge(self, _message):
        self.acknowledged += 1

    def publish(self, topic, payload, **_):
        self.marks[topic] = json.loads(payload)["seq"]


class Stop:
    def wait(self, _timeout_s):
        raise AssertionError("the database was to blame")


def bytes_of(tree):
    return json.dumps(tree).encode()


def honest(seq):
    return ("chairs/v1/desk/event", delivery(seq, seq - 1, sat_down(seq * 1000)))


class Mallory:
    """Says something that must be refused, each time in another way."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.ways = [getattr(self, name) for name in dir(self) if name.startswith("says_")]

    def __call__(self):
        channel, payload = self.chance.choice(self.ways)()
        return (channel if "/" in channel else f"chairs/v1/mallory/{channel}", payload)

    def tree(self):
        seq = self.chance.randint(1, 10**6)
        return json.loads(delivery(seq, seq - 1, sat_down(1000), epoch=OTHER_EPOCH))

    def says_half(self):
        whole = bytes_of(self.tree())
        return "event", whole[: self.chance.randrange(len(whole))]

    def says_noise(self):
        return self.chance.choice(("event", "minute", "meta")), b"\xff" + self.chance.randbytes(
            self.chance.randint(0, 300)
        )

    def says_much(self):
        tree = self.tree() | {"more": "x" * self.chance.randint(MAX_BYTES, 4 * MAX_BYTES)}
        return "event", bytes_of(tree)

    def says_it_deep(self):
        depth = self.chance.randint(100, 8000)
        opening, closing = self.chance.choice((("[", "]"), ('{"a":', "1}")))
        deep = (opening * depth + (closing * depth if self.chance.random() < 0.5 else ""))[: MAX_BYTES - 100]
        return "event", self.chance.choice(('{"epoch":' + deep + "}", deep, '{"body":' + deep)).encode()

    def says_it_ill_typed(self):
        tree = self.tree()
        where = self.chance.choice(NEEDED).split(".")
        inner = tree["body"] if len(where) == 2 else tree
        values = [value for value in ILL_TYPED if not (where[-1] == "clock_synced" and value is True)]
        inner[where[-1]] = self.chance.choice(values)
        return "event", bytes_of(tree)

    def says_too_little(self):
        tree = self.tree()
        where = self.chance.choice(NEEDED).split(".")
        del (tree["body"] if len(where) == 2 else tree)[where[-1]]
        return "event", bytes_of(tree)

    def says_it_in_another_version(self):
        tree = self.tree()
        self.chance.choice((tree, tree["body"]))["version"] = self.chance.choice((0, 2, 99, -1, "1", None, 1.5))
        return "event", bytes_of(tree)

    def says_it_for_another(self):
        name = self.chance.choice(("desk", "mallory2", ""))
        return "meta", bytes_of(json.loads(encode(meta())) | {"chair": name})

    def says_it_elsewhere(self):
        topics = (
            "chairs/v1/DESK/event",
            "chairs/v1/a/b/event",
            "chairs/v2/desk/event",
            "chairs/v1/desk/ack",
            "",
            "/",
            "é",
        )
        return self.chance.choice([topic for topic in topics if "/" in topic]), bytes_of(self.tree())

    def says_it_on_the_wrong_topic(self):
        return "event", delivery(5, 4, minute(1000), epoch=OTHER_EPOCH)

    def says_it_in_no_time(self):
        tree = self.tree()
        tree["body"][self.chance.choice(("at_ms", "uptime_s"))] = self.chance.choice((10**18, -(10**9), 1e300))
        return "event", bytes_of(tree)

    def says_half_a_letter(self):
        return "event", bytes_of(self.tree()).replace(
            b"bout_started", self.chance.choice((b"\xed\xa0\x80", b"\\ud800"))
        )


@pytest.fixture
def ingest(tmp_path):
    made = Ingest(BrokerSettings(), f"sqlite:///{tmp_path / 'desk.db'}", lambda: 1)
    made._connection = Line()
    yield made
    made._engine.dispose()


def test_ten_thousand_hostile_messages_do_no_harm(ingest):
    mallory, messages, count = Mallory(seed=1), [], 0
    for n in range(HOSTILE):
        messages.append(mallory())
        if n % HONEST_EVERY == 0:
            count += 1
            messages.append(honest(count))
    for first in range(0, len(messages), MAX_BATCH):
        batch = [
            Message(topic, payload, retained=False, mid=1, qos=1) for topic, payload in messages[first:][:MAX_BATCH]
        ]
        ingest._store([Received(message, 0) for message in batch], Stop())
    with transaction(ingest._engine, ingest._path) as connection:
        stored = connection.execute(select(EVENTS.c.chair, EVENTS.c.seq).order_by(EVENTS.c.seq)).all()
        refusals = dict(connection.execute(select(REFUSALS.c.kind, REFUSALS.c.count)).all())
        kept = connection.execute(select(QUARANTINE.c.kind, func.count()).group_by(QUARANTINE.c.kind)).all()
        others = [connection.execute(select(func.count()).select_from(each)).scalar() for each in (MINUTES, CHAIRS)]
        mark = connection.execute(select(WATERMARKS.c.seq).where(WATERMARKS.c.chair == "desk")).scalar()
    assert stored == [("desk", seq) for seq in range(1, count + 1)], "no wrong row, and none lost"
    assert others == [0, 0]
    assert mark == ingest._connection.marks["chairs/v1/desk/ack"] == count
    assert sum(refusals.values()) == HOSTILE
    assert {"event too long", "event not JSON", "event version", "meta misplaced", "topic"} <= refusals.keys()
    assert "cannot be stored" not in refusals
    assert all(number <= refused.KEPT for _, number in kept)
    assert ingest._connection.acknowledged == len(messages), "none comes again"
