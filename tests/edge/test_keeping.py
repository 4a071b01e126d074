"""What a crash, a full disk and a folder that is memory do to what must not be forgotten."""

from contract.events import BoutEnded, BoutStarted
from contract.minute import MinuteRecord
from edge import keeping
from edge.delivery.spool import SpoolError
from edge.keeping import COUNT_PERIOD_S, GLANCE_PERIOD_S, LEAST_SPOOLED, RETRY_S, Spooled
from tests.edge.core.stories import EMPTY, person
from tests.edge.delivery.test_spool_room import minutes


def test_a_crash_long_after_the_last_message_does_not_split_a_bout(bench):
    chair = bench()
    chair.passes(118, person())  # the last minute was kept 58 s ago
    chair.stop(save=False)
    chair.count += 200  # and the start takes 20 s
    chair.start()
    chair.passes(30, person())
    chair.passes(10, EMPTY)
    assert len(chair.kept(BoutStarted)) == 1
    (ended,) = chair.kept(BoutEnded)
    assert ended.duration_s == 168
    assert 148 - GLANCE_PERIOD_S - 0.2 <= ended.measured_s <= 148


def test_the_note_in_memory_of_another_chair_is_not_taken_for_ones_own(bench):
    chair = bench()
    chair.passes(30, person())
    note = chair.settings.runtime_path("state.json")
    chair.stop(save=False)
    theirs = note.read_bytes().replace(chair.spool.epoch.encode(), b"0" * 16)
    note.write_bytes(theirs)
    chair.start()
    chair.passes(30, person())
    chair.passes(10, EMPTY)
    (ended,) = chair.kept(BoutEnded)
    assert ended.measured_s < 35, "what was measured after the last message went with the note"


def test_the_note_in_memory_of_another_boot_is_not_taken_for_this_ones(bench):
    chair = bench()
    chair.passes(30, person())
    note = chair.settings.runtime_path("state.json")
    chair.stop(save=False)
    note.write_bytes(note.read_bytes().replace(b'"boot":"aaaaaaaa"', b'"boot":"bbbbbbbb"', 1))
    chair.start()
    chair.passes(30, person())
    chair.passes(10, EMPTY)
    (ended,) = chair.kept(BoutEnded)
    assert ended.measured_s < 35, "the uptimes of two boots cannot be compared"


def test_a_message_in_the_spool_is_newer_than_a_note_in_memory(bench):
    chair = bench()
    chair.passes(30, person())
    note = chair.settings.runtime_path("state.json")
    old = note.read_bytes()
    chair.passes(40, EMPTY)
    chair.stop(save=False)
    note.write_bytes(old)
    chair.start()
    chair.passes(5, EMPTY)
    assert len(chair.kept(BoutEnded)) == 1


def test_a_folder_that_cannot_be_written_is_said_once_and_the_chair_goes_on(bench, caplog):
    chair = bench()
    chair.settings.runtime_path("").touch()
    chair.passes(60, person())
    assert caplog.text.count("give another runtime_dir") == 1
    assert chair.notes.states[-1].presence == "occupied"


def test_a_spool_that_cannot_be_written_is_tried_again_every_five_seconds_and_not_with_each_frame(bench, monkeypatch):
    chair, tried = bench(), []

    def full(bodies, _state):
        tried.append(len(bodies))
        raise SpoolError("full")

    monkeypatch.setattr(chair.spool, "append", full)
    chair.passes(2, EMPTY)
    chair.passes(21, person())
    assert 3 <= len(tried) <= 5
    assert set(tried) == {1}
    monkeypatch.undo()
    chair.passes(5, person())
    assert len(chair.kept()) == 1


def test_nothing_is_written_to_the_card_between_messages(bench):
    chair = bench()
    chair.passes(5, person())
    before = written(chair.folder)
    chair.passes(50, person())
    assert written(chair.folder) == before


def written(folder):
    return {each.name: (each.stat().st_mtime_ns, each.stat().st_size) for each in folder.glob("spool.db*")}


def test_when_memory_is_full_too_minutes_go_before_events_and_it_is_said_once(bench, caplog, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_WAITING", 30)
    chair = bench()
    chair.passes(30, EMPTY)
    full = chair.spool._db.execute("PRAGMA page_count").fetchone()[0]
    chair.spool._db.execute(f"PRAGMA max_page_count = {full}")
    for _ in range(12):
        chair.passes(50, person())
        chair.passes(50, EMPTY)
    assert chair.keeping.waiting == 30
    assert chair.keeping.dropped > 0
    assert caplog.text.count("old minutes are lost") == 1
    chair.spool._db.execute("PRAGMA max_page_count = 100000")
    chair.passes(RETRY_S + 0.1, EMPTY)
    assert len(chair.kept(BoutStarted)) == len(chair.kept(BoutEnded)) == 12
    assert chair.keeping.waiting == 0
    minutes = chair.kept(MinuteRecord)
    assert minutes[-1].at_ms > chair.now_ms - 180_000, "the newest minutes are those that stay"


def test_the_note_in_memory_which_holds_kilograms_is_its_owners_alone(bench):
    chair = bench()
    chair.passes(1, person())
    assert chair.settings.runtime_path("state.json").stat().st_mode & 0o077 == 0


def test_minutes_that_wait_are_told_when_they_are_more_than_what_is_on_its_way(bench):
    chair = bench()
    chair.spool.append(minutes(LEAST_SPOOLED - 1), b"")
    assert chair.keeping.spooled(0.0) == Spooled()
    chair.spool.append(minutes(3), b"")
    assert chair.keeping.spooled(COUNT_PERIOD_S - 1) == Spooled(), "they are not counted with every frame"
    assert chair.keeping.spooled(COUNT_PERIOD_S) == Spooled(waiting=LEAST_SPOOLED + 2)
    chair.passes(0.1, EMPTY)
    assert chair.chair.told.spooled_minutes == LEAST_SPOOLED + 2


def test_minutes_that_were_given_up_are_told_and_so_are_those_that_only_memory_has(bench, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_WAITING", 12)
    chair = bench()
    chair.keeping.add(tuple(minutes(15)))
    assert chair.keeping.spooled(0.0) == Spooled(waiting=12, dropped=3)
