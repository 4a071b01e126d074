"""The desk's API, a real mosquitto and simulated chairs: what is told is obeyed, refused with why, or given up."""

import json
import re
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from contract.codec import encode
from contract.mqtt import Callbacks, Connection, Session
from contract.topics import Topics
from dashboard.__main__ import cli
from dashboard.web.broker import connect
from dashboard.web.commander import Commander
from edge.calibration_file import write_calibration
from mock_hw.simulated import SimulatedCells
from tests.dashboard.messages import meta
from tests.dashboard.test_server import Site

PATIENCE_S = 60
NO_ANSWER_S = 0.5


def until(true, what):
    end_s = time.monotonic() + PATIENCE_S
    while not true():
        if time.monotonic() > end_s:
            raise TimeoutError(f"never so: {what}")
        time.sleep(0.02)


class Desk(Site):
    """The whole application, with its own connection to the broker."""

    def __init__(self, folder, broker, patience_s):
        commander = Commander(Topics(), lambda: time.time_ns() // 1_000_000, lambda _name: patience_s)
        super().__init__(f"sqlite:///{folder}/none.db", commander)
        self.connection = connect(self.hub, commander, broker)
        until(lambda: self.hub.broker_online, "the desk hears the broker")

    def post(self, chair, name, **fields):
        body = json.dumps(fields).encode()
        target = f"/api/v1/chairs/{chair}/commands/{name}"
        return self.get(target, method="POST", body=body, **{"content-type": "application/json"})


@pytest.fixture
def desk(mosquitto, tmp_path):
    made = []

    def desk(patience_s=PATIENCE_S):
        made.append(Desk(tmp_path, mosquitto.settings, patience_s))
        return made[-1]

    yield desk
    for each in made:
        each.connection.stop()


@pytest.fixture
def chair(mosquitto, tmp_path):
    started = []

    def chair(id_, scenario):
        folder = tmp_path / id_
        folder.mkdir()
        (folder / "edge.toml").write_text(
            f'[chair]\nid = "{id_}"\ndata_dir = "data"\nruntime_dir = "run"\n[mqtt]\nport = {mosquitto.port}\n'
        )
        write_calibration(folder / "data/calibration.json", SimulatedCells().calibration())
        command = [sys.executable, "-m", "mock_hw", "chair", "--config", "edge.toml", "--scenario", scenario]
        with (folder / "log").open("w") as log:
            started.append(subprocess.Popen(command, cwd=folder, stderr=log, stdout=log))

    yield chair
    for process in started:
        process.terminate()
        process.wait(10)


def test_a_chair_obeys_the_desks_api_or_says_why_not(desk, chair, tmp_path):
    (tmp_path / "soon.toml").write_text(
        'title = "Sits"\nlasts = "1:00:00"\n[sitter]\nmass_kg = 72\n[[step]]\nat = "0:01"\ndoes = "sits"\n'
    )
    chair("window", str(tmp_path / "soon.toml"))
    site = desk()
    now = site.hub.chair
    until(lambda: (state := now("window").state) and state.presence == "occupied", "somebody sits")
    answer = site.post("window", "pause", pause_s=600)
    assert (answer.status, answer.json["accepted"]) == (200, True)
    until(lambda: now("window").state.quiet_because == "pause", "the chair's state says that it is paused")
    answer = site.post("window", "tare")
    assert (answer.status, answer.json["accepted"]) == (200, False)
    assert answer.json["why"].startswith("somebody sits on the seat; clear it")


@pytest.fixture
def page(mosquitto, tmp_path):
    """Return the port of the page, which runs as a process."""
    config = tmp_path / "desk.toml"
    store = f'[store]\nurl = "sqlite:///{tmp_path}/none.db"'
    config.write_text(f"[mqtt]\nport = {mosquitto.port}\n{store}\n[web]\nport = 0\nopen_on_loopback = true\n")
    command = [sys.executable, "-m", "dashboard", "web", "--config", str(config)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    yield re.search(r":(\d+)/", process.stdout.readline())[1]
    process.terminate()
    process.wait(10)
    process.stdout.close()


def test_a_chair_is_told_from_a_terminal(chair, page):
    chair("window", "quiet")

    def tell(*words):
        return CliRunner().invoke(cli, ["tell", "window", *words, "--port", page])

    until(lambda: tell("pause", "pause_s=60").exit_code == 0, "the page knows the chair, and the chair obeys")
    refused = tell("limits", "nudge_s=80000")
    assert (refused.exit_code, "alert_s must not be below nudge_s" in refused.stderr) == (1, True)
    wrong = tell("pause", "pause_s=-1")
    assert (wrong.exit_code, "pause_s" in wrong.stderr) == (2, True)


def test_a_chair_that_is_off_is_given_up_and_hears_nothing_of_it_later(mosquitto, desk):
    heard = []
    session = Session("window", expiry_s=60)
    topics = (("chairs/v1/window/cmd/+", 1),)
    callbacks = Callbacks(lambda: None, lambda _why: None, heard.append)

    def connected():
        window = Connection(mosquitto.settings, session, callbacks, subscriptions=topics)
        window.start()
        until(lambda: window.online, "the chair is there")
        return window

    window = connected()
    site = desk(NO_ANSWER_S)
    window.publish("chairs/v1/window/meta", encode(meta(chair="window")), qos=1, retain=True)
    until(lambda: site.hub.chair("window").meta, "the desk knows the chair")
    site.post("window", "identify")
    until(lambda: heard, "a chair that is on hears it")
    assert not heard[0].retained
    window.stop()
    answer = site.post("window", "identify")
    assert answer.status == 504
    assert "did not answer within 0.5 s" in answer.json["detail"]
    site.connection.publish("chairs/v1/window/cmd/identify", b"soon stale", qos=1, expires_s=1)
    site.connection.publish("chairs/v1/window/cmd/identify", b"fresh", qos=1, expires_s=60)
    time.sleep(2.5)  # the broker's own clock: what expires there cannot be told another time
    heard.clear()
    window = connected()
    until(lambda: [m for m in heard if m.payload == b"fresh"], "what has not expired comes")
    assert b"soon stale" not in [message.payload for message in heard]
    window.stop()


def test_without_a_broker_nothing_is_sent(mosquitto, desk):
    site = desk()
    site.hub.remember(meta())
    mosquitto.stop()
    until(lambda: not site.hub.broker_online, "the desk noticed")
    assert site.post("desk", "identify").status == 503
