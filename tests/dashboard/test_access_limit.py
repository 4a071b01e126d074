"""How often somebody may try, how many are let in to try at once, and that none of it grows without bound."""

import asyncio
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.web.access import door as doors
from dashboard.web.access import limit
from dashboard.web.access.accounts import Browser
from dashboard.web.access.limit import Limit, TryLimits, network_of
from dashboard.web.access.secret import new_code, same_code, what_is_wrong
from dashboard.web.access.words import ago, browser, wait
from tests.dashboard.doors import House


class Clock:
    now_s = 50.0

    def __call__(self):
        return self.now_s


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    yield made
    made.engine.dispose()


def test_tries_come_back_one_by_one_and_never_more_than_there_were():
    clock = Clock()
    limits = Limit(3, 60.0, clock)
    waits = []
    for _ in range(4):
        waits.append(limits.wait_s("olga"))
        limits.take("olga")
    assert waits == [0, 0, 0, 60]
    clock.now_s += 121
    assert limits.wait_s("olga") == 0
    clock.now_s += 100_000
    for _ in range(3):
        limits.take("olga")
    assert limits.wait_s("olga") == 60


def test_a_try_that_succeeds_does_not_count():
    limits = TryLimits(Clock())
    for _ in range(100):
        assert limits.wait_s("olga", "192.0.2.7") == 0
        limits.take("olga", "192.0.2.7")
        limits.give_back("olga", "192.0.2.7")


def test_memory_is_bounded_and_who_failed_last_is_remembered(monkeypatch):
    monkeypatch.setattr(limit, "MOST", 100)
    limits = TryLimits(Clock())
    for _ in range(10):
        limits.take("olga", "192.0.2.7")
    for number in range(1000):
        limits.take(f"name{number}", f"10.0.{number // 250}.{number % 250}")
        limits.take("olga", "192.0.2.7")
    assert len(limits) <= 200
    assert limits.wait_s("olga", "192.0.2.8") > 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("?", "testclient", True),
    ],
)
def test_somebody_with_many_addresses_of_the_new_kind_is_one(one, other, same):
    assert (network_of(one) == network_of(other)) is same


@given(st.lists(st.tuples(st.sampled_from(["take", "back", "pass"]), st.floats(0, 500)), max_size=60))
def test_whatever_happens_nobody_waits_longer_than_the_failed_tries_cost(story):
    clock, failed = Clock(), 0
    limits = Limit(5, 10.0, clock)
    for what, span_s in story:
        if what == "take" and limits.wait_s("k") == 0:
            limits.take("k")
            failed += 1
        elif what == "back" and failed:
            limits.give_back("k")
            failed -= 1
        else:
            clock.now_s += span_s
        assert 0 <= limits.wait_s("k") <= 10


def test_two_passwords_are_checked_at_once_and_no_more(house):
    running, most, begun, go_on = [0], [0], threading.Semaphore(0), threading.Event()

    def slow():
        running[0] += 1
        most[0] = max(most[0], running[0])
        begun.release()
        assert go_on.wait(60)
        running[0] -= 1

    async def story():
        tasks = [asyncio.ensure_future(house.door.slowly(slow)) for _ in range(5)]
        for _ in range(2):
            await asyncio.to_thread(begun.acquire, timeout=60)
        go_on.set()
        await asyncio.gather(*tasks)

    asyncio.run(story())
    assert most == [2]


def test_when_many_wait_already_the_next_is_asked_to_come_again(house):
    async def story():
        go_on = threading.Event()
        tasks = [asyncio.ensure_future(house.door.slowly(go_on.wait, 60)) for _ in range(doors.MOST_WAITING)]
        await asyncio.sleep(0)
        refused = house.door.may_try("olga", "192.0.2.7")
        go_on.set()
        await asyncio.gather(*tasks)
        return refused, house.door.may_try("olga", "192.0.2.7")

    assert asyncio.run(story()) == (doors.BUSY_S, 0)


def test_who_was_looked_up_before_a_change_is_not_remembered_after_it(house):
    """A log-out that comes while a request is being looked up is not undone by what the request found."""
    house.add("Olga")
    key = house.accounts.log_in("Olga", "three blind mice", Browser(None, "", "127.0.0.1"))
    found = house.accounts.by_session(key)

    def look_up(_key):
        house.accounts.log_out(key)
        house.door.forget()
        return found

    async def story():
        await house.door._find("session x", look_up, key)
        return await house.door._find("session x", house.accounts.by_session, key)

    assert asyncio.run(story()) is None


def test_codes_can_be_typed_as_they_come():
    code = new_code()
    assert same_code(code.lower().replace("-", " "), code)
    assert not same_code(code[:-1], code)
    assert not same_code("", code)
    assert len({new_code() for _ in range(100)}) == 100


@pytest.mark.parametrize("password", ["short", "x" * 201, "aaaaaaaaaaaa", "olga brown", " OLGA BROWN "])
def test_a_password_that_is_easy_to_guess_is_refused(password):
    assert what_is_wrong(password, "Olga Brown")
    assert what_is_wrong("three blind mice", "Olga Brown") == ""


def test_words_of_the_account():
    chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
    assert browser(chrome) == "Chrome on Linux"
    assert browser("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1") == "Safari on iOS"
    assert (browser(""), browser("curl/8.5")) == ("A browser without a name", "curl/8.5")
    spans = [0, 61_000, 3 * 3_600_000, 25 * 3_600_000, -5]
    assert [ago(span) for span in spans] == ["just now", "1 minute ago", "3 hours ago", "1 day ago", "just now"]
    assert (wait(60), wait(601)) == ("60 seconds", "11 minutes")
