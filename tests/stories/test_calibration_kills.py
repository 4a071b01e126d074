"""The short form of `scripts/soak kills`: a writer is killed, the file is whole."""

import subprocess
import sys

import pytest

from tests.soak import BrokenError, kills


def test_a_kill_while_something_is_stored_leaves_one_of_the_two_whole_versions():
    figures = kills.run(9, seed=2)
    assert figures["kills"] == 9
    assert figures["writes"] > 0  # how many fit between two kills is the machine's affair


def test_a_writer_that_writes_in_place_would_be_noticed():
    def in_place(_kind, folder):
        code = (
            "import sys, time\n"
            "for path in sys.argv[1:]:\n"
            "    open(path, 'w').write('[cells')\n"
            "print('ready', flush=True)\n"
            "time.sleep(60)\n"
        )
        files = [str(folder / "calibration.json"), str(folder / "edge.toml")]
        return subprocess.Popen([sys.executable, "-c", code, *files], stdout=subprocess.PIPE, text=True)

    with pytest.raises(BrokenError, match="a calibrate that was killed left a file that cannot be read"):
        kills.run(1, seed=1, begin=in_place)
