"""Reports by mail: when one is due, that it is sent once whatever happens to the desk, and how it reads."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from dashboard.errors import StoreError
from dashboard.ingest.letters import NO_CHANNEL, Letters, Place, Post
from dashboard.ingest.posting import by_mail
from dashboard.reminding.send import Sent
from dashboard.reports.letter import Letter
from dashboard.reports.schedule import LATE_MS, due
from dashboard.reports.span import Span
from dashboard.store import channels, letters, preferences
from dashboard.store.channels import Channel
from dashboard.store.letters import Schedule
from tests.dashboard.messages import meta

BERLIN = ZoneInfo("Europe/Berlin")
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
MONDAY = date(2026, 7, 20)
WEEK = Span(date(2026, 7, 13), date(2026, 7, 19))
TAKEN, REFUSED = Sent(ok=True, said="Sent."), Sent(ok=False, said="It was not taken")
LATE = Sent(ok=False, said="No answer", perhaps=True)
BOTH = (Place(1, "mailto://somewhere"), Place(2, "mailto://b"))
WRITTEN = Letter(title="t", text="x", html="<p>x</p>", measured=True)


def at(on, hour=0, minute=0, zone=BERLIN):
    return round(datetime(on.year, on.month, on.day, hour, minute, tzinfo=zone).timestamp() * 1000)


def weekly(weekday=0, hour=7, since_ms=0):
    return Schedule("desk", "week", weekday, hour, since_ms)


@pytest.mark.parametrize(
    ("now_ms", "told"),
    [
        (at(MONDAY, 6, 59), None),  # that of last Monday is too late
        (at(MONDAY, 7), WEEK),
        (at(MONDAY + timedelta(days=2)), WEEK),
        (at(MONDAY, 7) + LATE_MS, WEEK),
        (at(MONDAY, 7) + LATE_MS + 1, None),
    ],
)
def test_a_weeks_report_is_due_from_its_hour_on_and_not_for_ever(now_ms, told):
    found = due(weekly(), BERLIN, now_ms)
    assert (found and found.span) == told


def test_on_another_weekday_it_tells_of_the_week_that_is_over():
    found = due(weekly(weekday=4, hour=18), BERLIN, at(MONDAY + timedelta(days=5), 9))
    assert found == (WEEK, at(MONDAY + timedelta(days=4), 18))


def test_a_months_report_is_due_on_the_first():
    schedule = Schedule("desk", "month", 3, 7, 0)
    assert due(schedule, BERLIN, at(date(2026, 8, 1), 6, 59)) is None
    found = due(schedule, BERLIN, at(date(2026, 8, 2)))
    assert found == (Span(date(2026, 7, 1), date(2026, 7, 31)), at(date(2026, 8, 1), 7))


def test_days_and_hours_are_those_of_the_chair():
    auckland = ZoneInfo("Pacific/Auckland")
    assert due(weekly(), auckland, at(MONDAY, 6, 59, auckland)) is None
    assert due(weekly(), auckland, at(MONDAY, 7, 0, auckland)).span == WEEK


def test_what_was_due_before_there_was_a_schedule_is_not_sent():
    assert due(weekly(since_ms=at(MONDAY, 7, 1)), BERLIN, at(MONDAY, 8)) is None
    assert due(weekly(since_ms=at(MONDAY, 6)), BERLIN, at(MONDAY, 8))


class Desk:
    """Ingest's part that sends, with a mailbox; what is to be done on its thread is done at once."""

    def __init__(self, store, places=BOTH[:1], **post):
        self.store, self.now_ms, self.mail, self.ordered = store, at(MONDAY, 6), [], []
        self.store.meta(meta(zone="Europe/Berlin"))
        self._post = Post(lambda *_: places, post.get("send", self._send), post.get("write", self._write))
        self.restart()

    def restart(self, start=lambda work: work(), **more):
        self.letters = Letters(self.store.open, self.store.url, self._post, lambda: self.now_ms, start, **more)

    def schedule(self, wanted):
        with self.store.open() as connection:
            letters.set_schedule(connection, wanted)

    def run(self, *instants_ms):
        for self.now_ms in instants_ms:
            self.letters.step()
            self.letters.step()

    def last(self):
        return self.store.read(letters.last, "desk")

    def _send(self, place, written):
        self.mail.append((place, written.title))
        return TAKEN

    def _write(self, ordered):
        self.ordered.append(ordered)
        return WRITTEN


def test_a_report_is_ordered_in_the_language_of_the_settings(store):
    desk = Desk(store)
    desk.restart(language="de")
    desk.schedule(weekly())
    desk.run(at(MONDAY, 7))
    assert [each.language for each in desk.ordered] == ["de"]


def test_a_report_is_ordered_in_the_language_that_its_reader_chose(store):
    desk = Desk(store)
    with store.open() as connection:
        preferences.choose(connection, 0, "de")
    desk.schedule(weekly())
    desk.run(at(MONDAY, 7))
    assert [each.language for each in desk.ordered] == ["de"]


def test_a_report_is_sent_once_when_it_is_due(store):
    desk = Desk(store)
    desk.schedule(weekly())
    desk.run(*range(at(MONDAY, 6), at(MONDAY, 20), 60_000 * 30))
    assert desk.mail == [("mailto://somewhere", "t")]
    assert (desk.ordered[0].first, desk.ordered[0].kind) == (WEEK.first, "week")
    assert desk.last()[1:] == ("week", "2026-07-13", at(MONDAY, 7), "sent", "", None)
    desk.run(at(MONDAY + timedelta(weeks=1), 7))
    assert [each.first for each in desk.ordered] == [WEEK.first, MONDAY]


def test_a_desk_without_a_schedule_sends_nothing(store):
    desk = Desk(store)
    desk.run(at(MONDAY, 7))
    assert desk.mail == []
    assert desk.last() is None


def test_it_is_sent_once_however_often_the_desk_starts_anew_and_wherever_its_clock_jumps(store):
    desk = Desk(store)
    desk.schedule(weekly())
    far = MONDAY + timedelta(weeks=60)
    for jump in (MONDAY, MONDAY - timedelta(days=1), MONDAY, far, MONDAY, MONDAY + timedelta(days=1)):
        desk.run(at(jump, 8))
        desk.restart()
        desk.run(at(jump, 9))
    assert [each.first for each in desk.ordered] == [WEEK.first, far - timedelta(weeks=1)]


def test_a_report_that_was_broken_off_is_not_sent_a_second_time(store):
    desk = Desk(store)
    desk.schedule(weekly())
    desk.restart(start=lambda _work: None)  # the process is killed before its thread has done anything
    desk.run(at(MONDAY, 7))
    assert desk.last().state == "begun"
    desk.restart()
    desk.run(at(MONDAY, 8))
    assert desk.mail == []


def test_one_report_at_a_time_is_under_way(store):
    desk, waiting = Desk(store), []
    desk.store.meta(meta("lab"))
    for chair in ("desk", "lab"):
        desk.schedule(weekly()._replace(chair=chair))
    desk.restart(start=waiting.append)
    desk.run(*(at(MONDAY, 8) + n * 60_000 for n in range(5)))
    assert len(waiting) == 1
    waiting.pop()()
    desk.run(at(MONDAY, 9))
    waiting.pop()()
    assert [each.chair for each in desk.ordered] == ["desk", "lab"]


def test_what_came_of_a_report_is_told(store):
    without = Desk(store, places=())
    without.schedule(weekly())
    without.run(at(MONDAY, 7))
    assert without.last()[4:6] == ("failed", NO_CHANNEL)


@pytest.mark.parametrize(
    ("answers", "state", "said"),
    [
        ([TAKEN, TAKEN], "sent", ""),
        ([TAKEN, REFUSED], "sent", "It was not taken"),
        ([LATE, REFUSED], "failed", "No answer"),
    ],
)
def test_with_two_places_one_that_takes_it_is_enough(store, answers, state, said):
    left = list(answers)
    desk = Desk(store, places=BOTH, send=lambda *_: left.pop(0))
    desk.schedule(weekly())
    desk.run(at(MONDAY, 7))
    assert desk.last()[4:6] == (state, said)


def refusing(error):
    def write(_order):
        raise error

    return write


def test_trouble_with_one_report_is_told_and_does_not_end_the_next(store):
    desk = Desk(store, write=refusing(StoreError("no disk")))
    desk.schedule(weekly())
    desk.run(at(MONDAY, 7))
    assert desk.last()[4:6] == ("failed", "no disk")
    desk = Desk(store, write=refusing(KeyError("mailto://secret")))
    desk.schedule(weekly())
    desk.run(at(MONDAY + timedelta(weeks=1), 7))
    assert desk.last().state == "failed"
    assert "secret" not in desk.last().said


def test_a_week_that_nobody_measured_is_no_letter(store):
    desk = Desk(store, write=lambda _: msgspec.structs.replace(WRITTEN, measured=False))
    desk.schedule(weekly())
    desk.run(at(MONDAY, 7))
    assert desk.mail == []
    assert desk.last().state == "nothing"


def test_a_report_goes_to_mail_alone_and_nobody_else_learns_an_address(store):
    urls = [
        "json://chat.example",
        "mailtos://anna:secret@example.org",
        "tgram://token/1",
        "sendgrid://key:a@example.org",
    ]
    with store.open() as connection:
        channels.set_channels(connection, "desk", [Channel(0, "desk", f"n{n}", url, 0) for n, url in enumerate(urls)])
    sent = []

    def take(told):
        sent.append(told)
        return Sent(ok=len(sent) == 1, said="It was not taken")

    post = by_mail(take)
    assert [place.url for place in store.read(post.places, "desk")] == [urls[1], urls[3]]
    assert "secret" not in repr(store.read(post.places, "desk"))
    assert store.read(post.places, "lab") == []
    assert [post.send(url, WRITTEN).ok for url in (urls[1], urls[3])] == [True, False]
    assert (sent[0].url, sent[0].title, sent[0].body, sent[0].html) == (urls[1], "t", "x", "<p>x</p>")
    assert "secret" not in repr(sent[0])
