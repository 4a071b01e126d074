"""What PostgreSQL does in its own way."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from contract.codec import encode
from contract.mqtt import BrokerSettings, Message
from dashboard.errors import StoreError
from dashboard.ingest.writer import Ingest, Received
from dashboard.store import history, keys, migrations, people, people_tables, postgres_engine, queries
from dashboard.store.derived import QUARTERS
from dashboard.store.engine import reader, transaction, web_writer, writer
from dashboard.store.rows import MinuteSpan
from dashboard.store.schema import METADATA, QUARANTINE
from tests.dashboard.messages import delivery, meta, minute, sat_down

NAME = Path("desk")


@pytest.fixture
def opened():
    """Opens engines and closes them at the end, whatever happens."""
    made = []

    def open_(kind, url):
        made.append(kind(url))
        return made[-1]

    yield open_
    for engine in made:
        engine.dispose()


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(empty_url, opened):
    engine = opened(writer, empty_url)
    assert QUARTERS.metadata is people_tables.PEOPLE.metadata is METADATA
    with transaction(engine, NAME) as connection:
        migrations.migrate(connection)
    with transaction(engine, NAME) as connection:
        migrations.migrate(connection)
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_who_writes_waits_for_who_writes_and_readers_wait_for_nobody(store_url, monkeypatch, opened):
    monkeypatch.setattr(postgres_engine, "LOCK_MS", 100)
    ingest, web, page = (opened(kind, store_url) for kind in (writer, web_writer, reader))
    with transaction(ingest, NAME):
        with pytest.raises(StoreError, match="another program keeps it locked"), transaction(web, NAME):
            pass
        with transaction(page, NAME) as connection:
            assert queries.chairs(connection) == {}
    with transaction(web, NAME):
        pass


def test_a_database_that_is_not_there_is_named_with_its_remedy(server, opened):
    engine = opened(reader, server.url("nowhere").replace("sitwell@", "sitwell:secret@"))
    with pytest.raises(StoreError, match=r"nowhere: .*createdb") as caught, transaction(engine, Path("nowhere")):
        pass
    assert "secret" not in str(caught.value)
    assert "secret" not in repr(engine)


def test_a_server_that_is_away_is_named_with_its_remedy(opened):
    engine = opened(reader, "postgresql+psycopg://sitwell:secret@127.0.0.1:1/desk")
    with pytest.raises(StoreError, match="look whether PostgreSQL runs") as caught, transaction(engine, NAME):
        pass
    assert "secret" not in str(caught.value)


def test_a_database_without_tables_says_who_makes_them(empty_url, opened):
    engine = opened(reader, empty_url)
    with pytest.raises(StoreError, match="sitwell-dashboard ingest"), transaction(engine, NAME) as connection:
        queries.chairs(connection)


class Line:
    def acknowledge(self, message):
        pass

    def publish(self, topic, payload, **_):
        pass


class Stop:
    def wait(self, _timeout_s):
        raise AssertionError("the database was to blame")


def test_ingest_stores_what_chairs_send_and_puts_away_what_no_table_takes(empty_url):
    ingest = Ingest(BrokerSettings(), empty_url, lambda: 1)
    ingest._connection = Line()
    payloads = [
        ("desk/meta", encode(meta())),
        ("desk/event", delivery(1, 0, sat_down(1_000))),
        ("desk/minute", delivery(2, 1, minute(1_000, 60.0))),
        ("bad/meta", encode(meta(chair="bad", name="a \x00 in it"))),
    ]
    messages = [Received(Message(f"chairs/v1/{topic}", payload, False, 1, 1), 0) for topic, payload in payloads]
    ingest._store(messages, Stop())
    with ingest._open() as connection:
        assert list(queries.chairs(connection)) == ["desk"]
        assert queries.last_heard_ms(connection, "desk") == 1_000
        assert queries.minute_spans(connection, "desk", 0, 10**9) == [MinuteSpan(1_000, 61_000, 60.0, 60.0)]
        assert len(queries.bout_events(connection, "desk", 0, 10**9)) == 1
        assert queries.watermarks(connection)["desk"].seq == 2
        assert [row.end_ms for row in history.bouts(connection, "desk", 0, 10**9)] == [61_000]
        assert connection.execute(select(QUARANTINE.c.kind)).scalars().all() == ["cannot be stored"]
    ingest._engine.dispose()


def test_people_are_kept_there_too(store_url, opened):
    with transaction(opened(web_writer, store_url), NAME) as connection:
        olga = people.add(connection, "Olga", people.OWNER, "a hash", 5)
        people.set_chairs(connection, olga, ["desk"])
        keys.open_session(connection, "h" * 64, keys.Session(0, olga, 5, 5, "a browser", "127.0.0.1"))
    with transaction(opened(reader, store_url), NAME) as connection:
        assert people.get(connection, "OLGA").id == olga
        assert people.chairs_of(connection, olga) == {"desk"}
        assert [each.person for each in keys.sessions_of(connection, olga, 6)] == [olga]
