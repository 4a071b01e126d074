"""Browsers that come, go, stall and vanish, beside many that stay: the server keeps its memory and forgets who is gone.

    200 stay and read    each second some come, read a little and go, politely or not    some never read

A stream whose browser takes nothing any more must end by itself: neither memory nor a listener stays behind.
"""

import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.running import rss_mb
from tests.bench.web_desk import CHAIR, Desk, desk
from tests.bench.web_streams import REQUEST, WARM_S
from tests.soak import BrokenError

STEADY = 200
STALLED = 40
COME_PER_S = 20
SAMPLE_S = 1.0
FORGET_S = 90.0
"""By then the server must have let go of all who are gone."""

MOST_GROWTH_MB = 6.0
WHOLE_S, LEAST_S = 600.0, 60.0

TINY_BUFFER = 1024
GO_WITHOUT_A_WORD = struct.pack("ii", 1, 0)
"""SO_LINGER of nothing: closing resets the connection."""


def run(seconds: float) -> dict[str, float]:
    """Let browsers come and go for `seconds`. Raises `BrokenError`."""
    seconds = max(seconds, LEAST_S)
    with tempfile.TemporaryDirectory() as folder, desk(Path(folder), history_weeks=1) as running:
        before = _handles(running.pid)
        steady = _read(running, seconds + FORGET_S)
        time.sleep(WARM_S)
        stalled = [_ask(running.port, TINY_BUFFER) for _ in range(STALLED)]
        rss = _bustle(running, seconds)
        forgotten_s = _wait_until_forgotten(running.pid, before + STEADY)
        for each in stalled:
            each.close()
        if steady.poll() is not None:
            raise BrokenError("streams that were read to the end were cut")
        steady.terminate()
        steady.wait()
        _wait_until_forgotten(running.pid, before)
    third = len(rss) // 3
    growth_mb = median(rss[-third:]) - median(rss[third:-third])
    if growth_mb > MOST_GROWTH_MB:
        raise BrokenError(f"the server grew by {growth_mb:.1f} MB in the last third: {rss}")
    return {"came": seconds * COME_PER_S, "rss_mb": rss[-1], "growth_mb": growth_mb, "stalled_forgotten_s": forgotten_s}


def _bustle(running: Desk, seconds: float) -> list[float]:
    """Let browsers come and go; return the server's memory meanwhile."""
    rss: list[float] = []
    here: list[socket.socket] = []
    until_s = time.monotonic() + seconds
    while time.monotonic() < until_s:
        for at, each in enumerate(here):
            if at % 2:
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, GO_WITHOUT_A_WORD)
            each.close()
        here = [_ask(running.port) for _ in range(COME_PER_S)]
        time.sleep(SAMPLE_S)
        rss.append(rss_mb(running.pid))
    for each in here:
        each.close()
    return rss


def _ask(port: int, buffer: int | None = None) -> socket.socket:
    """Open a stream and read nothing of it."""
    browser = socket.socket()
    if buffer:
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    browser.settimeout(10)
    browser.connect(("127.0.0.1", port))
    browser.sendall(REQUEST.format(port=port, chair=CHAIR).encode())
    return browser


def _read(running: Desk, seconds: float) -> "subprocess.Popen[bytes]":
    words = [str(running.port), CHAIR, str(STEADY), str(seconds + 60)]
    return subprocess.Popen([sys.executable, "-m", "tests.bench.web_streams", *words], stdout=subprocess.DEVNULL)


def _wait_until_forgotten(pid: int, handles: int) -> float:
    """Return how long the server took until it holds no more than `handles` files open. Raises `BrokenError`."""
    begin_s = time.monotonic()
    while (held := _handles(pid)) > handles + 2:  # the store opens its file now and then
        if time.monotonic() - begin_s > FORGET_S:
            raise BrokenError(f"{held - handles} connections stay, of browsers that are gone")
        time.sleep(0.5)
    return time.monotonic() - begin_s


def _handles(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208 - names are not wanted
