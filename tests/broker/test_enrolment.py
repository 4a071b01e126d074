"""From `broker-config` to a message in the store, over TLS, with nothing typed twice; and who is kept out."""

import contextlib
import gc
import sqlite3
import stat
import threading
import time

import msgspec
import pytest
from typer.testing import CliRunner

from contract.minute import MinuteRecord
from contract.mqtt import Callbacks, Connection, Session
from contract.settings import load_settings
from contract.topics import Topics
from dashboard.__main__ import cli as desk_cli
from dashboard.broker.folder import BrokerFolder
from dashboard.config import DeskSettings, page_broker
from dashboard.ingest.writer import Ingest
from dashboard.web.broker import connect
from dashboard.web.commander import Commander
from dashboard.web.live import Hub
from edge.config import load_edge
from edge.delivery.publisher import MqttPublisher
from edge.delivery.spool import Spool
from edge.shell import meta_of
from mock_hw.edge_commands import edge_commands
from tests.broker.secured import SecuredBroker, a_site, mosquitto
from tests.contract.messages import MINUTE

LIMIT_S = 60
USER_FILE = """\
# the chair of the writing desk
[chair]
name = "By the window"  # where it stands
data_dir = "data"

[sitting]
nudge_s = 1500  # shorter than usual
"""

pytestmark = [
    pytest.mark.skipif(mosquitto() is None, reason="needs mosquitto"),
    # paho drops the socket of a failed TLS handshake unclosed
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def broker(tmp_path):
    broker = SecuredBroker(tmp_path)
    broker.start()
    yield broker
    broker.stop()
    gc.collect()  # while the warning about it is still expected


def until(condition, what):
    end_s = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < end_s, f"never: {what}"
        time.sleep(0.01)


def stored(database):
    with contextlib.closing(sqlite3.connect(database)) as store:
        return store.execute("SELECT chair FROM minutes").fetchall() == [("window",)]


def attempt(settings):
    """What becomes of one attempt to connect: an empty text is success."""
    said, done = [], threading.Event()
    session = Session(f"test-{settings.user}")
    connection = Connection(settings, session, Callbacks(done.set, lambda why: (said.append(why), done.set())))
    connection.start()
    assert done.wait(LIMIT_S)
    connection.stop()
    return said[0] if said else ""


def is_refused(settings):
    """Whether the broker says no; on a busy machine an attempt or two may time out before."""
    until_s = time.monotonic() + LIMIT_S
    while time.monotonic() < until_s:
        said = attempt(settings)
        if not said or "refused" in said:
            return bool(said)
    return False


def added(broker, *arguments):
    answer = CliRunner().invoke(desk_cli, ["chair", "add", *arguments, "--broker", str(broker.folder.path)])
    assert answer.exit_code == 0, answer.stderr
    broker.reload()
    return answer.stdout


def enrolled(code, config, *arguments):
    file = config.with_name("code.txt")
    file.write_text(code)
    return CliRunner().invoke(edge_commands(), ["enroll", str(file), "--config", str(config), *arguments])


def test_a_chair_is_let_in_with_one_code_and_its_minute_is_stored_and_shown(broker, tmp_path, caplog):
    caplog.set_level("DEBUG")
    config = tmp_path / "chair" / "edge.toml"
    config.parent.mkdir()
    config.write_text(USER_FILE)
    answer = enrolled(added(broker, "window"), config)
    assert answer.exit_code == 0, answer.output

    settings = load_edge(config, {})
    assert (settings.chair.id, settings.chair.name, settings.sitting.nudge_s) == ("window", "By the window", 1500)
    assert [line for line in USER_FILE.splitlines() if line not in config.read_text().splitlines()] == []
    secret = config.parent / "data" / "mqtt-password"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.read_text().strip() not in config.read_text() + answer.output

    desk = load_settings(DeskSettings, broker.folder.path / "desk.toml", {})
    ingest = Ingest(desk.mqtt, f"sqlite:///{tmp_path}/desk.db", lambda: 1)
    hub = Hub(Topics(desk.mqtt.prefix), time.monotonic)
    page = connect(hub, Commander(Topics(desk.mqtt.prefix), lambda: 1), page_broker(desk))
    stop = threading.Event()
    writer = threading.Thread(target=ingest.run, args=(stop,))
    writer.start()
    spool = Spool(config.parent / "data" / "spool.db")
    publisher = MqttPublisher(settings.mqtt, meta_of(settings, "test"), settings.in_force(), spool)
    publisher.start()
    try:
        spool.append([MinuteRecord(**MINUTE)], b"")
        until(lambda: publisher.pump(time.monotonic()) or stored(tmp_path / "desk.db"), "it is in the store")
        until(lambda: hub.chair("window").meta, "the page knows the chair")
    finally:
        publisher.stop()
        stop.set()
        writer.join()
        page.stop()
    secrets = [
        secret.read_text().strip(),
        *(file.read_text().strip() for file in broker.folder.path.rglob("*.password")),
    ]
    logged = caplog.text + broker.log.read_text()
    assert len(secrets) == 5
    assert [known for known in secrets if known in logged] == []


def test_a_chair_that_is_removed_is_thrown_out_and_stays_out(broker):
    broker.admit("desk")
    broker.reload()
    said, online = [], threading.Event()
    connection = Connection(broker.user("desk"), Session("x"), Callbacks(online.set, said.append))
    connection.start()
    assert online.wait(LIMIT_S)
    broker.folder.remove("desk")
    broker.reload()
    until(lambda: said, "thrown out")
    connection.stop()
    assert is_refused(broker.user("desk"))


def test_a_chair_under_another_id_than_its_user_says_that_nothing_is_taken(broker, caplog):
    broker.admit("window")
    broker.reload()
    connection = Connection(broker.user("window"), Session("x"), Callbacks(lambda: None, lambda _why: None))
    connection.start()
    try:
        until(lambda: connection.online, "online")
        for _ in range(3):
            connection.publish("chairs/v1/desk/event", b"{}", qos=1)
        until(lambda: connection.state.word == "forbidden", "forbidden")
        assert "id in [chair] must be the user" in connection.state.text
    finally:
        connection.stop()
    assert [record.getMessage() for record in caplog.records].count(connection.state.text) == 1


def test_a_new_password_shuts_the_old_one_out(broker):
    broker.admit("desk")
    old = broker.user("desk")
    broker.reload()
    assert attempt(old) == ""
    broker.admit("desk")
    broker.reload()
    assert is_refused(old)
    assert attempt(broker.user("desk")) == ""


def test_making_the_configuration_again_keeps_everybody_in(broker):
    broker.admit("desk")
    before = {name: broker.user(name) for name in ("desk", "ingest", "dashboard")}
    site = broker.site
    arguments = ["broker-config", "--out", str(broker.folder.path), "--host", "other.example"]
    assert CliRunner().invoke(desk_cli, arguments).exit_code == 0
    broker.stop()
    broker.start()
    assert BrokerFolder(broker.folder.path).made().hosts == ("localhost", "other.example")
    assert BrokerFolder(broker.folder.path).made().port == site.port
    assert [attempt(settings) for settings in before.values()] == ["", "", ""]


def test_nobody_gets_in_without_encryption_or_without_a_password(broker):
    user = broker.user("ingest")
    assert attempt(msgspec.structs.replace(user, ca_file="")) != ""
    assert is_refused(msgspec.structs.replace(user, user="", password=""))
    assert is_refused(msgspec.structs.replace(user, password="wrong"))  # noqa: S106  # wrong on purpose


def test_a_broker_with_another_authority_is_not_believed(broker, tmp_path):
    (tmp_path / "other").mkdir()
    other = SecuredBroker(tmp_path / "other", a_site(tmp_path / "other"))
    user = broker.user("ingest")
    trusting = type(user)(
        host=user.host,
        port=user.port,
        user=user.user,
        password=user.password,
        ca_file=str(other.folder.path / "ca.crt"),
    )
    assert attempt(trusting) != ""


def test_a_code_that_the_broker_refuses_changes_nothing_on_the_chair(broker, tmp_path):
    config = tmp_path / "chair" / "edge.toml"
    config.parent.mkdir()
    config.write_text(USER_FILE)
    code = added(broker, "desk")
    added(broker, "desk", "--again")
    answer = enrolled(code, config)
    assert answer.exit_code == 1
    assert config.read_text() == USER_FILE
    assert not (config.parent / "data").exists()
