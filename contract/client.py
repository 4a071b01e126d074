"""What a client of the broker is: what it hears, what it leaves behind, how the broker remembers it, whom it calls."""

from collections.abc import Callable
from typing import NamedTuple


class Message(NamedTuple):
    """A message that came in. `mid` and `qos` acknowledge it when acknowledging is done by hand."""

    topic: str
    payload: bytes
    retained: bool
    mid: int
    qos: int


class Will(NamedTuple):
    """What the broker publishes, retained, when this client is gone without a goodbye."""

    topic: str
    payload: bytes


class Session(NamedTuple):
    """How the broker remembers this client.

    `expiry_s` 0 forgets it at once; with `manual_ack` the broker keeps each message until told that it is safe.
    """

    client_id: str
    expiry_s: int = 0
    manual_ack: bool = False


class Callbacks(NamedTuple):
    """Called on the network thread; each must only hand over to a queue.

    `published` gets the id of a message that the broker answered, and whether it has anybody to give it to.
    """

    connected: Callable[[], None]
    disconnected: Callable[[str], None]
    message: Callable[[Message], None] = lambda _message: None
    published: Callable[[int, bool], None] = lambda _mid, _heard: None
