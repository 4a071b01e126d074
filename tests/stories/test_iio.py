"""The kernel's driver as a tree of named pipes: who reads one waits until a number comes, as with sysfs."""

import os
import threading
import time

import pytest

from contract.seat import Corners
from edge.errors import CellError
from edge.hardware.iio import IioCells

NAMES = Corners("front-left", "front-right", "rear-left", "rear-right")


@pytest.fixture
def pipes(tmp_path):
    """Three corners that say a number each 0.1 s, and rear right, which hangs."""
    stop = threading.Event()

    def feed(path, base):
        number = 0
        while not stop.is_set():
            begin_s = time.monotonic()
            with path.open("w") as pipe:  # waits for a reader
                pipe.write(f"{0x800000 + base + number % 7}\n")
            number += 1
            stop.wait(0.1 - (time.monotonic() - begin_s) % 0.1)

    feeders = []
    for number, name in enumerate(NAMES):
        folder = tmp_path / f"iio:device{number}"
        (folder / "of_node").mkdir(parents=True)
        (folder / "name").write_text("hx711\n")
        (folder / "of_node" / "name").write_text(name)
        os.mkfifo(folder / "in_voltage0_raw")
        if number < 3:
            feeders.append(threading.Thread(target=feed, args=(folder / "in_voltage0_raw", 1000 * number), daemon=True))
            feeders[-1].start()
    yield tmp_path
    stop.set()


def test_three_cells_are_read_while_the_fourth_hangs(pipes, monkeypatch):
    monkeypatch.setattr("edge.hardware.iio._attribute", lambda _corner, name, found: found[name] / "in_voltage0_raw")
    cells, clock = IioCells(NAMES, devices=str(pipes))()
    seen = {name: [] for name in NAMES}
    end_s = clock.uptime_s() + 2.5
    while clock.uptime_s() < end_s:
        clock.sleep_until(min(cell.due_s for cell in cells))
        for name, cell in zip(NAMES, cells, strict=True):
            try:
                counts = cell.poll()
            except CellError:
                continue  # a busy computer is late
            if counts is not None:
                seen[name].append(counts)
    for number, name in enumerate(list(NAMES)[:3]):
        assert len(seen[name]) > 3
        assert all(1000 * number <= counts < 1000 * number + 7 for counts in seen[name])
    assert seen["rear-right"] == []
