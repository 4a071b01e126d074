"""What docs/calibration.md tells people to run gives the counts that a calibration needs."""

import re
import subprocess
import sys
from pathlib import Path

from contract.seat import CORNER_NAMES
from mock_hw.simulated import SimulatedCells

DOCUMENT = Path(__file__).parents[2] / "docs" / "calibration.md"
REAL = "PiCells(pins_of(settings.cells), settings.cells.rate_sps)"


def test_the_counts_of_an_empty_seat_are_those_that_a_calibration_holds(tmp_path):
    code = re.search(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[1]
    assert REAL in code
    simulated = code.replace(REAL, 'SimulatedCells("quiet")').replace("range(100)", "range(10)")
    (tmp_path / "counts.py").write_text(f"from mock_hw.simulated import SimulatedCells\n{simulated}")
    (tmp_path / "edge.toml").write_text("")
    ended = subprocess.run(
        [sys.executable, "counts.py"], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=True
    )
    seen = dict(line.split() for line in ended.stdout.splitlines()[1:])  # the first says that the story begins
    truth = SimulatedCells().calibration().cells
    assert [name for name in CORNER_NAMES if abs(float(seen[name]) - getattr(truth, name).tare_counts) > 60] == []
