"""When Home Assistant is told of a chair and when it is taken away again: with a broker that is a list."""

import json

import pytest

from contract.mqtt import BrokerSettings, Message
from edge.config import load_edge
from edge.delivery import publisher
from edge.delivery.announcement import FILE, announcement_of
from edge.delivery.publisher import MqttPublisher
from edge.delivery.spool import Spool
from tests.golden.ha_payloads import META, settings

TOPIC = "homeassistant/device/desk/config"


class Line:
    """A connection that is there; it keeps what was published on discovery topics and acknowledges when told to."""

    online = True

    def __init__(self, _broker, _session, callbacks, *, subscriptions, **_others):
        self.callbacks, self.subscriptions, self.published, self.mid = callbacks, dict(subscriptions), [], 0

    def publish(self, topic, payload, *, qos=0, retain=False):
        self.mid += 1
        if "/device/" in topic:
            assert (qos, retain) == (1, True)
            self.published.append((topic, payload))
            self.last = self.mid
        return self.mid


@pytest.fixture
def start(tmp_path, monkeypatch):
    """Start a chair with these settings for Home Assistant; return its connection, connected."""
    monkeypatch.setattr(publisher, "Connection", Line)
    spool = Spool(tmp_path / "spool.db")

    def start(**options):
        mine = settings(data_dir=str(tmp_path), **options)
        said = announcement_of(mine, META)
        each = MqttPublisher(BrokerSettings(), META, mine.in_force(), spool, announcement=said)
        line = each._connection
        line.pump = lambda: each.pump(100.0)
        line.callbacks.connected()
        line.pump()
        return line

    with spool:
        yield start


def acknowledged(line):
    """Let the broker acknowledge the last announcement."""
    line.callbacks.published(line.last, True)
    line.pump()
    return line


def birth(line, topic="homeassistant/status", payload=b"online"):
    line.published.clear()
    line.callbacks.message(Message(topic, payload, False, 1, 0))
    line.pump()
    return [topic for topic, _ in line.published]


def test_a_chair_that_nobody_turned_on_says_nothing_and_listens_to_nothing(start, tmp_path):
    line = start(enabled=False)
    assert line.published == []
    assert "homeassistant/status" not in line.subscriptions
    assert not (tmp_path / FILE).exists()


def test_a_chair_that_is_turned_on_is_announced_on_each_connection(start):
    line = start()
    assert [(topic, json.loads(payload)["device"]["name"]) for topic, payload in line.published] == [
        (TOPIC, "Desk chair")
    ]
    line.callbacks.disconnected("gone")
    line.callbacks.connected()
    line.pump()
    assert [topic for topic, _ in line.published] == [TOPIC] * 2


def test_when_home_assistant_starts_it_is_told_again(start):
    line = start()
    assert line.subscriptions["homeassistant/status"] == 0
    assert birth(line) == [TOPIC]
    assert birth(line, payload=b"offline") == []


def test_turned_off_the_chair_is_taken_away_once(start, tmp_path):
    acknowledged(start())
    assert acknowledged(start(enabled=False)).published == [(TOPIC, b"")]
    assert start(enabled=False).published == []
    assert json.loads((tmp_path / FILE).read_text()) == []


def test_what_the_broker_did_not_take_is_taken_away_again(start):
    start()
    assert start(enabled=False).published == [(TOPIC, b"")]
    line = start(enabled=False)
    assert line.published == [(TOPIC, b"")]
    line.callbacks.connected()
    line.pump()
    assert line.published == [(TOPIC, b"")] * 2


def test_with_another_prefix_the_chair_moves(start):
    acknowledged(start())
    line = start(prefix="ha/site")
    assert [(topic, bool(payload)) for topic, payload in line.published] == [
        (TOPIC, False),
        ("ha/site/device/desk/config", True),
    ]
    assert birth(acknowledged(line), "ha/site/status") == ["ha/site/device/desk/config"]


def test_the_file_is_written_when_something_changes_and_never_otherwise(start, tmp_path):
    acknowledged(start())
    written = (tmp_path / FILE).stat().st_mtime_ns
    acknowledged(acknowledged(start()))
    assert (tmp_path / FILE).stat().st_mtime_ns == written


def test_a_file_that_nobody_can_read_stops_nothing(start, tmp_path, caplog):
    (tmp_path / FILE).write_text("{")
    assert len(start().published) == 1
    assert "delete it" in caplog.text


def test_a_full_card_is_said_and_stops_nothing(start, monkeypatch, caplog):
    monkeypatch.setattr("edge.delivery.announcement.replace_file", _full)
    assert len(start().published) == 1
    assert "stays in Home Assistant" in caplog.text


def _full(*_):
    raise OSError(28, "No space left on device")


def test_a_prefix_with_wildcards_is_refused_with_its_key(tmp_path):
    (tmp_path / "edge.toml").write_text('[homeassistant]\ndiscovery_prefix = "home/#"\n')
    with pytest.raises(Exception, match=r"homeassistant.discovery_prefix"):
        load_edge(tmp_path / "edge.toml", {})
