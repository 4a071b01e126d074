"""The spool loses nothing that it was given, and forgets only what the store has."""

import sqlite3

import msgspec
import pytest

from contract.delivery import Durable
from contract.events import BoutStarted
from edge.delivery.spool import DELETE_BATCH, Spool, SpoolError
from tests.contract.messages import EVENT


def event(number):
    return BoutStarted(**EVENT | {"uptime_s": float(number)})


def events(count):
    return [event(number) for number in range(1, count + 1)]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "chair" / "spool.db"


@pytest.fixture
def spool(path):
    with Spool(path) as spool:
        yield spool


def links(rows):
    return [(row.seq, row.prev) for row in rows]


def test_messages_come_out_in_the_order_in_which_they_went_in(spool):
    spool.append(events(3), b"")
    spool.append([event(4)], b"")
    bodies = [msgspec.json.decode(row.body, type=Durable) for row in spool.after(0, 10)]
    assert [body.uptime_s for body in bodies] == [1, 2, 3, 4]


def test_each_row_names_the_one_before_it(spool):
    spool.append(events(4), b"")
    assert links(spool.after(0, 10)) == [(1, 0), (2, 1), (3, 2), (4, 3)]
    assert links(spool.after(2, 10)) == [(3, 2), (4, 3)]
    assert links(spool.after(2, 1)) == [(3, 2)]
    assert spool.after(4, 10) == []


def test_after_rows_are_gone_the_first_names_none(spool):
    spool.append(events(DELETE_BATCH + 2), b"")
    assert spool.acknowledge(DELETE_BATCH) == DELETE_BATCH
    assert links(spool.after(0, 10)) == [(65, 0), (66, 65)]
    assert links(spool.after(64, 10)) == [(65, 0), (66, 65)]


def test_rows_leave_in_batches_and_not_beyond_the_watermark(spool):
    spool.append(events(DELETE_BATCH + 10), b"")
    assert spool.acknowledge(DELETE_BATCH - 1) == 0
    assert spool.waiting() == DELETE_BATCH + 10
    assert spool.acknowledge(DELETE_BATCH + 1) == DELETE_BATCH + 1
    assert spool.waiting() == 9


def test_rows_and_epoch_survive_reopening(path):
    with Spool(path) as spool:
        spool.append(events(2), b"state")
        epoch = spool.epoch
    with Spool(path) as spool:
        assert (spool.epoch, spool.state(), links(spool.after(0, 9))) == (epoch, b"state", [(1, 0), (2, 1)])


def test_a_number_is_never_given_twice_even_when_all_rows_are_gone(path):
    with Spool(path) as spool:
        spool.append(events(DELETE_BATCH), b"")
        assert spool.acknowledge(DELETE_BATCH) == DELETE_BATCH
    with Spool(path) as spool:
        spool.append([event(4)], b"")
        assert links(spool.after(0, 9)) == [(DELETE_BATCH + 1, 0)]


def test_another_file_is_another_epoch(tmp_path):
    with Spool(tmp_path / "a.db") as one, Spool(tmp_path / "b.db") as other:
        assert one.epoch != other.epoch
        assert len(one.epoch) == 16


def test_the_state_is_kept_with_what_it_produced_or_not_at_all(spool):
    spool.append([event(1)], b"one")

    def breaks():
        yield event(2)
        raise OSError("cut")

    with pytest.raises(OSError, match="cut"):
        spool.append(breaks(), b"two")
    with pytest.raises(SpoolError):
        spool.append([event(2)], None)
    assert (spool.state(), spool.waiting()) == (b"one", 1)


def test_what_was_kept_has_reached_the_disk(spool):
    """Otherwise a pulled plug takes rows back that were sent, and their numbers are given again."""
    assert spool._db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert spool._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def fill(spool):
    """Let the disk be full: the file may not grow by a page."""
    spool._db.execute(f"PRAGMA max_page_count = {spool._db.execute('PRAGMA page_count').fetchone()[0]}")


def test_a_full_disk_is_an_error_that_names_its_remedy_and_loses_nothing(spool):
    spool.append(events(2), b"one")
    fill(spool)
    with pytest.raises(SpoolError, match="free space"):
        spool.append(events(500), b"two")
    assert (spool.state(), spool.waiting()) == (b"one", 2)


def test_rows_that_cannot_be_deleted_stay_for_a_later_watermark(spool, monkeypatch):
    spool.append(events(DELETE_BATCH), b"")
    reader = spool._db

    class ReadOnly:
        def execute(self, query, parameters=()):
            if query.startswith("DELETE"):
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorname = "SQLITE_FULL"
                raise error
            return reader.execute(query, parameters)

    with monkeypatch.context() as full:
        full.setattr(spool, "_db", ReadOnly())
        with pytest.raises(SpoolError, match="free space"):
            spool.acknowledge(DELETE_BATCH)
    assert spool.acknowledge(DELETE_BATCH) == DELETE_BATCH


def test_a_file_that_is_no_database_is_an_error_that_names_it(tmp_path):
    path = tmp_path / "spool.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(SpoolError, match=r"spool\.db: .*move the file away"):
        Spool(path)


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SpoolError, match="writable"):
        Spool(tmp_path / "file" / "spool.db")


def test_two_chairs_cannot_share_a_spool(tmp_path):
    with Spool(tmp_path / "spool.db"), pytest.raises(SpoolError, match="another chair"):
        Spool(tmp_path / "spool.db")
    with Spool(tmp_path / "spool.db"):
        pass
