"""The demo's programs: two demos beside each other, and what a killed demo leaves behind."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import paho.mqtt.client as paho
import pytest

from mock_hw.broker import RUMQTTD, find_mosquitto
from mock_hw.processes import Programs, answers

PATIENCE_S = 60


@pytest.fixture
def demo(tmp_path):
    """Start demos; each is killed at the end if it still runs."""
    started = []

    def demo(*options):
        folder = tmp_path / str(len(started))
        command = [sys.executable, "-m", "mock_hw", "demo", "--no-browser", "--scenario", "quiet", "--data", folder]
        started.append(
            subprocess.Popen(
                [*command, *options], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
            )
        )
        return started[-1]

    yield demo
    for process in started:
        process.terminate()
        process.wait(PATIENCE_S)
        process.stdout.close()


def ports(process):
    """Return the ports of broker and page, once the demo says that the page is there."""
    found = []
    for line in process.stdout:
        found += re.findall(r"127\.0\.0\.1:(\d+)", line)
        if "Sitwell is at" in line:
            break
    return [int(port) for port in found]


def test_two_demos_that_want_the_same_port_get_two():
    with Programs(None) as one, Programs(None) as two:
        port = one.free_port(0)
        assert two.free_port(port) not in (port, 0)
    with Programs(None) as three:
        assert three.free_port(port) == port, "the claim ends with the demo"


def test_a_port_where_somebody_listens_is_not_taken():
    with socket.create_server(("127.0.0.1", 0)) as listener, Programs(None) as programs:
        assert programs.free_port(listener.getsockname()[1]) != listener.getsockname()[1]


def test_two_demos_started_at_once_both_run(demo):
    one, two = demo("--duration", "1"), demo("--duration", "1")
    first, second = ports(one), ports(two)
    assert len({*first, *second}) == 4
    assert [one.wait(PATIENCE_S), two.wait(PATIENCE_S)] == [0, 0]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_a_killed_demo_leaves_no_port_behind(demo):
    running = demo()
    taken = ports(running)
    assert [answers(port) for port in taken] == [True, True]
    running.send_signal(signal.SIGKILL)
    running.wait()
    until = time.monotonic() + PATIENCE_S
    while any(answers(port) for port in taken):
        assert time.monotonic() < until, f"still listening: {taken}, with {find_mosquitto()}"
        time.sleep(0.05)


@pytest.mark.parametrize("kept", [False, True])
def test_the_demo_has_a_history_unless_its_folder_has_one(demo, tmp_path, kept):
    database = tmp_path / "0" / "sitwell.db"
    if kept:
        database.parent.mkdir()
        database.touch()
    ports(demo("--history-weeks", "1"))
    with closing(sqlite3.connect(database)) as store:
        minutes = store.execute("SELECT count(*) FROM minutes").fetchone()[0]
        simulated = store.execute("SELECT simulated FROM chairs WHERE name = 'Demo chair'").fetchall()
    if kept:
        assert minutes == 0
    else:
        assert (minutes > 60, simulated) == (True, [(1,)])


def test_the_broker_from_pip_writes_nothing_for_each_message(tmp_path):
    with Programs(tmp_path) as programs:
        port = programs.free_port(0)
        config = tmp_path / "rumqttd.toml"
        config.write_text(RUMQTTD.format(port=port))
        programs.start("broker", [sys.executable, "-m", "mock_hw.broker", str(config)])
        programs.wait_until(lambda: answers(port), "the broker")
        client = paho.Client(paho.CallbackAPIVersion.VERSION2, protocol=paho.MQTTv5)
        client.connect("127.0.0.1", port)
        client.loop_start()
        for _ in range(10):
            client.publish("chairs/v1/a/frame", b"x", qos=1).wait_for_publish(PATIENCE_S)
        client.disconnect()
        client.loop_stop()
        assert (tmp_path / "broker.log").read_text() == ""


def test_the_broker_from_pip_says_that_its_port_is_taken(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = tmp_path / "rumqttd.toml"
        config.write_text(RUMQTTD.format(port=listener.getsockname()[1]))
        ended = subprocess.run(
            [sys.executable, "-m", "mock_hw.broker", config],
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
    assert (ended.returncode, "Address already in use" in ended.stderr) == (1, True)
