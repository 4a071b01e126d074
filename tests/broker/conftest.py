"""A mosquitto of the test's own, on a free port, that can be stopped, started again and held up."""

import signal
import socket
import subprocess
import time

import pytest

from contract.mqtt import BrokerSettings
from mock_hw.broker import broker_command, find_mosquitto

STARTS_S = 60


class Mosquitto:
    """One broker; `start` again comes back on the same port and remembers nothing."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.settings = BrokerSettings(port=self.port)
        _, self._command = broker_command(folder, self.port)
        self._process = None

    def start(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + STARTS_S
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise TimeoutError("mosquitto did not start")

    def stop(self):
        if self._process:
            self._process.kill()
            self._process.wait()

    def hold_up(self):
        """Let it take connections and bytes and do nothing with them."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._process.send_signal(signal.SIGCONT)


@pytest.fixture
def mosquitto(tmp_path):
    if find_mosquitto() is None:
        pytest.skip("needs mosquitto")
    broker = Mosquitto(tmp_path)
    broker.start()
    yield broker
    broker.stop()
