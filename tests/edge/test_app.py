"""The chair's loop with a real spool and a publisher that only writes down what it is given."""

import logging
import sqlite3

import msgspec
import pytest

from contract.events import BoutEnded, BoutStarted
from contract.minute import MinuteRecord
from contract.seat import Corners
from edge.app import calibration_or_none
from edge.config import ChairTable, EdgeSettings
from edge.core.trust import TrustState
from edge.core.zero import ZeroState
from edge.keeping import RETRY_S
from tests.edge.core.stories import AT_MS, EMPTY, UPTIME_S, bag, person


def test_a_seat_that_is_taken_shows_five_frames_a_second_and_an_empty_one_shows_one(bench):
    chair = bench()
    chair.passes(10, EMPTY)
    chair.notes.frames.clear()
    chair.passes(10, EMPTY)
    assert len(chair.notes.frames) == 10
    chair.passes(10, person())
    chair.notes.frames.clear()
    chair.passes(10, person())
    assert len(chair.notes.frames) == 50


def test_somebody_who_sits_down_is_shown_at_once(bench):
    chair = bench()
    chair.passes(10, EMPTY)
    chair.notes.frames.clear()
    chair.passes(0.5, person())
    assert [frame.shares is not None for frame in chair.notes.frames][:1] == [True]


def test_the_state_is_told_when_it_is_news_and_not_otherwise(bench):
    chair = bench()
    chair.passes(10, EMPTY)
    assert [state.presence for state in chair.notes.states] == ["unknown", "vacant"]
    chair.passes(60, person())
    assert [(state.presence, state.posture) for state in chair.notes.states[2:]] == [("occupied", "centred")]
    chair.passes(500, person())
    assert len(chair.notes.states) == 3


def test_figures_that_creep_are_told_once_in_five_minutes_at_most(bench):
    chair = bench(settings=EdgeSettings(chair=ChairTable(shares_weight=True)))
    chair.passes(10, person(72))
    assert [state.total_kg for state in chair.notes.states][-1] == 72
    for kg in (73, 74, 75, 76) * 6:
        chair.passes(50, person(kg))
    told = [state for state in chair.notes.states if state.presence == "occupied"]
    assert len(told) == 1 + 1200 // 300
    assert [state.shifts_per_h for state in told] == [None, None, 0, 0, 0]


def test_no_kilograms_are_in_the_state_unless_the_owner_opted_in(bench):
    chair = bench()
    chair.passes(400, person(72))
    assert {state.total_kg for state in chair.notes.states} == {None}


def test_the_state_is_told_at_most_once_a_second_and_the_last_word_is_never_lost(bench):
    chair = bench()
    chair.passes(10, person())
    chair.notes.states.clear()
    for _ in range(20):
        chair.passes(0.5, person(lateral=0.9))
        chair.passes(0.5, person(lateral=-0.9))
    chair.passes(3, person(lateral=-0.9))
    assert len(chair.notes.states) <= 24
    assert chair.notes.states[-1].posture == "left"


def test_the_publisher_is_served_with_each_frame(bench):
    chair = bench()
    chair.passes(5, EMPTY)
    assert chair.notes.pumped_s == UPTIME_S + 4.9


def test_events_and_minutes_go_into_the_spool(bench):
    chair = bench()
    chair.passes(30, EMPTY)
    chair.passes(60, person())
    chair.passes(31, EMPTY)
    assert [type(each) for each in chair.kept()] == [BoutStarted, MinuteRecord, BoutEnded, MinuteRecord]


def test_no_kilogram_leaves_the_chair_by_default(bench):
    chair = bench()
    chair.passes(61, person())
    assert {frame.total_kg for frame in chair.notes.frames} == {None}
    assert [minute.mean_kg for minute in chair.kept(MinuteRecord)] == [None]


def test_kilograms_leave_the_chair_when_its_owner_opted_in(bench):
    chair = bench(settings=EdgeSettings(chair=ChairTable(shares_weight=True)))
    chair.passes(61, person(72))
    assert chair.notes.frames[-1].total_kg == pytest.approx(72, abs=0.01)
    assert [minute.mean_kg for minute in chair.kept(MinuteRecord)] == [72.0]


def test_a_restart_in_the_middle_of_a_bout_continues_it(bench):
    chair = bench()
    chair.passes(90, person())
    chair.stop()
    chair.count += 50  # five seconds pass while the daemon starts
    chair.start()
    chair.passes(30, person())
    chair.passes(10, EMPTY)
    assert len(chair.kept(BoutStarted)) == 1
    (ended,) = chair.kept(BoutEnded)
    assert (ended.duration_s, ended.measured_s) == (125.0, pytest.approx(119.9, abs=0.01))


def test_what_was_known_of_drift_is_forgotten_after_a_calibration_made_while_the_daemon_was_off(bench):
    chair = bench()
    chair.passes(10, EMPTY)
    drift = TrustState(zero=ZeroState(zero_kg=Corners(0.4, 0.0, 0.0, 0.0)))
    chair.chair._state = msgspec.structs.replace(chair.chair._state, trust=drift)
    chair.stop()
    chair.start()
    assert chair.chair._state.trust.zero.zero_kg.front_left == 0.4
    chair.stop()
    chair.calibration = msgspec.structs.replace(chair.calibration, made_ms=AT_MS)
    chair.start()
    assert chair.chair._state.trust == TrustState()


def test_a_crash_in_the_middle_of_a_bout_neither_repeats_its_start_nor_forgets_its_end(bench):
    chair = bench()
    chair.passes(90, person())
    chair.stop(save=False)
    chair.start()
    chair.passes(30, person())
    chair.passes(10, EMPTY)
    assert len(chair.kept(BoutStarted)) == 1
    assert [each.duration_s for each in chair.kept(BoutEnded)] == [120.0]


def test_what_another_boot_left_open_ended_when_it_was_last_seen(bench):
    chair = bench()
    chair.passes(90, person())
    chair.stop()
    chair.boot, chair.count = "bbbbbbbb", chair.count - 900  # a new boot counts its uptime anew
    chair.start()
    chair.passes(10, EMPTY)
    (ended,) = chair.kept(BoutEnded)
    assert (ended.boot, ended.duration_s, ended.at_ms) == ("aaaaaaaa", 89.9, AT_MS + 89_900)
    assert sum(minute.occupied_s for minute in chair.kept(MinuteRecord)) == pytest.approx(89.9)
    assert {minute.boot for minute in chair.kept(MinuteRecord)} == {"aaaaaaaa"}


@pytest.mark.parametrize("synced", [False, True])
def test_what_another_boot_left_open_says_whether_that_boots_clock_was_set(bench, synced):
    chair = bench()
    chair.synced = synced
    chair.passes(90, person())
    chair.stop()
    chair.boot, chair.synced, chair.count = "bbbbbbbb", not synced, chair.count - 900
    chair.start()
    chair.passes(10, EMPTY)
    (ended,) = chair.kept(BoutEnded)
    assert (ended.boot, ended.clock_synced) == ("aaaaaaaa", synced)
    assert {minute.clock_synced for minute in chair.kept(MinuteRecord)} == {synced}


def test_a_saved_state_of_another_version_starts_anew_and_says_so(bench, caplog):
    chair = bench()
    chair.passes(10, person())
    chair.spool.append([], b'{"boot":"aaaaaaaa","seat":{"presence":7}}')
    chair.stop(save=False)
    chair.start()
    chair.passes(10, EMPTY)
    assert "another version" in caplog.text
    assert chair.notes.states[-1].presence == "vacant"


def test_a_bout_in_a_state_of_another_version_is_ended_when_it_was_last_seen(bench, caplog):
    chair = bench()
    chair.passes(90, person())
    chair.chair.save()
    chair.spool.append([], chair.spool.state().replace(b'"trust":{', b'"trust":[7],"other":{'))
    chair.stop(save=False)
    chair.settings.runtime_path("state.json").unlink(missing_ok=True)
    chair.count += 50  # the update takes 5 s, in the same boot
    chair.start()
    chair.passes(30, person())
    chair.passes(10, EMPTY)
    assert "another version" in caplog.text
    assert [ended.duration_s for ended in chair.kept(BoutEnded)] == pytest.approx([89.9, 30], abs=0.2)
    assert len(chair.kept(BoutStarted)) == 2


def test_a_full_disk_keeps_messages_in_memory_says_it_once_and_loses_none(bench, caplog):
    chair = bench()
    chair.passes(30, EMPTY)
    full = chair.spool._db.execute("PRAGMA page_count").fetchone()[0]
    chair.spool._db.execute(f"PRAGMA max_page_count = {full}")
    for _ in range(40):
        chair.passes(5, person())
        chair.passes(5, EMPTY)
    said = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(said) == 1
    assert "free space on the disk" in said[0].message
    chair.spool._db.execute("PRAGMA max_page_count = 100000")
    chair.passes(RETRY_S + 0.1, EMPTY)
    assert len(chair.kept(BoutStarted)) == len(chair.kept(BoutEnded)) == 40
    assert [row.prev for row in chair.spool.after(0, 1000)] == list(range(len(chair.kept())))


def test_the_state_and_its_events_are_kept_in_one_transaction(bench, tmp_path):
    chair = bench()
    chair.passes(3, person())
    with sqlite3.connect(f"file:{tmp_path}/spool.db?mode=ro", uri=True) as reader:
        rows, kept = reader.execute("SELECT (SELECT count(*) FROM row), value FROM note WHERE name='state'").fetchone()
    reader.close()
    assert rows == 1
    assert kept
    assert msgspec.json.decode(chair.spool.state())["seat"]["bout"]["started_uptime_s"] == UPTIME_S


def test_without_a_calibration_the_chair_runs_and_says_what_is_missing(bench, tmp_path, caplog):
    chair = bench()
    chair.stop(save=False)
    chair.calibration = calibration_or_none(tmp_path / "calibration.json")
    assert "no calibration yet" in caplog.text
    chair.start()
    chair.passes(10, person())
    assert chair.notes.states[-1].presence == "unknown"
    assert chair.notes.states[-1].cells == Corners(*["uncalibrated"] * 4)


def test_a_bag_is_no_reason_to_be_asked_for_a_break(bench):
    chair = bench()
    chair.passes(60, bag(6))
    assert chair.notes.states[-1].presence == "object"
    assert chair.notes.states[-1].next_break_ms is None
