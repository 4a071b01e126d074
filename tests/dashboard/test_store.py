import sqlite3

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from contract.codec import encode
from contract.topics import Topics
from dashboard.errors import StoreError
from dashboard.ingest.intake import Intake
from dashboard.store import (
    derived,
    diary_tables,
    group_tables,
    letter_tables,
    migrations,
    people_tables,
    queries,
    reminder_tables,
)
from dashboard.store.engine import database_path, reader, transaction, web_writer, writer
from dashboard.store.schema import METADATA, REFUSALS, WAITING
from dashboard.store.watermark import advance
from tests.dashboard.messages import EPOCH, delivery, got_up, meta, minute, sat_down

MINUTE = "chairs/v1/desk/minute"
EVENT = "chairs/v1/desk/event"


class Desk:
    """A store on disk and the way messages come into it."""

    def __init__(self, folder):
        self.url = f"sqlite:///{folder / 'deep' / 'desk.db'}"
        self.path = database_path(self.url)
        self.engine = writer(self.url)
        with self.open() as connection:
            migrations.migrate(connection)

    def open(self):
        return transaction(self.engine, self.path)

    def take(self, *messages):
        intake = Intake(Topics())
        for topic, payload in messages:
            intake.add(topic, payload)
        with self.open() as connection:
            saved = queries.save(connection, intake.take_batch(), 1)
            return {chair: mark for (chair, _), mark in saved.watermarks.items()}


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.engine.dispose()


def test_only_its_owner_can_read_a_new_store(tmp_path):
    desk = Desk(tmp_path)
    with desk.open():
        modes = {each.name: each.stat().st_mode & 0o777 for each in desk.path.parent.glob("desk.db*")}
    assert set(modes.values()) == {0o600}, modes
    desk.engine.dispose()


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(desk):
    tables = (
        *(derived.QUARTERS, people_tables.PEOPLE, diary_tables.DIARY),
        *(group_tables.GROUP_DAYS, letter_tables.LETTERS, reminder_tables.CHANNELS),
    )
    assert all(table.metadata is METADATA for table in tables)
    with desk.open() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_the_newest_revision_is_the_one_that_the_code_looks_for():
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]


def test_a_database_of_the_version_before_keeps_its_rows(desk):
    desk.take((MINUTE, delivery(1, 0, minute(1_000))))
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    config.set_main_option("path_separator", "os")
    with desk.open() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    with desk.open() as connection:
        migrations.migrate(connection)
    desk.take((MINUTE, delivery(1, 0, minute(1_000))), (MINUTE, delivery(2, 1, minute(61_000))))
    with desk.open() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert len(queries.minute_spans(connection, "desk", 0, 10**9)) == 2


def test_a_gap_that_never_closes_does_not_fill_the_table(desk, monkeypatch):
    monkeypatch.setattr(queries, "MOST_WAITING", 20)
    desk.take(*((MINUTE, delivery(seq, seq - 1, minute(seq * 60_000))) for seq in range(3, 100)))
    with desk.open() as connection:
        assert connection.execute(select(func.count()).select_from(WAITING)).scalar() == 20
    rest = [(MINUTE, delivery(seq, seq - 1, minute(seq * 60_000))) for seq in range(1, 100)]
    assert desk.take(*rest)["desk"].seq == 99


def test_a_gap_does_not_fill_the_table_when_the_newest_comes_first(desk, monkeypatch):
    monkeypatch.setattr(queries, "MOST_WAITING", 20)
    for seq in range(99, 2, -1):
        desk.take((MINUTE, delivery(seq, seq - 1, minute(seq * 60_000))))
    with desk.open() as connection:
        assert set(connection.execute(select(WAITING.c.seq)).scalars()) == set(range(3, 23))
    assert desk.take(*((MINUTE, delivery(seq, seq - 1, minute(seq * 60_000))) for seq in (1, 2)))["desk"].seq == 22


def test_an_older_copy_that_comes_late_does_not_close_a_way_that_is_open(desk):
    desk.take((MINUTE, delivery(1, 0, minute(60_000))))
    desk.take((MINUTE, delivery(6, 2, minute(360_000))))  # 3 to 5 were dropped at the chair
    desk.take((MINUTE, delivery(6, 5, minute(360_000))))  # sent before that, and late
    assert desk.take((MINUTE, delivery(2, 1, minute(120_000))))["desk"].seq == 6


def test_a_database_of_a_newer_version_is_left_alone(desk):
    with desk.open() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="install a newer Sitwell"), desk.open() as connection:
        migrations.migrate(connection)


def test_a_repeated_message_is_stored_once_and_the_watermark_stays(desk):
    for _ in range(3):
        watermarks = desk.take((MINUTE, delivery(1, 0, minute(1_000))), (MINUTE, delivery(2, 1, minute(61_000))))
    with desk.open() as connection:
        assert len(queries.minute_spans(connection, "desk", 0, 10**9)) == 2
    assert watermarks["desk"].seq == 2


def test_the_watermark_waits_for_a_gap_and_passes_it_even_after_a_restart(desk, tmp_path):
    assert desk.take((MINUTE, delivery(1, 0, minute(0))))["desk"].seq == 1
    assert desk.take((MINUTE, delivery(3, 2, minute(120_000))))["desk"].seq == 1
    desk.engine.dispose()
    again = Desk(tmp_path)
    assert again.take((MINUTE, delivery(2, 1, minute(60_000))))["desk"].seq == 3
    again.engine.dispose()


def test_a_spool_that_dropped_rows_lets_the_watermark_pass_the_hole(desk):
    desk.take((MINUTE, delivery(1, 0, minute(0))), (MINUTE, delivery(9, 8, minute(60_000))))
    assert desk.take((MINUTE, delivery(9, 1, minute(60_000))))["desk"].seq == 9


def test_a_new_spool_file_begins_its_own_count(desk):
    desk.take((EVENT, delivery(50, 0, sat_down(1_000))))
    other = "fedcba9876543210"
    watermark = desk.take((EVENT, delivery(1, 0, sat_down(2_000), epoch=other)))["desk"]
    assert (watermark.epoch, watermark.seq) == (other, 1)
    with desk.open() as connection:
        assert len(queries.bout_events(connection, "desk", 0, 10_000)) == 2


@given(st.permutations(list(range(1, 9))))
def test_whatever_the_order_the_watermark_ends_at_the_last_message_and_never_skips_one(order):
    seq, waiting = 0, {}
    for count, at in enumerate(order, 1):
        seq, waiting = advance(seq, {**waiting, at: at - 1})
        assert set(order[:count]) >= set(range(1, seq + 1))
    assert (seq, waiting) == (8, {})


def test_chairs_are_known_by_what_they_last_said(desk):
    desk.take(("chairs/v1/desk/meta", encode(meta())))
    desk.take(("chairs/v1/desk/meta", encode(meta(name="Renamed"))))
    with desk.open() as connection:
        assert [chair.name for chair in queries.chairs(connection).values()] == ["Renamed"]


def test_refusals_are_summed_by_kind(desk):
    desk.take((EVENT, b"nonsense"), (EVENT, b"more"))
    desk.take((EVENT, b"nonsense"))
    with desk.open() as connection:
        assert connection.execute(select(REFUSALS.c.kind, REFUSALS.c.count)).all() == [("event not JSON", 3)]


def test_bout_events_of_another_chair_or_day_are_not_read(desk):
    desk.take((EVENT, delivery(1, 0, sat_down(1_000))), (EVENT, delivery(2, 1, got_up(9_000, 1_000))))
    desk.take(("chairs/v1/other/event", delivery(1, 0, sat_down(2_000))))
    with desk.open() as connection:
        assert len(queries.bout_events(connection, "desk", 1_000, 9_000)) == 1
        assert queries.last_heard_ms(connection, "desk") == 9_000
        assert queries.last_heard_ms(connection, "nobody") is None


def test_a_file_that_is_no_database_is_said_with_its_name_and_remedy(tmp_path):
    wrong = tmp_path / "notes.db"
    wrong.write_text("this is a letter, and it is long enough to be taken for one")
    engine = writer(f"sqlite:///{wrong}")
    with pytest.raises(StoreError, match=r"notes\.db: it is no SQLite database"), transaction(engine, wrong):
        pass
    engine.dispose()


def test_a_full_disk_stores_nothing_of_a_batch_and_says_so(desk):
    with desk.open() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 1}")
    many = [(MINUTE, delivery(seq, seq - 1, minute(seq * 60_000))) for seq in range(1, 400)]
    with pytest.raises(StoreError, match="disk is full"):
        desk.take(*many)
    with desk.open() as connection:
        assert queries.minute_spans(connection, "desk", 0, 10**9) == []
        assert queries.watermarks(connection) == {}


def test_the_page_cannot_write_and_makes_no_file(desk, tmp_path):
    engine = reader(desk.url)
    with pytest.raises(StoreError, match="cannot be written"), transaction(engine, desk.path) as connection:
        connection.exec_driver_sql("DELETE FROM minutes")
    engine.dispose()
    missing = tmp_path / "missing.db"
    engine = reader(f"sqlite:///{missing}")
    with (
        pytest.raises(StoreError, match="there is none yet: start `sitwell-dashboard ingest` once"),
        transaction(engine, missing),
    ):
        pass
    assert not missing.exists()


@pytest.mark.parametrize("opened", [reader, web_writer])
def test_each_that_reads_or_writes_for_web_has_a_connection_of_its_own(desk, opened):
    """One for each thread, of which only so many live, would close one in use: that ended the whole page."""
    engine = opened(desk.url)
    held = [engine.connect() for _ in range(20)]
    assert len({id(each.connection.dbapi_connection) for each in held}) == 20
    for each in held:
        each.close()
    engine.dispose()


def test_a_folder_that_is_missing_is_told_from_a_store_that_nobody_made_yet(tmp_path):
    missing = tmp_path / "unmounted" / "missing.db"
    engine = reader(f"sqlite:///{missing}")
    with pytest.raises(StoreError, match="look whether the folder exists"), transaction(engine, missing):
        pass


def test_web_makes_no_file_when_it_writes(tmp_path):
    missing = tmp_path / "missing.db"
    engine = web_writer(f"sqlite:///{missing}")
    with (
        pytest.raises(StoreError, match="there is none yet: start `sitwell-dashboard ingest` once"),
        transaction(engine, missing),
    ):
        pass
    engine.dispose()
    assert not missing.exists()


def test_a_store_without_tables_says_who_makes_them(tmp_path):
    empty = tmp_path / "empty.db"
    sqlite3.connect(empty).close()
    engine = reader(f"sqlite:///{empty}")
    with pytest.raises(StoreError, match="sitwell-dashboard ingest"), transaction(engine, empty) as connection:
        queries.chairs(connection)
    engine.dispose()


def test_watermarks_are_told_for_the_spool_file_that_a_chair_uses_now(desk):
    desk.take((EVENT, delivery(5, 0, sat_down(1_000))))
    with desk.open() as connection:
        assert queries.watermarks(connection)["desk"].epoch == EPOCH
