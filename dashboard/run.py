"""The whole desk in one process.

Ingest is a thread here: it waits for the network or the disk nearly all of its time and writes a few rows a minute,
while a second process would cost some 60 MB. When it crashes the page stops too, so that whoever watches over the
service starts both again; nothing is lost, because the chairs keep what ingest has not committed.
"""

import logging
import os
import signal
import threading

from contract.errors import SitwellError
from dashboard.config import DeskSettings
from dashboard.ingest.service import make_ingest
from dashboard.ingest.writer import Ingest
from dashboard.web.service import run_web

log = logging.getLogger(__name__)

STOP_S = 2.0


class IngestCrashedError(SitwellError, RuntimeError):
    """Ingest ended by a fault of its own; the log holds where."""


class _IngestThread(threading.Thread):
    """Ingest beside the page. `crashed` says that it ended without being told to."""

    def __init__(self, ingest: Ingest, stop: threading.Event) -> None:
        super().__init__(name="ingest", daemon=True)
        self._ingest = ingest
        self._stop_asked = stop
        self.crashed = False

    def run(self) -> None:
        """Run ingest; a fault that nobody foresaw stops the page as SIGTERM does."""
        try:
            self._ingest.run(self._stop_asked)
        except Exception:
            log.exception("ingest crashed")
            self.crashed = True
            os.kill(os.getpid(), signal.SIGTERM)


def run_desk(settings: DeskSettings) -> None:
    """Run ingest and web until SIGTERM or SIGINT.

    Raises `ConfigError` or `StoreError` when they cannot start, `IngestCrashedError` when ingest ended by itself.
    """
    stop = threading.Event()
    thread = _IngestThread(make_ingest(settings), stop)
    thread.start()
    try:
        run_web(settings, stop)
    finally:
        stop.set()
        thread.join(STOP_S)
    if thread.crashed:
        raise IngestCrashedError("ingest crashed, see the log above; start again, nothing is lost")
