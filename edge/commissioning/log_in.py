"""Try to be let in by the broker, once, as the chair would be."""

import logging
import secrets
from queue import Empty, SimpleQueue

from contract.errors import ConfigError
from contract.mqtt import BrokerSettings, Callbacks, Connection, Session

PATIENCE_S = 8.0


def log_in(broker: BrokerSettings) -> str:
    """Return why the broker does not let us in; an empty text when it does."""
    answers: SimpleQueue[str] = SimpleQueue()
    client_id = f"sitwell-check-{secrets.token_hex(4)}"  # never the chair's own: the broker would part with that
    log = logging.getLogger("contract.mqtt")
    before = log.level
    log.setLevel(logging.ERROR)  # what it would warn of is our answer
    try:
        connection = Connection(broker, Session(client_id), Callbacks(lambda: answers.put(""), answers.put))
        connection.start()
        try:
            return answers.get(timeout=PATIENCE_S)
        except Empty:
            return f"the broker said nothing within {PATIENCE_S:g} s"
        finally:
            connection.stop()
    except ConfigError as error:
        return str(error)
    finally:
        log.setLevel(before)
