"""What `scripts/ha-check` does where there is no Home Assistant: this environment never has one."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts/ha-check"


def test_where_there_is_no_home_assistant_the_check_says_so_and_does_not_pass():
    ended = subprocess.run([SCRIPT, sys.executable], check=False, capture_output=True, text=True)
    assert ended.returncode == 77
    assert "nothing was checked" in ended.stderr
    assert "pip install homeassistant" in ended.stderr
