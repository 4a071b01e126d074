"""What the publisher does with commands, results and settings: with a broker that is a dictionary."""

import msgspec
import pytest

from contract.codec import decode
from contract.mqtt import BrokerSettings, Message
from contract.state import ChairMeta, ChairSettings
from edge.config import EdgeSettings
from edge.delivery import publisher
from edge.delivery.publisher import MqttPublisher
from edge.delivery.spool import Spool

META = ChairMeta(chair="desk", name="Desk", model="m", software="s", zone="Etc/UTC")
SETTINGS = EdgeSettings().in_force()


class Line:
    """A connection that is always there and keeps what was said last on each topic."""

    online = True

    def __init__(self, _broker, _session, callbacks, *, subscriptions, **_others):
        self.callbacks, self.subscriptions, self.told = callbacks, subscriptions, {}

    def publish(self, topic, payload, *, qos=0, retain=False):
        self.told[topic] = (payload, qos, retain)
        return len(self.told)


class Chair:
    """A publisher, and the commands that it handed over."""

    def __init__(self, spool):
        self.commands = []
        self.publisher = MqttPublisher(BrokerSettings(), META, SETTINGS, spool, self._take)
        self.line = self.publisher._connection

    def _take(self, *command):
        self.commands.append(command)


@pytest.fixture
def chair(tmp_path, monkeypatch):
    monkeypatch.setattr(publisher, "Connection", Line)
    with Spool(tmp_path / "spool.db") as spool:
        yield Chair(spool)


def test_a_command_is_handed_over_as_it_came_and_is_no_watermark(chair):
    assert ("chairs/v1/desk/cmd/+", 1) in chair.line.subscriptions
    chair.line.callbacks.message(Message("chairs/v1/desk/cmd/pause", b"{", True, 1, 1))
    assert chair.commands == [("pause", b"{", True)]


def test_a_result_goes_to_the_topic_of_its_command_and_is_not_kept(chair):
    chair.publisher.result("pause", b"{}")
    assert chair.line.told == {"chairs/v1/desk/result/pause": (b"{}", 1, False)}


def test_a_name_that_no_topic_can_hold_is_not_answered(chair):
    chair.publisher.result("no/name+", b"{}")
    assert chair.line.told == {}


def test_new_settings_are_kept_by_the_broker_and_told_again_on_a_new_connection(chair):
    settings = msgspec.structs.replace(SETTINGS, nudge_s=7.0)
    chair.publisher.config(settings)
    payload, _, retained = chair.line.told.pop("chairs/v1/desk/config")
    assert (decode(payload, ChairSettings), retained) == (settings, True)
    chair.line.callbacks.connected()
    chair.publisher.pump(100.0)
    assert decode(chair.line.told["chairs/v1/desk/config"][0], ChairSettings) == settings
