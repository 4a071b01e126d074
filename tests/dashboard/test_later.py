"""What a newer chair says is kept until a newer desk understands it, and nothing of it is lost."""

import pytest
from sqlalchemy import select, update

from contract.mqtt import BrokerSettings, Message
from dashboard.errors import StoreError
from dashboard.ingest import later as taking_in
from dashboard.ingest.writer import Ingest, Received
from dashboard.store import later, queries
from dashboard.store.engine import transaction
from dashboard.store.schema import EVENTS, LATER, MINUTES, QUARANTINE, REFUSALS, WATERMARKS
from tests.dashboard.messages import delivery, minute, sat_down

EVENT, MINUTE = "chairs/v1/desk/event", "chairs/v1/desk/minute"


class Line:
    def acknowledge(self, message):
        pass

    def publish(self, topic, payload, **_):
        pass


class Stop:
    def wait(self, _timeout_s):
        raise AssertionError("the database was to blame")


@pytest.fixture
def start(tmp_path):
    """Start ingest, as often as a test likes, on one database."""
    made = []

    def begin():
        made.append(Ingest(BrokerSettings(), f"sqlite:///{tmp_path / 'desk.db'}", lambda: 1))
        made[-1]._connection = Line()
        return made[-1]

    yield begin
    for each in made:
        each._engine.dispose()


def newer(payload):
    """The same message by a chair whose messages have another version."""
    changed = payload.replace(b'","version":1', b'","version":2')
    assert changed != payload
    return changed


def take(ingest, *messages):
    ingest._store([Received(Message(topic, payload, False, 1, 1), 0) for topic, payload in messages], Stop())


def opened(ingest):
    return transaction(ingest._engine, ingest._path)


def column(ingest, wanted):
    with opened(ingest) as connection:
        return connection.execute(select(wanted).order_by(wanted)).scalars().all()


def update_desk(ingest):
    """Stand in for a newer Sitwell: from now on the bodies of the kept messages are of a version known here."""
    with opened(ingest) as connection:
        for row in connection.execute(select(LATER)).all():
            known = row.payload.replace(b'","version":2', b'","version":1')
            connection.execute(update(LATER).where(LATER.c.seq == row.seq).values(payload=known))


def test_a_newer_chair_is_understood_once_the_desk_is_updated_and_nothing_is_lost(start, caplog):
    old = start()
    take(
        old,
        (EVENT, delivery(1, 0, sat_down(1_000))),
        (EVENT, newer(delivery(2, 1, sat_down(2_000)))),
        (MINUTE, newer(delivery(3, 2, minute(3_000)))),
        (MINUTE, delivery(4, 3, minute(4_000))),
    )
    assert column(old, WATERMARKS.c.seq) == [4], "the chair may delete them"
    assert column(old, LATER.c.seq) == [2, 3]
    assert "install a newer Sitwell at the desk" in caplog.text
    update_desk(old)
    new = start()
    assert column(new, LATER.c.seq) == []
    assert column(new, EVENTS.c.at_ms) == [1_000, 2_000]
    assert column(new, MINUTES.c.at_ms) == [3_000, 4_000]
    assert column(new, WATERMARKS.c.seq) == [4]


def test_what_is_still_unknown_stays_and_is_not_counted_again(start, caplog):
    payload = newer(delivery(1, 0, sat_down(1_000)))
    take(start(), (EVENT, payload))
    for _ in range(3):
        again = start()
    assert column(again, LATER.c.payload) == [payload]
    assert column(again, REFUSALS.c.count) == [1]
    assert "1 messages wait" in caplog.text


def test_many_are_taken_in_a_few_at_a_time_and_those_between_stay(start, monkeypatch):
    monkeypatch.setattr(taking_in, "AT_ONCE", 3)
    ingest = start()
    take(ingest, *((EVENT, newer(delivery(seq, seq - 1, sat_down(seq)))) for seq in range(1, 11)))
    update_desk(ingest)
    take(ingest, (EVENT, newer(delivery(5, 4, sat_down(5), epoch="a" * 16))))
    again = start()
    assert column(again, EVENTS.c.seq) == list(range(1, 11))
    assert column(again, LATER.c.epoch) == ["a" * 16]


def test_one_that_comes_again_is_kept_once(start):
    ingest = start()
    for _ in range(3):
        take(ingest, (EVENT, newer(delivery(1, 0, sat_down(1)))), (EVENT, newer(delivery(1, 0, sat_down(1)))))
    assert column(ingest, LATER.c.seq) == [1]
    assert column(ingest, WATERMARKS.c.seq) == [1]
    assert column(ingest, REFUSALS.c.kind) == ["event later"], "none was a trouble for the database"


def test_when_there_is_no_room_the_watermark_waits_and_the_chair_keeps_the_message(start, monkeypatch, caplog):
    messages = [newer(delivery(seq, seq - 1, sat_down(seq))) for seq in (1, 2, 3)]
    monkeypatch.setattr(later, "MOST_BYTES", len(messages[0]) * 2)
    ingest = start()
    for _ in range(2):  # the chair sends all again, those that are kept among them
        take(ingest, *((EVENT, each) for each in messages), (EVENT, delivery(4, 3, sat_down(4))))
    assert column(ingest, LATER.c.seq) == [1, 2]
    assert column(ingest, EVENTS.c.seq) == [4], "what is known is stored all the same"
    assert column(ingest, WATERMARKS.c.seq) == [2]
    assert caplog.text.count("the chairs keep the others") == 1
    monkeypatch.setattr(later, "MOST_BYTES", len(messages[0]) * 3)
    take(ingest, (EVENT, messages[2]))
    assert column(ingest, WATERMARKS.c.seq) == [4]


def test_no_room_holds_up_no_other_chair(start, monkeypatch):
    monkeypatch.setattr(later, "MOST_BYTES", 0)
    ingest = start()
    take(
        ingest,
        (EVENT, newer(delivery(1, 0, sat_down(1)))),
        ("chairs/v1/other/event", delivery(1, 0, sat_down(1))),
    )
    with opened(ingest) as connection:
        assert dict(connection.execute(select(WATERMARKS.c.chair, WATERMARKS.c.seq)).all()) == {"desk": 0, "other": 1}


def test_a_malformed_message_still_goes_to_quarantine_and_holds_up_nobody(start):
    ingest = start()
    take(ingest, (EVENT, delivery(1, 0, sat_down(1)).replace(b'"at_ms":1', b'"at_ms":"x"')))
    assert column(ingest, LATER.c.seq) == []
    assert column(ingest, QUARANTINE.c.kind) == ["event invalid"]
    assert column(ingest, WATERMARKS.c.seq) == [1]


def test_one_that_no_database_can_take_stays_and_stops_no_other(start, monkeypatch):
    ingest, works = start(), queries.save

    def breaks(connection, batch, now_ms):
        if any(row["seq"] == 2 for row in batch.events):
            raise OverflowError("Python int too large to convert to SQLite INTEGER")
        return works(connection, batch, now_ms)

    take(ingest, *((EVENT, newer(delivery(seq, seq - 1, sat_down(seq)))) for seq in (1, 2, 3)))
    update_desk(ingest)
    monkeypatch.setattr(queries, "save", breaks)
    again = start()
    assert column(again, EVENTS.c.seq) == [1, 3]
    assert column(again, LATER.c.seq) == [2]


def test_one_whose_number_another_message_bears_stays(start, caplog):
    ingest = start()
    take(ingest, (EVENT, newer(delivery(1, 0, sat_down(1)))), (EVENT, delivery(1, 0, sat_down(2))))
    update_desk(ingest)
    again = start()
    assert column(again, EVENTS.c.at_ms) == [2]
    assert column(again, LATER.c.seq) == [1]
    assert "two chairs send as 'desk'" in caplog.text


def test_a_full_disk_at_the_start_leaves_them_for_the_next(start, monkeypatch, caplog):
    ingest, works = start(), queries.save
    take(ingest, (EVENT, newer(delivery(1, 0, sat_down(1)))))
    update_desk(ingest)

    def full(*_):
        raise StoreError("desk.db: the disk is full")

    monkeypatch.setattr(queries, "save", full)
    assert column(start(), LATER.c.seq) == [1]
    assert "tried again at the next start" in caplog.text
    monkeypatch.setattr(queries, "save", works)
    assert column(start(), EVENTS.c.seq) == [1]
