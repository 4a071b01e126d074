"""What the network thread saw, on its way to the loop: the thread only puts, the loop takes, and no lock is needed."""

from collections.abc import Iterator
from queue import Empty, SimpleQueue
from typing import Literal, NamedTuple


class News(NamedTuple):
    """What the network thread saw. `born`: Home Assistant has started."""

    kind: Literal["connected", "disconnected", "published", "message", "born"]
    mid: int = 0
    heard: bool = True
    payload: bytes = b""


class Inbox:
    """A queue between the two."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[News] = SimpleQueue()
        self.put = self._queue.put

    def taken(self) -> Iterator[News]:
        """Yield what has come until there is no more."""
        while True:
            try:
                yield self._queue.get_nowait()
            except Empty:
                return
