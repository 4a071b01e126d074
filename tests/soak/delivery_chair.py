"""A chair sped up, as a process: the real spool and publisher, and in place of cells and detectors a counter.

    python -m tests.soak.delivery_chair FOLDER PORT TOTAL PER_S SEED [TICK_S]

Message n says n in `uptime_s`. The counter is the detectors' state: it commits with the messages that it counted, so
after a kill it goes on where the spool says. The wall clock begins unset on some starts, and steps while it runs.
"""

import logging
import random
import sys
import time
from pathlib import Path
from typing import NamedTuple

from contract.events import BoutStarted
from contract.minute import MinuteRecord
from contract.mqtt import BrokerSettings
from contract.seat import Corners
from contract.state import ChairMeta, ChairState
from edge.config import EdgeSettings
from edge.delivery import publisher
from edge.delivery.spool import Spool, SpoolError

NOON_MS = 1_767_268_800_000
TICK_S = 0.02
UNSET_MESSAGES = 60
EVENT_EVERY = 5
SILENT_S = 3.0
"""A chair waits for 30 s; here a dead connection shall not take that long each time."""

META = ChairMeta(chair="chair", name="Sped up", model="counter", software="soak", zone="Etc/UTC")

STATE = ChairState(
    at_ms=NOON_MS, boot="0" * 8, clock_synced=True, presence="vacant", cells=Corners("ok", "ok", "ok", "ok")
)


class Clock:
    """The wall clock of one boot: `stamp` says when message n happened."""

    def __init__(self, chance: random.Random, first: int) -> None:
        self._chance = chance
        self._boot = f"{chance.getrandbits(32):08x}"
        self._set_from = first + chance.choice((0, UNSET_MESSAGES))
        self._step_ms = 0

    def stamp(self, n: int) -> dict[str, object]:
        is_set = n >= self._set_from
        if is_set and self._chance.random() < 0.001:
            self._step_ms += self._chance.randint(-3_600_000, 3_600_000)
        at_ms = NOON_MS + n * 1000 + self._step_ms if is_set else n * 1000
        return {"at_ms": at_ms, "uptime_s": float(n), "boot": self._boot, "clock_synced": is_set}


def message(stamp: dict[str, object], n: int) -> BoutStarted | MinuteRecord:
    if n % EVENT_EVERY == 0:
        return BoutStarted(**stamp, known_ms=stamp["at_ms"])
    return MinuteRecord(**stamp, measured_s=60.0, unmeasured_s=0.0, occupied_s=60.0, vacant_s=0.0, object_s=0.0)


class Asked(NamedTuple):
    folder: str
    port: str
    total: str
    per_s: str
    seed: str
    tick_s: str = str(TICK_S)


def main(asked: Asked) -> None:
    folder, total, per_s, tick_s = Path(asked.folder), int(asked.total), float(asked.per_s), float(asked.tick_s)
    publisher.SILENT_BROKER_S = SILENT_S
    with Spool(folder / "spool.db") as spool:
        made = int(spool.state() or 0)
        chance = random.Random(f"{asked.seed} from {made}")
        clock = Clock(chance, made + 1)
        line = publisher.MqttPublisher(BrokerSettings(port=int(asked.port)), META, EdgeSettings().in_force(), spool)
        line.start()
        unkept = []
        while made < total or unkept or spool.fill().messages:
            time.sleep(tick_s)
            for _ in range(min(total - made, round(chance.uniform(0, 2 * per_s * tick_s)))):
                made += 1
                unkept.append(message(clock.stamp(made), made))
            if unkept:
                try:
                    spool.append(unkept, b"%d" % made)
                    unkept.clear()
                except SpoolError:
                    pass  # a full disk: kept in memory and tried again, as the chair's loop does
            if made % 50 == 0:
                line.state(STATE)
            line.pump(time.monotonic())
        line.stop()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    main(Asked(*sys.argv[1:]))
