"""A month of the chair's own loop: memory, file handles and threads stay as they are, and the spool comes back empty.

    working hours   10 frames a second of a day at a desk, one cell off now and then, the reader gone for 20 s each hour
    the rest        2 frames a second of an empty seat, so that a month takes minutes
    broker          there and away in turns, half of the time each; while it is there, ingest stores and commands come

`run_chair` is the product's, with its real spool, publisher, keeping, status file and systemd's line; in place of the
connection to the broker stands `Line`, and time comes with the frames.
"""

import os
import random
import re
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import msgspec

from contract.broker import BrokerState
from contract.codec import decode, encode
from contract.commands import Snooze
from contract.delivery import Delivery, Watermark
from contract.mqtt import Callbacks, Message
from contract.seat import CORNER_NAMES, Corners
from edge.app import Surroundings, run_chair
from edge.boot import Host
from edge.calibration_file import write_calibration
from edge.config import ChairTable, EdgeSettings
from edge.core.calibration import nominal
from edge.core.frame import CountsFrame
from edge.delivery import publisher
from edge.shell import meta_of
from mock_hw.scenario import load_scenario
from tests.soak import BrokenError
from tests.soak.days import MONDAY_MS

DAY_S, HOUR_S = 86_400.0, 3600.0
WORK_BEGIN_S, WORK_END_S = 9 * HOUR_S, 17.5 * HOUR_S
MEAN_AWAY_S = 6 * HOUR_S
BOOT_S = 60.0
SAMPLE_S = 600
MEMORY = "/dev/shm"  # noqa: S108 - a folder that is memory, as /run is on a chair

MOST_GROWTH_MB = 4.0
"""What the process may grow by from the end of its first tenth; pages of SQLite's cache come and go."""


class Line:
    """In place of `contract.mqtt.Connection`: a broker that is there or away as the world says."""

    def __init__(self, _broker: object, _session: object, callbacks: Callbacks, **_more: object) -> None:
        self.callbacks = callbacks
        self.online = False
        self.mids = self.stored = 0
        self.epoch = ""

    @property
    def state(self) -> BrokerState:
        return BrokerState("online") if self.online else BrokerState("unreachable", "nobody is there")

    def start(self) -> None:
        """Wait until the world lets it in."""

    def stop(self, _goodbye: object = None) -> None:
        """Say nothing."""

    def reconnect(self) -> None:
        """Be asked for nothing that the world does not do by itself."""

    def turn(self, *, online: bool) -> None:
        self.online = online
        if online:
            self.callbacks.connected()
        else:
            self.callbacks.disconnected("away")

    def publish(self, topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> int | None:  # noqa: ARG002 - as the real one
        if not self.online:
            return None
        self.mids += 1
        if topic.endswith(("/event", "/minute")):
            delivery = decode(payload, Delivery)
            self.stored, self.epoch = max(self.stored, delivery.seq), delivery.epoch
        if qos:
            self.callbacks.published(self.mids, True)
        return self.mids

    def hear(self, topic: str, payload: bytes) -> None:
        self.callbacks.message(Message(f"chairs/v1/chair/{topic}", payload, False, 1, 1))


class World:
    """Time, cells and broker of a month: a `FrameSource` and a `Clock` in one; `over` ends the loop."""

    counters = None

    def __init__(self, days: float, seed: int) -> None:
        self._chance = random.Random(f"month {seed}")
        self._end_s = days * DAY_S
        self._now_s = WORK_BEGIN_S - 0.1 * HOUR_S
        self._begin_s = self._now_s
        self._second = -1
        self._turn_s = 0.0
        self._desk = _counts_of_an_hour()
        self._at = self._chance.randrange(len(self._desk))
        self.line: Line | None = None
        self.online_s = 0.0
        self.frames = 0
        self.samples: list[tuple[float, int, int]] = []

    def connection(self, *arguments: object, **more: object) -> Line:
        """Make the line; stands where `Connection` does."""
        self.line = Line(*arguments, **more)  # type: ignore[arg-type]
        return self.line

    def over(self) -> bool:
        return self._now_s - self._begin_s >= self._end_s

    def now_ms(self) -> int:
        return MONDAY_MS + round(self._now_s * 1000)

    def uptime_s(self) -> float:
        return BOOT_S + self._now_s

    def sleep_until(self, uptime_s: float) -> None:  # noqa: ARG002 - as the real one
        raise AssertionError("the loop waits for frames and for nothing else")

    def receive(self, timeout_s: float) -> CountsFrame | None:
        """Let time pass until the next frame."""
        hour_s, weekday = self._now_s % HOUR_S, int(self._now_s // DAY_S) % 7
        works = weekday < 5 and WORK_BEGIN_S <= self._now_s % DAY_S < WORK_END_S
        reader_is_gone = works and hour_s < 20
        self._now_s += timeout_s if reader_is_gone or not works else 0.1
        self.frames += 1
        if int(self._now_s) != self._second:
            self._second = int(self._now_s)
            self._each_second()
        if reader_is_gone:
            return None
        self._at = (self._at + 1) % len(self._desk)
        counts = self._desk[self._at] if works else self._desk[0].map(lambda _: self._chance.randint(-40, 40))
        if works and hour_s < 600:
            counts = msgspec.structs.replace(counts, **{CORNER_NAMES[weekday % 4]: None})
        return CountsFrame(self.now_ms(), self.uptime_s(), counts)

    def _each_second(self) -> None:
        assert self.line is not None
        if self._now_s >= self._turn_s:
            self._turn_s = self._now_s + self._chance.uniform(0.1, 1.9) * MEAN_AWAY_S
            self.line.turn(online=not self.line.online)
        if self.line.online:
            self.online_s += 1
            if self.line.stored:
                self.line.hear("ack", encode(Watermark(epoch=self.line.epoch, seq=self.line.stored)))
            if self._second % 3600 == 1800:
                command = Snooze(id=f"soak-{self._second:08d}", sent_ms=self.now_ms(), snooze_s=600.0)
                self.line.hear("cmd/snooze", encode(command))
        if self._second % SAMPLE_S == 0:
            self.samples.append((_rss_mb(), len(os.listdir("/proc/self/fd")), threading.active_count()))  # noqa: PTH208 - Path would open one more


def run(days: float, seed: int) -> dict[str, float]:
    """Live through so many days. Raises `BrokenError` when something grew."""
    world = World(days, seed)
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory(dir=MEMORY) as runtime,
        _systemd(Path(runtime)) as heard,
    ):
        settings = EdgeSettings(chair=ChairTable(data_dir=folder, runtime_dir=runtime))
        write_calibration(settings.calibration_path(), nominal())
        written = _written_bytes()
        with mock.patch.object(publisher, "Connection", world.connection):
            around = Surroundings(world, lambda: Host("5" * 8, True), world.over)
            run_chair(settings, meta_of(settings, "soak", simulated=True), world, around)
        written = _written_bytes() - written
        spool_mb = (Path(folder) / "spool.db").stat().st_size / 1e6
        words = heard()
    rss_mb, handles, threads = (list(each) for each in zip(*world.samples, strict=True))
    early = max(1, len(rss_mb) // 10)
    grown_mb = max(rss_mb[-early:]) - max(rss_mb[:early])
    if grown_mb > MOST_GROWTH_MB:
        raise BrokenError(f"the process grew by {grown_mb:.1f} MB in {days:g} days")
    if len(set(handles[early:])) > 1 or len(set(threads)) > 1:
        raise BrokenError(f"file handles {sorted(set(handles))}, threads {sorted(set(threads))}")
    if not words:
        raise BrokenError("the watchdog was never fed")
    assert world.line is not None
    return {
        "days": days,
        "frames": world.frames,
        "broker_there": world.online_s / (days * DAY_S),
        "stored": world.line.stored,
        "rss_mb": rss_mb[-1],
        "grown_mb": grown_mb,
        "handles": handles[-1],
        "threads": threads[-1],
        "spool_mb": spool_mb,
        "written_mb_a_day": written / 1e6 / days,
    }


def _counts_of_an_hour() -> list[Corners[int | None]]:
    """The counts of an hour at a desk, with noise, 10 a second."""
    scenario, chance = load_scenario("day"), random.Random("noise")
    cells = nominal().cells
    frames = (scenario.load_kg(n / 10 % scenario.duration_s) for n in range(36_000))
    return [
        Corners(*(round(kg * cell.counts_per_kg + chance.gauss(0, 20)) for kg, cell in zip(load, cells, strict=True)))
        for load in frames
    ]


@contextmanager
def _systemd(folder: Path) -> Iterator[Callable[[], int]]:
    """Hear what the daemon tells systemd; yield how many words are left in the line."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(folder / "notify"))
        line.setblocking(False)

        def heard() -> int:
            count = 0
            while True:
                try:
                    line.recv(4096)
                except BlockingIOError:
                    return count
                count += 1

        with mock.patch.dict(os.environ, {"NOTIFY_SOCKET": str(folder / "notify")}):
            yield heard


def _rss_mb() -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    return int(found[1]) / 1024 if found else 0.0


def _written_bytes() -> int:
    """Bytes that this process had the disk write; 0 where the kernel does not count."""
    try:
        text = Path("/proc/self/io").read_text("ascii")
    except OSError:
        return 0
    return int(text.partition("\nwrite_bytes: ")[2].split()[0])
