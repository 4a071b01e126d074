"""The whole loop: what it opens, feeds and closes, with a publisher that only writes down."""

import pytest

from contract.state import ChairMeta
from edge import app
from edge.app import NO_COUNTS, Surroundings, run_chair
from edge.boot import Host
from edge.config import ChairTable, EdgeSettings
from edge.core.frame import CountsFrame
from edge.ports import NoIndicator
from tests.edge.bench import Notebook
from tests.edge.core.stories import AT_MS

META = ChairMeta(chair="chair", name="chair", model="simulated", software="sitwell", zone="Etc/UTC", simulated=True)


class World:
    """Cells that give a frame each tenth of a second until `silent_s`, then nothing; the end comes at `end_s`."""

    counters = None

    def __init__(self, silent_s, end_s):
        self.now_s, self.silent_s, self.end_s = 0.0, silent_s, end_s

    def receive(self, timeout_s):
        if self.now_s >= self.silent_s:
            self.now_s += timeout_s
            return None
        self.now_s += 0.1
        return CountsFrame(self.now_ms(), self.now_s, NO_COUNTS)

    def now_ms(self):
        return AT_MS + round(self.now_s * 1000)

    def uptime_s(self):
        return self.now_s

    def stop(self):
        return self.now_s >= self.end_s


class Publisher(Notebook):
    def __init__(self, did):
        super().__init__()
        self.did = did

    def start(self):
        self.did.append("publisher started")

    def stop(self):
        self.did.append("publisher stopped")


class Lamp(NoIndicator):
    def __init__(self, did):
        self.did = did

    def close(self):
        self.did.append("lamp closed")


@pytest.fixture
def ran(tmp_path, monkeypatch):
    """Run a chair in a world and return what it did, in order."""

    def run(world):
        did = []
        monkeypatch.setattr(app, "MqttPublisher", lambda *_given, **_named: Publisher(did))
        monkeypatch.setattr(app.Notify, "_tell", lambda _self, what: did.append(what.partition("=")[0]))
        settings = EdgeSettings(chair=ChairTable(data_dir=str(tmp_path), runtime_dir=str(tmp_path / "run")))
        around = Surroundings(world, lambda: Host("aaaaaaaa", True), world.stop, Lamp(did))
        run_chair(settings, META, world, around)
        return did

    return run


def test_the_watchdog_is_fed_while_readings_come(ran):
    assert ran(World(silent_s=99, end_s=10)).count("WATCHDOG") == 10


def test_the_watchdog_starves_once_no_reading_comes_though_the_loop_goes_on(ran):
    world = World(silent_s=5, end_s=100)
    did = ran(world)
    assert did.count("WATCHDOG") == 5
    assert did.count("STATUS") >= 9  # the loop itself is alive, and says so


def test_a_chair_that_is_told_to_stop_says_goodbye_and_leaves_nothing_that_looks_alive(ran, tmp_path):
    did = ran(World(silent_s=99, end_s=3))
    assert [each for each in did if each not in {"WATCHDOG", "STATUS"}] == [
        "publisher started",
        "READY",
        "STOPPING",
        "publisher stopped",
        "lamp closed",
    ]
    assert [each.name for each in (tmp_path / "run").iterdir()] == ["state.json"]
