"""Which language somebody is answered in, and how it is chosen."""

import re

import pytest

from dashboard.locale.catalogue import catalogue
from dashboard.locale.units import Units
from dashboard.store import people, preferences
from dashboard.store.engine import database_path, reader, transaction
from dashboard.store.preferences import Chosen
from dashboard.web.language import preferred
from dashboard.web.words import words_path
from tests.dashboard.api_desk import JSON, ApiSite, filled
from tests.dashboard.doors import FORM, Browser, House, logged_in
from tests.dashboard.messages import meta

HTML = {"accept": "text/html"}
GERMAN = {"accept-language": "de-AT,de;q=0.9,en;q=0.5"}


def text(answer):
    return answer.body.decode()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return ApiSite(filled(tmp_path_factory.mktemp("desk")))


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "de", "de"),
        ("", "de-CH, fr;q=0.9", "de"),
        ("", "en;q=0.4, de;q=0.6", "de"),
        ("", "fr, ja", "en"),
        ("", "de;q=0", "en"),
        ("en", "de", "en"),
        ("de", "en", "de"),
        ("fr", "de", "de"),
        ("../../etc", "\x00;q=;,,q", "en"),
        ("", "de" * 10_000, "en"),
    ],
)
def test_the_choice_goes_before_the_browser_and_the_browser_before_english(cookie, accepted, language):
    assert preferred(Chosen(), Chosen(cookie), accepted).language == language


@pytest.mark.parametrize(
    ("own", "kept", "units"),
    [
        ("", "", Units()),
        ("", "12-lb", Units("12", "lb")),
        ("24-kg", "12-lb", Units()),
        ("12-kg", "", Units("12", "kg")),
        ("", "12", Units()),
        ("", "12-stone", Units()),
        ("", "12-lb; Path=/", Units()),
    ],
)
def test_a_persons_units_go_before_the_browsers_and_what_is_none_before_nothing(own, kept, units):
    assert preferred(Chosen(units=own), Chosen(units=kept), "").units == units


def test_a_persons_own_choice_goes_before_all(tmp_path):
    house = House(tmp_path)
    house.add("Olga")
    browser, other = logged_in(house), logged_in(house, **{"accept-language": "en"})
    assert '<html lang="en">' in text(browser.get("/settings"))
    chosen = browser.post("/language", language="de", back="/settings?chair=desk")
    assert (chosen.status, chosen.headers["location"]) == (303, "/settings?chair=desk")
    assert '<html lang="de"' in text(other.get("/settings")), "another browser of the same person speaks it at once"
    other.cookies["sitwell_language"] = "en"
    assert '<html lang="de"' in text(other.get("/"))
    assert '<html lang="en">' in text(Browser(house).get("/login"))
    assert '<html lang="en">' in text(Browser(house, **{"x-sitwell-language": "de"}).get("/login"))
    other.post("/language", language="xx")
    assert '<html lang="de"' in text(other.get("/"))
    house.engine.dispose()


def test_units_are_a_persons_too_and_each_choice_leaves_the_other(tmp_path):
    house = House(tmp_path)
    house.add("Olga")
    browser, other = logged_in(house), logged_in(house)
    browser.post("/language", language="de", back="/settings")
    browser.post("/language", clock="12", mass="lb", back="/settings")
    assert '<html lang="de"' in text(other.get("/settings"))
    assert 'data-clock="12" data-mass="lb"' in text(other.get("/settings"))
    other.post("/language", language="en")
    other.post("/language", clock="13", mass="lb")
    assert '<html lang="en" data-clock="12" data-mass="lb">' in text(browser.get("/"))
    browser.post("/language", clock="24", mass="kg")
    assert '<html lang="en">' in text(other.get("/"))
    house.engine.dispose()


def test_a_desk_without_accounts_keeps_the_choice_for_whoever_sits_there(tmp_path):
    url = filled(tmp_path)
    site = ApiSite(url)
    assert site.get("/language", method="POST", body=b"language=de&back=/", **FORM).status == 303
    with transaction(reader(url), database_path(url)) as connection:
        assert preferences.language_of_chair(connection, "desk") == "de"


def test_who_is_written_to_about_a_chair_is_written_to_in_their_language(tmp_path):
    house = House(tmp_path)
    olga, mia, max_ = house.add("Olga"), house.add("Mia", "member", ["desk"]), house.add("Max", "member", ["desk"])
    with house.open() as connection:
        assert preferences.language_of_chair(connection, "desk") == ""
        preferences.choose(connection, olga, "de")
        assert preferences.language_of_chair(connection, "lab") == "de", "a chair of nobody's is the owners'"
        assert preferences.language_of_chair(connection, "desk") == ""
        preferences.choose(connection, mia, "de")
        assert preferences.language_of_chair(connection, "desk") == "de"
        preferences.choose(connection, max_, "en")
        assert preferences.language_of_chair(connection, "desk") == "", "they do not agree"
        people.remove(connection, max_)
        assert preferences.language_of_chair(connection, "desk") == "de"
    house.engine.dispose()


def test_the_document_is_in_the_readers_language_and_says_what_it_goes_by(site):
    english, german = site.get("/", **HTML), site.get("/", **HTML, **GERMAN)
    assert '<html lang="en">' in text(english)
    assert f'<html lang="de" data-words="{words_path("de")}">' in text(german)
    assert '<h1 tabindex="-1">Verlauf</h1>' in text(german)
    assert all("Accept-Language, Cookie" in answer.headers["vary"] for answer in (english, german))
    assert text(site.get("/", **HTML)) == text(english), "what was kept for one language is not told in another"


def test_the_words_are_a_module_that_a_browser_may_keep(site):
    answer = site.get(words_path("de"))
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert '"Stand up now: you have been sitting for more than {span}":"Steh jetzt auf' in text(answer)
    assert re.search(r"export const plural = \(n\) => Number\(\(n != 1\)\);", text(answer))
    assert words_path("en") == ""
    for nothing in ("/words/de.js", "/words/en-000000000000.js", "/words/xx-000000000000.js"):
        assert site.get(nothing).status == 404


def test_what_only_a_download_says_is_not_sent_to_each_page(site):
    said = site.get(words_path("de")).body.decode()
    assert "Du sitzt seit" in said
    assert catalogue("de").text("seconds with readings") not in said


def test_a_choice_is_kept_in_the_browser_and_leads_back(site):
    answer = site.get("/language", method="POST", body=b"language=de&back=/today%3Fon%3D2026-07-01", **FORM)
    assert (answer.status, answer.headers["location"]) == (303, "/today?on=2026-07-01")
    assert answer.set_cookies[0].startswith("sitwell_language=de; HttpOnly; Max-Age=31536000; Path=/; SameSite=lax")
    assert '<html lang="de"' in text(site.get("/", **HTML, cookie="sitwell_language=de"))


@pytest.mark.parametrize("body", [b"", b"language=xx&back=/", b"language=%00", b"back=//evil.example", b"\xff"])
def test_what_is_no_choice_sets_nothing(site, body):
    answer = site.get("/language", method="POST", body=body, **FORM)
    assert (answer.status, answer.headers["location"], answer.set_cookies) == (303, "/", [])


@pytest.mark.parametrize(
    "back", ["https://evil.example", "//evil.example", "/api/v1/me", "/live", "javascript:alert(1)"]
)
def test_a_choice_leads_to_a_page_of_ours_only(site, back):
    answer = site.get("/language", method="POST", body=f"language=de&back={back}".encode(), **FORM)
    assert answer.headers["location"] == "/"


def test_another_site_cannot_choose(site):
    answer = site.get("/language", method="POST", body=b"language=de", **(FORM | {"sec-fetch-site": "cross-site"}))
    assert answer.status == 403


def test_the_words_of_a_day_are_in_the_readers_language(site):
    english = site.get("/api/v1/chairs/desk/day/2026-07-22").json["day"]
    german = site.get("/api/v1/chairs/desk/day/2026-07-22", **GERMAN).json["day"]
    assert (english["title"], german["title"]) == ("Wednesday 22 July", "Mittwoch, 22. Juli")
    assert german["summary"] == "1 Sitzphase, längste 40\N{NO-BREAK SPACE}Min., 0 Pausen"
    assert german["segments"][0]["title"] == "9:00 bis 9:40: Sitzen, 40\N{NO-BREAK SPACE}Min."
    assert english["segments"][0]["title"] == "9:00 to 9:40: sitting, 40 min"


def test_a_past_day_that_is_kept_is_kept_for_each_language(site):
    for _ in range(2):
        assert site.get("/api/v1/chairs/desk/day/2026-07-20").json["day"]["title"] == "Monday 20 July"
        assert site.get("/api/v1/chairs/desk/day/2026-07-20", **GERMAN).json["day"]["title"] == "Montag, 20. Juli"


def test_what_does_not_work_is_said_in_the_readers_language(site):
    answer = site.get("/api/v1/chairs/desk/day/2030-01-01", **GERMAN)
    assert answer.status == 404
    assert answer.json["detail"].startswith("2030-01-01 hat an diesem Stuhl noch nicht begonnen")
    site.hub.remember(meta("desk"))
    told = site.get("/api/v1/chairs/desk/commands/snooze", method="POST", body=b'{"snooze_s":60}', **JSON, **GERMAN)
    assert told.json["detail"].startswith("der Broker ist nicht erreichbar")


def test_log_in_speaks_german_and_can_be_switched(tmp_path):
    house = House(tmp_path)
    house.add("Olga")
    browser, wrong = Browser(house, **GERMAN), {"name": "Olga", "password": "x"}
    page = text(browser.get("/login?next=/history"))
    assert '<html lang="de">' in page
    assert (
        "Vergessen? Wer diesen Server betreibt, setzt mit <code>sitwell-dashboard user password</code> ein neues."
        in page
    )
    assert '<input type="hidden" name="back" value="/login?next=/history">' in page
    assert browser.post("/login", token=browser.token(), **wrong).status == 403
    assert "Name oder Passwort ist falsch." in text(browser.answer)
    browser.cookies["sitwell_language"] = "en"
    assert "<h1>Log in</h1>" in text(browser.get("/login"))
    house.engine.dispose()
