"""The fixtures of tests/dashboard/stores.py with databases of a PostgreSQL server."""

import tempfile
from itertools import count
from pathlib import Path

import psycopg
import pytest

from dashboard.store.engine import transaction, writer
from dashboard.store.migrations import migrate
from tests.dashboard.stores import shared, store
from tests.postgres.server import USER, Server, programs

__all__ = ["shared", "store"]

NUMBERS = count()


@pytest.fixture(scope="session")
def server():
    if programs() is None:
        pytest.skip("needs PostgreSQL")
    # Not in pytest's own folder, which is closed to other users, as whom the server runs.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        made = Server(Path(folder) / "server")
        yield made
        made.stop()


@pytest.fixture(scope="session")
def template(server):
    """A database with all tables, of which each test gets a copy."""
    create(server, "template_of_tests")
    engine = writer(server.url("template_of_tests"))
    with transaction(engine, Path("template_of_tests")) as connection:
        migrate(connection)
    engine.dispose()
    return "template_of_tests"


def create(server, name, template="template0"):
    with psycopg.connect(host="127.0.0.1", port=server.port, user=USER, dbname="postgres", autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return server.url(name)


@pytest.fixture
def empty_url(server):
    """A database without tables."""
    return create(server, f"desk{next(NUMBERS)}")


@pytest.fixture
def store_url(server, template):
    return create(server, f"desk{next(NUMBERS)}", template)


@pytest.fixture(scope="module")
def shared_url(server, template):
    return create(server, f"desk{next(NUMBERS)}", template)
