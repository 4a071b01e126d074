"""From the spool to the broker, and live frames beside it.

The loop calls `pump` a few times a second; nothing here waits. The network thread only puts things into the inbox, so
spool and window have one owner.

    spool rows      1  2  3  4  5  6  7  8
    watermark             ^                     up to here ingest has committed
    sent                           ^            up to here handed to the broker on this connection
    window                   |-----|            at most WINDOW, sent and not yet acknowledged by the broker

On each new connection sending starts again behind the watermark: a repeat is harmless, the store keeps one. When the
watermark stands still for RESEND_S although all was sent, the broker has lost it or ingest is away, and sending starts
again too: with WINDOW rows as a probe until the watermark moves, after a pause that doubles up to an hour.

Nothing is sent on a connection before the broker has answered the greeting: by then the retained watermark is here.
When it lies beyond every number that this spool has given out or sent, the file went back in time (a card that lies
about having written, a copied card), and its numbers would be taken for repeats: a new epoch begins.
"""

import logging

from contract.broker import BrokerState
from contract.codec import decode, encode
from contract.delivery import Watermark
from contract.errors import PayloadError
from contract.mqtt import BrokerSettings, Callbacks, Connection, Message, Session, Will
from contract.seat import LiveFrame
from contract.state import OFFLINE, ONLINE, ChairMeta, ChairSettings, ChairState
from contract.topics import Topics
from edge.delivery.announcement import BORN, Announcement
from edge.delivery.news import Inbox, News
from edge.delivery.outgoing import outgoing
from edge.delivery.spool import Spool, SpoolError
from edge.ports import OnCommand

log = logging.getLogger(__name__)

WINDOW = 20
RESEND_S, LONGEST_RESEND_S = 60.0, 3600.0
UNHEARD_S = 5.0
"""When the broker says that nobody listens, ingest may be about to."""

SILENT_BROKER_S = 30.0
MOST_SAID = 100
DELETE_S = 1.0
"""Rows are deleted at most so often: a long backlog drains in thousands of watermarks."""

SILENT = BrokerState(
    "silent", "the broker takes messages and does not answer; restart it. Connecting anew until it does"
)


class MqttPublisher:
    """Publishes one chair. Not thread-safe: `pump`, `frame` and `state` belong to the loop."""

    def __init__(  # noqa: PLR0913 - the first four are a chair that speaks; the rest has a default
        self,
        broker: BrokerSettings,
        meta: ChairMeta,
        config: ChairSettings,
        spool: Spool,
        on_command: OnCommand = lambda _name, _body, _retained: None,
        *,
        announcement: Announcement | None = None,
    ) -> None:
        chair = self._chair = meta.chair
        topics = self._all_topics = Topics(broker.prefix)
        self._on_command = on_command
        said = self._announcement = announcement or Announcement()
        self._topics = {
            channel: topics.of(chair, channel)
            for channel in ("availability", "meta", "state", "config", "frame", "minute", "event", "ack")
        }
        self._meta, self._config = encode(meta), encode(config)
        self._spool = spool
        self._state = b""
        self._inbox = Inbox()
        self._window: dict[int, int] = {}
        """Of each message under way its row; a chair's spool never drops these."""
        spool.in_flight = self._window.values()
        self._greeting: int | None = None
        self._greeted = False
        self._sent = 0
        self._most_sent = spool.last_seq()
        self._watermark = 0
        self._epoch = spool.epoch
        self._silent = False
        self._deletable = False
        self._deleted_uptime_s = 0.0
        self._answered_uptime_s = 0.0
        self._moved_uptime_s = 0.0
        self._resend_s = RESEND_S
        self._probe_left: int | None = None
        self._said: set[str] = set()
        self._connection = Connection(
            broker,
            Session(topics.client_id(f"chair-{chair}")),
            Callbacks(
                connected=lambda: self._inbox.put(News("connected")),
                disconnected=lambda _why: self._inbox.put(News("disconnected")),
                message=self._hand_over,
                published=lambda mid, heard: self._inbox.put(News("published", mid=mid, heard=heard)),
            ),
            will=Will(self._topics["availability"], OFFLINE),
            subscriptions=((self._topics["ack"], 1), (topics.command(chair, "+"), 1), *said.subscriptions),
        )

    @property
    def broker(self) -> BrokerState:
        """How it stands with the broker, and what mends it."""
        return SILENT if self._silent and self._connection.online else self._connection.state

    def start(self) -> None:
        """Begin to connect; returns at once."""
        self._connection.start()

    def stop(self) -> None:
        """Say goodbye, so that the page knows at once."""
        self._connection.stop(Will(self._topics["availability"], OFFLINE))

    def frame(self, frame: LiveFrame) -> None:
        """Send a live frame, or lose it: live frames are never kept."""
        self._connection.publish(self._topics["frame"], encode(frame))

    def state(self, state: ChairState) -> None:
        """Send the retained state, now and after each reconnect."""
        self._state = encode(state)
        self._connection.publish(self._topics["state"], self._state, qos=1, retain=True)

    def config(self, config: ChairSettings) -> None:
        """Send the retained settings in force, now and after each reconnect."""
        self._config = encode(config)
        self._connection.publish(self._topics["config"], self._config, qos=1, retain=True)

    def result(self, name: str, body: bytes) -> None:
        """Answer the command of that name, or lose the answer; a name that no topic can hold gets none."""
        try:
            topic = self._all_topics.result(self._chair, name)
        except PayloadError:
            return
        self._connection.publish(topic, body, qos=1)

    def pump(self, uptime_s: float) -> None:
        """Take in what the network thread saw, and fill the window."""
        for news in self._inbox.taken():
            self._take(news, uptime_s)
        try:
            self._tend_spool(uptime_s)
            if self._connection.online:
                self._send_on(uptime_s)
        except SpoolError as error:
            self._say(str(error))

    def _tend_spool(self, uptime_s: float) -> None:
        """Delete what is stored, now and then; and see whether the spool had to begin a new file."""
        if self._epoch != self._spool.epoch:
            self._epoch = self._spool.epoch
            self._watermark = self._most_sent = 0
            self._begin_again(uptime_s)
        if self._deletable and uptime_s - self._deleted_uptime_s >= DELETE_S:
            self._deletable, self._deleted_uptime_s = False, uptime_s
            self._spool.acknowledge(self._watermark)

    def _send_on(self, uptime_s: float) -> None:
        """Fill the window, or do something about a broker that answers nothing."""
        waits = self._window or self._greeting is not None
        if waits and uptime_s - self._answered_uptime_s > SILENT_BROKER_S:
            self._silent = True
            self._say(SILENT.text)
            self._answered_uptime_s = uptime_s
            self._leave()
            self._connection.reconnect()
        if not self._greeted:
            return
        if self._sent > self._watermark and uptime_s - self._moved_uptime_s > self._resend_s:
            self._resend_s = min(2 * self._resend_s, LONGEST_RESEND_S)
            self._begin_again(uptime_s)
            self._probe_left = WINDOW
        self._fill(uptime_s)

    def _take(self, news: News, uptime_s: float) -> None:
        if news.kind == "connected":
            self._leave()
            self._greet()
            self._begin_again(uptime_s)
            self._hopeful()
        elif news.kind == "disconnected":
            self._leave()
        elif news.kind == "born":
            self._greet()
        elif news.kind == "published":
            self._announcement.answered(news.mid)
            if news.mid == self._greeting:
                self._greeting, self._greeted = None, True
                self._answered(uptime_s)
            elif self._window.pop(news.mid, None) is not None:
                self._answered(uptime_s)
                if not news.heard:  # nobody has it: ingest was never there, or is not yet
                    self._resend_s = UNHEARD_S
        else:
            self._take_watermark(news.payload, uptime_s)

    def _leave(self) -> None:
        """Forget what was under way on a connection that is over."""
        self._window.clear()
        self._greeting, self._greeted = None, False

    def _answered(self, uptime_s: float) -> None:
        self._answered_uptime_s = uptime_s
        self._silent = False

    def _greet(self) -> None:
        publish = self._connection.publish
        self._greeting = publish(self._topics["availability"], ONLINE, qos=1, retain=True)
        publish(self._topics["meta"], self._meta, qos=1, retain=True)
        publish(self._topics["config"], self._config, qos=1, retain=True)
        if self._state:
            publish(self._topics["state"], self._state, qos=1, retain=True)
        self._announcement.say(publish)

    def _begin_again(self, uptime_s: float) -> None:
        self._window.clear()
        self._sent = self._watermark
        self._moved_uptime_s = self._answered_uptime_s = uptime_s

    def _hopeful(self) -> None:
        """The store is there, or may be: send everything, and be patient for the ordinary time."""
        self._resend_s = RESEND_S
        self._probe_left = None

    def _take_watermark(self, payload: bytes, uptime_s: float) -> None:
        try:
            mark = decode(payload, Watermark)
        except PayloadError as error:
            self._say(f"a watermark is refused: {error}")
            return
        if mark.epoch != self._epoch or mark.seq == self._watermark:
            return
        if mark.seq > self._most_sent:
            log.error("the store has messages that this spool never sent: it went back in time, or its card was copied")
            self._renew()
            return
        back = mark.seq < self._watermark  # the store was restored from a backup
        self._watermark = mark.seq
        self._moved_uptime_s = uptime_s
        self._deletable = True
        self._hopeful()
        self._sent = max(self._sent, mark.seq)
        if back:
            self._begin_again(uptime_s)

    def _renew(self) -> None:
        try:
            self._spool.new_epoch()  # `pump` sees it and begins again
        except SpoolError as error:
            self._say(str(error))

    def _say(self, what: str) -> None:
        """Log a state of spool or broker once, not ten times a second."""
        if what not in self._said and len(self._said) < MOST_SAID:
            log.warning("%s", what)
            self._said.add(what)

    def _fill(self, uptime_s: float) -> None:
        room = WINDOW - len(self._window)
        if self._probe_left is not None:
            room = min(room, self._probe_left)
        if room <= 0:
            return
        if not self._window:
            self._answered_uptime_s = uptime_s  # nothing was under way: patience starts with what is sent now
        if self._sent <= self._watermark:
            self._moved_uptime_s = uptime_s
        for row in self._spool.after(self._sent, room):
            message = outgoing(self._epoch, row)
            if message is None:
                self._say(f"row {row.seq} of the spool is no message and is dropped")
                self._spool.discard(row.seq)
                return  # the next row has another one before it now
            mid = self._connection.publish(self._topics[message.channel], message.payload, qos=1)
            if mid is None:
                return
            self._window[mid] = row.seq
            self._sent = row.seq
            self._most_sent = max(self._most_sent, row.seq)
            if self._probe_left is not None:
                self._probe_left -= 1

    def _hand_over(self, message: Message) -> None:
        level, _, name = message.topic.rpartition("/")
        if level.endswith("/cmd"):
            self._on_command(name, message.payload, message.retained)
            return
        if message.topic in dict(self._announcement.subscriptions):
            if message.payload == BORN:
                self._inbox.put(News("born"))
            return
        self._inbox.put(News("message", payload=message.payload))
