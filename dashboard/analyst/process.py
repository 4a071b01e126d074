"""Asks a process of its own, starts it with the first question, and ends it when nobody asks for a while.

One process and one question at a time: pandas holds the interpreter anyhow, and so it is not the one that serves pages.
"""

import contextlib
import logging
import subprocess
import sys
import threading
from collections.abc import Sequence

import msgspec

from dashboard.analyst.questions import Question
from dashboard.errors import StoreError

log = logging.getLogger(__name__)

CHILD = (sys.executable, "-m", "dashboard.analyst.child")

IDLE_S = 300.0
"""Longer than somebody looks at one page before going to the next. To start again takes 0.4 s on a PC."""

PATIENCE_S = 60.0
"""A Raspberry Pi Zero loads pandas in some ten seconds, by the books; a year is computed in a tenth of one."""

END_S = 1.0


class Answered(msgspec.Struct, omit_defaults=True):
    """What the child says: the answer, or why there is none."""

    body: msgspec.Raw = msgspec.Raw(b"null")
    refused: str = ""


class Analyst:
    """Answers questions about the store at `url`. Any thread may ask."""

    def __init__(
        self, url: str, idle_s: float = IDLE_S, patience_s: float = PATIENCE_S, child: Sequence[str] = CHILD
    ) -> None:
        self._url, self._idle_s, self._patience_s, self._command = url, idle_s, patience_s, child
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._idle: threading.Timer | None = None

    def ask(self, question: Question) -> bytes:
        """Return the answer as JSON. Raises `StoreError`, also when the process broke off or took too long."""
        with self._lock:
            self._wait_no_more()
            child = self._running()
            late = threading.Timer(self._patience_s, child.kill)
            late.daemon = True
            late.start()
            line = _exchange(child, msgspec.json.encode(question))
            late.cancel()
            if not line.endswith(b"\n"):
                self._end()
                raise StoreError("the figures were not computed: the process for it broke off; try again")
            self._idle = threading.Timer(self._idle_s, self._end_idle, (child,))
            self._idle.daemon = True
            self._idle.start()
        told = msgspec.json.decode(line, type=Answered)
        if told.refused:
            raise StoreError(told.refused)
        return bytes(told.body)

    def stop(self) -> None:
        """End the process."""
        with self._lock:
            self._wait_no_more()
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        try:
            pipe = subprocess.PIPE
            child = subprocess.Popen(self._command, stdin=pipe, stdout=pipe)  # noqa: S603 - our own module
        except OSError as error:
            raise StoreError(f"the desk cannot start another program: {error.strerror}") from error
        self._child = child
        assert child.stdin is not None  # noqa: S101 - it was asked for
        with contextlib.suppress(BrokenPipeError):  # what comes next finds it too, and says so
            child.stdin.write(msgspec.json.encode(self._url) + b"\n")
        return child

    def _wait_no_more(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _end_idle(self, child: subprocess.Popen[bytes]) -> None:
        with self._lock:
            if child is self._child and self._idle is threading.current_thread():
                self._end()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        assert child.stdin is not None  # noqa: S101
        assert child.stdout is not None  # noqa: S101
        with contextlib.suppress(BrokenPipeError):
            child.stdin.close()
        try:
            child.wait(END_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        child.stdout.close()


def _exchange(child: subprocess.Popen[bytes], question: bytes) -> bytes:
    """Return the line that comes back; less than a line when the process ended."""
    assert child.stdin is not None  # noqa: S101
    assert child.stdout is not None  # noqa: S101
    try:
        child.stdin.write(question + b"\n")
        child.stdin.flush()
    except BrokenPipeError:
        return b""
    return child.stdout.readline()
