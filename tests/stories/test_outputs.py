"""Acquisition starts before anything with threads: gpiozero is not there until outputs are opened."""

import subprocess
import sys


def test_the_chairs_program_does_not_import_gpiozero_before_its_cells_are_read():
    program = "import sys, edge.__main__; sys.exit('gpiozero' in sys.modules or 'lgpio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0
