import pytest
from sqlalchemy import select

from contract.codec import decode
from contract.delivery import Watermark
from contract.mqtt import BrokerSettings, Message
from dashboard.errors import StoreError
from dashboard.ingest import writer
from dashboard.ingest.writer import Ingest, Received
from dashboard.store import queries, refused
from dashboard.store.engine import transaction
from dashboard.store.schema import MINUTES, QUARANTINE, REFUSALS
from tests.dashboard.messages import delivery, minute

MINUTE = "chairs/v1/desk/minute"


class Stop:
    """An event whose waiting takes no time; it is set after `patience` waits."""

    def __init__(self, patience=100):
        self.waits = []
        self.patience = patience

    def wait(self, timeout_s):
        self.waits.append(timeout_s)
        return len(self.waits) >= self.patience


class Line:
    """The connection, as a list of what was done on it."""

    def __init__(self, done):
        self.done = done

    def acknowledge(self, message):
        self.done.append(("acknowledged", message.mid))

    def publish(self, topic, payload, *, qos, retain):
        self.done.append(("watermark", topic, decode(payload, Watermark).seq, qos, retain))


@pytest.fixture
def done():
    return []


@pytest.fixture
def ingest(tmp_path, monkeypatch, done):
    made = Ingest(BrokerSettings(), f"sqlite:///{tmp_path / 'desk.db'}", lambda: 1)
    made._connection = Line(done)
    save = queries.save

    def noted(*arguments):
        result = save(*arguments)
        done.append(("stored",))
        return result

    monkeypatch.setattr(queries, "save", noted)
    yield made
    made._engine.dispose()


def received(mid, payload, topic=MINUTE, connection=0):
    return Received(Message(topic, payload, retained=False, mid=mid, qos=1), connection)


def test_a_message_is_stored_before_it_is_acknowledged_and_the_chair_told_last(ingest, done):
    ingest._store([received(7, delivery(1, 0, minute(0)))], Stop())
    assert done == [("stored",), ("acknowledged", 7), ("watermark", "chairs/v1/desk/ack", 1, 1, True)]


def test_a_message_of_an_earlier_connection_is_stored_but_its_id_not_acknowledged(ingest, done):
    ingest._connections = 2
    ingest._store([received(7, delivery(1, 0, minute(0)), connection=1)], Stop())
    assert [what[0] for what in done] == ["stored", "watermark"]


def test_nonsense_is_acknowledged_so_that_it_does_not_come_again(ingest, done, caplog):
    for mid in (1, 2, 3):
        ingest._store([received(mid, b"nonsense")], Stop())
    assert [what for what in done if what[0] == "acknowledged"] == [("acknowledged", mid) for mid in (1, 2, 3)]
    assert len(caplog.records) == 1


def test_while_the_disk_is_full_nothing_is_acknowledged_and_it_is_said_once(ingest, done, monkeypatch, caplog):
    works, failures = queries.save, [StoreError("desk.db: the disk is full")] * 5

    def full(*arguments):
        if failures:
            raise failures.pop()
        return works(*arguments)

    monkeypatch.setattr(queries, "save", full)
    stop = Stop()
    ingest._store([received(7, delivery(1, 0, minute(0)))], stop)
    assert stop.waits == [1.0, 2.0, 5.0, 10.0, 10.0]
    assert [what[0] for what in done] == ["stored", "acknowledged", "watermark"]
    assert [record.message for record in caplog.records] == [
        "desk.db: the disk is full. Nothing is lost: trying again until it works",
        "the database takes messages again",
    ]


def test_a_stop_while_the_disk_is_full_leaves_the_messages_to_the_broker(ingest, done, monkeypatch):
    def full(*_):
        raise StoreError("desk.db: the disk is full")

    monkeypatch.setattr(queries, "save", full)
    ingest._store([received(7, delivery(1, 0, minute(0)))], Stop(patience=2))
    assert done == []


def test_chairs_are_told_again_after_each_connection(ingest, done):
    ingest._store([received(7, delivery(1, 0, minute(0)))], Stop())
    done.clear()
    ingest._on_connected()
    ingest._repeat_watermarks()
    ingest._repeat_watermarks()
    assert done == [("watermark", "chairs/v1/desk/ack", 1, 1, True)]


def test_a_flood_that_nobody_acknowledges_does_not_fill_the_memory(ingest, monkeypatch, caplog):
    monkeypatch.setattr(writer, "QUEUE_LIMIT", 3)
    ingest._inbox.maxsize = 3
    for mid in range(10):
        ingest._on_message(received(mid, b"x").message)
    assert ingest._inbox.qsize() == 3
    assert len(caplog.records) == 1


def test_a_message_that_no_database_can_take_stops_no_other(ingest, done, monkeypatch):
    works = queries.save

    def breaks(connection, batch, now_ms):
        if any("666" in str(row["body"]) for row in batch.minutes):
            raise OverflowError("Python int too large to convert to SQLite INTEGER")
        return works(connection, batch, now_ms)

    monkeypatch.setattr(queries, "save", breaks)
    messages = [delivery(seq, seq - 1, minute(666 if seq == 2 else seq)) for seq in (1, 2, 3)]
    ingest._store([received(mid, each) for mid, each in enumerate(messages, 1)], Stop())
    assert [what[1] for what in done if what[0] == "acknowledged"] == [1, 2, 3]
    assert done[-1][:3] == ("watermark", "chairs/v1/desk/ack", 3)
    with transaction(ingest._engine, ingest._path) as connection:
        assert connection.execute(select(MINUTES.c.seq)).scalars().all() == [1, 3]
        kept = connection.execute(select(QUARANTINE.c.kind, QUARANTINE.c.payload)).all()
    assert kept == [("cannot be stored", messages[1])]


def test_a_copied_card_whose_numbers_bear_other_messages_is_said(ingest, caplog):
    for at_ms in (1_000, 2_000):
        ingest._store([received(1, delivery(1, 0, minute(at_ms)))], Stop())
    ingest._store([received(1, delivery(2, 1, minute(3_000)))], Stop())
    assert "two chairs send as 'desk'" in caplog.text
    with transaction(ingest._engine, ingest._path) as connection:
        assert connection.execute(select(REFUSALS.c.kind, REFUSALS.c.count)).all() == [("twins", 1)]
        assert b"2000" in connection.execute(select(QUARANTINE.c.payload)).scalar()


def test_the_quarantine_stays_small(ingest):
    for turn in range(80):
        ingest._store([received(1, b"%d junk" % turn)], Stop())
    with transaction(ingest._engine, ingest._path) as connection:
        kept = connection.execute(select(QUARANTINE.c.payload).order_by(QUARANTINE.c.id)).scalars().all()
        assert connection.execute(select(REFUSALS.c.count)).scalar() == 80
    assert (kept[0], kept[-1], len(kept)) == (b"30 junk", b"79 junk", refused.KEPT)


def test_two_spool_files_in_one_batch_are_both_told_how_far_they_are(ingest, done):
    both = [delivery(1, 0, minute(1_000), epoch=epoch) for epoch in ("a" * 16, "b" * 16)]
    ingest._store([received(mid, each) for mid, each in enumerate(both)], Stop())
    assert sum(what[0] == "watermark" for what in done) == 2
