"""A simulated chair is told things through a real mosquitto."""

import json
import subprocess
import sys
import time

import pytest

from contract.codec import decode
from contract.commands import CommandResult
from contract.mqtt import Callbacks, Connection, Session
from contract.state import ChairSettings, ChairState, WeekHours
from edge.calibration_file import write_calibration
from mock_hw.simulated import SimulatedCells

LIMIT_S = 60


class Desk:
    """Tells a chair things and hears what comes of them."""

    def __init__(self, broker):
        self.heard, self.sent = [], 0
        callbacks = Callbacks(lambda: None, lambda _why: None, self.heard.append)
        topics = (("chairs/v1/chair/#", 1),)
        self.connection = Connection(broker, Session("test-desk"), callbacks, subscriptions=topics)
        self.connection.start()

    def until(self, kind, level, true):
        """Wait for a message on a topic of which something is true; return it."""
        end_s = time.monotonic() + LIMIT_S
        while time.monotonic() < end_s:
            for message in list(self.heard):
                if message.topic == f"chairs/v1/chair/{level}" and true(decode(message.payload, kind)):
                    return decode(message.payload, kind)
            time.sleep(0.02)
        raise TimeoutError(f"{level} was never so")

    def tell(self, name, *, ago_s=0.0, retain=False, **fields):
        """Send a command; return its result."""
        self.sent += 1
        id_ = f"command-{self.sent}"
        body = {"name": name, "id": id_, "sent_ms": round((time.time() - ago_s) * 1000), **fields}
        topic = f"chairs/v1/chair/cmd/{name}"
        assert self.connection.publish(topic, json.dumps(body).encode(), qos=1, retain=retain) is not None
        return self.until(CommandResult, f"result/{name}", lambda result: result.id == id_)


@pytest.fixture
def folder(mosquitto, tmp_path):
    mqtt = f'[mqtt]\nport = {mosquitto.port}\n[chair]\ndata_dir = "data"\nruntime_dir = "run"\n'
    (tmp_path / "edge.toml").write_text(mqtt)
    write_calibration(tmp_path / "data/calibration.json", SimulatedCells().calibration())
    return tmp_path


@pytest.fixture
def start(folder):
    started = []

    def start():
        command = [sys.executable, "-m", "mock_hw", "chair", "--config", "edge.toml", "--scenario", "quiet"]
        with (folder / "log").open("w") as log:
            started.append(subprocess.Popen(command, cwd=folder, stderr=log, stdout=log))
        return started[-1]

    yield start
    for process in started:
        process.terminate()
        process.wait(10)


def test_a_chair_obeys_its_desk_and_remembers_over_a_restart(mosquitto, start, folder):
    desk = Desk(mosquitto.settings)
    chair = start()
    desk.until(ChairState, "state", lambda state: state.presence == "vacant")
    assert desk.tell("pause", pause_s=600).accepted
    desk.until(ChairState, "state", lambda state: state.quiet_because == "pause")
    assert desk.tell("limits", nudge_s=1200).accepted
    desk.until(ChairSettings, "config", lambda config: config.nudge_s == 1200)
    week = dict.fromkeys(WeekHours.__struct_fields__, "00:00-24:00")
    halves = "00:00-12:00, 12:00-24:00"  # all day too: on no day of the week may this test be outside of hours
    assert desk.tell("limits", hours={**week, "sunday": halves}).accepted
    desk.until(ChairSettings, "config", lambda config: config.hours is not None and config.hours.sunday == halves)
    assert desk.tell("identify").accepted
    assert "over 30 s" in desk.tell("snooze", snooze_s=60, ago_s=40).why
    assert "guided" in desk.tell("baseline").why or "nobody" in desk.tell("baseline").why.lower()
    assert desk.tell("tare").accepted
    assert "it knows" in desk.tell("explode").why
    status = json.loads((folder / "run/status.json").read_text())
    assert status["broker"]["connected"]
    assert "without retain" in desk.tell("snooze", snooze_s=60, retain=True).why  # new now, and kept for later
    chair.terminate()
    assert chair.wait(10) == 0
    assert not (folder / "run/status.json").exists()
    desk.heard.clear()
    start()
    desk.until(ChairState, "state", lambda state: state.quiet_because == "pause" and state.presence == "vacant")
    desk.until(ChairSettings, "config", lambda config: config.nudge_s == 1200)
    refused = desk.until(CommandResult, "result/snooze", lambda result: not result.accepted)
    assert "without retain" in refused.why
    desk.connection.stop()
