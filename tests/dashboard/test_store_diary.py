"""The diary and the checklist in the store, in SQLite here and in PostgreSQL by tests/postgres."""

import pytest

from dashboard.errors import DiaryFullError
from dashboard.store import diary, people
from dashboard.store.diary import Written
from dashboard.store.diary_tables import AT_THIS_COMPUTER

NOW_MS = 1_784_727_120_000
ANNA, BEN = 1, 2


def written(at_ms=NOW_MS, **said):
    return Written(**{"at_ms": at_ms, "on": "2026-07-22", "pain": 4, "places": ("neck", "left-hip"), "note": ""} | said)


def test_an_entry_is_kept_word_for_word_and_newest_first(store):
    first, second = written(note="stiff\nsince \U0001f4a4"), written(NOW_MS + 1, pain=None, places=())
    numbers = [store.read(diary.add, ANNA, each) for each in (first, second)]
    assert store.read(diary.newest, ANNA, 10) == [(numbers[1], second), (numbers[0], first)]
    assert store.read(diary.everything, ANNA) == [first, second]


def test_pages_meet_without_a_gap_even_where_times_are_the_same(store):
    for n in range(5):
        store.read(diary.add, ANNA, written(note=str(n)))
    notes, before = [], None
    while page := store.read(diary.newest, ANNA, 2, before):
        notes += [each.written.note for each in page]
        before = (page[-1].written.at_ms, page[-1].id)
    assert notes == ["4", "3", "2", "1", "0"]


def test_nobody_reads_changes_or_deletes_what_somebody_else_wrote(store):
    number = store.read(diary.add, ANNA, written())
    assert store.read(diary.newest, BEN, 10) == []
    assert store.read(diary.one, BEN, number) is None
    assert not store.read(diary.change, BEN, number, written(note="mine"))
    assert not store.read(diary.remove, BEN, number)
    assert store.read(diary.forget, BEN) == 0
    assert store.read(diary.everything, ANNA) == [written()]


def test_what_comes_back_twice_is_there_once(store):
    store.read(diary.add, ANNA, written())
    again = [written(), written(note="new"), written(note="new")]
    assert store.read(diary.bring, ANNA, again) == 1
    assert store.read(diary.bring, ANNA, again) == 0


def test_a_full_diary_says_what_to_do(store, monkeypatch):
    monkeypatch.setattr(diary, "MOST_ENTRIES", 1)
    store.read(diary.add, ANNA, written())
    with pytest.raises(DiaryFullError, match="take it away as a file"):
        store.read(diary.add, ANNA, written(note="more"))


def test_the_checklist_remembers_since_when(store):
    for at_ms in (NOW_MS, NOW_MS + 1):
        store.read(diary.set_done, ANNA, "feet", at_ms)
    assert store.read(diary.done, ANNA) == {"feet": NOW_MS}
    store.read(diary.set_done, ANNA, "feet", None)
    assert store.read(diary.done, ANNA) == {}


def test_who_is_removed_takes_the_diary_along_so_that_nobody_gets_it_with_the_number(store):
    store.read(people.add, "Olga", "owner", "hash", NOW_MS)
    anna = store.read(people.add, "Anna", "member", "hash", NOW_MS)
    store.read(diary.add, anna, written())
    store.read(diary.set_done, anna, "feet", NOW_MS)
    store.read(people.remove, anna)
    again = store.read(people.add, "Ben", "member", "hash", NOW_MS)
    assert store.read(diary.everything, anna) == store.read(diary.everything, again) == []
    assert store.read(diary.done, anna) == {}


def test_what_was_written_at_an_open_desk_becomes_the_first_owners_and_nobody_elses(store):
    store.read(diary.add, AT_THIS_COMPUTER, written())
    olga = store.read(people.add, "Olga", "owner", "hash", NOW_MS)
    store.read(diary.add, AT_THIS_COMPUTER, written(note="opened once more"))
    ben = store.read(people.add, "Ben", "owner", "hash", NOW_MS)
    assert store.read(diary.everything, olga) == [written()]
    assert store.read(diary.everything, ben) == []
