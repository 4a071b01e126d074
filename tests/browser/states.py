"""Puts the page into each state that it can show: through the messages a chair would send, into a real server.

Also what takes the pictures for the docs: `Stage` as a context manager, then `stage.play(SCENES["sitting"])`.
"""

import math
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
import uvicorn
from starlette import types as asgi

from contract.codec import decode, encode
from contract.commands import AnyCommand, CommandResult
from contract.events import BoutEnded, BoutStarted, SeatEventBase
from contract.minute import MinuteRecord, PostureSeconds
from contract.seat import Corners, LiveFrame
from contract.state import ChairMeta, ChairSettings, ChairState
from contract.topics import Channel, Topics
from dashboard.ingest.intake import Intake
from dashboard.reminding.send import Order, Sent
from dashboard.store import queries
from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.migrations import migrate
from dashboard.web.access.door import OpenDoor
from dashboard.web.commander import Commander
from dashboard.web.live import Hub
from dashboard.web.server import create_server
from dashboard.web.today import Reader

NOW_MS = 1_784_727_120_000  # Wednesday 22 July 2026, 15:32 in Berlin
BOOT = "0123abcd"
EPOCH = "0123456789abcdef"
OK: Corners[str] = Corners("ok", "ok", "ok", "ok")
HOUR_MS = 3_600_000
POSTURES = ("centred", "centred", "left", "centred", "back", "centred", "centred", "forward", "left", "right")
HOURS_AGO = ((6.4, 5.95), (5.85, 5.4), (5.3, 4.2), (4.05, 3.5), (2.4, 2.1), (2.0, 1.2), (1.1, 0.45))
SETTINGS = ChairSettings(
    nudge_s=1800,
    alert_s=3600,
    repeat_s=1800,
    break_s=120,
    reset_s=300,
    uneven_points=10,
    uneven_s=300,
    shares_weight=False,
)
SHORT_SETTINGS = msgspec.structs.replace(SETTINGS, nudge_s=40, alert_s=80, uneven_s=15)


class Scene(NamedTuple):
    """What one chair says. `bout_s`: for how long somebody has sat; None: nobody does."""

    bout_s: float | None = None
    presence: str = "vacant"
    lateral: float = 0.04
    fore_aft: float = -0.06
    cue: str = "off"
    posture: str = "unknown"
    uneven: str | None = None
    cells: Corners[str] = OK
    settings: ChairSettings = SETTINGS
    simulated: bool = False
    online: bool = True
    measures: bool = True
    clock_synced: bool = True
    day: bool = True
    quiet: str | None = None
    quiet_s: float = 0.0
    snoozes: int = 0
    sitting_s: float | None = None


SCENES = {
    "waiting": Scene(measures=False, day=False),
    "vacant": Scene(day=False),
    "sitting": Scene(bout_s=1244, presence="occupied", posture="centred"),
    "break": Scene(),
    "nudge": Scene(bout_s=1835, presence="occupied", posture="left", lateral=-0.36, cue="nudge", uneven="left"),
    "alert": Scene(bout_s=4210, presence="occupied", posture="back", fore_aft=-0.42, cue="alert"),
    "cell": Scene(bout_s=610, presence="occupied", cells=Corners("timeout", "ok", "ok", "ok"), clock_synced=False),
    "object": Scene(presence="object", lateral=0.3, fore_aft=0.5),
    "offline": Scene(online=False),
    "simulated": Scene(
        bout_s=22, presence="occupied", posture="centred", settings=SHORT_SETTINGS, simulated=True, day=False
    ),
    "paused": Scene(bout_s=2400, presence="occupied", posture="centred", quiet="pause", quiet_s=3000, snoozes=2),
    "first_minute": Scene(bout_s=45, presence="occupied", posture="centred", day=False),
    "carried": Scene(bout_s=65, sitting_s=1100, presence="occupied", posture="centred"),
}


class Stage:
    """A server with an empty store, fed as the broker would feed it."""

    def __init__(self, folder: Path) -> None:
        self.topics = Topics()
        self.hub = Hub(self.topics, time.monotonic)
        self.hub.set_broker(online=True)
        self.url = f"sqlite:///{folder / 'desk.db'}"
        self._engine = writer(self.url)
        with transaction(self._engine, database_path(self.url)) as connection:
            migrate(connection)
        self._stop = threading.Event()
        self._feeds: dict[str, Callable[[int], None]] = {}
        self._began = time.monotonic()
        self.refusal: str | None = None  # why the chair will not do the next command
        self.told: list[AnyCommand] = []
        self.commander = Commander(self.topics, self.now_ms, lambda _: 0.3)
        self.commander.through(self._deliver)
        application = create_server(
            self.hub, Reader(self.url), self.now_ms, self.commander, door=OpenDoor(), send=_nobody_takes_it
        )
        self.asked: list[str] = []  # paths, in the order in which they were asked for

        async def noted(scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
            self.asked.append(scope["path"])
            await application(scope, receive, send)

        self._server = uvicorn.Server(uvicorn.Config(noted, port=0, log_level="warning", lifespan="off"))
        self._threads = [threading.Thread(target=self._server.run), threading.Thread(target=self._feed)]

    def __enter__(self) -> "Stage":
        for thread in self._threads:
            thread.start()
        while not self._server.started:
            time.sleep(0.01)
        self.address = f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}/"
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self.hub.close()
        self._server.should_exit = True
        for thread in self._threads:
            thread.join(5)
        self._engine.dispose()

    def now_ms(self) -> int:
        """The chair's clock: real speed, from a fixed afternoon on, so that pictures are the same each time."""
        return NOW_MS + round((time.monotonic() - self._began) * 1000)

    def say(self, chair: str, channel: Channel, message: msgspec.Struct | bytes) -> None:
        """Let a chair say something."""
        payload = message if isinstance(message, bytes) else encode(message)
        self.hub.receive(self.topics.of(chair, channel), payload)

    def play(self, scene: Scene, chair: str = "desk", name: str = "Desk chair") -> None:
        """Let a chair be as in a scene from now on."""
        self.silence(chair)
        now_ms = self.now_ms()
        started_ms = None if scene.bout_s is None else now_ms - round(scene.bout_s * 1000)
        if scene.day:
            self.store(chair, day_of(now_ms, started_ms))
        meta = ChairMeta(
            chair=chair, name=name, model="seat-4", software="0.1.0", zone="Europe/Berlin", simulated=scene.simulated
        )
        self.say(chair, "meta", meta)
        self.say(chair, "config", scene.settings)
        self.say(chair, "state", state_of(scene, now_ms, started_ms))
        self.say(chair, "availability", b"online" if scene.online else b"offline")
        if scene.measures:
            self.say(chair, "frame", frame_of(scene, now_ms))
        if scene.measures and scene.online:
            self._feeds[chair] = lambda at_ms: self.say(chair, "frame", frame_of(scene, at_ms))

    def play_earlier(self, chair: str, days: int) -> None:
        """Put the same working day into the store this many days earlier."""
        self.store(chair, day_of(self.now_ms() - 24 * HOUR_MS * days, None), epoch=f"fedcba98{days:08x}")

    def _deliver(self, topic: str, payload: bytes, *, qos: int, expires_s: int) -> int:
        """Hand a command to a chair and its answer back, as the broker would; one that is silent answers nothing."""
        assert (qos, expires_s) == (1, 30)
        *_, chair, _, name = topic.split("/")
        if chair in self._feeds:
            command = decode(payload, AnyCommand, "command")
            self.told.append(command)
            answer = CommandResult(id=command.id, accepted=self.refusal is None, why=self.refusal or "")
            self.commander.receive(self.topics.result(chair, name), encode(answer))
        return 1

    def silence(self, chair: str) -> None:
        """Let a chair stop without a word, as when its process is killed."""
        self._feeds.pop(chair, None)

    def store(self, chair: str, messages: list[SeatEventBase | MinuteRecord], epoch: str = EPOCH) -> None:
        """Put durable messages of a chair into the store, as ingest does."""
        intake = Intake(self.topics)
        for seq, body in enumerate(messages, 1):
            channel: Channel = "minute" if isinstance(body, MinuteRecord) else "event"
            envelope = {"epoch": epoch, "seq": seq, "prev": seq - 1, "body": body}
            refused = intake.add(self.topics.of(chair, channel), msgspec.json.encode(envelope))
            assert refused is None, refused
        with transaction(self._engine, database_path(self.url)) as connection:
            queries.save(connection, intake.take_batch(), NOW_MS)

    def _feed(self) -> None:
        while not self._stop.wait(0.2):
            with suppress(RuntimeError):  # a scene changed meanwhile; the next beat shows it
                for feed in self._feeds.values():
                    feed(self.now_ms())


def _nobody_takes_it(_order: Order) -> Sent:
    return Sent(ok=False, said="It was not taken: check the address")


def frame_of(scene: Scene, at_ms: int) -> LiveFrame:
    """The frame that belongs to a scene, its shares and its centre of pressure in agreement."""
    broken = any(cell != "ok" for cell in scene.cells)
    if scene.presence == "vacant" or broken:
        return LiveFrame(at_ms=at_ms, presence=scene.presence)
    x, y = scene.lateral, scene.fore_aft
    shares = Corners(*((1 + sx * x) * (1 + sy * y) / 4 for sy in (1, -1) for sx in (-1, 1)))
    return LiveFrame(at_ms=at_ms, presence=scene.presence, shares=shares, cop_lateral=x, cop_fore_aft=y)


def state_of(scene: Scene, now_ms: int, started_ms: int | None) -> ChairState:
    """The retained state that belongs to a scene."""
    sitting_s = scene.sitting_s if scene.sitting_s is not None else scene.bout_s or 0.0
    due = (limit for limit in (scene.settings.nudge_s, scene.settings.alert_s) if limit > sitting_s)
    next_s = next(due, sitting_s + 900)
    return ChairState(
        at_ms=now_ms,
        boot=BOOT,
        clock_synced=scene.clock_synced,
        presence=scene.presence,
        bout_started_ms=started_ms,
        sitting_s=sitting_s,
        next_break_ms=None if started_ms is None else now_ms + round((next_s - sitting_s) * 1000),
        cue=scene.cue,
        posture=scene.posture,
        uneven=scene.uneven,
        cells=scene.cells,
        quiet_because=scene.quiet,
        silent_until_ms=now_ms + round(scene.quiet_s * 1000) if scene.quiet_s else None,
        paused_until_ms=now_ms + round(scene.quiet_s * 1000) if scene.quiet == "pause" else None,
        snoozes=scene.snoozes,
    )


def day_of(now_ms: int, started_ms: int | None) -> list[SeatEventBase | MinuteRecord]:
    """A working day up to now: bouts, breaks, and an hour in which the chair was off."""
    until_ms = started_ms or now_ms
    every = [(now_ms - round(began_h * HOUR_MS), now_ms - round(ended_h * HOUR_MS)) for began_h, ended_h in HOURS_AGO]
    bouts = [(start, end) for start, end in every if end < until_ms - 240_000]
    if started_ms is None:
        bouts.append((now_ms - 1_500_000, now_ms - 200_000))
    messages: list[SeatEventBase | MinuteRecord] = []
    for start, end in bouts:
        length_s = (end - start) / 1000
        messages.append(BoutStarted(**stamp(start)))
        messages.append(BoutEnded(**stamp(end), started_at_ms=start, duration_s=length_s, measured_s=length_s))
    if started_ms is not None:
        messages.append(BoutStarted(**stamp(started_ms)))
        bouts.append((started_ms, now_ms))
    first_ms = now_ms - round(HOURS_AGO[0][0] * HOUR_MS)
    messages += [
        minute_of(at_ms, bouts)
        for at_ms in range(first_ms, now_ms - 60_000, 60_000)
        if not 2.55 < (now_ms - at_ms) / HOUR_MS < 3.3
    ]
    return messages


def minute_of(at_ms: int, bouts: list[tuple[int, int]]) -> MinuteRecord:
    """The minute that belongs to a day of bouts: upright for the most part, more to the left as the day goes on."""
    occupied_s = sum(max(0, min(end, at_ms + 60_000) - max(start, at_ms)) for start, end in bouts) / 1000
    number = at_ms // 60_000
    posture = POSTURES[number // 11 % len(POSTURES)]
    slow = math.sin(number / 37)
    lateral = {"left": -0.24, "right": 0.22}.get(posture, -0.03) + 0.05 * slow
    fore_aft = {"forward": 0.3, "back": -0.34}.get(posture, -0.05)
    sat = occupied_s > 0
    return MinuteRecord(
        at_ms=at_ms,
        uptime_s=at_ms / 1000 - 1_700_000_000,
        boot=BOOT,
        clock_synced=True,
        measured_s=60,
        unmeasured_s=0,
        occupied_s=occupied_s,
        vacant_s=60 - occupied_s,
        object_s=0,
        posture=PostureSeconds(**{posture: occupied_s}),
        cop_lateral=lateral if sat else None,
        cop_fore_aft=fore_aft if sat else None,
        shifts=int(occupied_s > 30 and number % 4 == 0),
    )


def stamp(at_ms: int) -> dict[str, object]:
    """What every event carries."""
    uptime_s = at_ms / 1000 - 1_700_000_000
    return {"at_ms": at_ms, "uptime_s": uptime_s, "known_ms": at_ms + 2000, "boot": BOOT, "clock_synced": True}
