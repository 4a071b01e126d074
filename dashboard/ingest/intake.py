"""Bytes in, rows out. Pure: no network, no database, no clock.

A message that is none of ours is refused: counted by channel and cause, and the first of each kind in a batch are kept
for a look. Its remedy is at whoever sent it. One of a kind or version unknown here is kept whole for later instead.
"""

from collections import defaultdict

from contract.codec import MAX_BYTES, decode, encode
from contract.delivery import Delivery, Durable, Numbers
from contract.errors import PayloadError
from contract.minute import MinuteRecord
from contract.state import ChairMeta, ChairSettings, ChairState
from contract.topics import Channel, Topics
from dashboard.ingest.heading import UnknownHereError, of_another_version
from dashboard.ingest.twins import Twins
from dashboard.store.rows import Batch, Later, Links, Quarantined, Refusal, Row, SpoolFile

SAMPLES = 3
"""Refused messages of each kind that a batch keeps."""

MOST_KEPT_BYTES = 4096

MOVED_MS = 10_000
"""A pause ends at an uptime, and by the wall clock that moves a little. By less than this it is the same end."""

TWINS = "twins"
"""The kind under which it is counted that two chairs have one id."""

TWINS_REMEDY = "two chairs send as {chair!r}: give each an id of its own; for a copied card also delete its spool.db"


class Intake:
    """Collects messages until `take_batch` hands everything over for one commit."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._twins = Twins()
        self._quiet: dict[str, ChairState] = {}
        self.alerts: dict[str, ChairState] = {}
        """The last state of the chairs that prompt firmly now."""
        self._clear()

    def add(self, topic: str, payload: bytes) -> PayloadError | None:
        """Take a message in. Return why it was refused, `UnknownHereError` if it is kept for later, or None."""
        channel = "topic"
        try:
            address = self._topics.parse(topic)
            channel = address.channel
            if channel == "meta":
                self._add_meta(address.chair, payload)
            elif channel == "state":
                self._add_state(address.chair, payload)
            elif channel == "config":
                self._add_limits(address.chair, payload)
            else:
                self._add_delivery(address.chair, address.channel, topic, payload)
        except UnknownHereError as error:
            self._count(f"{channel} later", str(error))
            return error
        except PayloadError as error:
            self.refuse(_kind(channel, payload, error), topic, payload, str(error))
            return error
        return None

    def refuse(self, kind: str, topic: str, payload: bytes, why: str) -> None:
        """Count a refused message, and keep it when it is one of the first of its kind in this batch."""
        if self._count(kind, why) <= SAMPLES:
            kept = payload[:MOST_KEPT_BYTES]
            self._quarantine.append(Quarantined(kind, topic[:200], why[:500], kept, len(payload)))

    def take_batch(self) -> Batch:
        """Return what was collected since the last call, and begin anew."""
        batch = Batch(
            chairs=tuple(self._chairs.values()),
            events=tuple(self._events),
            minutes=tuple(self._minutes),
            links=tuple(Links(chair, epoch, tuple(pairs)) for (chair, epoch), pairs in self._links.items()),
            refusals=tuple(Refusal(kind, count, why) for kind, (count, why) in self._refused.items()),
            quarantine=tuple(self._quarantine),
            later=tuple(self._later),
            silences=tuple(self._silences),
            limits=tuple(self._limits.values()),
        )
        self._clear()
        return batch

    def _count(self, kind: str, why: str) -> int:
        times = self._refused.get(kind, (0, ""))[0] + 1
        self._refused[kind] = (times, why[:500])
        return times

    def _clear(self) -> None:
        self._chairs: dict[str, Row] = {}
        self._events: list[Row] = []
        self._minutes: list[Row] = []
        self._links: defaultdict[SpoolFile, list[tuple[int, int]]] = defaultdict(list)
        self._refused: dict[str, tuple[int, str]] = {}
        self._quarantine: list[Quarantined] = []
        self._later: list[Later] = []
        self._silences: list[Row] = []
        self._limits: dict[str, Row] = {}

    def _add_meta(self, chair: str, payload: bytes) -> None:
        if not payload:
            return  # an empty retained message is MQTT's way to forget one
        meta = decode(payload, ChairMeta, "meta")
        if meta.chair != chair:
            raise PayloadError("meta", "chair", f"{meta.chair!r} speaks on the topic of {chair!r}")
        self._chairs[chair] = chair_row(meta)

    def _add_state(self, chair: str, payload: bytes) -> None:
        self.alerts.pop(chair, None)
        if not payload:
            return
        state = decode(payload, ChairState, "state")
        if not state.clock_synced:
            return  # nobody knows when that was
        if state.cue == "alert":
            self.alerts[chair] = state
        before = self._quiet.get(chair)
        if before is None or _asks_anew(before, state):
            self._quiet[chair] = state
            told = {name: getattr(state, name) for name in ("at_ms", "snoozes", "quiet_because", "paused_until_ms")}
            self._silences.append({"chair": chair, **told})

    def _add_limits(self, chair: str, payload: bytes) -> None:
        if payload:
            body = encode(decode(payload, ChairSettings, "config")).decode()
            self._limits[chair] = {"chair": chair, "body": body}

    def _add_delivery(self, chair: str, channel: Channel, topic: str, payload: bytes) -> None:
        if channel not in {"minute", "event"}:
            raise PayloadError(channel, "", "is not what ingest asked for")
        try:
            delivery = decode(payload, Delivery, channel)
        except PayloadError as error:
            # Counted as seen although it is refused: one bad message must not hold up all that come after it.
            seen = decode(payload, Numbers, channel)
            self._links[chair, seen.epoch].append((seen.seq, seen.prev))
            if of_another_version(payload):
                self._later.append(Later(chair, seen.epoch, seen.seq, channel, payload))
                raise UnknownHereError(channel, error.field, error.why) from error
            raise
        body, seq, epoch = delivery.body, delivery.seq, delivery.epoch
        self._links[chair, epoch].append((seq, delivery.prev))
        if isinstance(body, MinuteRecord) != (channel == "minute"):
            raise PayloadError(channel, "body", "belongs on the other topic")
        if self._twins.notice(chair, epoch, body.boot, seq):
            self.refuse(TWINS, topic, payload, TWINS_REMEDY.format(chair=chair))
        rows = self._minutes if isinstance(body, MinuteRecord) else self._events
        rows.append(durable_row(chair, epoch, seq, body))


def chair_row(meta: ChairMeta) -> Row:
    """Return what a chair says of itself as a row."""
    return {"id": meta.chair} | {
        name: getattr(meta, name) for name in ("name", "model", "software", "zone", "simulated")
    }


def durable_row(chair: str, epoch: str, seq: int, body: Durable) -> Row:
    """Return a minute or an event as a row of its table."""
    row: dict[str, object] = {
        "chair": chair,
        "epoch": epoch,
        "seq": seq,
        "at_ms": body.at_ms,
        "boot": body.boot,
        "uptime_s": body.uptime_s,
        "placed": body.clock_synced,
        "body": encode(body).decode(),
    }
    if isinstance(body, MinuteRecord):
        return row | {name: getattr(body, name) for name in ("measured_s", "unmeasured_s", "occupied_s")}
    return row | {"kind": body.__struct_config__.tag}


def _asks_anew(before: ChairState, now: ChairState) -> bool:
    """Return whether silence was asked for, or ended, between two states of a chair."""
    if (before.snoozes, before.quiet_because) != (now.snoozes, now.quiet_because):
        return True
    ends = before.paused_until_ms, now.paused_until_ms
    if None in ends:
        return ends[0] != ends[1]
    return abs((ends[1] or 0) - (ends[0] or 0)) >= MOVED_MS


def _kind(channel: str, payload: bytes, error: PayloadError) -> str:
    """Return the kind under which a refused message is counted: its channel, and what is wrong with it."""
    if channel == "topic":
        return channel
    if len(payload) > MAX_BYTES:
        return f"{channel} too long"
    if error.why.startswith("not JSON"):
        return f"{channel} not JSON"
    if error.field.endswith("version"):
        return f"{channel} version"
    if error.field == "chair" or error.why.startswith("belongs"):
        return f"{channel} misplaced"
    return f"{channel} invalid"
