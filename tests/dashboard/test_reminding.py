"""Who asked for silence is kept, and channels are told of a limit once, late, or not at all. No network, no thread."""

import sys

import pytest
from sqlalchemy import select

from contract.codec import encode
from contract.errors import ConfigError
from contract.events import ProlongedAlerted
from contract.topics import Topics
from dashboard.ingest.intake import Intake
from dashboard.ingest.reminding import LATE_MS, Reminding
from dashboard.locale.speaker import speaker
from dashboard.reminding.addresses import trouble
from dashboard.reminding.send import Order, Sent, send
from dashboard.store import channels, queries
from dashboard.store.channels import Channel
from dashboard.store.deletion import delete_chair
from dashboard.store.reminder_tables import REMINDED, SILENCES
from dashboard.store.retention import Kept, forget_some
from dashboard.store.silences import silences
from tests.dashboard.messages import delivery, minute, stamp, state

LIMIT_MS = 1_784_700_000_000
MINUTE_MS = 60_000
STATE = "chairs/v1/desk/state"


class FakeOutbox:
    """Sends at once, into a list; `takes` and `answer` say how well."""

    def __init__(self):
        self.letters, self.takes, self.answer, self._done = [], True, Sent(ok=True, said="Sent."), []

    def take(self, letter):
        if self.takes:
            self.letters.append(letter)
            self._done.append((letter, self.answer))
        return self.takes

    def results(self):
        done, self._done = self._done, []
        return done


class Desk:
    """An ingest's intake and its reminding, on a store and a clock that is set by hand."""

    def __init__(self, store):
        self.store, self.outbox, self.now_ms, self.seq = store, FakeOutbox(), LIMIT_MS, 0
        self.restart()

    def restart(self, language="en"):
        self.intake = Intake(Topics())
        say = speaker(language)
        self.reminding = Reminding(self.store.open, self.intake.alerts, self.outbox, lambda: self.now_ms, say)

    def hears(self, told):
        assert self.intake.add(STATE, encode(told)) is None
        with self.store.open() as connection:
            queries.save(connection, self.intake.take_batch(), self.now_ms)

    def sits_on(self, minutes, **more):
        """The chair prompts firmly and goes on measuring; whoever sits goes on sitting."""
        for _ in range(minutes):
            self.now_ms += MINUTE_MS
            self.stores(minute(self.now_ms - MINUTE_MS, 60.0))
            self.hears(state(self.now_ms, cue="alert", sitting_s=3600 + (self.now_ms - LIMIT_MS) / 1000, **more))
            self.reminding.step()

    def reaches_a_limit(self, later_ms=0):
        at_ms = LIMIT_MS + later_ms
        self.stores(ProlongedAlerted(**stamp(at_ms), sitting_s=3600.0))

    def stores(self, body):
        self.seq += 1
        kind = "minute" if hasattr(body, "occupied_s") else "event"
        assert self.intake.add(f"chairs/v1/desk/{kind}", delivery(self.seq, self.seq - 1, body)) is None

    def told(self):
        return [(letter.channel.name, round((at - LIMIT_MS) / MINUTE_MS)) for letter, at in self.times()]

    def times(self):
        with self.store.open() as connection:
            rows = {(row.channel, row.limit_ms): row.at_ms for row in connection.execute(select(REMINDED))}
        return [(letter, rows[letter.channel.id, letter.limit_ms]) for letter in self.outbox.letters]


@pytest.fixture
def desk(store):
    made = Desk(store)
    wanted = [Channel(0, "desk", "Chat", "json://127.0.0.1/", 0.0), Channel(0, "desk", "Phone", "json://[::1]/", 600.0)]
    with store.open() as connection:
        channels.set_channels(connection, "desk", wanted)
    return made


def test_each_channel_is_told_once_of_a_limit_each_after_its_own_time(desk):
    desk.reaches_a_limit()
    desk.sits_on(25)
    assert desk.told() == [("Chat", 1), ("Phone", 10)]
    assert desk.outbox.letters[1].order.body == "You have been sitting for 1 h 10 min. Stand up for a few minutes."


def test_a_reminder_is_in_the_language_of_the_settings(desk):
    desk.restart("de")
    desk.reaches_a_limit()
    desk.sits_on(2)
    order = desk.outbox.letters[0].order
    assert (order.title, order.body) == (
        "Zeit aufzustehen",
        "Du sitzt jetzt schon 1\N{NO-BREAK SPACE}Std. 1\N{NO-BREAK SPACE}Min. lang. Steh für ein paar Minuten auf.",
    )


def test_a_language_that_there_is_not_is_said_at_the_start():
    with pytest.raises(ConfigError, match="'fr' in"):
        speaker("fr")


def test_the_next_limit_is_told_again(desk):
    desk.reaches_a_limit()
    desk.sits_on(29)
    desk.reaches_a_limit(30 * MINUTE_MS)
    desk.sits_on(15)
    assert desk.told() == [("Chat", 1), ("Phone", 10), ("Chat", 30), ("Phone", 40)]


def test_who_gets_up_or_asks_for_silence_in_time_is_not_told(desk):
    desk.reaches_a_limit()
    desk.sits_on(5)
    desk.hears(state(desk.now_ms + 1, cue="off", quiet_because="snooze", snoozes=1))
    for _ in range(20):
        desk.now_ms += MINUTE_MS
        desk.stores(minute(desk.now_ms - MINUTE_MS, 60.0))
        desk.hears(state(desk.now_ms, cue="off", quiet_because="snooze", snoozes=1))
        desk.reminding.step()
    assert desk.told() == [("Chat", 1)]


def test_a_restart_in_between_tells_nothing_twice_and_forgets_nothing(desk):
    desk.reaches_a_limit()
    desk.sits_on(5)
    desk.restart()
    desk.sits_on(15)
    assert desk.told() == [("Chat", 1), ("Phone", 10)]


def test_the_last_word_of_a_chair_that_is_off_prompts_nobody(desk):
    desk.reaches_a_limit()
    desk.sits_on(1)
    for _ in range(20):
        desk.now_ms += MINUTE_MS
        desk.reminding.step()
    assert desk.told() == [("Chat", 1)]


def test_old_news_is_not_told(desk):
    desk.reaches_a_limit(-LATE_MS - 10 * MINUTE_MS)
    desk.sits_on(3)
    assert desk.told() == []


def test_a_dead_channel_is_said_once_and_noted_each_time(desk, caplog):
    desk.outbox.answer = Sent(ok=False, said="It was not taken")
    desk.reaches_a_limit()
    desk.sits_on(29)
    desk.reaches_a_limit(30 * MINUTE_MS)
    desk.sits_on(3)
    assert [record.getMessage() for record in caplog.records] == [
        "channel 'Chat' of chair 'desk': It was not taken",
        "channel 'Phone' of chair 'desk': It was not taken",
    ]
    assert "json://" not in caplog.text
    assert {each.sent for each in desk.store.read(channels.last_told, "desk").values()} == {False}


def test_what_does_not_fit_into_the_outbox_is_said_and_not_sent_later(desk, caplog):
    desk.outbox.takes = False
    desk.reaches_a_limit()
    desk.sits_on(1)
    desk.outbox.takes = True
    desk.sits_on(3)
    assert desk.told() == []
    assert "one for 'Chat' is left out" in caplog.text


def test_silences_are_kept_as_they_change_and_once(desk):
    at_ms = LIMIT_MS
    for told in (
        state(at_ms),
        state(at_ms + 1000, cue="nudge"),
        state(at_ms + 2000, quiet_because="snooze", snoozes=1),
        state(at_ms + 3000, quiet_because="pause", snoozes=1, paused_until_ms=at_ms + 600_000),
        state(at_ms + 4000, quiet_because="pause", snoozes=1, paused_until_ms=at_ms + 600_700),
        state(at_ms + 5000, quiet_because="pause", snoozes=1, paused_until_ms=at_ms + 900_000),
        state(at_ms + 6000, clock_synced=False, snoozes=9),
    ):
        desk.hears(told)
    desk.restart()
    desk.hears(state(at_ms + 5000, quiet_because="pause", snoozes=1, paused_until_ms=at_ms + 900_000))
    kept = desk.store.read(silences, "desk", at_ms, at_ms + 10_000)
    assert [(each.at_ms - at_ms, each.quiet_because, each.snoozes) for each in kept] == [
        (0, None, 0),
        (2000, "snooze", 1),
        (3000, "pause", 1),
        (5000, "pause", 1),
    ]
    assert desk.store.read(silences, "desk", at_ms + 4000, at_ms + 10_000)[0].at_ms == at_ms + 3000  # what held before


def test_silences_reminders_and_channels_go_with_what_was_measured(desk):
    desk.reaches_a_limit()
    desk.sits_on(12)
    for _ in delete_chair(desk.store.open, "desk", [], desk.now_ms):
        pass
    with desk.store.open() as connection:
        assert [connection.execute(select(table)).all() for table in (SILENCES, REMINDED)] == [[], []]
        assert channels.channels(connection) == []  # somebody's addresses
    desk.restart()
    desk.hears(state(LIMIT_MS, snoozes=3))  # told once more by the broker, of the time before
    assert desk.store.read(silences, "desk", 0, 2 * LIMIT_MS) == []


def test_silences_are_kept_as_long_as_events(desk):
    desk.hears(state(LIMIT_MS))
    desk.hears(state(LIMIT_MS + 90 * 86_400_000, snoozes=1))
    with desk.store.open() as connection:
        assert forget_some(connection, "desk", Kept(events_days=30), LIMIT_MS + 91 * 86_400_000) == 1
    assert [each.snoozes for each in desk.store.read(silences, "desk", 0, 2 * LIMIT_MS)] == [1]


def test_no_address_is_in_what_a_log_could_hold():
    channel = Channel(1, "desk", "Mail", "mailto://anna:secret@example.org", 0.0)
    assert "secret" not in f"{channel} {Order(channel.url, 'a', 'b')}"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mailto://anna:secret@example.org", ""),
        ("tgram://123:abc/456", ""),
        ("anna@example.org", "this is no address of Apprise"),
        ("json://a b", "this is no address of Apprise"),
        ("dbus://", "this is no address"),
        ("syslog://x", "speaks to the desk's own computer"),
        ("json://" + "a" * 1000, "at most 1000"),
    ],
)
def test_what_is_no_channel_is_told_without_the_address(url, why):
    said = trouble(url)
    assert (said == "") if why == "" else why in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("does", "ok", "said"),
    [
        ("import sys; sys.exit(0 if b'hello' in sys.stdin.buffer.read() else 10)", True, "Sent."),
        ("import sys; sys.exit(10)", False, "It was not taken"),
        ("import sys; sys.exit(99)", False, "Sending broke off with code 99"),
    ],
)
def test_what_came_of_sending_is_told_in_words(does, ok, said):
    sent = send(Order("json://127.0.0.1/", "hello", ""), child=(sys.executable, "-S", "-c", does))
    assert sent.ok is ok
    assert sent.said.startswith(said)


def test_a_service_that_never_answers_ends_by_itself():
    sent = send(Order("json://127.0.0.1/", "", ""), 0.05, (sys.executable, "-S", "-c", "import time; time.sleep(60)"))
    assert not sent.ok
    assert sent.said.startswith("There was no answer within")
