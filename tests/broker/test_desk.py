"""The desk as a process: it starts without a broker, and ends when told to, whatever browsers hold open."""

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

STARTS_S = 60


@pytest.fixture
def config(tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        path = tmp_path / "desk.toml"
        port = nobody.getsockname()[1]
        store = f'[store]\nurl = "sqlite:///{tmp_path}/desk.db"'
        path.write_text(f"[mqtt]\nport = {port}\n{store}\n[web]\nport = 0\nopen_on_loopback = true\n")
    return path


@pytest.fixture
def desk(config):
    command = [sys.executable, "-m", "dashboard", "run", "--config", str(config)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    said = process.stdout.readline()
    process.address = re.search(r"http://127\.0\.0\.1:\d+/", said)[0]
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_by_itself_although_streams_are_open(desk, told):
    streams = [urllib.request.urlopen(desk.address + "live", timeout=5) for _ in range(3)]  # noqa: S310  # our own
    assert json.loads(streams[0].readline().removeprefix(b"data: ")) == {"chairs": [], "broker": False}
    desk.send_signal(told)
    assert desk.wait(STARTS_S) == 0
    for stream in streams:
        stream.close()


def test_a_port_that_is_taken_ends_with_3_and_names_the_remedy(desk, config):
    port = desk.address.split(":")[2].strip("/")
    command = [sys.executable, "-m", "dashboard", "web", "--config", str(config), "--port", port]
    second = subprocess.run(command, capture_output=True, text=True, timeout=STARTS_S, check=False)
    assert second.returncode == 3
    assert f"port {port} on 127.0.0.1 cannot be used" in second.stderr
    assert "--port" in second.stderr
