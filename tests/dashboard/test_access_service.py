"""What the desk says when it starts, whose word on who asks it believes, and what it does with a certificate."""

import pytest
import uvicorn

from contract.errors import ConfigError
from dashboard.config import WebSettings
from dashboard.near import trust
from dashboard.web.access.door import AccountDoor, OpenDoor
from dashboard.web.access.service import greeting, make_door
from dashboard.web.service import _https, _proxies
from tests.dashboard.doors import Browser, House

URL = "http://127.0.0.1:8050/"
AFAR = WebSettings(host="0.0.0.0")  # noqa: S104 - what people set


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    yield made
    made.engine.dispose()


def test_the_door_has_a_log_in_unless_the_settings_say_otherwise(tmp_path):
    url = f"sqlite:///{tmp_path}/none.db"
    assert isinstance(make_door(WebSettings(), url), AccountDoor)
    assert isinstance(make_door(WebSettings(open_on_loopback=True), url), OpenDoor)


def test_the_code_is_said_while_nobody_has_an_account_and_not_after(house):
    (line,) = greeting(house.door, WebSettings(), URL)
    assert f"{URL}setup" in line
    assert house.door.code in line
    house.add("Olga")
    assert greeting(house.door, WebSettings(), URL) == []


def test_the_code_is_said_before_ingest_has_made_the_store(tmp_path):
    door = make_door(WebSettings(), f"sqlite:///{tmp_path}/none.db")
    assert door.code in greeting(door, WebSettings(), URL)[0]


def test_codes_are_new_at_each_start(tmp_path):
    url = f"sqlite:///{tmp_path}/none.db"
    assert len({make_door(WebSettings(), url).code for _ in range(5)}) == 5


def test_an_open_desk_and_one_without_encryption_say_so(house):
    assert "there is no log-in" in greeting(OpenDoor(), WebSettings(open_on_loopback=True), URL)[0]
    house.add("Olga")
    assert "unencrypted" in greeting(house.door, AFAR, URL)[0]
    assert greeting(house.door, WebSettings(host="0.0.0.0", certificate="c", key="k"), URL) == []  # noqa: S104


@pytest.mark.parametrize(
    ("proxies", "believed"), [("127.0.0.1", True), ("192.0.2.1 127.0.0.1", True), ("", False), ("192.0.2.1", False)]
)
def test_only_a_proxy_that_was_told_is_believed(house, proxies, believed):
    house.add("Olga")
    config = uvicorn.Config(
        house.site.application, lifespan="off", log_config=None, **_proxies(WebSettings(proxies=proxies))
    )
    config.load()
    house.site.application = config.loaded_app
    browser = Browser(house, **{"x-forwarded-for": "198.51.100.9", "x-forwarded-proto": "https"})
    browser.log_in("Olga")
    assert any(name.startswith("__Host-") for name in browser.cookies) is believed
    browser.get("/account")
    assert ("from 198.51.100.9" in browser.text()) is believed


def test_a_certificate_that_cannot_be_used_is_said_with_the_remedy(tmp_path):
    web = WebSettings(certificate=str(tmp_path / "desk.crt"), key=str(tmp_path / "desk.key"))
    with pytest.raises(ConfigError, match="PEM files that belong together"):
        _https(web)
    with pytest.raises(ConfigError, match="cannot be read"):
        trust(web)
    for name in ("desk.crt", "desk.key"):
        (tmp_path / name).write_text("no certificate")
    with pytest.raises(ConfigError, match="PEM files that belong together"):
        _https(web)
    with pytest.raises(ConfigError, match="cannot be read"):
        trust(web)
    assert _https(WebSettings()) == {}
    assert trust(WebSettings()) is None
