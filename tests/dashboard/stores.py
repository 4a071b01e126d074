"""A store, chairs that send to it, and the fixtures with which a test gets one.

`tests/postgres` runs the same tests with another `store_url`.
"""

import pytest

from contract.topics import Topics
from dashboard.ingest.intake import Intake
from dashboard.store import migrations, queries
from dashboard.store.engine import database_path, transaction, writer
from tests.dashboard.messages import delivery


class Store:
    """A store as ingest has it open."""

    def __init__(self, url):
        self.url, self.path = url, database_path(url)
        self.engine = writer(url)
        self._seq = {}
        with self.open() as connection:
            migrations.migrate(connection)

    def open(self):
        return transaction(self.engine, self.path)

    def take(self, *bodies, chair="desk", now_ms=1):
        """Store messages in one batch, numbered on."""
        return self.take_numbered(self.number(bodies, chair), chair, now_ms)

    def number(self, bodies, chair="desk"):
        """Give each body the chair's next number."""
        first = self._seq.get(chair, 0) + 1
        self._seq[chair] = first + len(bodies) - 1
        return list(enumerate(bodies, first))

    def take_numbered(self, numbered, chair="desk", now_ms=1):
        """Store (seq, body) pairs in one batch."""
        intake = Intake(Topics())
        for seq, body in numbered:
            channel = "minute" if body.__struct_config__.tag == "minute" else "event"
            assert intake.add(f"chairs/v1/{chair}/{channel}", delivery(seq, seq - 1, body)) is None
        with self.open() as connection:
            return queries.save(connection, intake.take_batch(), now_ms)

    def meta(self, told):
        """Store what a chair says it is."""
        row = {name: getattr(told, name) for name in ("name", "model", "software", "zone", "simulated")}
        with self.open() as connection:
            queries.save(connection, queries.Batch(chairs=({"id": told.chair, **row},)), 1)

    def read(self, function, *words):
        """Ask a function of the store."""
        with self.open() as connection:
            return function(connection, *words)

    def close(self):
        self.engine.dispose()


@pytest.fixture
def store_url(tmp_path):
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture(scope="module")
def shared_url(tmp_path_factory):
    return f"sqlite:///{tmp_path_factory.mktemp('shared') / 'desk.db'}"


@pytest.fixture
def store(store_url):
    made = Store(store_url)
    yield made
    made.close()


@pytest.fixture(scope="module")
def shared(shared_url):
    """A store for the many examples of a property, each with a chair of its own."""
    made = Store(shared_url)
    yield made
    made.close()
