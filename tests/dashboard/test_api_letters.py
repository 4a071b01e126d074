"""When a chair's report is sent, over the API."""

import pytest

from dashboard.store import channels, letters
from dashboard.store.engine import database_path, transaction, writer
from tests.dashboard.api_desk import JSON, ApiSite, filled
from tests.dashboard.test_server import NOW_MS

PATH = "/api/v1/chairs/desk/letters"


@pytest.fixture
def site(tmp_path):
    return ApiSite(filled(tmp_path))


def put(site, body):
    return site.get(PATH, method="PUT", body=body.encode(), **JSON)


def test_a_chair_sends_nothing_until_somebody_says_so(site):
    nothing = {"mailboxes": 0, "schedule": None, "last": None}
    assert site.get(PATH).json == {"chair": "desk", "zone": "Europe/Berlin", **nothing}


def test_only_channels_that_are_mail_are_counted_as_mailboxes(site):
    with transaction(writer(site.url), database_path(site.url)) as connection:
        urls = ("mailtos://user:secret@example.org", "ntfy://topic", "MAILTO://user@example.org")
        channels.set_channels(connection, "desk", [channels.Channel(0, "desk", url[:6], url, 0) for url in urls])
    assert site.get(PATH).json["mailboxes"] == 2


@pytest.mark.parametrize(("age_ms", "said"), [(0, "It is on its way."), (599_999, "It is on its way."), (600_000, "")])
def test_a_report_on_its_way_is_told_from_one_that_broke_off(site, age_ms, said):
    with transaction(writer(site.url), database_path(site.url)) as connection:
        letters.claim(connection, "desk", "week", "2026-07-13", NOW_MS - age_ms)
    assert site.get(PATH).json["last"]["said"] == said


def test_a_schedule_is_set_changed_and_taken_back(site):
    assert put(site, '{"schedule": {"kind": "week", "weekday": 4, "hour": 18}}').json["schedule"]["weekday"] == 4
    assert put(site, '{"schedule": {"kind": "month"}}').json["schedule"] == {"kind": "month", "weekday": 0, "hour": 7}
    assert site.get(PATH).json["schedule"]["kind"] == "month"
    with transaction(writer(site.url), database_path(site.url)) as connection:
        assert letters.schedules(connection) == [letters.Schedule("desk", "month", 0, 7, NOW_MS)]
    assert put(site, '{"schedule": null}').json["schedule"] is None


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "[",
        "",
        '{"schedule": {"hour": 7}}',
        '{"schedule": {"kind": "year"}}',
        '{"schedule": {"kind": "week", "weekday": 7}}',
        '{"schedule": {"kind": "week", "hour": 24}}',
        '{"schedule": {"kind": "week", "to": "x"}}',
    ],
)
def test_a_schedule_that_cannot_be_is_refused_with_the_reason(site, body):
    answer = put(site, body)
    assert answer.status == 422
    assert answer.json["detail"]
    assert site.get(PATH).json["schedule"] is None


def test_what_came_of_the_last_report_is_told(site):
    with transaction(writer(site.url), database_path(site.url)) as connection:
        letters.claim(connection, "desk", "week", "2026-07-06", NOW_MS - 1)
        assert letters.claim(connection, "desk", "week", "2026-07-13", NOW_MS)
        assert not letters.claim(connection, "desk", "week", "2026-07-13", NOW_MS + 1)
        came = letters.Sent("desk", "week", "2026-07-13", NOW_MS, "sent", "")
        letters.settle(connection, came, frozenset({1}))
    told = site.get(PATH).json["last"]
    expected = {"kind": "week", "first": "2026-07-13", "at_ms": NOW_MS, "state": "sent", "said": "Sent."}
    assert told == {**expected, "again_ms": None}


@pytest.mark.parametrize(
    ("state", "language", "said"),
    [
        ("failed", "en", "No network (It is tried again later.)"),
        ("failed", "de", "No network (Es wird später wieder versucht.)"),
        ("sent", "de", "Gesendet, aber nicht überallhin: No network (Es wird später wieder versucht.)"),
    ],
)
def test_a_report_that_is_tried_again_says_so_in_the_readers_language(site, state, language, said):
    with transaction(writer(site.url), database_path(site.url)) as connection:
        letters.claim(connection, "desk", "week", "2026-07-20", NOW_MS + 1)
        came = letters.Sent("desk", "week", "2026-07-20", NOW_MS, state, "No network", NOW_MS + 2)
        letters.settle(connection, came, frozenset())
    assert site.get(PATH, **{"accept-language": language}).json["last"]["said"] == said
