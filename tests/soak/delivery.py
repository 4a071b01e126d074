"""Whatever dies in between: every event and every minute is in the store exactly once, in order.

    chair (sped up) -> line that may swallow -> mosquitto without persistence -> ingest -> SQLite

Chair, ingest and broker are killed with SIGKILL at random; the line stops carrying for a while or for good; the disks
of chair and desk fill up (where a tmpfs may be mounted); the chair's wall clock is unset, then set, and steps. In the
end the chair has nothing left, and what is in the store is exactly what the counter counted.
"""

import json
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

from mock_hw.broker import broker_command
from tests.soak import BrokenError
from tests.soak.delivery_chair import NOON_MS
from tests.soak.trouble import Disk, Line, Program, free_port, small_disk

MESSAGES = 110_000
PER_S = 250.0
PEACE_S = (2.0, 6.0)
PATIENCE_S = 120.0
"""So long after the last trouble, and after the last message that was stored, nothing more will come."""


class World(NamedTuple):
    """Everything that can be troubled."""

    chair: Program
    ingest: Program
    broker: Program
    line: Line
    chair_disk: Disk
    desk_disk: Disk
    database: Path


def run(
    messages: int,
    seed: int,
    per_s: float = PER_S,
    peace_s: tuple[float, float] = PEACE_S,
    *,
    embedded: bool = False,
) -> dict[str, float]:
    """Send so many messages through a troubled world; `embedded`: with iotcore for a broker. Raises `BrokenError`."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name, ExitStack() as over:
        world = _build(Path(name), over, messages, per_s, seed, embedded=embedded)
        troubles = _troubles(world, chance)
        happened: Counter[str] = Counter()
        begin_s = time.monotonic()
        calm_s = moved_s = begin_s + messages / per_s
        stored = 0
        while world.chair.ended() is None:
            if time.monotonic() < calm_s:
                kind = chance.choice(list(troubles))
                happened[kind] += 1
                troubles[kind]()
            elif (now := _stored(world)) > stored:  # a busy machine may be slow, but it goes on
                stored, moved_s = now, time.monotonic()
            elif time.monotonic() > moved_s + PATIENCE_S:
                raise BrokenError(f"{stored} of {messages} are stored and no more come; {_last_words(world)}")
            _wait(world, chance.uniform(*peace_s))
        if world.chair.ended():
            raise BrokenError(f"the chair ended with code {world.chair.ended()}: {_last_words(world)}")
        span_s = time.monotonic() - begin_s
        world.ingest.stop()
        figures = _judge(world, messages)
    full = int(world.chair_disk.mounted)
    return {**figures, "troubles": sum(happened.values()), **happened, "disks_filled": full, "span_s": span_s}


def _build(folder: Path, over: ExitStack, messages: int, per_s: float, seed: int, *, embedded: bool) -> World:
    chair_disk = over.enter_context(small_disk(folder / "chair", 24))
    desk_disk = over.enter_context(small_disk(folder / "desk", 40 + messages // 500))
    port = free_port()
    _, broker_words = broker_command(folder, port, embedded=embedded)
    broker = Program(broker_words, folder / "broker.log")
    over.callback(broker.kill)
    line = Line(port)
    line.start()
    over.callback(line.stop)
    database = desk_disk.folder / "desk.db"
    config = folder / "desk.toml"
    config.write_text(f'[mqtt]\nport = {port}\n[store]\nurl = "sqlite:///{database}"\n', "utf-8")
    ingest = Program([sys.executable, "-m", "dashboard", "ingest", "--config", str(config)], folder / "ingest.log")
    over.callback(ingest.kill)
    words = [str(chair_disk.folder), str(line.port), str(messages), str(per_s), str(seed)]
    chair = Program([sys.executable, "-m", "tests.soak.delivery_chair", *words], folder / "chair.log")
    over.callback(chair.kill)
    return World(chair, ingest, broker, line, chair_disk, desk_disk, database)


def _troubles(world: World, chance: random.Random) -> dict[str, Callable[[], None]]:
    def killed(program: Program) -> Callable[[], None]:
        def kill() -> None:
            program.kill()
            time.sleep(chance.uniform(0, 1))
            program.start()

        return kill

    def deaf() -> None:
        world.line.deaf = True
        time.sleep(chance.uniform(0.5, 3))
        world.line.deaf = False

    def full(disk: Disk) -> Callable[[], None]:
        def fill() -> None:
            disk.fill()
            time.sleep(chance.uniform(0.5, 3))
            disk.free()

        return fill

    return {
        "chair_killed": killed(world.chair),
        "ingest_killed": killed(world.ingest),
        "broker_killed": killed(world.broker),
        "line_deaf": deaf,
        "line_cut_off": world.line.cut_off,
        "chair_disk_full": full(world.chair_disk),
        "desk_disk_full": full(world.desk_disk),
    }


def _wait(world: World, span_s: float) -> None:
    """Wait, or until the chair is done; start what ended although nobody killed it, as a service manager would."""
    until_s = time.monotonic() + span_s
    while time.monotonic() < until_s and world.chair.ended() is None:
        time.sleep(0.05)
    if world.ingest.ended() is not None:
        world.ingest.start()


def _judge(world: World, messages: int) -> dict[str, float]:
    """Compare store and spool with what was counted. Raises `BrokenError` at the first difference."""
    query = "SELECT '{0}', seq, at_ms, epoch, boot, body FROM {0}s"
    with closing(sqlite3.connect(world.database)) as store:
        rows = [row for kind in ("event", "minute") for row in store.execute(query.format(kind))]
        marks = store.execute("SELECT epoch, seq FROM watermarks").fetchall()
        refusals = store.execute("SELECT kind, count, last_why FROM refusals").fetchall()
        zeros_ms = dict(store.execute("SELECT boot, zero_ms FROM boots").fetchall())
        waiting = store.execute("SELECT count(*) FROM waiting").fetchone()[0]
    rows.sort(key=lambda row: row[1])
    counted = [json.loads(row[5])["uptime_s"] for row in rows]
    if counted != [float(n) for n in range(1, messages + 1)]:
        missing = sorted(set(range(1, messages + 1)) - {int(n) for n in counted})
        raise BrokenError(f"{len(counted)} of {messages} are stored; missing {missing[:5]}, or out of order")
    unset = [row for row in rows if not json.loads(row[5])["clock_synced"]]
    for _, _, at_ms, _, boot, body in unset:
        if boot in zeros_ms and at_ms != zeros_ms[boot] + json.loads(body)["uptime_s"] * 1000:
            raise BrokenError(f"a message of a clock that was not set stands at {at_ms}")
    if (len(marks), len({row[3] for row in rows}), waiting) != (1, 1, 0) or refusals:
        raise BrokenError(f"one spool file was expected and nothing refused: {marks} {waiting} {refusals}")
    with closing(sqlite3.connect(world.chair_disk.folder / "spool.db")) as spool:
        left = spool.execute("SELECT count(*) FROM row").fetchone()[0]
        dropped = spool.execute("SELECT value FROM note WHERE name = 'dropped'").fetchall()
    if left or dropped:
        raise BrokenError(f"the spool holds {left} messages and has dropped {dropped}")
    placed = sum(row[2] >= NOON_MS - 86_400_000 for row in unset)
    return {
        "messages": len(rows),
        "events": sum(row[0] == "event" for row in rows),
        "sent_by_an_unset_clock": len(unset),
        "of_these_placed": placed,
    }


def _stored(world: World) -> int:
    with closing(sqlite3.connect(world.database)) as store:
        return int(store.execute("SELECT coalesce(max(seq), 0) FROM watermarks").fetchone()[0])


def _last_words(world: World) -> str:
    folder = world.chair_disk.folder.parent
    return " | ".join(f"{name}: {(folder / name).read_text('utf-8')[-400:]!r}" for name in ("chair.log", "ingest.log"))
