"""A program in a pseudo-terminal: what a person sees who types a command, and what happens when they type Ctrl-C."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\r")
ROOT = Path(__file__).parents[2]


class Terminal:
    """One program of `sitwell-mock` in a terminal of its own; leaving the `with` ends it."""

    def __init__(self, *arguments, columns=100, lines=40):
        self.raw = ""
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mock_hw", *map(str, arguments)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env={**kept, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - one system call, for Ctrl-C
        )
        os.close(theirs)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._ours)

    @property
    def text(self):
        """Everything shown so far, without colours and movements of the cursor."""
        return ESCAPE.sub("", self.raw)

    def types(self, keys):
        """Type something; "\\x03" is Ctrl-C."""
        os.write(self._ours, keys.encode())

    def shows(self, word, patience_s=90.0):
        """Wait until a word has been shown, and return all that was shown until then."""
        self._read(lambda: word in self.text, patience_s, f"{word!r} was not shown")
        return self.text

    def shows_after(self, word, meanwhile, patience_s=90.0):
        """Call `meanwhile` again and again until a word has been shown."""

        def done():
            meanwhile()
            return word in self.text

        self._read(done, patience_s, f"{word!r} was not shown")

    def ends(self, patience_s=90.0):
        """Wait for the end of the program and return its exit code."""
        self._read(lambda: False, patience_s, "the program did not end")
        return self.process.wait(timeout=60)

    def _read(self, done, patience_s, what):
        end_s = time.monotonic() + patience_s
        while not done():
            assert time.monotonic() < end_s, f"{what} within {patience_s:g} s; shown was:\n{self.text[-2000:]}"
            if not select.select([self._ours], [], [], 0.2)[0]:
                continue
            try:
                data = os.read(self._ours, 65_536)
            except OSError:  # Linux says EIO when the last one at the other end is gone
                data = b""
            if not data:
                assert done() or what.startswith("the program"), f"{what}; shown was:\n{self.text[-2000:]}"
                return
            self.raw += data.decode("utf-8", "replace")
