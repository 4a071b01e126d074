"""Try to be let in by the broker, once, as the chair would be, and to say something there."""

import logging
import secrets
import time
from queue import Empty, SimpleQueue

from contract.codec import encode
from contract.errors import ConfigError
from contract.mqtt import BrokerSettings, Callbacks, Connection, Session
from contract.seat import LiveFrame
from contract.topics import Topics

PATIENCE_S = 8.0


def log_in(broker: BrokerSettings, client_id: str = "", patience_s: float = PATIENCE_S, chair: str = "") -> str:
    """Return why the broker does not let us in, or takes not what we say; an empty text when all is well.

    Without a `client_id` one of our own is made, never the chair's: the broker would part with a chair that runs.

    With a `chair` a live frame of it is published, which says that nothing is known of its seat: nobody stores such
    frames, and a page that is open shows no more than it does when a chair starts.
    """
    answers: SimpleQueue[str] = SimpleQueue()
    client_id = client_id or f"sitwell-check-{secrets.token_hex(4)}"
    log = logging.getLogger("contract.mqtt")
    before = log.level
    log.setLevel(logging.ERROR)  # what it would warn of is our answer
    try:
        connection = Connection(
            broker,
            Session(client_id),
            Callbacks(lambda: answers.put(""), answers.put, published=lambda _mid, _heard: answers.put("")),
        )
        connection.start()
        try:
            return answers.get(timeout=patience_s) or (
                chair and _say(connection, Topics(broker.prefix).of(chair, "frame"), answers, patience_s)
            )
        except Empty:
            return f"{broker.host} port {broker.port} said nothing within {patience_s:g} s"
        finally:
            connection.stop()
    except ConfigError as error:
        return str(error)
    finally:
        log.setLevel(before)


def _say(connection: Connection, topic: str, answers: SimpleQueue[str], patience_s: float) -> str:
    """Publish a frame and return why the broker does not take it. Raises `Empty` when it does not answer."""
    connection.publish(topic, encode(LiveFrame(at_ms=time.time_ns() // 1_000_000, presence="unknown")), qos=1)
    why = answers.get(timeout=patience_s)
    return connection.state.text if connection.state.word == "forbidden" else why
