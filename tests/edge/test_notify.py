"""What systemd is told, on a socket of our own."""

import socket

import pytest

from edge.notify import Notify


@pytest.fixture
def systemd(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.setblocking(False)
        yield line


def heard(line):
    words = []
    while True:
        try:
            words.append(line.recv(1000).decode())
        except BlockingIOError:
            return words


def test_systemd_hears_of_start_life_and_end(systemd):
    notify = Notify({"NOTIFY_SOCKET": systemd.getsockname()})
    notify.ready()
    notify.status("vacant")
    notify.stopping()
    assert heard(systemd) == ["READY=1", "STATUS=vacant", "STOPPING=1"]


def test_the_watchdog_is_fed_once_a_second_however_many_frames_come(systemd):
    notify = Notify({"NOTIFY_SOCKET": systemd.getsockname()})
    for frame in range(31):
        notify.alive(100 + frame / 10)
    assert heard(systemd) == ["WATCHDOG=1"] * 4


def test_without_systemd_nobody_is_told():
    Notify({}).ready()


def test_a_systemd_that_is_gone_is_said_once(systemd, caplog):
    notify = Notify({"NOTIFY_SOCKET": f"{systemd.getsockname()}-gone"})
    notify.ready()
    notify.stopping()
    assert caplog.text.count("systemd cannot be told") == 1
