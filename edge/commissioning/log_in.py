"""Try to be let in by the broker, once, as the chair would be."""

import logging
import secrets
from queue import Empty, SimpleQueue

from contract.errors import ConfigError
from contract.mqtt import BrokerSettings, Callbacks, Connection, Session

PATIENCE_S = 8.0


def log_in(broker: BrokerSettings, client_id: str = "", patience_s: float = PATIENCE_S) -> str:
    """Return why the broker does not let us in; an empty text when it does.

    Without a `client_id` one of our own is made, never the chair's: the broker would part with a chair that runs.
    """
    answers: SimpleQueue[str] = SimpleQueue()
    client_id = client_id or f"sitwell-check-{secrets.token_hex(4)}"
    log = logging.getLogger("contract.mqtt")
    before = log.level
    log.setLevel(logging.ERROR)  # what it would warn of is our answer
    try:
        connection = Connection(broker, Session(client_id), Callbacks(lambda: answers.put(""), answers.put))
        connection.start()
        try:
            return answers.get(timeout=patience_s)
        except Empty:
            return f"{broker.host} port {broker.port} said nothing within {patience_s:g} s"
        finally:
            connection.stop()
    except ConfigError as error:
        return str(error)
    finally:
        log.setLevel(before)
