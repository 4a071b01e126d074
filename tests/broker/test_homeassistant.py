"""A simulated chair and what Home Assistant would hear and say, through a real mosquitto."""

import json
import subprocess
import sys
import time

import pytest

from contract.mqtt import Callbacks, Connection, Session
from edge.calibration_file import write_calibration
from mock_hw.simulated import SimulatedCells
from tests.golden.ha_jinja import command, shown

LIMIT_S = 60
CONFIG = "homeassistant/device/chair/config"
STATUS = "homeassistant/status"


class Assistant:
    """Hears what Home Assistant hears; it is here again with each `listen`."""

    def __init__(self, broker):
        self.heard = []
        topics = (("homeassistant/#", 1), ("chairs/v1/chair/#", 1))
        callbacks = Callbacks(lambda: None, lambda _why: None, self.heard.append)
        self.connection = Connection(broker, Session("test-assistant"), callbacks, subscriptions=topics)
        self.connection.start()

    def until(self, topic, true=lambda _payload: True):
        """Wait for a message of which something is true; return its payload. What came before it is forgotten."""
        end_s = time.monotonic() + LIMIT_S
        while time.monotonic() < end_s:
            for at, message in enumerate(self.heard):
                if message.topic == topic and true(message.payload):
                    del self.heard[: at + 1]
                    return message.payload
            time.sleep(0.02)
        raise TimeoutError(f"{topic} never said that")

    def entity(self, key, says):
        """Wait until an entity shows something, from the states that come or that the broker keeps."""
        component = self.components[key]
        self.until(component["state_topic"], lambda payload: shown(component, json.loads(payload)) == says)

    def press(self, key, value="PRESS"):
        component = self.components[key]
        self.connection.publish(component["command_topic"], command(component, value), qos=component["qos"])

    def discovered(self):
        self.components = json.loads(self.until(CONFIG, bool))["components"]
        return self.components


@pytest.fixture
def start(mosquitto, tmp_path):
    running = []
    write_calibration(tmp_path / "data/calibration.json", SimulatedCells().calibration())

    def start(*, enabled=True):
        for process in running:
            process.terminate()
            process.wait(10)
        (tmp_path / "edge.toml").write_text(
            f'[mqtt]\nport = {mosquitto.port}\n[chair]\ndata_dir = "data"\nruntime_dir = "run"\n'
            f"[homeassistant]\nenabled = {json.dumps(enabled)}\n"
        )
        line = [sys.executable, "-m", "mock_hw", "chair", "--config", "edge.toml", "--scenario", "quiet"]
        with (tmp_path / "log").open("w") as log:
            running[:] = [subprocess.Popen(line, cwd=tmp_path, stderr=log, stdout=log)]

    yield start
    for process in running:
        process.terminate()
        process.wait(10)


def test_home_assistant_sees_a_chair_tells_it_things_and_loses_it_when_it_is_turned_off(mosquitto, start):
    assistant = Assistant(mosquitto.settings)
    start()
    assistant.discovered()
    assistant.entity("occupancy", "OFF")
    assistant.press("do_not_disturb", "ON")
    assistant.entity("do_not_disturb", "ON")
    assistant.press("nudge", 12.5)
    assistant.entity("nudge", "12.5")
    assistant.press("nudge", 900)
    refused = json.loads(assistant.until("chairs/v1/chair/result/limits", lambda body: b"false" in body))
    assert "alert_s" in refused["why"]

    assistant.heard.clear()
    assistant.connection.publish(STATUS, b"online", qos=1)
    assistant.discovered()  # told again because it was born: a broker repeats what it keeps only to a new subscription

    start(enabled=False)
    assert assistant.until(CONFIG, lambda payload: not payload) == b""
    assistant.connection.stop()
    later = Assistant(mosquitto.settings)
    later.until("chairs/v1/chair/availability", lambda payload: payload == b"online")
    assert not [message for message in later.heard if message.topic == CONFIG]
    later.connection.stop()


def test_a_broker_that_forgot_everything_is_told_again(mosquitto, start):
    start()
    first = Assistant(mosquitto.settings)
    first.discovered()
    first.connection.stop()
    mosquitto.stop()
    mosquitto.start()
    second = Assistant(mosquitto.settings)
    second.until("chairs/v1/chair/availability", lambda payload: payload == b"online")
    assert second.discovered()
    second.connection.stop()
