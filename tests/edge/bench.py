"""A chair for tests: the real loop body and spool, a publisher that only writes down, a lamp that is a list."""

import json

import msgspec

from contract.broker import BrokerState
from contract.codec import decode
from contract.commands import CommandResult
from contract.delivery import Durable
from edge.app import NO_COUNTS
from edge.boot import Host
from edge.chair import Chair, Fittings
from edge.config import EdgeSettings
from edge.core.calibration import nominal
from edge.core.frame import CountsFrame
from edge.delivery.commands import CommandQueue
from edge.delivery.spool import Spool
from edge.keeping import Keeping
from mock_hw.indicator import SimulatedIndicator
from tests.edge.core.stories import AT_MS, EMPTY, UPTIME_S

COUNTS_PER_KG = nominal().cells.front_left.counts_per_kg


class Notebook:
    """A publisher that sends nothing."""

    broker = BrokerState("online")

    def __init__(self):
        self.frames, self.states, self.configs, self.results, self.pumped_s = [], [], [], [], 0.0

    def frame(self, frame):
        self.frames.append(frame)

    def state(self, state):
        self.states.append(state)

    def config(self, config):
        self.configs.append(config)

    def result(self, name, body):
        self.results.append((name, decode(body, CommandResult)))

    def pump(self, uptime_s):
        self.pumped_s = uptime_s


class Bench:
    """A chair, its spool and its notebook; `sits` lets time pass at 10 Hz."""

    def __init__(self, folder, settings=None, calibration=None):
        settings = settings or EdgeSettings()
        chair = msgspec.structs.replace(settings.chair, data_dir=str(folder), runtime_dir=str(folder / "run"))
        self.settings = msgspec.structs.replace(settings, chair=chair)
        self.folder, self.calibration = folder, calibration or nominal()
        self.boot, self.synced, self.count, self.at_ms = "aaaaaaaa", True, 0, AT_MS
        self.start()

    def start(self):
        self.spool, self.notes = Spool(self.folder / "spool.db"), Notebook()
        self.lamp, self.commands = SimulatedIndicator(), CommandQueue()
        self.keeping = Keeping(self.spool, self.settings.runtime_path("state.json"))
        fittings = Fittings(self.keeping, self.notes, self.lamp, self.commands, lambda: Host(self.boot, self.synced))
        self.chair = Chair(self.settings, self.calibration, fittings)

    @property
    def now_ms(self):
        return self.at_ms + self.count * 100

    def told(self, name, *, id_=None, sent_ms=None, retained=False, **fields):
        """Send a command; return the result, None when there is none yet."""
        self.sent = getattr(self, "sent", 0) + 1
        sent_ms = self.now_ms if sent_ms is None else sent_ms
        body = {"name": name, "id": id_ or f"command-{self.sent}", "sent_ms": sent_ms, **fields}
        self.commands.put(name, json.dumps(body).encode(), retained)
        before = len(self.notes.results)
        self.passes(0.1, self.load)
        return self.notes.results[before][1] if len(self.notes.results) > before else None

    def stop(self, *, save=True):
        if save:
            self.chair.save()
        self.spool.__exit__(None, None, None)

    load = EMPTY

    def passes(self, span_s, load):
        self.load = load
        counts = NO_COUNTS if load is None else load.map(lambda kg: round(kg * COUNTS_PER_KG))
        for _ in range(round(span_s * 10)):
            self.chair.take(CountsFrame(self.now_ms, UPTIME_S + self.count / 10, counts))
            self.count += 1

    def kept(self, kind=object):
        bodies = [msgspec.json.decode(row.body, type=Durable) for row in self.spool.after(0, 1000)]
        return [body for body in bodies if isinstance(body, kind)]
