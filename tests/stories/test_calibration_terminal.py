"""From swapped wires to a zero taken anew, in a terminal: somebody reads the screen and does what it says, no more."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from contract.seat import CORNER_NAMES, Corners
from edge.calibration_file import read_calibration
from edge.config import load_edge
from mock_hw.chair import simulated_cells
from mock_hw.clock import VirtualClock

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0
KG = 12.5
WHERE = {
    "front left": (-0.8, 0.85),
    "front right": (0.75, 0.8),
    "rear left": (-0.85, -0.75),
    "rear right": (0.8, -0.8),
    "in the middle": (0.05, -0.1),
}
SAID = re.compile(
    r"(?P<kg>Mass in kilograms[^:]*: )|(?P<empty>Is the seat empty[^:]*: )|(?P<write>Write it into [^:]*: )"
    r"|Put the mass (?:over the )?(?P<put>front left|front right|rear left|rear right|in the middle)"
    r"|Press (?P<press>front left|front right|rear left|rear right) down"
    r"|(?P<take>Take the mass away|Let go)"
)
STYLES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")


class Reader:
    """Somebody at the terminal, with a hand on the seat."""

    def __init__(self, folder):
        self.folder = folder
        self.orders = folder / "orders"
        self.orders.write_text("")
        (folder / "edge.toml").write_text('# mine\n[chair]\ndata_dir = "."\n')

    def runs(self, command):
        """Run a command to its end in a terminal, do what it says, and return its exit code and all that it showed."""
        master, slave = pty.openpty()
        started = subprocess.Popen(
            [sys.executable, "-m", "tests.stories.bench_chair", str(self.orders), command, "--config", "edge.toml"],
            cwd=self.folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "40", "PYTHONPATH": str(ROOT)},
        )
        os.close(slave)
        shown, seen, last, end_s = "", 0, "", time.monotonic() + PATIENCE_S
        try:
            while time.monotonic() < end_s:
                if not select.select([master], [], [], 0.05)[0]:
                    continue
                try:
                    shown += STYLES.sub("", os.read(master, 65536).decode(errors="replace"))
                except OSError:  # EIO: the other end is closed
                    break
                for match in SAID.finditer(shown, seen):
                    seen = match.end()
                    if match[0] != last:
                        last = match[0]
                        self._does(match, master)
            return started.wait(5), shown
        finally:
            started.kill()
            started.wait()
            os.close(master)

    def _does(self, match, master):
        place = match["put"] or match["press"]
        if place:
            x, y = WHERE[place]
            self._orders(f"put {KG if match['put'] else 5} {x} {y}")
        elif match["take"]:
            self._orders("take")
        else:
            os.write(master, b"12,5\n" if match["kg"] else b"yes\n")

    def _orders(self, line):
        with self.orders.open("a") as file:
            file.write(f"{line}\n")


@pytest.fixture
def reader(tmp_path):
    return Reader(tmp_path)


def test_somebody_who_follows_the_screen_ends_with_a_chair_that_measures_truly(reader):
    code, shown = reader.runs("corners")
    assert code == 0, shown[-2000:]
    assert "the cell configured as front right answered" in shown
    settings = load_edge(reader.folder / "edge.toml", {})
    assert (settings.cells.front_left_dout, settings.cells.front_right_dout) == (13, 5)
    assert (reader.folder / "edge.toml").read_text().startswith("# mine\n")

    code, shown = reader.runs("calibrate")
    assert code == 0, shown[-2000:]
    assert "✓ front left" in shown
    assert "rear left is wired the other way round" in shown
    stored = read_calibration(settings.calibration_path())
    truth = simulated_cells(lambda _t: Corners(0.0, 0.0, 0.0, 0.0), VirtualClock(0), 1).calibration
    for corner in CORNER_NAMES:
        found, true = getattr(stored.cells, corner), getattr(truth, corner)
        assert found.counts_per_kg == pytest.approx(true.counts_per_kg, rel=0.002), corner

    code, shown = reader.runs("tare")
    assert code == 0, shown[-2000:]
    assert "zero moved by" in shown
    again = read_calibration(settings.calibration_path())
    assert again.cells.map(lambda cell: cell.counts_per_kg) == stored.cells.map(lambda cell: cell.counts_per_kg)
    assert again.made_ms > 0
