"""A real mosquitto with the configuration that `sitwell-dashboard broker-config` makes: users, rules, TLS.

Whichever mosquitto the machine has is given the configuration for its version. `SITWELL_TEST_MOSQUITTO` names another
one, and `SITWELL_TEST_PLUGINS` the folder of its plugins.
"""

import datetime as dt
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

from contract.mqtt import BrokerSettings
from dashboard.broker.folder import BrokerFolder, Site
from mock_hw.broker import find_mosquitto

STARTS_S = 60
NOW = dt.datetime.now(dt.UTC)


def mosquitto():
    return os.environ.get("SITWELL_TEST_MOSQUITTO") or find_mosquitto()


def version_of(program):
    said = subprocess.run([program, "-h"], capture_output=True, text=True, check=False).stdout
    return re.search(r"version (\d+\.\d+)", said)[1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def a_site(folder, **more):
    data = folder / "data"
    data.mkdir(exist_ok=True)
    plugins = os.environ.get("SITWELL_TEST_PLUGINS", "/usr/lib/x86_64-linux-gnu/mosquitto")
    version = "2.0" if version_of(mosquitto()) == "2.0" else "2.1"
    return Site(hosts=("localhost",), port=free_port(), mosquitto=version, data=str(data), plugins=plugins, **more)


class SecuredBroker:
    """One broker; `user` gives the settings with which somebody connects."""

    def __init__(self, path, site=None):
        self.folder = BrokerFolder(path / "broker")
        self.site = site or a_site(path)
        self.folder.make(self.site, NOW)
        self.log = path / "mosquitto.log"
        self.passwords = {}
        self._process = None

    @property
    def files(self):
        return self.folder.path / "mosquitto"

    def admit(self, *chairs):
        for chair in chairs:
            self.passwords[chair] = self.folder.add(chair, None, again=chair in self.passwords).password

    def start(self):
        config = self.files / "mosquitto.conf"
        if os.geteuid() == 0:  # root may not become another user here: that one could not read these files
            config.write_text(config.read_text() + "user root\n")
        with self.log.open("ab") as log:
            self._process = subprocess.Popen([mosquitto(), "-c", str(config)], stdout=log, stderr=log)
        until = time.monotonic() + STARTS_S
        while time.monotonic() < until and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.site.port)) == 0:
                    return self
            time.sleep(0.02)
        raise TimeoutError(self.log.read_text("utf-8", "replace"))

    def reload(self):
        self._process.send_signal(signal.SIGHUP)
        time.sleep(0.2)

    def stop(self):
        if self._process:
            self._process.kill()
            self._process.wait()

    def user(self, name):
        password = self.passwords.get(name)
        if password is None:
            password = (self.folder.path / "users" / f"{name}.password").read_text().strip()
        ca = str(Path(self.folder.path) / "ca.crt")
        return BrokerSettings(host="localhost", port=self.site.port, user=name, password=password, ca_file=ca)
