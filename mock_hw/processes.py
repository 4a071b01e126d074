"""The demo's programs, started together and stopped together, leaving no process and no port."""

import ctypes
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from contract.errors import SitwellError

STOP_S = 4.0
TRIES = 20
_PR_SET_PDEATHSIG = 1


class ProgramError(SitwellError, OSError):
    """One of the demo's programs ended by itself; the text holds its last words."""


class Running(NamedTuple):
    """One program and the file with its output."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path


def _bindable(port: int) -> int | None:
    """Return the port if it can be bound on 127.0.0.1, any free one for 0; None when somebody has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return None
        return int(probe.getsockname()[1])


def _claim(port: int) -> socket.socket | None:
    """Claim a port against other demos until the socket returned is closed; None when another has claimed it.

    Seconds pass between choosing a port and listening there, and another demo may choose meanwhile. The claim is a name
    in Linux's abstract namespace: it leaves no file and is gone with its process, however that ends. Elsewhere it
    claims nothing.
    """
    claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    if sys.platform == "linux":
        try:
            claim.bind(f"\0sitwell-demo-port-{port}")
        except OSError:
            claim.close()
            return None
    return claim


def answers(port: int) -> bool:
    """Say whether somebody listens on 127.0.0.1:`port`."""
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Programs:
    """Programs in the order of their start; leaving the context stops them in the opposite order."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: list[Running] = []
        self._claims: list[socket.socket] = []

    def __enter__(self) -> Self:
        """Return the empty set of programs."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Stop everything, politely first."""
        for running in reversed(self._running):
            running.process.terminate()
        end_s = time.monotonic() + STOP_S
        for running in reversed(self._running):
            try:
                running.process.wait(max(0.1, end_s - time.monotonic()))
            except subprocess.TimeoutExpired:
                running.process.kill()
                running.process.wait()
        for claim in self._claims:
            claim.close()

    def free_port(self, wanted: int) -> int:
        """Return `wanted` if it is free on 127.0.0.1, else another; no other demo gets it while this one runs."""
        for port in (wanted, *[0] * TRIES):
            found = _bindable(port)
            claim = _claim(found) if found else None
            if found and claim:
                self._claims.append(claim)
                return found
        raise ProgramError("no port is free on 127.0.0.1")

    def start(self, name: str, command: list[str]) -> "subprocess.Popen[bytes]":
        """Start a program in a session of its own: Ctrl-C is for the demo, which then stops the others in order."""
        log = self._logs / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - the demo's own commands
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - before any thread
            )
        self._running.append(Running(name, process, log))
        return process

    def check(self) -> None:
        """Raise `ProgramError` if one of them has ended."""
        for running in self._running:
            code = running.process.poll()
            if code is not None:
                last = running.log.read_text("utf-8", "replace").strip().splitlines()[-8:]
                raise ProgramError(f"{running.name} ended with code {code}:\n  " + "\n  ".join(last or ["(no output)"]))

    def wait_until(self, ready: Callable[[], bool], what: str, patience_s: float = 30.0) -> None:
        """Wait for a program to be ready. Raises `ProgramError` when one ends, or after `patience_s`."""
        end_s = time.monotonic() + patience_s
        while not ready():
            self.check()
            if time.monotonic() > end_s:
                raise ProgramError(f"{what} was not ready within {patience_s:g} s")
            time.sleep(0.02)


def _die_with_parent() -> None:
    """Ask the kernel to end this child when the demo is killed and cannot do so itself."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
