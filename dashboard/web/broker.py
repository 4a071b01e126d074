"""The page's own ear at the broker: one MQTT client for the whole web process."""

import secrets

from contract.mqtt import BrokerSettings, Callbacks, Connection, Session
from contract.topics import Topics
from dashboard.web.live import CHANNELS, Hub


def connect(hub: Hub, broker: BrokerSettings) -> Connection:
    """Return a started connection that feeds `hub`. Frames may be lost, so nothing is kept for us while away."""
    topics = Topics(broker.prefix)
    connection = Connection(
        broker,
        Session(f"sitwell-web-{secrets.token_hex(4)}"),
        Callbacks(
            connected=lambda: hub.set_broker(online=True),
            disconnected=lambda _why: hub.set_broker(online=False),
            message=lambda message: hub.receive(message.topic, message.payload),
        ),
        subscriptions=tuple((topics.every(channel), 0 if channel == "frame" else 1) for channel in CHANNELS),
    )
    connection.start()
    return connection
