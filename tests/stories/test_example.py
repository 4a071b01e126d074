"""The example for other projects runs as it stands there: elsewhere, with the installed plugin and nothing of ours."""

import shutil
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "test_my_lamp.py"


def test_another_project_tests_its_lamp_against_a_simulated_chair(tmp_path):
    shutil.copy(EXAMPLE, tmp_path)
    done = subprocess.run(
        # Dash's plugin is in this environment, not in theirs; a warning would be theirs too.
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:dash", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout
