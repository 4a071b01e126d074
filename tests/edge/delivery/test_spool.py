"""The spool loses nothing that it was given, and forgets only what the store has."""

import os
import re
import sqlite3
import zlib
from contextlib import closing

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


def test_the_state_is_kept_with_what_it_produced_or_not_at_all(spool, monkeypatch):
    spool.append([event(1)], b"one")

    def breaks():
        yield event(2)
        raise OSError("cut")

    with pytest.raises(OSError, match="cut"):
        spool.append(breaks(), b"two")
    monkeypatch.setattr(spool, "_put", lambda *_: spool._db.execute("INSERT INTO note VALUES ('state', NULL)"))
    with pytest.raises(SpoolError):
        spool.append([event(2)], b"two")
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


def test_a_damaged_file_is_set_aside_with_its_date_and_a_new_one_begins(tmp_path, caplog):
    path = tmp_path / "spool.db"
    for written_s in range(1, 6):
        path.write_bytes(b"not a database at all" * 100)
        os.utime(path, (written_s, written_s))
        with Spool(path) as spool:
            spool.append(events(1), b"new")
            assert spool.waiting() == 1
        path.unlink()
    kept = sorted(each.name for each in tmp_path.glob("spool.db.damaged-*"))
    assert kept == [f"spool.db.damaged-19700101T00000{n}Z" for n in (3, 4, 5)], "the three newest"
    assert "the spool is damaged" in caplog.text


def spoil(path, name, value):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE note SET value = ? WHERE name = ?", (value, name))


def test_a_state_that_the_card_has_damaged_starts_anew_and_the_messages_stay(path, caplog):
    with Spool(path) as spool:
        spool.append(events(3), b"state " * 100)
    spoil(path, "state", b"z" + zlib.compress(b"state " * 100)[:-1] + b"!")
    with Spool(path) as spool:
        assert (spool.state(), spool.waiting()) == (b"", 3)
    assert "SD card" in caplog.text


@pytest.mark.parametrize(("name", "value"), [("epoch", b"0123456789abcdeF"), ("epoch", b"\xff"), ("dropped", b"1;2")])
def test_a_note_that_the_card_has_damaged_sets_the_file_aside(path, caplog, name, value):
    with Spool(path, 20_000) as spool:
        spool.append(events(100), b"")
        spool.append(events(100), b"")
        assert spool.fill().dropped
    spoil(path, name, value)
    with Spool(path) as spool:
        assert spool.waiting() == 0
        assert re.fullmatch("[0-9a-f]{16}", spool.epoch)
    assert f"its {name} is" in caplog.text
    assert len(list(path.parent.glob("spool.db.damaged-*"))) == 1


def test_only_its_owner_can_read_the_spool(path):
    with Spool(path) as spool:
        spool.append(events(1), b"kilograms")
        modes = {each.name: each.stat().st_mode & 0o777 for each in path.parent.glob("spool.db*")}
    assert modes == dict.fromkeys(("spool.db", "spool.db-shm", "spool.db-wal"), 0o600)


def test_a_damage_in_the_middle_of_the_file_is_found_at_the_start(path, caplog):
    with Spool(path) as spool:
        spool.append(events(500), b"")
        epoch = spool.epoch
    whole = bytearray(path.read_bytes())
    whole[8 * 4096 : 10 * 4096] = b"x" * 8192
    path.write_bytes(whole)
    with Spool(path) as spool:
        assert (spool.waiting(), spool.epoch != epoch) == (0, True)
    assert "a new one begins" in caplog.text


def test_a_new_epoch_is_kept(path):
    with Spool(path) as spool:
        spool.append(events(2), b"")
        before = spool.epoch
        spool.new_epoch()
        after = spool.epoch
    with Spool(path) as again:
        assert before != again.epoch == after
        assert again.waiting() == 2


def test_a_folder_that_cannot_be_made_is_an_error_that_names_it(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SpoolError, match="writable"):
        Spool(tmp_path / "file" / "spool.db")


def test_two_chairs_cannot_share_a_spool(tmp_path):
    with Spool(tmp_path / "spool.db"), pytest.raises(SpoolError, match="another chair"):
        Spool(tmp_path / "spool.db")
    with Spool(tmp_path / "spool.db"):
        pass


def test_what_is_stored_waits_no_more_and_is_gone_after_a_clean_stop(path):
    with Spool(path) as spool:
        spool.append(events(10), b"")
        assert spool.acknowledge(7) == 0, "no batch yet"
        fill = spool.fill()
        assert (fill.messages, spool.waiting()) == (3, 10)
        spool.acknowledge(10)
        assert (spool.fill().messages, spool.fill().oldest_ms) == (0, None)
    with Spool(path) as again:
        assert again.waiting() == 0
