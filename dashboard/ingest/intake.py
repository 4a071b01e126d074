"""Bytes in, rows out. Pure: no network, no database, no clock.

A message that is none of ours is refused and counted by channel; its remedy is at whoever sent it.
"""

from collections import defaultdict

from contract.codec import decode, encode
from contract.delivery import Delivery, Envelope
from contract.errors import PayloadError
from contract.minute import MinuteRecord
from contract.state import ChairMeta
from contract.topics import Topics
from dashboard.store.rows import Batch, Links, Refusal, Row, SpoolFile


class Intake:
    """Collects messages until `take_batch` hands everything over for one commit."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._clear()

    def add(self, topic: str, payload: bytes) -> PayloadError | None:
        """Take a message in. Return why it was refused, or None."""
        kind = "topic"
        try:
            address = self._topics.parse(topic)
            kind = address.channel
            if kind == "meta":
                self._add_meta(address.chair, payload)
            else:
                self._add_delivery(address.chair, kind, payload)
        except PayloadError as error:
            count, _ = self._refused.get(kind, (0, ""))
            self._refused[kind] = (count + 1, str(error)[:500])
            return error
        return None

    def take_batch(self) -> Batch:
        """Return what was collected since the last call, and begin anew."""
        batch = Batch(
            chairs=tuple(self._chairs.values()),
            events=tuple(self._events),
            minutes=tuple(self._minutes),
            links=tuple(Links(chair, epoch, tuple(pairs)) for (chair, epoch), pairs in self._links.items()),
            refusals=tuple(Refusal(kind, count, why) for kind, (count, why) in self._refused.items()),
        )
        self._clear()
        return batch

    def _clear(self) -> None:
        self._chairs: dict[str, Row] = {}
        self._events: list[Row] = []
        self._minutes: list[Row] = []
        self._links: defaultdict[SpoolFile, list[tuple[int, int]]] = defaultdict(list)
        self._refused: dict[str, tuple[int, str]] = {}

    def _add_meta(self, chair: str, payload: bytes) -> None:
        if not payload:
            return  # an empty retained message is MQTT's way to forget one
        meta = decode(payload, ChairMeta, "meta")
        if meta.chair != chair:
            raise PayloadError("meta", "chair", f"{meta.chair!r} speaks on the topic of {chair!r}")
        row = {name: getattr(meta, name) for name in ("name", "model", "software", "zone", "simulated")}
        self._chairs[chair] = {"id": chair, **row}

    def _add_delivery(self, chair: str, channel: str, payload: bytes) -> None:
        if channel not in {"minute", "event"}:
            raise PayloadError(channel, "", "is not what ingest asked for")
        envelope = decode(payload, Envelope, channel)
        # Counted as seen even when its body is refused: one bad message must not hold up all that come after it.
        self._links[chair, envelope.epoch].append((envelope.seq, envelope.prev))
        delivery = decode(payload, Delivery, channel)
        body = delivery.body
        if isinstance(body, MinuteRecord) != (channel == "minute"):
            raise PayloadError(channel, "body", "belongs on the other topic")
        row: dict[str, object] = {
            "chair": chair,
            "epoch": delivery.epoch,
            "seq": delivery.seq,
            "at_ms": body.at_ms,
            "body": encode(body).decode(),
        }
        if isinstance(body, MinuteRecord):
            seconds = {name: getattr(body, name) for name in ("measured_s", "unmeasured_s", "occupied_s")}
            self._minutes.append(row | seconds)
        else:
            self._events.append(row | {"kind": body.__struct_config__.tag})
