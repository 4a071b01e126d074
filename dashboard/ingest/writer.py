"""One writer for a site: commit, then acknowledge, then publish how far.

    network thread --queue--> writer: collect -> commit -> acknowledge to the broker -> watermark to the chairs

Nothing is acknowledged before it is on the disk, so a crash anywhere here loses nothing: the broker or the chair sends
it again, and the store takes each message once.
"""

import logging
import queue
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from threading import Event
from typing import NamedTuple

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine

from contract.codec import encode
from contract.delivery import Watermark
from contract.mqtt import BrokerSettings, Callbacks, Connection, Message, Session
from contract.topics import Channel, Topics
from dashboard.errors import StoreError
from dashboard.ingest.chores import Chores, Site
from dashboard.ingest.heading import UnknownHereError
from dashboard.ingest.intake import TWINS, TWINS_REMEDY, Intake
from dashboard.ingest.later import UPDATE, take_in
from dashboard.ingest.letters import Letters, Post
from dashboard.ingest.posting import by_mail
from dashboard.ingest.reminding import Reminding
from dashboard.locale.speaker import speaker
from dashboard.reminding.outbox import Outbox, ThreadOutbox
from dashboard.reminding.send import send
from dashboard.store import queries
from dashboard.store.engine import database_path, give_back, transaction
from dashboard.store.later import MOST_BYTES
from dashboard.store.opening import open_store
from dashboard.store.retention import FOR_EVER, Kept
from dashboard.store.rows import Batch, Saved, SpoolFile

log = logging.getLogger(__name__)

Watermarks = Mapping[SpoolFile, Watermark]

ROLE = "ingest"
SESSION_S = 7 * 24 * 3600
"""How long the broker keeps messages for us while we are away; the chairs keep theirs anyway."""

HEARD: tuple[Channel, ...] = ("minute", "event", "meta", "state", "config")

MAX_BATCH = 500
QUEUE_LIMIT = 10_000
WAIT_S = 0.25
RETRY_S = (1.0, 2.0, 5.0, 10.0)


class Received(NamedTuple):
    """A message and the connection it came on: an id of an earlier connection must not be acknowledged on this one."""

    message: Message
    connection: int


def _nobody_watches(_online: object) -> None:
    """Take a sign of life and do nothing with it."""


class Ingest:
    """Brings what the chairs send into one database. `run` returns when `stop` is set.

    `beat` is told at each turn of the loop whether the broker is heard, `kept` says how long measurements are kept,
    `outbox` sends reminders, `post` takes the reports that are due, both in a `language`.
    """

    def __init__(  # noqa: PLR0913 - what ingest is made of; all but the first three may be left out
        self,
        broker: BrokerSettings,
        url: str,
        now_ms: Callable[[], int],
        beat: Callable[[bool], None] = _nobody_watches,
        kept: Kept = FOR_EVER,
        *,
        outbox: Outbox | None = None,
        post: Post | None = None,
        language: str = "en",
    ) -> None:
        say = speaker(language)
        self._beat = beat
        self._topics = Topics(broker.prefix)
        self._intake = Intake(self._topics)
        self._path = database_path(url)
        self._engine: Engine = open_store(url, now_ms())
        self._now_ms = now_ms
        self._inbox: queue.Queue[Received] = queue.Queue(QUEUE_LIMIT)
        self._greeted = Event()
        self._connections = 0
        self._said: set[str] = set()
        self._connection = Connection(
            broker,
            Session(self._topics.client_id(ROLE), SESSION_S, manual_ack=True),
            Callbacks(self._on_connected, lambda _why: None, self._on_message),
            subscriptions=tuple((self._topics.every(channel), 1) for channel in HEARD),
        )
        self._letters = Letters(self._open, url, post or by_mail(), now_ms, language=language)
        self._chores = Chores(Site(self._open, lambda: give_back(self._engine), self._topics, kept, now_ms))
        self._reminding = Reminding(self._open, self._intake.alerts, outbox or ThreadOutbox(send), now_ms, say)
        try:
            take_in(self._open, self._topics, now_ms())
        except StoreError as error:
            log.warning("%s. What waits for a newer Sitwell is tried again at the next start", error)

    def run(self, stop: Event) -> None:
        """Serve until `stop` is set; what has come by then is stored."""
        self._connection.start()
        busy = False
        try:
            while not stop.is_set():
                self._beat(self._connection.online)
                self._repeat_watermarks()
                if received := self._collect(busy):
                    self._store(received, stop)
                self._reminding.step()
                self._letters.step()
                busy = self._chores.step()
        finally:
            self._connection.stop()
            self._engine.dispose()

    def _on_connected(self) -> None:
        self._connections += 1
        self._greeted.set()

    def _on_message(self, message: Message) -> None:
        try:
            self._inbox.put_nowait(Received(message, self._connections))
        except queue.Full:
            # Not acknowledged, so a durable one comes again; only a flood of QoS 0 reaches this.
            self._say_once("inbox", f"more than {QUEUE_LIMIT} messages wait to be stored; the others must come again")

    def _open(self) -> AbstractContextManager[SqlConnection]:
        return transaction(self._engine, self._path)

    def _collect(self, busy: bool) -> list[Received]:
        """Wait a moment for a message unless there is something else to do, then take everything that is there."""
        try:
            received = [self._inbox.get(timeout=0.0 if busy else WAIT_S)]
        except queue.Empty:
            return []
        while len(received) < MAX_BATCH:
            try:
                received.append(self._inbox.get_nowait())
            except queue.Empty:
                break
        return received

    def _store(self, received: list[Received], stop: Event) -> None:
        for message, _ in received:
            self._take(message)
        batch = self._intake.take_batch()
        try:
            watermarks = self._commit(batch, stop)
        except Exception:
            # Not a fault of the disk but of a message, which would come again and again: find it and put it away.
            log.exception("a batch of %d messages cannot be stored; each is tried by itself", len(received))
            watermarks = self._store_one_by_one(received, stop)
        if watermarks is None:
            return
        for message, connection in received:
            if connection == self._connections:
                self._connection.acknowledge(message)
        self._publish(watermarks)

    def _take(self, message: Message) -> None:
        refused = self._intake.add(message.topic, message.payload)
        if refused is None:
            return
        kind = message.topic.rpartition("/")[2]
        if isinstance(refused, UnknownHereError):
            self._say_once(f"later {kind}", f"a message on {message.topic!r} is kept for later: {refused}: {UPDATE}")
        else:
            self._say_once(f"refused {kind}", f"a message on {message.topic!r} was refused and dropped: {refused}")

    def _store_one_by_one(self, received: list[Received], stop: Event) -> Watermarks | None:
        watermarks: dict[SpoolFile, Watermark] = {}
        for message, _ in received:
            self._take(message)
            batch = self._intake.take_batch()
            try:
                moved = self._commit(batch, stop)
            except Exception as error:  # noqa: BLE001 - whatever it is, it must not stop the others
                self._intake.refuse("cannot be stored", message.topic, message.payload, repr(error))
                put_away = self._intake.take_batch()
                moved = self._commit(put_away._replace(links=batch.links), stop)
            if moved is None:
                return None
            watermarks.update(moved)
        return watermarks

    def _commit(self, batch: Batch, stop: Event) -> Watermarks | None:
        """Store a batch, trying again until it works. None: we were told to stop before it did."""
        failures = 0
        while True:
            try:
                with self._open() as connection:
                    saved = queries.save(connection, batch, self._now_ms())
            except StoreError as error:
                self._say_once("store", f"{error}. Nothing is lost: trying again until it works")
                if stop.wait(RETRY_S[min(failures, len(RETRY_S) - 1)]):
                    return None
                failures += 1
            else:
                if failures:
                    log.warning("the database takes messages again")
                    self._said.discard("store")
                self._note_twins(batch, saved)
                self._note_held(saved)
                return saved.watermarks

    def _note_twins(self, batch: Batch, saved: Saved) -> None:
        """Say that two chairs have one id, by whichever of the two signs."""
        for refusal in batch.refusals:
            if refusal.kind == TWINS:
                self._say_once(refusal.why, refusal.why)
        for row in saved.conflicts:
            why = TWINS_REMEDY.format(chair=row["chair"])
            self._intake.refuse(TWINS, str(row["chair"]), str(row["body"]).encode(), why)
            self._say_once(why, why)

    def _note_held(self, saved: Saved) -> None:
        """Say that there is no more room for messages of versions to come: their chairs must keep them."""
        for message in saved.held:
            why = f"{MOST_BYTES} bytes of messages wait for a newer Sitwell; the chairs keep the others: {UPDATE}"
            self._intake.refuse("later full", self._topics.of(message.chair, message.channel), message.payload, why)
            self._say_once("later full", why)

    def _repeat_watermarks(self) -> None:
        """After a connection tell every chair again how far we are: the last word may have been lost with it."""
        if not self._greeted.is_set():
            return
        try:
            with self._open() as connection:
                watermarks = queries.watermarks(connection)
        except StoreError as error:
            self._say_once("store", str(error))
        else:
            self._greeted.clear()
            self._publish({(chair, watermark.epoch): watermark for chair, watermark in watermarks.items()})

    def _publish(self, watermarks: Watermarks) -> None:
        for (chair, _), watermark in watermarks.items():
            self._connection.publish(self._topics.of(chair, "ack"), encode(watermark), qos=1, retain=True)

    def _say_once(self, kind: str, what: str) -> None:
        """Log the first of each kind; the table `refusals` counts the others."""
        if kind not in self._said and len(self._said) < 100:
            self._said.add(kind)
            log.warning("%s", what)
