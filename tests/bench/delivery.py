"""What delivery costs and how fast it is: real programs, a real mosquitto, this machine's disk."""

import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from contract.codec import decode
from contract.delivery import Watermark
from contract.mqtt import BrokerSettings, Callbacks, Connection, Session
from mock_hw.broker import broker_command
from tests.soak.trouble import Program, free_port

COUNT = 30_000
STEADY_PER_S = 300.0
STEADY_COUNT = 6_000
WEEK = 7 * 24 * 60 + 500
"""Minutes of a week, and its events."""

FRAME_S = 0.1
DAY_H = 8.0
MANY_UNDER_WAY = "max_inflight_messages 1000\n"
"""mosquitto hands out 20 messages at a time unless told otherwise, and ingest commits what it has."""


def delivery() -> dict[str, float]:
    """Measure rows a second and delay through ingest, a week's backlog, and what a working day writes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raw = _raw_per_s(folder)
        rows = {
            f"rows_per_s{suffix}": _rows_per_s(folder, settings)
            for suffix, settings in (("", MANY_UNDER_WAY), ("_20_under_way", ""))
        }
        figures = {"raw_subscriber_per_s": raw, **rows, "rows_to_raw": rows["rows_per_s"] / raw}
        return {**figures, **_delay_ms(folder), **_backlog(folder), **_day(folder)}


@contextmanager
def _broker(folder: Path, settings: str = MANY_UNDER_WAY) -> Iterator[int]:
    port = free_port()
    _, words = broker_command(folder, port)
    config = Path(words[-1])
    config.write_text(config.read_text("utf-8") + settings, "utf-8")
    program = Program(words, folder / "broker.log")
    time.sleep(0.5)
    try:
        yield port
    finally:
        program.kill()


@contextmanager
def _ingest(folder: Path, port: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=folder) as place:
        database = Path(place) / "desk.db"
        config = Path(place) / "desk.toml"
        config.write_text(f'[mqtt]\nport = {port}\n[store]\nurl = "sqlite:///{database}"\n', "utf-8")
        program = Program([sys.executable, "-m", "dashboard", "ingest", "--config", str(config)], folder / "ingest.log")
        time.sleep(3.0)
        try:
            yield database
        finally:
            program.stop()


def _load(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.bench.delivery_load", *words], stdout=subprocess.PIPE, text=True
    )


def _answer(process: "subprocess.Popen[str]") -> dict[str, list[float]]:
    with process:
        assert process.stdout
        answer: dict[str, list[float]] = json.loads(process.stdout.readlines()[-1])
        return answer


def _raw_per_s(folder: Path) -> float:
    """How fast a bare paho client takes the same messages."""
    with _broker(folder) as port:
        taker = _load("subscribe", str(port), str(COUNT))
        assert taker.stdout
        assert taker.stdout.readline() == "ready\n"
        _answer(_load("publish", str(port), str(COUNT), "0"))
        return COUNT / _answer(taker)["span_s"]  # type: ignore[operator]


class _Marks:
    """Hears watermarks, and when each came."""

    def __init__(self, port: int, count: int) -> None:
        self.heard: list[tuple[int, float]] = []
        self.whole = threading.Event()
        self._count = count
        callbacks = Callbacks(lambda: None, lambda _why: None, lambda message: self._hear(message.payload))
        topics = (("chairs/v1/chair/ack", 1),)
        self.line = Connection(BrokerSettings(port=port), Session("bench-marks"), callbacks, subscriptions=topics)
        self.line.start()

    def _hear(self, payload: bytes) -> None:
        seq = decode(payload, Watermark).seq
        self.heard.append((seq, time.monotonic()))
        if seq >= self._count:
            self.whole.set()


def _rows_per_s(folder: Path, settings: str) -> float:
    """How many rows a second are committed, from the first message to the last commit."""
    with _broker(folder, settings) as port, _ingest(folder, port) as database, ExitStack() as over:
        marks = _Marks(port, COUNT)
        over.callback(marks.line.stop)
        time.sleep(1.0)
        sent = _answer(_load("publish", str(port), str(COUNT), "0"))
        assert marks.whole.wait(120)
        span_s = marks.heard[-1][1] - sent["sent_s"][0]
        with closing(sqlite3.connect(database)) as store:
            assert store.execute("SELECT count(*) FROM minutes").fetchone() == (COUNT,)
    return COUNT / span_s


def _delay_ms(folder: Path) -> dict[str, float]:
    """From publishing a message to hearing the watermark that covers it, at a steady pace."""
    with _broker(folder) as port, _ingest(folder, port), ExitStack() as over:
        marks = _Marks(port, STEADY_COUNT)
        over.callback(marks.line.stop)
        time.sleep(1.0)
        sent_s = _answer(_load("publish", str(port), str(STEADY_COUNT), str(STEADY_PER_S)))["sent_s"]
        assert marks.whole.wait(60)
    delays, at = [], 0
    for seq, heard_s in marks.heard:
        delays += [1000 * (heard_s - each) for each in sent_s[at:seq]]
        at = max(at, seq)
    delays.sort()
    return {"commit_p50_ms": delays[len(delays) // 2], "commit_p99_ms": delays[int(len(delays) * 0.99)]}


def _backlog(folder: Path) -> dict[str, float]:
    """A week without a broker: memory with the backlog, and the time until all of it is stored.

    Pumps at 10 Hz, as the chair's loop does; the time holds the chair's wait before it tries the broker again.
    """
    place = folder / "week"
    place.mkdir()
    config = folder / "later"
    config.mkdir()
    port = free_port()
    words = [str(place), str(port), str(WEEK), "5000", "1", str(FRAME_S)]
    process = subprocess.Popen([sys.executable, "-m", "tests.soak.delivery_chair", *words], stderr=subprocess.DEVNULL)
    with process, ExitStack() as over:
        over.callback(process.kill)
        while _rows(place) < WEEK:
            time.sleep(0.2)
        time.sleep(2.0)
        rss_mb = _rss_mb(process.pid)
        size_mb = (place / "spool.db").stat().st_size / 1e6
        _, broker_words = broker_command(config, port)
        with _ingest(folder, port):  # waits for its broker
            broker = Program(broker_words, folder / "broker.log")
            over.callback(broker.kill)
            begin_s = time.monotonic()
            process.wait(600)
            drained_s = time.monotonic() - begin_s
    return {"backlog_rss_mb": rss_mb, "backlog_file_mb": size_mb, "backlog_drained_s": drained_s}


def _rows(place: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{place}/spool.db?mode=ro", uri=True)) as spool:
            return int(spool.execute("SELECT count(*) FROM row").fetchone()[0])
    except sqlite3.Error:
        return 0


def _day(folder: Path) -> dict[str, float]:
    """What the chair writes to its disk in a working day."""
    place = folder / "day"
    place.mkdir()
    answer = _answer(_load("day", str(place), str(DAY_H)))
    written, messages = float(answer["written"]), float(answer["messages"])  # type: ignore[arg-type]
    return {"written_mb_per_day": written / 1e6, "messages_per_day": messages}


def _rss_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("utf-8"))
    return int(found[1]) / 1024 if found else 0.0
