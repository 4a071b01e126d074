import pytest

from contract.errors import ConfigError
from contract.settings import describe, load_settings
from dashboard.config import DeskSettings, StoreSettings, store_url


def test_the_desk_starts_without_a_file():
    settings = load_settings(DeskSettings, None, {})
    assert (settings.web.host, settings.web.port) == ("127.0.0.1", 8050)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::", "desk.example"])  # noqa: S104  # refused, that is the point
def test_the_page_is_not_shown_to_a_network_without_a_log_in(host):
    with pytest.raises(ConfigError, match="would let everybody in the network watch"):
        load_settings(DeskSettings, None, {"SITWELL_WEB_HOST": host, "SITWELL_WEB_OPEN_ON_LOOPBACK": "true"})
    assert load_settings(DeskSettings, None, {"SITWELL_WEB_HOST": host}).web.open_on_loopback is False


@pytest.mark.parametrize("more", [{"SITWELL_WEB_NAMES": "desk.local"}, {"SITWELL_WEB_PROXIES": "127.0.0.1"}])
def test_an_open_desk_takes_nobody_elses_word_and_no_other_name(more):
    with pytest.raises(ConfigError, match="others than this computer's users"):
        load_settings(DeskSettings, None, {"SITWELL_WEB_OPEN_ON_LOOPBACK": "1"} | more)


@pytest.mark.parametrize("one", ["SITWELL_WEB_CERTIFICATE", "SITWELL_WEB_KEY"])
def test_https_needs_certificate_and_key(one):
    with pytest.raises(ConfigError, match="both certificate and key"):
        load_settings(DeskSettings, None, {one: "desk.pem"})


def test_a_database_that_nobody_has_tried_is_refused_with_the_form_that_works():
    with pytest.raises(ConfigError, match=r"sqlite:///<path>.*postgresql\+psycopg://"):
        load_settings(DeskSettings, None, {"SITWELL_STORE_URL": "postgresql://localhost/sitwell"})


def test_the_password_of_the_database_comes_from_a_file_or_the_environment_and_is_not_shown(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("p@ss/word\n")
    secret.chmod(0o600)
    url = "postgresql+psycopg://sitwell@db.example/sitwell"
    for word in ({"password": "p@ss/word"}, {"password_file": str(secret)}):
        settings = StoreSettings(url=url, **word)
        assert store_url(settings, {}) == "postgresql+psycopg://sitwell:p%40ss%2Fword@db.example/sitwell"
        assert "p@ss" not in repr(settings)
    secret.chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        store_url(StoreSettings(url=url, password_file=str(secret)), {})


@pytest.mark.parametrize("url", ["postgresql+psycopg://a:secret@b/c", "postgresql+psycopg://a@b/c?password=secret"])
def test_a_password_in_the_url_is_refused_and_not_repeated(url):
    with pytest.raises(ConfigError, match="no password in the url") as caught:
        load_settings(DeskSettings, None, {"SITWELL_STORE_URL": url})
    assert "secret" not in str(caught.value)


def test_keeping_minutes_for_less_than_two_days_is_refused():
    with pytest.raises(ConfigError, match="at least 2"):
        load_settings(DeskSettings, None, {"SITWELL_RETENTION_MINUTES_DAYS": "1"})


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite:///:memory:", "sqlite:///?mode=ro"])
def test_a_database_without_a_file_is_refused(url):
    with pytest.raises(ConfigError, match="kept in a file: name it"):
        load_settings(DeskSettings, None, {"SITWELL_STORE_URL": url})


def test_measurements_go_where_a_user_keeps_data_unless_told_otherwise():
    assert store_url(StoreSettings(), {"XDG_DATA_HOME": "/data"}) == "sqlite:////data/sitwell/sitwell.db"
    assert store_url(StoreSettings(url="sqlite:///here.db"), {"XDG_DATA_HOME": "/data"}) == "sqlite:///here.db"


def test_variables_for_the_chair_do_not_stop_the_desk():
    assert load_settings(DeskSettings, None, {"SITWELL_SITTING_NUDGE_S": "600"}) == DeskSettings()


def test_every_key_says_what_it_means():
    assert [key for key, _, text in describe(DeskSettings) if not text] == []
