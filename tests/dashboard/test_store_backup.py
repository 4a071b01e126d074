"""Copies of the store: taken while it is used, checked, put back, and one before each migration."""

import sqlite3
from contextlib import closing

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select
from typer.testing import CliRunner

from contract.mqtt import BrokerSettings
from dashboard.__main__ import cli
from dashboard.errors import StoreError
from dashboard.ingest.writer import Ingest
from dashboard.store import backup, migrations
from dashboard.store.engine import reader
from dashboard.store.schema import MINUTES
from tests.dashboard.messages import minute
from tests.dashboard.stores import Store

POSTGRES = "postgresql+psycopg://sitwell@db.example/sitwell"


def seqs(path):
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT seq FROM minutes ORDER BY seq")]


def test_a_copy_taken_while_ingest_writes_holds_all_that_was_committed(store, tmp_path):
    store.take(minute(0), minute(60_000))
    copy = tmp_path / "copy.db"
    with store.open() as connection:  # a transaction under way
        connection.execute(MINUTES.delete())
        backup.backup(store.url, copy)
        connection.rollback()
    assert seqs(copy) == [1, 2]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.glob("copy*")] == ["copy.db"], "one file, without a log beside it"


def test_a_copy_takes_no_other_files_place(store, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_text("a letter")
    with pytest.raises(StoreError, match="name another one"):
        backup.backup(store.url, copy)
    assert copy.read_text() == "a letter"


def test_what_is_put_back_is_what_was_copied_and_the_store_of_before_is_kept(store, tmp_path):
    store.take(minute(0))
    copy = tmp_path / "copy.db"
    backup.backup(store.url, copy)
    store.take(minute(60_000))
    store.close()
    kept = backup.restore(store.url, copy, "20260504T120000Z")
    assert kept
    assert (seqs(store.path), seqs(kept), seqs(copy)) == ([1], [1, 2], [1])
    assert store.path.stat().st_mode & 0o777 == 0o600
    again = Store(store.url)
    again.take_numbered([(2, minute(60_000))])
    again.close()
    assert seqs(store.path) == [1, 2]


def test_a_copy_is_put_where_no_store_is_yet(store, tmp_path):
    store.take(minute(0))
    copy = tmp_path / "copy.db"
    backup.backup(store.url, copy)
    assert backup.restore(f"sqlite:///{tmp_path / 'new.db'}", copy, "x") is None
    assert seqs(tmp_path / "new.db") == [1]


def test_nothing_is_put_back_while_ingest_or_the_page_has_the_store_open(store, tmp_path):
    store.take(minute(0))
    copy = tmp_path / "copy.db"
    backup.backup(store.url, copy)
    with pytest.raises(StoreError, match="stop them first"):
        backup.restore(store.url, copy, "x")
    store.close()
    page = reader(store.url)
    with page.begin() as connection:
        connection.execute(select(MINUTES)).all()
    with pytest.raises(StoreError, match="stop them first"):
        backup.restore(store.url, copy, "x")
    page.dispose()
    assert backup.restore(store.url, copy, "x")


def spoil(path, statement):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_file_that_is_no_store_or_of_a_newer_sitwell_or_damaged_is_refused(store, tmp_path):
    store.take(*(minute(n * 60_000) for n in range(200)))
    store.close()
    letter, foreign, newer, broken = (tmp_path / name for name in ("a.txt", "b.db", "c.db", "d.db"))
    letter.write_text("a letter that is long enough to be taken for a database of some kind")
    spoil(foreign, "CREATE TABLE minutes (at_ms)")
    for path in (newer, broken):
        backup.backup(store.url, path)
    spoil(newer, "UPDATE alembic_version SET version_num = '9999'")
    content = bytearray(broken.read_bytes())
    content[8192:16384] = bytes(8192)
    broken.write_bytes(content)
    for path, why in (
        (letter, "no SQLite database"),
        (foreign, "no store of Sitwell's"),
        (newer, "install a newer Sitwell"),
        (broken, "damaged"),
        (tmp_path / "nothing", "no such file"),
    ):
        with pytest.raises(StoreError, match=why):
            backup.restore(store.url, path, "x")
    assert len(seqs(store.path)) == 200


def downgrade(store, to):
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    config.set_main_option("path_separator", "os")
    with store.open() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, to)


def test_before_its_tables_change_a_store_is_copied_and_the_last_two_copies_stay(store):
    store.take(minute(0))
    for n in range(3):
        downgrade(store, "0003")
        store.close()
        Ingest(BrokerSettings(), store.url, lambda n=n: n * 1000)._engine.dispose()
    copies = sorted(each.name for each in store.path.parent.glob("desk.db.before-*"))
    assert copies == [f"desk.db.before-{migrations.HEAD}-19700101T00000{n}Z" for n in (1, 2)]
    assert backup.version_of(store.path.parent / copies[0]) == "0003"
    assert seqs(store.path.parent / copies[1]) == [1]
    Ingest(BrokerSettings(), store.url, lambda: 9000)._engine.dispose()
    assert len(list(store.path.parent.glob("desk.db.before-*"))) == 2, "no copy without a migration"


def test_a_store_from_before_can_give_room_back_after_its_migration(tmp_path):
    path = tmp_path / "desk.db"
    spoil(path, "CREATE TABLE anything (at_ms)")
    store = Store(f"sqlite:///{path}")
    downgrade(store, "0003")
    store.close()
    Ingest(BrokerSettings(), store.url, lambda: 1)._engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA auto_vacuum").fetchone()[0] == 2


@pytest.mark.parametrize("words", [["backup", "copy"], ["restore", "copy"]])
def test_of_postgres_the_right_program_is_named(words, monkeypatch):
    monkeypatch.setenv("SITWELL_STORE_URL", POSTGRES)
    answer = CliRunner().invoke(cli, words)
    assert answer.exit_code == 3
    assert "pg_dump" in answer.stderr or "pg_restore" in answer.stderr


def test_from_a_terminal_a_store_is_copied_put_back_and_computed_anew(store, tmp_path, monkeypatch):
    store.take(minute(0))
    store.close()
    monkeypatch.setenv("SITWELL_STORE_URL", store.url)
    copy = tmp_path / "copy.db"
    answers = [CliRunner().invoke(cli, words) for words in (["backup", str(copy)], ["restore", str(copy)], ["rebuild"])]
    assert [answer.exit_code for answer in answers] == [0, 0, 0], [answer.output for answer in answers]
    assert "copied and checked" in answers[0].stdout
    assert "is kept as" in answers[1].stdout
    assert "chairs: 1" in answers[2].stdout
