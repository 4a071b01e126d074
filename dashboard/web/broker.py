"""The page's one line to the broker: one MQTT client for the whole web process. It hears chairs, and tells them."""

import secrets

from contract.errors import PayloadError
from contract.mqtt import BrokerSettings, Callbacks, Connection, Message, Session
from contract.topics import Topics
from dashboard.web.commander import Commander
from dashboard.web.live import CHANNELS, Hub


def connect(hub: Hub, commander: Commander, broker: BrokerSettings) -> Connection:
    """Return a started connection that feeds `hub`, and through which `commander` speaks and hears.

    Frames may be lost, and an answer is of no use to whoever asks after us, so nothing is kept for us while away.
    """
    topics = Topics(broker.prefix)

    def take(message: Message) -> None:
        try:
            answer = commander.receive(message.topic, message.payload)
        except PayloadError as error:
            hub.refuse(message.topic, error)
        else:
            if not answer:
                hub.receive(message.topic, message.payload)

    connection = Connection(
        broker,
        Session(f"sitwell-web-{secrets.token_hex(4)}"),
        Callbacks(
            connected=lambda: hub.set_broker(online=True),
            disconnected=lambda _why: hub.set_broker(online=False),
            message=take,
        ),
        subscriptions=(
            *((topics.every(channel), 0 if channel == "frame" else 1) for channel in CHANNELS),
            (topics.results(), 1),
        ),
    )
    commander.through(connection.publish)
    connection.start()
    return connection
