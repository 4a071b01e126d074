"""Sessions and the account's page: how long one is logged in, log-out, a new password."""

import re

import msgspec
import pytest

from contract.codec import encode
from dashboard.store import keys, people
from dashboard.web.access.secret import hash_of, new_key
from tests.dashboard.doors import WORDS, Browser, House, logged_in
from tests.dashboard.messages import meta

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    yield made
    made.engine.dispose()


def test_a_browsers_own_name_stays_text(house):
    house.add("Olga")
    browser = logged_in(house, **{"user-agent": "<script>alert(2)</script>"})
    browser.get("/account")
    assert b"<script>alert(2)" not in browser.answer.body
    assert "<script>alert(2)</script>" in browser.text()


DATA = r'href="(/api/v1/chairs/\w+/data)"'


def test_the_account_offers_the_data_of_ones_own_chairs_and_of_no_other(house):
    house.add("Mia", "member", ("desk", "unheard"))
    browser = logged_in(house, "Mia")
    browser.get("/account")
    links = re.findall(DATA, browser.answer.body.decode())
    assert links == ["/api/v1/chairs/desk/data", "/api/v1/chairs/unheard/data"]
    assert 'href="/history?chair=desk#your-data"' in browser.answer.body.decode()
    assert "lab" not in browser.text().split()


def test_an_owner_to_whom_no_chair_was_given_is_offered_the_data_of_all(house):
    house.add("Olga")
    browser = logged_in(house)
    browser.get("/account")
    assert re.findall(DATA, browser.answer.body.decode()) == ["/api/v1/chairs/desk/data", "/api/v1/chairs/lab/data"]


def test_a_viewer_learns_of_no_chair_from_the_account(house):
    house.add("Vik", "viewer", ("desk",))
    browser = logged_in(house, "Vik")
    browser.get("/account")
    assert re.findall(DATA, browser.answer.body.decode()) == []
    assert "Your data" not in browser.text()


def test_a_chairs_name_on_the_account_page_stays_text(house):
    house.add("Olga")
    house.site.hub.receive("chairs/v1/desk/meta", encode(msgspec.structs.replace(meta(), name="<img src=x>")))
    browser = logged_in(house)
    browser.get("/account")
    assert b"<img" not in browser.answer.body
    assert "<img src=x>" in browser.text()


@pytest.mark.parametrize("hours", [7 * 24 + 1, 31 * 24])
def test_a_browser_that_was_away_for_a_week_logs_in_again(house, hours):
    house.add("Olga")
    browser = logged_in(house)
    house.time.pass_(hours)
    assert browser.get("/account").status == 303


def test_a_browser_that_is_used_every_day_stays_and_still_logs_in_again_after_a_month(house):
    house.add("Olga")
    browser = logged_in(house)
    for _ in range(29):
        house.time.pass_(24)
        assert browser.get("/account").status == 200
    house.time.pass_(25)
    assert browser.get("/account").status == 303


def test_log_out_ends_the_session_at_the_server_not_only_in_the_browser(house):
    house.add("Olga")
    browser = logged_in(house)
    kept = dict(browser.cookies)
    assert browser.submit("/logout").headers["location"] == "/login"
    assert "sitwell_login" not in browser.cookies
    browser.cookies = kept
    assert browser.get("/account").status == 303


def test_log_out_everywhere_and_of_one_browser(house):
    house.add("Olga")
    here, there, elsewhere = (logged_in(house) for _ in range(3))
    here.get("/account")
    others = re.findall(r'name="id" value="(\d+)"', here.answer.body.decode())
    assert len(others) == 2
    here.post("/account/browsers", token=here.token(), id=others[1])
    assert sorted(browser.get("/account").status for browser in (here, there, elsewhere)) == [200, 200, 303]
    here.submit("/account/everywhere")
    assert [browser.get("/account").status for browser in (here, there, elsewhere)] == [303, 303, 303]


def test_nobody_logs_out_the_browser_of_somebody_else(house):
    house.add("Olga")
    house.add("Mia", "member")
    olga, mia = logged_in(house), logged_in(house, "Mia")
    mia.get("/account")
    token = mia.token()
    for id_ in range(1, 6):
        mia.post("/account/browsers", token=token, id=str(id_))
    assert (olga.get("/account").status, mia.get("/account").status) == (200, 303)


def test_a_new_password_logs_every_other_browser_out(house):
    house.add("Olga")
    here, there = logged_in(house), logged_in(house)
    before = here.cookies["sitwell_login"]
    new = {"password": "four calling birds", "again": "four calling birds"}
    assert here.submit("/account/password", old="wrong password", **new).status == 403
    assert here.submit("/account/password", old=WORDS, **dict.fromkeys(new, "short")).status == 422
    assert here.submit("/account/password", old=WORDS, **(new | {"again": "other"})).status == 422
    assert here.submit("/account/password", old=WORDS, **new).headers["location"] == "/account?changed=password"
    assert "Your password is changed" in (here.get("/account?changed=password"), here.text())[1]
    assert here.cookies["sitwell_login"] != before
    assert there.get("/account").status == 303
    assert Browser(house).log_in("Olga").status == 403
    assert Browser(house).log_in("Olga", "four calling birds").status == 303


def test_forms_of_the_account_are_refused_without_their_token(house):
    house.add("Olga")
    browser, other = logged_in(house), logged_in(house)
    other.get("/account")
    for target in ("/logout", "/account/everywhere", "/account/password", "/account/browsers"):
        for token in ("", other.token(), "é"):
            assert browser.post(target, token=token, old=WORDS, password="x" * 12, again="x" * 12, id="1").status in {
                403,
                422,
            }
    assert browser.get("/account").status == other.get("/account").status == 200


def token_of(house, person, name, expires_ms=None):
    """Give somebody a token; return what a program shows, and its number."""
    key = new_key()
    with house.open() as connection:
        new = keys.Token(0, person, name, house.time.now_ms, expires_ms)
        return key, keys.add_token(connection, hash_of(key), new)


def asked_with(house, key):
    return house.site.get("/api/v1/chairs", authorization=f"Bearer {key}").status


def test_the_account_lists_ones_own_tokens_and_when_they_were_used(house):
    olga, mia = house.add("Olga"), house.add("Mia", "member")
    key, _ = token_of(house, olga, HOSTILE)
    token_of(house, olga, "old", house.time.now_ms + 3_600_000)
    token_of(house, mia, "Mia's own")
    house.time.pass_(2)
    browser = logged_in(house)
    browser.get("/account")
    assert f"{HOSTILE} Made 2 hours ago; never used" in browser.text()
    assert "old over Made 2 hours ago; never used; until 20" in browser.text()
    assert "Mia's own" not in browser.text()
    assert HOSTILE.encode() not in browser.answer.body
    assert asked_with(house, key) == 200
    house.time.pass_(3)
    browser.get("/account")
    assert "last used 3 hours ago" in browser.text()


def test_a_token_is_removed_by_whom_it_stands_for_and_by_nobody_else(house):
    olga, _ = house.add("Olga"), house.add("Mia", "member")
    key, id_ = token_of(house, olga, "Grafana")
    mia, browser = logged_in(house, "Mia"), logged_in(house)
    mia.submit("/account/tokens", id=str(id_))
    assert asked_with(house, key) == 200
    assert browser.submit("/account/tokens", id="x").status == 403
    assert browser.post("/account/tokens", token="", id=str(id_)).status == 403
    assert asked_with(house, key) == 200
    assert browser.submit("/account/tokens", id=str(id_)).headers["location"] == "/account"
    assert asked_with(house, key) == 401
    assert "Grafana" not in (browser.get("/account"), browser.text())[1]


def test_no_password_cookie_or_token_is_in_the_store(house):
    house.add("Olga")
    browser = logged_in(house)
    kept = b"".join(each.read_bytes() for each in house.path.parent.glob("people.db*"))
    assert b"Olga" in kept
    assert WORDS.encode() not in kept
    assert browser.cookies["sitwell_login"].encode() not in kept


def test_whoever_is_removed_is_out_within_seconds(house):
    id_ = house.add("Mia", "member", ("desk",))
    house.add("Olga")
    browser = logged_in(house, "Mia")
    assert browser.get("/api/v1/chairs").json[0]["id"] == "desk"
    with house.open() as connection:
        people.remove(connection, id_)
    house.time.pass_(6 / 3600)
    assert browser.get("/api/v1/chairs", accept="").status == 401


def test_without_a_store_nobody_is_let_in_and_the_remedy_is_said(tmp_path):
    house = House(tmp_path)
    house.add("Olga")
    browser = logged_in(house)
    house.engine.dispose()
    for each in tmp_path.glob("people.db*"):
        each.unlink()
    house.accounts._reader.dispose()
    house.time.pass_(1)
    assert browser.get("/").status == 503
    assert "there is none yet: start" in browser.text()
    assert browser.get("/api/v1/chairs", accept="").status == 503
    assert browser.get("/assets/tokens.css").status == 200
    assert browser.get("/login").status == 503
