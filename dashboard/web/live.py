"""What every chair says now, and who wants to know.

    MQTT thread --receive--> Hub (last word of each chair) --wake--> Listener of each browser --read--> stream

A listener keeps only the names of what has changed since it was last read, never the messages: a slow browser skips
frames and costs no memory.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Any, NamedTuple

from contract.codec import decode
from contract.errors import PayloadError
from contract.seat import LiveFrame
from contract.state import OFFLINE, ONLINE, ChairMeta, ChairSettings, ChairState
from contract.topics import Channel, Topics

log = logging.getLogger(__name__)

CHANNELS: tuple[Channel, ...] = ("availability", "meta", "state", "config", "frame")
MAX_CHAIRS = 5000
STALE_S = 4.0
"""A chair speaks at least once a second; silent for longer, it is offline whatever the broker still believes."""

_KINDS: dict[str, Any] = {"meta": ChairMeta, "state": ChairState, "config": ChairSettings, "frame": LiveFrame}


class ChairNow(NamedTuple):
    """The last word of one chair; `frame_s` is when its last frame came, on the hub's monotonic clock."""

    availability: bool | None = None
    meta: ChairMeta | None = None
    state: ChairState | None = None
    config: ChairSettings | None = None
    frame: LiveFrame | None = None
    frame_s: float = 0.0

    def live(self, now_s: float) -> bool:
        """Say whether the chair measures at this moment."""
        return self.availability is not False and self.frame is not None and now_s - self.frame_s < STALE_S

    def now_ms(self, now_s: float) -> int | None:
        """Return the chair's own wall clock now, carried on from its last frame; None when it never spoke."""
        return None if self.frame is None else self.frame.at_ms + round((now_s - self.frame_s) * 1000)


class Listener:
    """One browser's interest in one chair. Made, read and closed on one event loop."""

    def __init__(self, hub: "Hub", chair: str | None) -> None:
        self.chair = chair
        self._hub = hub
        self._loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self._changed: set[str] = set()

    def __enter__(self) -> "Listener":
        """Begin to listen."""
        self._hub.join(self)
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no more."""
        self._hub.leave(self)

    def tell(self, what: str) -> None:
        """Note a change; called by the hub on any thread, under its lock."""
        self._changed.add(what)
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    async def changes(self, timeout_s: float) -> set[str]:
        """Return what has changed since the last call, waiting for it; an empty set when nothing did."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._wake.wait()
        except TimeoutError:
            return set()
        self._wake.clear()
        return self._hub.take(self._changed)


class Hub:
    """The last word of every chair. Fed by `receive` from any thread, with MQTT or without."""

    def __init__(self, topics: Topics, clock_s: Callable[[], float]) -> None:
        self.clock_s = clock_s
        self.broker_online = False
        self.closed = False
        self._topics = topics
        self._lock = threading.Lock()
        self._chairs: dict[str, ChairNow] = {}
        self._listeners: set[Listener] = set()
        self._said: set[str] = set()

    def receive(self, topic: str, payload: bytes) -> None:
        """Take in one message. What is none of ours is refused, and the first of each kind is logged."""
        try:
            chair, channel = self._topics.parse(topic)
            change = _change(channel, payload)
        except PayloadError as error:
            self.refuse(topic, error)
            return
        with self._lock:
            if chair not in self._chairs and len(self._chairs) >= MAX_CHAIRS:
                self._say_once("chairs", f"more than {MAX_CHAIRS} chairs: the others are not shown")
                return
            before = self._chairs.get(chair, ChairNow())
            now = before._replace(**change)
            if channel == "frame":
                now = now._replace(frame_s=self.clock_s())
            self._chairs[chair] = now
            listed = (before.availability, before.meta) != (now.availability, now.meta) or before == ChairNow()
            for listener in self._listeners:
                if listener.chair == chair:
                    listener.tell(channel)
                if listed:
                    listener.tell("chairs")

    def refuse(self, topic: str, error: PayloadError) -> None:
        """Say that a message was refused, once for each last level of topics."""
        self._say_once(topic.rpartition("/")[2][:32], f"a message on {topic!r} was refused: {error}")

    def remember(self, meta: ChairMeta) -> None:
        """Show a chair that is known from the store and has not been heard: as offline, until it speaks."""
        with self._lock:
            if meta.chair not in self._chairs and len(self._chairs) < MAX_CHAIRS:
                self._chairs[meta.chair] = ChairNow(availability=False, meta=meta)
                self._tell_all("chairs")

    def set_broker(self, *, online: bool) -> None:
        """Note whether the broker can be reached."""
        self.broker_online = online
        with self._lock:
            self._tell_all("broker")

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self.closed = True
        with self._lock:
            self._tell_all("closed")

    def chair(self, chair: str) -> ChairNow:
        """Return the last word of a chair; an empty one when it never spoke."""
        with self._lock:
            return self._chairs.get(chair, ChairNow())

    def chairs(self) -> dict[str, ChairNow]:
        """Return the last word of every chair by its id."""
        with self._lock:
            return dict(self._chairs)

    def join(self, listener: Listener) -> None:
        """Let a listener hear of changes."""
        with self._lock:
            self._listeners.add(listener)

    def leave(self, listener: Listener) -> None:
        """Forget a listener."""
        with self._lock:
            self._listeners.discard(listener)

    def take(self, changed: set[str]) -> set[str]:
        """Empty a listener's set of changes and return what was in it."""
        with self._lock:
            taken = set(changed)
            changed.clear()
        return taken

    def _tell_all(self, what: str) -> None:
        for listener in self._listeners:
            listener.tell(what)

    def _say_once(self, kind: str, what: str) -> None:
        if kind not in self._said and len(self._said) < 100:
            self._said.add(kind)
            log.warning("%s", what)


def _change(channel: Channel, payload: bytes) -> dict[str, Any]:
    """Return the field of `ChairNow` that a message sets. Raises `PayloadError`."""
    if channel not in CHANNELS:
        raise PayloadError(channel, "", "is not what the page asked for")
    if channel == "availability":
        if payload not in {ONLINE, OFFLINE, b""}:
            raise PayloadError(channel, "", "is neither online nor offline")
        return {channel: payload == ONLINE if payload else None}
    if not payload and channel != "frame":
        return {channel: None}  # an empty retained message is MQTT's way to forget one
    return {channel: decode(payload, _KINDS[channel], channel)}
