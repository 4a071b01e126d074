"""Acquisition in a process of its own, because a busy interpreter spoils readings.

    parent                              child (spawned: it inherits nothing)
    AcquisitionProcess(factory) ------> factory() opens the cells, one must answer
        .receive(timeout_s)    <------- ready | error | frame, frame, frame ... | counters each second
        closes the pipe        - - - -> the next frame finds it closed: the child ends

The child is never waited for: were the parent to stop reading, frames are dropped once the pipe is full. It ends by
itself within a period when its parent is gone.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection
from types import ModuleType, TracebackType
from typing import Self

import msgspec

from contract.journal import set_up_log
from contract.seat import Corners
from edge.core.frame import CountsFrame
from edge.errors import HardwareError
from edge.hardware.acquisition import acquire, answering
from edge.ports import CellCounters, CellFactory

START_S = 30.0
"""Patience with a start: a small board takes seconds to load Python, and cells 3 s to answer."""
SILENT_S = 10.0
"""A child that sends nothing for so long hangs. It is killed and started again."""
MAX_RESTARTS, RESTART_WINDOW_S = 5, 600.0
COUNTERS_S = 1.0
"""Seconds between two reports of the cells' counters: a person who looks on expects them to move."""
PRIORITY = 10
"""Under SCHED_FIFO any figure beats every ordinary process; the kernel's own interrupt threads have 50."""

_log = logging.getLogger(__name__)


class _Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the child says: one of these; all None says that the cells are open and at least one answers."""

    frame: CountsFrame | None = None
    counters: Corners[CellCounters] | None = None
    error: str | None = None


class RestartLimit:
    """Allows `MAX_RESTARTS` within any `RESTART_WINDOW_S`."""

    def __init__(self) -> None:
        self._allowed_s: deque[float] = deque(maxlen=MAX_RESTARTS)

    def allow(self, uptime_s: float) -> bool:
        """Say whether one more restart at this uptime is within the limit, and count it if so."""
        if len(self._allowed_s) == MAX_RESTARTS and uptime_s - self._allowed_s[0] < RESTART_WINDOW_S:
            return False
        self._allowed_s.append(uptime_s)
        return True


class AcquisitionProcess:
    """Four cells read in another process; frames come out of `receive`. Use it in a `with`.

    `factory` must be picklable and live in a module that imports little. Entering starts the child and waits until a
    cell answers; it raises `HardwareError` with the child's words when none does.
    """

    def __init__(self, factory: CellFactory, *, period_s: float = 0.1, rate_sps: float = 10.0) -> None:
        self.counters: Corners[CellCounters] | None = None
        """What each cell has been through since the child started, a second old at most."""
        self._arguments = (factory, period_s, rate_sps)
        self._decoder = msgspec.msgpack.Decoder(_Said)
        self._restarts = RestartLimit()
        self._alive = False
        self._patience_s = self._silent_s = 0.0

    def __enter__(self) -> Self:
        self._start()
        if not self._alive:
            raise HardwareError(f"The acquisition process could not be started. {_NO_SPAWN}")
        try:
            ready = self._wait(START_S)
        except BaseException:  # Ctrl-C included: no child may stay behind
            self._stop()
            raise
        if ready is None:
            self._stop()
            how = f"said nothing in {START_S:g} s" if self._alive else f"ended with {self._ended()}"
            raise HardwareError(
                f"The acquisition process did not start: it {how}. Its own message stands above, if any; "
                "else look at dmesg and start again."
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def receive(self, timeout_s: float) -> CountsFrame | None:
        """Return the next frame; None when none came within `timeout_s`.

        A child that died or hangs is started again. Raises `HardwareError` when its cells no longer open or when it
        died more than 5 times in 10 minutes.
        """
        end_s = time.monotonic() + timeout_s
        while True:
            said = self._wait(max(0.0, end_s - time.monotonic()))
            if said is not None:
                self.counters = said.counters or self.counters
                if said.frame is not None:
                    return said.frame
            elif not self._alive or (time.monotonic() > self._patience_s and not self._pipe.poll(0.0)):
                self._restart()  # asked once more: this process may itself have been stopped while it waited
            if time.monotonic() >= end_s:
                return None

    def _wait(self, timeout_s: float) -> _Said | None:
        """Return the child's next message, None when there is none in time or the pipe is closed."""
        if not self._alive or not self._pipe.poll(timeout_s):
            return None
        try:
            said = self._decoder.decode(self._pipe.recv_bytes())
        except (EOFError, OSError, msgspec.DecodeError):  # it died, or is no longer what was started
            self._alive = False
            return None
        self._be_patient(SILENT_S)
        if said.error is not None:
            raise HardwareError(said.error)
        return said

    def _start(self) -> None:
        """Start a child; `_alive` says whether that was possible."""
        spawn = multiprocessing.get_context("spawn")
        self._be_patient(START_S)
        self._pipe, theirs = spawn.Pipe(duplex=False)
        self._process = spawn.Process(
            target=_run, args=(*self._arguments, theirs), name="sitwell-acquisition", daemon=True
        )
        try:
            with _without_main():
                self._process.start()
            self._alive = True
        except OSError as error:  # no memory, too many processes
            self._alive = False
            _log.warning("no process can be started: %s", error.strerror)
        finally:
            theirs.close()

    def _be_patient(self, span_s: float) -> None:
        self._silent_s = span_s
        self._patience_s = time.monotonic() + span_s

    def _restart(self) -> None:
        self._stop()
        how = f"silent for {self._silent_s:g} s" if self._alive else self._ended()
        if not self._restarts.allow(time.monotonic()):
            raise HardwareError(
                f"The acquisition process ended {MAX_RESTARTS + 1} times within {RESTART_WINDOW_S / 60:g} minutes "
                f"({how}). Look for its own messages above; check memory (dmesg) and the pins."
            )
        _log.warning("the acquisition process ended (%s); started again", how)
        self._start()

    def _ended(self) -> str:
        return "never started" if self._process.pid is None else f"exit code {self._process.exitcode}"

    def _stop(self) -> None:
        """Close the pipe, which ends the child; insist when it does not."""
        self._pipe.close()
        if self._process.pid is None:
            return
        self._process.join(1.0)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join(1.0)


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Hide the main module: a spawned child would import it again, and with it the whole program."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class _Pipe:
    """The child's end: sends what it can and never waits. `closed` once the parent is gone."""

    def __init__(self, pipe: Connection) -> None:
        os.set_blocking(pipe.fileno(), False)  # a frame is far below PIPE_BUF, so it is sent whole or not at all
        self._pipe = pipe
        self._encoder = msgspec.msgpack.Encoder()
        self.closed = False
        self._dropped = 0

    def send(self, said: _Said) -> None:
        try:
            self._pipe.send_bytes(self._encoder.encode(said))
            if self._dropped:
                _log.warning("frames are taken again; %d were dropped", self._dropped)
                self._dropped = 0
        except BlockingIOError:
            if not self._dropped:
                _log.warning("frames are not being taken; they are dropped until they are")
            self._dropped += 1
        except BrokenPipeError:
            self.closed = True


def _run(factory: CellFactory, period_s: float, rate_sps: float, connection: Connection) -> None:
    """Be the child."""
    for number in (signal.SIGINT, signal.SIGTERM):  # both reach a whole group of processes; the parent decides
        signal.signal(number, signal.SIG_IGN)
    set_up_log()
    pipe = _Pipe(connection)
    _go_real_time()
    try:
        cells, clock = factory()
        if not answering(cells, clock):
            raise HardwareError("No load cell answers. " + _NO_ANSWER)  # noqa: TRY301  handled with the others
    except HardwareError as error:
        pipe.send(_Said(error=str(error)))
        return
    pipe.send(_Said())
    report_s = clock.uptime_s() + COUNTERS_S

    def emit(frame: CountsFrame) -> None:
        nonlocal report_s
        pipe.send(_Said(frame=frame))
        if frame.uptime_s >= report_s:
            report_s = frame.uptime_s + COUNTERS_S  # the machine may have slept for hours
            pipe.send(_Said(counters=cells.map(lambda cell: cell.counters)))

    acquire(cells, clock, emit, stop=lambda: pipe.closed, period_s=period_s, rate_sps=rate_sps)


_NO_SPAWN = "Free memory, or end other programs (free -h, dmesg), and start again."

_NO_ANSWER = (
    "Check the supply of the HX711 boards and their common ground, then DOUT and PD_SCK of each corner against the "
    "configuration (BCM numbers)."
)


def _go_real_time() -> None:
    """Ask for real-time scheduling, which keeps PD_SCK pulses short on a busy machine; go on without it."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(PRIORITY))
    except (PermissionError, AttributeError):  # AttributeError: not Linux
        _log.warning(
            "no real-time scheduling: some readings will be lost when this machine is busy. "
            "Set LimitRTPRIO=%d in the systemd unit, or rtprio in /etc/security/limits.conf.",
            PRIORITY,
        )
