"""What goes wrong on purpose: programs that are killed, a line that swallows everything, disks that are full."""

import contextlib
import os
import selectors
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """A program that is started, killed without a word, and started again. What it says goes to a file."""

    def __init__(self, command: list[str], log: Path) -> None:
        self._command = command
        self._log = log
        self.starts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        self.starts += 1
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def ended(self) -> int | None:
        """Return its code when it has ended by itself."""
        return self._process.poll() if self._process else None

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
        self.kill()


class Line(threading.Thread):
    """A TCP line between chair and broker that can swallow what it is given, for a while or for good.

    `deaf` it stops forwarding and goes on later where it stopped; `cut_off` the connections that are open now stay open
    and never carry another byte: a black hole, as behind a router that lost its memory.
    """

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._wanted = selectors.DefaultSelector()
        self._wanted.register(self._listener, selectors.EVENT_READ)
        self._others: dict[socket.socket, socket.socket] = {}
        self.deaf = False
        self._cut = False
        self._over = False

    def cut_off(self) -> None:
        self._cut = True

    def run(self) -> None:
        while not self._over:
            if self._cut:
                self._cut = False
                for end in self._others:
                    with contextlib.suppress(KeyError):
                        self._wanted.unregister(end)
            if self.deaf:
                threading.Event().wait(0.02)
                continue
            for key, _ in self._wanted.select(0.05):
                self._accept() if key.fileobj is self._listener else self._forward(key.fileobj)
        for end in [*self._others, self._listener]:
            end.close()

    def _accept(self) -> None:
        chair, _ = self._listener.accept()
        try:
            broker = socket.create_connection(("127.0.0.1", self._to), timeout=2)
        except OSError:
            chair.close()
            return
        for end, other in ((chair, broker), (broker, chair)):
            end.settimeout(2)
            self._others[end] = other
            self._wanted.register(end, selectors.EVENT_READ)

    def _forward(self, end: socket.socket) -> None:
        if end not in self._others:
            return
        try:
            carried = end.recv(65536)
            if carried:
                self._others[end].sendall(carried)
                return
        except OSError:
            pass
        other = self._others.pop(end)
        self._others.pop(other, None)
        for each in (end, other):
            with contextlib.suppress(KeyError, ValueError):
                self._wanted.unregister(each)
            each.close()

    def stop(self) -> None:
        self._over = True
        self.join(5)


class Disk:
    """A small disk of its own that can be filled. Without the right to mount one it is an ordinary folder."""

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self.folder = folder
        self.mounted = mounted
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        if not self.mounted:
            return
        with contextlib.suppress(OSError), self._ballast.open("wb", buffering=0) as file:
            for size in (65536, 512):
                with contextlib.suppress(OSError):
                    while file.write(b"\0" * size) == size:
                        pass

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, size_mb: int) -> Iterator[Disk]:
    """Mount a tmpfs of a few MB; where that is not permitted, use the folder as it is and never fill it."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", str(folder)]
    with ExitStack() as mounted:
        done = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
        if done:
            mounted.callback(subprocess.run, ["umount", "-l", str(folder)], check=False, capture_output=True)
        yield Disk(folder, mounted=done)
