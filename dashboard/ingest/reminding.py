"""Tells channels when somebody goes on sitting after the firm prompt. Here, because of ingest a site has only one.

What was told stands in the store before it is sent: a crash loses a reminder rather than sending it twice.
"""

import logging
from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from contract.errors import ConfigError
from contract.state import ChairState
from dashboard.errors import StoreError
from dashboard.locale.speaker import speaker
from dashboard.reminding.message import TITLE, reminder
from dashboard.reminding.outbox import Letter, Outbox
from dashboard.reminding.send import Order
from dashboard.store import channels, preferences, queries
from dashboard.store.channels import Channel
from dashboard.store.rebuild import Open
from dashboard.words import Message

log = logging.getLogger(__name__)

Say = Callable[[Message], str]
"""Tells a message in the language of the settings."""

LOOK_MS = 5_000
LATE_MS = 1_800_000
"""A channel that could not be told for so long is told of the next limit: this one is old news."""

ALIVE_MS = 150_000
"""A chair that measures sends a minute each minute. The last word of one that is off says nothing about now."""


class Reminding:
    """Looks now and then whether a channel is due. `alerts` are the chairs that prompt firmly, kept by the intake."""

    def __init__(
        self, open_store: Open, alerts: Mapping[str, ChairState], outbox: Outbox, now_ms: Callable[[], int], say: Say
    ) -> None:
        self._open = open_store
        self._alerts = alerts
        self._outbox = outbox
        self._now_ms = now_ms
        self._say = say
        self._look_ms = 0
        self._dead: set[int] = set()
        self._said = False

    def step(self) -> None:
        """Do what is due. Trouble with the store is said once; it is looked again later."""
        now_ms = self._now_ms()
        if now_ms < self._look_ms <= now_ms + LOOK_MS:  # further away: the desk's clock was set back
            return
        self._look_ms = now_ms + LOOK_MS
        try:
            self._settle()
            for chair in list(self._alerts):
                for letter in self._due(chair, self._alerts[chair], now_ms):
                    self._hand_over(letter, now_ms)
        except StoreError as error:
            if not self._said:
                log.warning("%s. Until then no reminder goes to a phone, chat or mailbox", error)
            self._said = True
        else:
            self._said = False

    def _due(self, chair: str, state: ChairState, now_ms: int) -> list[Letter]:
        with self._open() as connection:
            every = channels.channels(connection, chair)
            language = preferences.language_of_chair(connection, chair) if every else ""
            if not every or (queries.last_heard_ms(connection, chair) or 0) < now_ms - ALIVE_MS:
                return []
            limits = [(each, _limit_ms(connection, each, now_ms)) for each in every]
            due = [(each, at_ms) for each, at_ms in limits if at_ms and not channels.told_of(connection, each, at_ms)]
        body = reminder(state.sitting_s + max(0, now_ms - state.at_ms) / 1000)
        say = self._own(language)
        title, text = say(TITLE), say(body)
        return [Letter(each, at_ms, Order(each.url, title, text)) for each, at_ms in due]

    def _own(self, language: str) -> Say:
        """Return what tells a message in a person's own language; in that of the settings where there is none."""
        try:
            return speaker(language) if language else self._say
        except ConfigError:  # a language that a desk of another version had
            return self._say

    def _hand_over(self, letter: Letter, now_ms: int) -> None:
        with self._open() as connection:
            if not channels.claim(connection, letter.channel, letter.limit_ms, now_ms):
                return
            if self._outbox.take(letter):
                return
            channels.settle(connection, letter.channel, letter.limit_ms, sent=False)
        log.warning("too many reminders wait to be sent: one for %r is left out", letter.channel.name)

    def _settle(self) -> None:
        for letter, sent in self._outbox.results():
            with self._open() as connection:
                channels.settle(connection, letter.channel, letter.limit_ms, sent=sent.ok)
            number = letter.channel.id
            if sent.ok:
                self._dead.discard(number)
            elif number not in self._dead:
                self._dead.add(number)
                log.warning("channel %r of chair %r: %s", letter.channel.name, letter.channel.chair, sent.said)


def _limit_ms(connection: Connection, channel: Channel, now_ms: int) -> int | None:
    """Return the newest limit reached of which it is time to tell a channel, and not too late; None for none."""
    due_ms = now_ms - round(1000 * channel.after_s)
    return channels.limit_reached_ms(connection, channel.chair, due_ms - LATE_MS, due_ms)
