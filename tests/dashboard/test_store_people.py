"""The tables of people, in SQLite here and in PostgreSQL by tests/postgres."""

import threading
from types import SimpleNamespace

import pytest

from dashboard.errors import AlreadySetUpError, NameTakenError, OnlyOwnerError
from dashboard.store import keys, people
from dashboard.web.access.accounts import Accounts, Browser
from tests.dashboard.doors import FAST, WORDS

NOW_MS = 1_784_727_120_000
HERE = Browser(None, "Firefox/140 Linux", "192.0.2.7")
DAY_MS = 24 * 3_600_000


@pytest.fixture
def accounts(store):
    made = Accounts(store.url, lambda: NOW_MS, FAST)
    yield made
    made.close()


def test_a_name_is_taken_in_every_way_to_write_it(store):
    store.read(people.add, "Stra\u00dfe \ufb01x", "owner", "hash", NOW_MS)
    for name in ("STRASSE FIX", " stra\u00dfe fix ", "\uff33TRASSE \ufb01X"):
        with pytest.raises(NameTakenError, match="already"):
            store.read(people.add, name, "member", "hash", NOW_MS)
    assert store.read(people.named, "strasse fix").name == "Stra\u00dfe \ufb01x"


def test_the_longest_name_that_grows_when_it_is_folded_is_kept(store):
    store.read(people.add, "\ufb03" * 80, "owner", "hash", NOW_MS)
    assert store.read(people.named, "ffi" * 80) is not None


def test_whoever_is_removed_leaves_nothing_that_opens(store):
    owner = store.read(people.add, "Olga", "owner", "hash", NOW_MS)
    mia = store.read(people.add, "Mia", "member", "hash", NOW_MS)
    store.read(people.set_chairs, mia, ["desk", "desk", "lab"])
    store.read(keys.open_session, "s" * 64, keys.Session(0, mia, NOW_MS, NOW_MS, "b" * 500, "a"))
    store.read(keys.add_token, "t" * 64, keys.Token(0, mia, "Grafana", NOW_MS, None))
    assert store.read(people.chairs_of, mia) == {"desk", "lab"}
    store.read(people.remove, mia)
    assert store.read(keys.session, "s" * 64, NOW_MS) is None
    assert store.read(keys.token, "t" * 64, NOW_MS) is None
    assert store.read(people.chairs_of, mia) == set()
    with pytest.raises(OnlyOwnerError):
        store.read(people.remove, owner)


def test_a_number_is_never_given_to_somebody_else_while_its_keys_live(store):
    """SQLite gives the number of a removed row again: whatever bore it must be gone with it."""
    store.read(people.add, "Olga", "owner", "hash", NOW_MS)
    mia = store.read(people.add, "Mia", "member", "hash", NOW_MS)
    store.read(keys.add_token, "t" * 64, keys.Token(0, mia, "Grafana", NOW_MS, None))
    store.read(people.remove, mia)
    store.read(people.add, "Eve", "member", "hash", NOW_MS)
    assert store.read(keys.tokens) == []


def test_one_person_has_so_many_browsers_and_those_that_are_over_are_forgotten(store):
    olga = store.read(people.add, "Olga", "owner", "hash", NOW_MS)
    for number in range(keys.MOST_SESSIONS + 5):
        at_ms = NOW_MS + number
        store.read(keys.open_session, f"{number:064}", keys.Session(0, olga, at_ms, at_ms, "", ""))
    assert len(store.read(keys.sessions_of, olga, NOW_MS)) == keys.MOST_SESSIONS
    assert store.read(keys.session, f"{0:064}", NOW_MS) is None
    late_ms = NOW_MS + 8 * DAY_MS
    store.read(keys.open_session, "n" * 64, keys.Session(0, olga, late_ms, late_ms, "", ""))
    assert [each.made_ms for each in store.read(keys.sessions_of, olga, NOW_MS)] == [late_ms]


def test_a_session_is_seen_by_the_hour_and_not_at_each_request(accounts):
    key = accounts.set_up("Olga", WORDS, HERE)
    accounts.now_ms = lambda: NOW_MS + 1_800_000
    assert accounts.by_session(key).name == "Olga"
    assert accounts.sessions(1, key)[0][0].seen_ms == NOW_MS
    accounts.now_ms = lambda: NOW_MS + 3_700_000
    accounts.by_session(key)
    assert accounts.sessions(1, key)[0][0].seen_ms == NOW_MS + 3_700_000


def test_of_two_who_set_up_at_once_one_is_the_owner(accounts):
    begin, came = threading.Barrier(2), []

    def set_up(name):
        begin.wait(60)
        try:
            came.append(accounts.set_up(name, WORDS, HERE))
        except AlreadySetUpError:
            came.append(None)

    threads = [threading.Thread(target=set_up, args=(name,)) for name in ("Olga", "Eve")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(key is None for key in came) == [False, True]
    assert accounts.read(people.count) == 1


def test_a_password_that_changes_while_it_is_checked_opens_nothing(accounts, monkeypatch):
    accounts.set_up("Olga", WORDS, HERE)
    fits = FAST.fits

    def slow(hash_, password):
        accounts.write(lambda connection: people.set_password(connection, 1, FAST.hash("another one"), NOW_MS))
        return fits(hash_, password)

    monkeypatch.setattr(accounts, "_passwords", SimpleNamespace(fits=slow, is_old=lambda _hash: False))
    assert accounts.log_in("Olga", WORDS, HERE) is None
