"""Log-in and set-up as a browser does them, the hostile ways first."""

import re
from html import unescape

import pytest
from argon2 import PasswordHasher

from dashboard.store import people
from dashboard.web.access.pages import local
from dashboard.web.access.secret import Passwords
from tests.dashboard.doors import CODE, FORM, WORDS, Browser, House, logged_in

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    yield made
    made.engine.dispose()


def test_a_log_in_that_another_site_sends_is_refused(house):
    house.add("Olga")
    stranger, browser = Browser(house), Browser(house)
    stranger.get("/login")
    right = {"name": "Olga", "password": WORDS}
    browser.get("/login")
    assert browser.post("/login", **right).status == 403, "without a token"
    assert browser.post("/login", token=stranger.token(), **right).status == 403, "with a token of another browser"
    token = browser.token()
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
    ):
        assert browser.post("/login", FORM | headers, token=token, **right).status == 403, headers
    browser.cookies.clear()
    assert browser.post("/login", token=token, **right).status == 403, "without the cookie"
    assert not any("sitwell_login" in line for line in browser.answer.set_cookies)


def test_a_cookie_that_was_foisted_on_a_browser_opens_nothing_after_log_in(house):
    house.add("Olga")
    victim, foisted = Browser(house), "A" * 43
    victim.cookies["sitwell_login"] = foisted
    victim.log_in("Olga")
    assert victim.cookies["sitwell_login"] != foisted
    attacker = Browser(house)
    attacker.cookies["sitwell_login"] = foisted
    assert attacker.get("/account").status == 303


def test_logging_in_again_ends_the_session_before(house):
    house.add("Olga")
    browser = logged_in(house)
    before = browser.cookies["sitwell_login"]
    browser.get("/account")
    browser.cookies.pop("sitwell_form", None)
    other = Browser(house)
    other.get("/login")
    other.cookies["sitwell_login"] = before
    other.post("/login", token=other.token(), name="Olga", password=WORDS)
    assert browser.get("/account").status == 303


def test_a_wrong_name_and_a_wrong_password_look_the_same(house):
    house.add("Olga")
    words = []
    for name, password in (("Olga", "wrong password"), ("Nobody", WORDS), ("", "")):
        browser = Browser(house)
        assert browser.log_in(name, password).status == 403
        words.append(
            re.sub(r'value="[^"]*"| autofocus', "", browser.answer.body.decode()).replace(' aria-invalid="true"', "")
        )
    assert words[0] == words[1] == words[2]
    assert "Name or password is wrong." in words[0]


def test_a_name_that_nobody_has_costs_the_same_work(tmp_path):
    verified = []

    class Counting(PasswordHasher):
        def verify(self, hash_, password):
            verified.append(hash_)
            return super().verify(hash_, password)

    house = House(tmp_path, Passwords(Counting(time_cost=1, memory_cost=8, parallelism=1)))
    house.add("Olga")
    for name in ("Olga", "Nobody"):
        Browser(house).log_in(name, "wrong password")
    assert len(verified) == 2
    house.engine.dispose()


def test_after_ten_tries_at_an_account_its_password_is_refused_too_until_time_has_passed(house):
    house.add("Olga")
    browser = Browser(house)
    for _ in range(10):
        assert browser.log_in("Olga", "wrong password").status == 403
    assert browser.log_in("\uff2f\uff2c\uff27\uff21").status == 429, "the same account by letters of another width"
    assert "Too many tries. Please wait 60 seconds and try again." in browser.text()
    assert browser.answer.headers["retry-after"] == "60"
    assert Browser(house).log_in("Nobody", "wrong password").status == 403, "others are not held up"
    house.time.pass_(61 / 3600)
    assert browser.log_in("Olga").status == 303


def test_too_many_tries_are_logged_once_a_minute_without_the_name(house, caplog):
    house.add("Olga")
    browser = Browser(house)
    for _ in range(15):
        browser.log_in("my secret password", "oops")
    assert [record.getMessage() for record in caplog.records] == [
        "too many tries to log in: 1 refused since the start, the last from 127.0.0.1"
    ]
    house.time.pass_(60.5 / 3600)
    for _ in range(2):
        browser.log_in("my secret password", "oops")
    assert caplog.messages[1:] == ["too many tries to log in: 6 refused since the start, the last from 127.0.0.1"]
    assert "secret" not in caplog.text


def test_one_address_cannot_try_one_password_on_everybody(house):
    house.add("Olga")
    statuses = [Browser(house).log_in(f"name{number}", "password123").status for number in range(31)]
    assert statuses == [403] * 30 + [429]
    assert Browser(house).log_in("Olga").status == 429


def test_a_name_full_of_markup_stays_text(house):
    house.add(HOSTILE)
    browser = logged_in(house, HOSTILE)
    browser.get("/account")
    assert HOSTILE.encode() not in browser.answer.body
    assert "<img" not in browser.answer.body.decode()
    assert HOSTILE in unescape(browser.answer.body.decode())
    assert browser.get("/api/v1/me").json["name"] == HOSTILE
    stranger = Browser(house)
    stranger.log_in(HOSTILE, "wrong password", next='/"><script>')
    assert b"<script>alert" not in stranger.answer.body
    assert b'"><script>' not in stranger.answer.body


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/%2f/evil.example",
        "javascript:alert(1)",         "/login?next=/login", "/nowhere", "/api/v1/chairs", "/live", "", "today",
        "/today\nset-cookie: a=b", "/../today", "/today//",
    ],
)  # fmt: skip
def test_log_in_leads_to_a_page_of_ours_and_nowhere_else(house, wanted):
    house.add("Olga")
    assert local(wanted) == "/"
    assert Browser(house).log_in("Olga", next=wanted).headers["location"] == "/"


def test_log_in_leads_on_to_where_somebody_wanted_to_go(house):
    house.add("Olga")
    browser = Browser(house)
    where = browser.get("/today?on=2026-07-22&chair=desk").headers["location"]
    assert where == "/login?next=%2Ftoday%3Fon%3D2026-07-22%26chair%3Ddesk"
    browser.get(where)
    next_ = re.search(r'name="next" value="([^"]*)"', browser.answer.body.decode())[1].replace("&amp;", "&")
    answer = browser.post("/login", token=browser.token(), name="olga ", password=WORDS, next=next_)
    assert answer.headers["location"] == "/today?on=2026-07-22&chair=desk"
    assert browser.get("/").status == 200


def test_a_viewer_who_sees_no_chair_comes_to_groups_and_others_to_live(house):
    for name, role, first in (("Vera", "viewer", "/groups"), ("Mia", "member", "/"), ("Olga", "owner", "/")):
        house.add(name, role)
        browser = Browser(house)
        assert browser.log_in(name).headers["location"] == first
        assert browser.get("/login").headers["location"] == first, "and who is logged in already"
        assert browser.get("/login?next=/account").headers["location"] == "/account"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(house):
    house.add("Olga")
    browser = Browser(house)
    browser.log_in("Olga")
    (line,) = [line for line in browser.answer.set_cookies if "sitwell_login" in line]
    flags = {part.strip().lower() for part in line.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= flags
    assert not any(flag.startswith("domain") for flag in flags)
    assert browser.answer.headers["cache-control"] == "no-store"


def test_over_https_the_cookie_is_this_hosts_alone_and_a_plain_one_does_not_count(house):
    house.add("Olga")
    browser = Browser(house, scope={"scheme": "https"})
    browser.log_in("Olga")
    (line,) = [line for line in browser.answer.set_cookies if "sitwell_login" in line]
    assert line.startswith("__Host-sitwell_login=")
    assert "secure" in line.lower()
    assert browser.get("/account").status == 200
    browser.cookies = {"sitwell_login": browser.cookies["__Host-sitwell_login"]}
    assert browser.get("/account").status == 303


@pytest.mark.parametrize(
    "body", [b"name=a&name=b", b"%ff=1", b"\xff", b"a=1&" * 30, b"x" * 9000, b"name=%00", b"{}", b"=&=&="]
)
def test_a_body_that_is_no_form_of_ours_breaks_nothing(house, body):
    house.add("Olga")
    browser = Browser(house)
    browser.get("/login")
    assert browser.get("/login", method="POST", body=body, **FORM).status == 403
    assert browser.get("/login", method="POST", body=body, **{"content-type": "multipart/form-data"}).status == 403


def test_the_first_account_takes_the_code_that_the_server_printed(house):
    browser = Browser(house)
    assert browser.get("/").headers["location"] == "/setup"
    assert browser.get("/login").headers["location"] == "/setup"
    browser.get("/setup")
    fields = {"token": browser.token(), "name": "Olga", "password": WORDS, "again": WORDS}
    assert browser.post("/setup", code="WRNG-CODE-WRNG-CODE", **fields).status == 403
    assert browser.post("/setup", code="", **fields).status == 403
    assert browser.post("/setup", code=CODE, **(fields | {"password": "short"})).status == 422
    assert browser.post("/setup", code=CODE, **(fields | {"name": "a\u202eb"})).status == 422
    answer = browser.post("/setup", code=f" {CODE.lower().replace('-', ' ')} ", **fields)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert browser.get("/api/v1/me").json["role"] == "owner"
    second = Browser(house)
    assert second.get("/setup").headers["location"] == "/login"
    second.get("/login")
    fields["token"] = second.token()
    assert second.post("/setup", code=CODE, **(fields | {"name": "Eve"})).headers["location"] == "/login"
    with house.open() as connection:
        assert people.count(connection) == 1


def test_the_code_cannot_be_guessed_by_trying(house):
    browser = Browser(house)
    browser.get("/setup")
    fields = {"token": browser.token(), "name": "Eve", "password": WORDS, "again": WORDS}
    statuses = [browser.post("/setup", code="2222-2222-2222-2222", **fields).status for _ in range(11)]
    assert statuses == [403] * 10 + [429]
    assert browser.post("/setup", code=CODE, **fields).status == 429


def test_an_old_hash_is_made_anew_at_log_in(house):
    weak = Passwords(PasswordHasher(time_cost=1, memory_cost=16, parallelism=1))
    with house.open() as connection:
        people.add(connection, "Olga", "owner", weak.hash(WORDS), 0)
    logged_in(house)
    with house.open() as connection:
        assert "m=8," in people.named(connection, "Olga").password
    logged_in(house)
