"""A desk of real programs to measure: broker, `sitwell-dashboard run`, a store with a history, and a chair that speaks.

The chair is a paho client and not the daemon: so it is known when each frame was handed to the broker.
"""

import json
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from contract.codec import encode
from contract.seat import Corners, LiveFrame
from contract.state import ONLINE, ChairMeta, ChairSettings, ChairState
from contract.topics import Channel, Topics
from dashboard.analyst.process import IDLE_S
from mock_hw.broker import broker_command
from mock_hw.demo import local_zone
from mock_hw.history.fill import Plan, fill
from mock_hw.processes import Programs, answers
from tests.bench.running import cpu_s, rss_mb

CHAIR = "bench"
FRAMES_PER_S = 5.0
MOST_SENT = 10_000
REST_S = 30.0


class Desk(NamedTuple):
    """A running desk: the process that serves the page, its address, and the chair."""

    pid: int
    port: int
    address: str
    chair: "Chair"

    def cost(self, seconds: float) -> dict[str, float]:
        """Watch the server for a while: percent of one core, and memory at the end."""
        before_s, begin_s = self.cpu_s(), time.monotonic()
        time.sleep(seconds)
        used_s = self.cpu_s() - before_s
        return {"cpu_pct": 100 * used_s / (time.monotonic() - begin_s), "rss_mb": self.rss_mb()}

    def cpu_s(self) -> float:
        """Return the processor time of the server and of the analyst, while there is one."""
        return cpu_s(self.pid) + sum(cpu_s(pid) for pid in self._children())

    def rss_mb(self) -> float:
        """Return the memory of both. What they share counts twice."""
        return rss_mb(self.pid) + sum(rss_mb(pid) for pid in self._children())

    def wait_for_rest(self) -> None:
        """Wait until nobody has asked for figures for so long that the analyst is gone."""
        end_s = time.monotonic() + IDLE_S + REST_S
        while self._children():
            if time.monotonic() > end_s:
                raise TimeoutError("the analyst did not end")
            time.sleep(1.0)

    def _children(self) -> list[int]:
        threads = Path(f"/proc/{self.pid}/task").glob("*/children")  # of whichever thread asked the first question
        return [int(pid) for each in threads for pid in each.read_text("utf-8").split()]


class Chair(threading.Thread):
    """Publishes five frames a second; `sent_ms` is when, by the frame's own time."""

    def __init__(self, port: int, meta: ChairMeta) -> None:
        super().__init__(daemon=True)
        self._topics = Topics()
        self._stop_asked = threading.Event()
        self.sent_ms: dict[int, float] = {}
        self._line = paho.Client(CallbackAPIVersion.VERSION2, client_id="bench-chair", protocol=paho.MQTTv5)
        self._line.connect("127.0.0.1", port)
        self._line.loop_start()
        self._tell("meta", encode(meta))
        self._tell("availability", ONLINE)
        self._tell("config", encode(SETTINGS))
        self._tell("state", encode(_state()))

    def run(self) -> None:
        due_s = time.monotonic()
        while not self._stop_asked.wait(max(0.0, due_s - time.monotonic())):
            due_s += 1 / FRAMES_PER_S
            now_ms = time.time_ns() / 1e6
            self._line.publish(self._topics.of(CHAIR, "frame"), encode(_frame(round(now_ms))))
            self.sent_ms[round(now_ms)] = now_ms
            if len(self.sent_ms) > MOST_SENT:
                self.sent_ms.clear()

    def stop(self) -> None:
        self._stop_asked.set()
        self.join()
        self._line.disconnect()
        self._line.loop_stop()

    def _tell(self, channel: Channel, payload: bytes) -> None:
        self._line.publish(self._topics.of(CHAIR, channel), payload, qos=1, retain=True).wait_for_publish(10)


@contextmanager
def desk(folder: Path, history_weeks: int = 8, url: str = "") -> Iterator[Desk]:
    """Run everything in `folder`, which must exist, until the context is left. A store in it is used as it is.

    With `url` that database is used as it is, and nothing in it is too old.
    """
    kept = "[retention]\nminutes_days = 0\nevents_days = 0\nquarters_days = 0\n\n" if url else ""
    database = folder / "sitwell.db"
    meta = ChairMeta(chair=CHAIR, name="Bench", model="simulated", software="bench", zone=local_zone(), simulated=True)
    if not url and not database.exists():
        fill(f"sqlite:///{database}", meta, Plan(history_weeks, time.time_ns() // 1_000_000))
    logs = folder / "logs"
    logs.mkdir(exist_ok=True)
    with Programs(logs) as programs:
        broker, port = programs.free_port(0), programs.free_port(0)
        config = folder / "desk.toml"
        mqtt = f'[mqtt]\nhost = "127.0.0.1"\nport = {broker}\n\n'
        store = f"[store]\nurl = {json.dumps(url or f'sqlite:///{database}')}\n\n"
        config.write_text(f"{mqtt}{store}{kept}[web]\nport = {port}\nopen_on_loopback = true\n", "utf-8")
        programs.start("broker", broker_command(folder, broker)[1])
        programs.wait_until(lambda: answers(broker), "the broker")
        process = programs.start("desk", [sys.executable, "-m", "dashboard", "run", "--config", str(config)])
        address = f"http://127.0.0.1:{port}/"
        programs.wait_until(lambda: answers(port) and _broker_heard(address), "the desk")
        chair = Chair(broker, meta)
        chair.start()
        try:
            yield Desk(process.pid, port, address, chair)
        finally:
            chair.stop()


def _broker_heard(address: str) -> bool:
    with urllib.request.urlopen(f"{address}healthz", timeout=5.0) as answer:  # noqa: S310 - our own server
        return bool(json.load(answer)["broker"])


SETTINGS = ChairSettings(
    nudge_s=1800, alert_s=3600, repeat_s=1800, break_s=120, reset_s=300, uneven_points=10, uneven_s=300,
    shares_weight=False,
)  # fmt: skip


def _state() -> ChairState:
    now_ms = time.time_ns() // 1_000_000
    return ChairState(
        at_ms=now_ms,
        boot="be9cbe9c",
        clock_synced=True,
        presence="occupied",
        bout_started_ms=now_ms - 900_000,
        sitting_s=900.0,
        next_break_ms=now_ms + 900_000,
        posture="centred",
        cells=Corners("ok", "ok", "ok", "ok"),
    )


def _frame(at_ms: int) -> LiveFrame:
    """Return a frame that differs from the one before, so that each changes the page."""
    x, y = 0.1 + 0.05 * (at_ms // 200 % 7), -0.1 - 0.05 * (at_ms // 200 % 5)
    shares = Corners(*((1 + sx * x) * (1 + sy * y) / 4 for sy in (1, -1) for sx in (-1, 1)))
    return LiveFrame(at_ms=at_ms, presence="occupied", shares=shares, cop_lateral=x, cop_fore_aft=y)
