"""What systemd is told: started, alive, stopping. A datagram to `$NOTIFY_SOCKET` (sd_notify(3)); without one, nothing.

`alive` is called by the loop when a frame came from the cells and at no other time, so that `WatchdogSec=` restarts a
daemon whose readings have stopped, however well it seems to be otherwise.
"""

import logging
import os
import socket
from collections.abc import Mapping

log = logging.getLogger(__name__)

ALIVE_PERIOD_S = 1.0


class Notify:
    """The line to systemd, or to nobody."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        address = environment.get("NOTIFY_SOCKET", "")
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self._alive_s = float("-inf")

    def ready(self) -> None:
        """Say that the start is over."""
        self._tell("READY=1")

    def alive(self, uptime_s: float) -> None:
        """Feed the watchdog, at most once a second."""
        if uptime_s - self._alive_s >= ALIVE_PERIOD_S:
            self._alive_s = uptime_s
            self._tell("WATCHDOG=1")

    def status(self, text: str) -> None:
        """Say in one line how things are, for `systemctl status`."""
        self._tell(f"STATUS={text}")

    def stopping(self) -> None:
        """Say that the end was asked for."""
        self._tell("STOPPING=1")

    def _tell(self, what: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
                line.setblocking(False)
                line.sendto(what.encode(), self._address)
        except BlockingIOError:
            pass  # systemd is busy; the next word comes in a second
        except OSError as error:
            log.warning("systemd cannot be told: %s; no more attempts", error)
            self._address = ""
