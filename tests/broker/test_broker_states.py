"""Each way in which a broker does not let a chair in: a word, a remedy, and one line in the log."""

import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

from contract import mqtt
from contract.mqtt import BrokerSettings, Callbacks, Connection, Session
from mock_hw.broker import find_mosquitto
from tests.broker.conftest import Mosquitto

LIMIT_S = 60

# paho leaves a socket whose handshake failed to the garbage collector, which closes it and says so.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


class Caller:
    """A connection that counts what it is told."""

    def __init__(self, settings, name="chair"):
        self.disconnections = []
        callbacks = Callbacks(lambda: None, self.disconnections.append)
        self.connection = Connection(settings, Session(f"sitwell-{name}"), callbacks)
        self.connection.start()

    def until(self, word, times=0):
        end_s = time.monotonic() + LIMIT_S
        while self.connection.state.word != word or len(self.disconnections) < times:
            assert time.monotonic() < end_s, f"never {word}: {self.connection.state} {self.disconnections[-3:]}"
            time.sleep(0.02)
        return self.connection.state.text


@pytest.fixture
def call():
    callers = []

    def make(settings, name="chair"):
        callers.append(Caller(settings, name))
        return callers[-1]

    yield make
    for caller in callers:
        caller.connection.stop()


@pytest.fixture
def hurry(monkeypatch):
    """Come back at once, so that a test sees more than one attempt; yields the pauses that were asked for, s."""
    asked = []

    def draw(connection, least_s=1):
        asked.append(least_s)
        connection._client.reconnect_delay_set(0.1, 0.2)

    monkeypatch.setattr(Connection, "_draw_delays", draw)
    return asked


class Liar(threading.Thread):
    """Listens as a broker does, and answers every connection with the same few bytes."""

    def __init__(self, answer):
        super().__init__(daemon=True)
        self.answer = answer
        self.server = socket.create_server(("127.0.0.1", 0))
        self.settings = BrokerSettings(port=self.server.getsockname()[1])
        self.lines = []

    def run(self):
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            self.lines.append(line)
            line.recv(1024)
            if self.answer:
                line.sendall(self.answer)

    def stop(self):
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        self.join(5)
        for line in self.lines:
            line.close()


@pytest.fixture
def liar():
    made = []

    def make(answer):
        made.append(Liar(answer))
        made[-1].start()
        return made[-1].settings

    yield make
    for each in made:
        each.stop()


@pytest.mark.usefixtures("hurry")
def test_where_nobody_listens_is_unreachable_and_said_once(call, caplog):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        caller = call(BrokerSettings(port=nobody.getsockname()[1]))
        assert "trying again" in caller.until("unreachable", times=4)
    assert len(caplog.records) == 1


@pytest.mark.usefixtures("hurry")
def test_what_takes_connections_and_never_answers_is_silent(call, liar, caplog, monkeypatch):
    monkeypatch.setattr(mqtt, "KEEPALIVE_S", 1)
    assert "restart the broker" in call(liar(b"")).until("silent", times=2)
    assert len(caplog.records) == 1


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n" * 9, b"\x00" * 64])
def test_what_answers_something_else_is_no_broker(call, liar, caplog, answer):
    assert "look at port" in call(liar(answer)).until("not_mqtt", times=3)
    assert len(caplog.records) == 1


def test_two_with_one_name_are_told_so_and_do_not_throw_each_other_out_each_second(call, mosquitto, hurry):
    first = call(mosquitto.settings)
    first.until("online")
    call(mosquitto.settings)
    end_s = time.monotonic() + LIMIT_S
    while not any("give each client an id of its own" in said for said in first.disconnections):
        assert time.monotonic() < end_s, first.disconnections
        time.sleep(0.02)
    assert 30 in hurry


# With a mosquitto that asks who is there


class Guarded(Mosquitto):
    """A mosquitto that wants something."""

    def __init__(self, folder, wants):
        super().__init__(folder)
        config = Path(self._command[-1])
        words = config.read_text("utf-8").replace("allow_anonymous true\n", "")
        config.write_text(f"{words}{wants}\n", "utf-8")


@pytest.fixture
def guarded(tmp_path):
    if find_mosquitto() is None:
        pytest.skip("needs mosquitto")
    started = []

    def make(wants):
        started.append(Guarded(tmp_path, wants))
        started[-1].start()
        return started[-1].port

    yield make
    for each in started:
        each.stop()


def openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def certificate(folder, name, *, days, subject="localhost"):
    """A certificate signed by ca.pem, as NAME.pem and NAME.key."""
    openssl(
        folder,
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        f"{name}.key",
        "-out",
        f"{name}.csr",
        "-subj",
        "/CN=x",
    )
    (folder / "names").write_text(f"subjectAltName=DNS:{subject}\n")
    signs = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names", "-days", str(days)]
    openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-out", f"{name}.pem", *signs)
    (folder / f"{name}.key").chmod(0o600)


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    for name in ("ca", "other"):
        openssl(
            folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9", "-subj", f"/CN={name}",
            "-keyout", f"{name}.key", "-out", f"{name}.pem",
        )  # fmt: skip
    certificate(folder, "good", days=9)
    certificate(folder, "expired", days=-1)
    certificate(folder, "elsewhere", days=9, subject="elsewhere.example")
    return folder


def tls(papers, port, ca="ca", own=""):
    files = {"ca_file": str(papers / f"{ca}.pem")}
    if own:
        files |= {"cert_file": str(papers / f"{own}.pem"), "key_file": str(papers / f"{own}.key")}
    return BrokerSettings(host="localhost", port=port, **files)


def served(papers, name, *more):
    lines = [
        "allow_anonymous true",
        f"cafile {papers}/ca.pem",
        f"certfile {papers}/{name}.pem",
        f"keyfile {papers}/{name}.key",
    ]
    return "\n".join([*lines, *more])


@pytest.mark.parametrize(
    "case",
    [("expired", "ca", "renew it"), ("elsewhere", "ca", "write host as"), ("good", "other", "ca_file must hold")],
)
@pytest.mark.usefixtures("hurry")
def test_a_certificate_that_is_not_to_be_trusted_is_said_once_with_its_remedy(call, guarded, papers, caplog, case):
    name, ca, remedy = case
    port = guarded(served(papers, name))
    assert remedy in call(tls(papers, port, ca)).until("untrusted", times=3)
    assert len(caplog.records) == 1


def test_a_good_certificate_and_one_of_our_own_let_us_in(call, guarded, papers, caplog):
    port = guarded(served(papers, "good", "require_certificate true"))
    call(tls(papers, port, own="good")).until("online")
    assert "cert_file" in call(tls(papers, port), "nameless").until("untrusted")
    assert len(caplog.records) == 1


@pytest.mark.usefixtures("hurry")
def test_tls_spoken_to_a_plain_broker_and_plainly_to_a_tls_broker_is_said(call, guarded, mosquitto, papers):
    assert "ca_file" in call(tls(papers, mosquitto.port)).until("untrusted")
    assert "ca_file for TLS" in call(BrokerSettings(port=guarded(served(papers, "good")))).until("not_mqtt")


@pytest.mark.usefixtures("hurry")
def test_a_wrong_password_is_refused_and_said_once_and_the_right_one_of_a_file_lets_in(call, guarded, tmp_path, caplog):
    words = tmp_path / "users"
    subprocess.run(["mosquitto_passwd", "-c", "-b", str(words), "chair", "right"], check=True, capture_output=True)
    words.chmod(0o644)
    port = guarded(f"allow_anonymous false\npassword_file {words}")
    wrong = BrokerSettings(port=port, user="chair", password="wrong")  # noqa: S106 - nobody's
    assert "check user and password" in call(wrong).until("refused", times=3)
    assert len(caplog.records) == 1
    assert "wrong" not in caplog.text
    secret = tmp_path / "secret"
    secret.write_text("right\n")
    secret.chmod(0o600)
    call(BrokerSettings(port=port, user="chair", password_file=str(secret)), "other").until("online")
