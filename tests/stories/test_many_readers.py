"""Many who look at once: each has the store for itself until the answer is there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select

from dashboard.store import history, migrations
from dashboard.store.derived import BOUTS
from dashboard.store.engine import database_path, reader, transaction, web_writer, writer
from tests.dashboard.history_store import fill, year

TOGETHER = 30
PATIENCE_S = 60.0


@pytest.fixture
def url(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with transaction(writer(url), database_path(url)) as connection:
        migrations.migrate(connection)
    fill(url, year(date(2026, 7, 22), 28))
    return url


def test_no_one_takes_the_store_away_from_another_who_reads(url):
    engine, path, together = reader(url), database_path(url), Barrier(TOGETHER)

    def look(_):
        with transaction(engine, path) as connection:
            before = connection.execute(select(func.count()).select_from(BOUTS)).scalar_one()
            together.wait(PATIENCE_S)  # everybody has begun, nobody has ended
            return before, len(history.days(connection, "desk", "0000-01-01", "9999-12-31"))

    with ThreadPoolExecutor(TOGETHER) as threads:
        told = set(threads.map(look, range(TOGETHER)))
    engine.dispose()
    assert len(told) == 1
    assert min(told.pop()) > 0


def test_no_one_who_writes_for_the_page_works_on_the_connection_of_another(url):
    engine, together = web_writer(url), Barrier(TOGETHER)

    def look(_):
        with engine.connect() as connection:
            together.wait(PATIENCE_S)
            return id(connection.connection.dbapi_connection)

    with ThreadPoolExecutor(TOGETHER) as threads:
        assert len(set(threads.map(look, range(TOGETHER)))) == TOGETHER
    engine.dispose()
