"""A PostgreSQL server of the tests' own: in a temporary folder, on a free port of loopback, gone at the end.

It refuses to run as root, so that as root it runs as the user `postgres`, whom its package makes.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

STARTS_S = 120
USER = "sitwell"
# Nothing here has to outlive a crash.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=64MB")


def programs() -> Path | None:
    """Return the folder of the newest server's programs, or None when there is none here."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


class Server:
    """One server; `url` names a database of it."""

    def __init__(self, folder: Path) -> None:
        self._bin, self._data = programs(), folder / "data"
        self._as = (
            ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=INT"]
            if os.getuid() == 0
            else []
        )
        folder.mkdir(parents=True, exist_ok=True)
        if self._as:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run("initdb", "--pgdata", self._data, "--username", USER, "--auth=trust", "--no-sync", "--encoding=UTF8")
        words = [
            f"-c{setting}" for setting in (*SETTINGS, "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}")
        ]
        command = [*self._as, self._bin / "postgres", "-D", self._data, f"-p{self.port}", *words]
        self._log = (folder / "log").open("w") if not self._as else None
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=self._log or subprocess.DEVNULL, cwd="/"
        )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)  # ends all connections; SIGTERM would wait for them
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._log:
            self._log.close()

    def _run(self, program: str, *words: object) -> None:
        done = subprocess.run(
            [*self._as, self._bin / program, *map(str, words)], capture_output=True, text=True, check=False, cwd="/"
        )
        assert done.returncode == 0, done.stderr

    def _wait(self) -> None:
        until = time.monotonic() + STARTS_S
        while time.monotonic() < until:
            assert self._process.poll() is None, "PostgreSQL ended at once"
            ready = subprocess.run(
                [self._bin / "pg_isready", "-h", "127.0.0.1", "-p", str(self.port), "-d", "postgres", "-U", USER],
                capture_output=True,
                check=False,
            )
            if ready.returncode == 0:
                return
            time.sleep(0.1)
        raise TimeoutError("PostgreSQL did not start")
