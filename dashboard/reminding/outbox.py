"""Messages on their way, one after the other, on a thread of their own: nobody waits for a mail server."""

import queue
import threading
from typing import NamedTuple, Protocol

from dashboard.reminding.send import Order, Send, Sent
from dashboard.store.channels import Channel

MOST = 20
"""Messages that wait. More at once is no person who sits too long but a fault, or a mail server that hangs."""


class Letter(NamedTuple):
    """What a channel is told of a limit reached at `limit_ms`."""

    channel: Channel
    limit_ms: int
    order: Order


class Outbox(Protocol):
    """Takes letters and says later what came of them."""

    def take(self, letter: Letter) -> bool:
        """Send it soon. False: too many wait."""

    def results(self) -> list[tuple[Letter, Sent]]:
        """Return what came of letters since the last call."""


class ThreadOutbox:
    """Sends on a thread, which begins with the first letter and ends with the process."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: queue.Queue[Letter] = queue.Queue(MOST)
        self._done: queue.SimpleQueue[tuple[Letter, Sent]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def take(self, letter: Letter) -> bool:
        """Send it soon. False: too many wait."""
        try:
            self._waiting.put_nowait(letter)
        except queue.Full:
            return False
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="reminders", daemon=True)
            self._thread.start()
        return True

    def results(self) -> list[tuple[Letter, Sent]]:
        """Return what came of letters since the last call."""
        return [self._done.get() for _ in range(self._done.qsize())]

    def _run(self) -> None:
        while True:
            letter = self._waiting.get()
            self._done.put((letter, self._send(letter.order)))
