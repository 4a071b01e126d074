"""Channels of a chair, told without their addresses; and what followed its prompts, silent while there are few."""

import json

import pytest

from contract.codec import encode
from contract.events import ProlongedNudged
from dashboard.reminding.send import Sent
from tests.dashboard.api_desk import JSON, MINUTE_MS, NOW_MS, ApiSite, store
from tests.dashboard.doors import MEMBER, VIEWER, DoorFor
from tests.dashboard.messages import got_up, meta, minute, sat_down, stamp, state

CHANNELS = "/api/v1/chairs/desk/channels"
MAIL = "mailto://anna:secret@example.org"
DAY_MS = 24 * 60 * MINUTE_MS


@pytest.fixture
def site(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    store(url, a_month())
    made = ApiSite(url)
    made.hub.receive("chairs/v1/desk/meta", encode(meta()))
    return made


def a_month(days=9, nudges=(9, 11, 14)):
    """On each day a prompt at some hours; each but the last is followed after four minutes."""
    told = []
    for day in range(days, 0, -1):
        for hour in nudges:
            said_ms = NOW_MS - day * DAY_MS - 16 * 60 * MINUTE_MS + hour * 60 * MINUTE_MS
            start_ms, end_ms = said_ms - 30 * MINUTE_MS, said_ms + (4 if hour < 14 else 40) * MINUTE_MS
            told += [sat_down(start_ms), ProlongedNudged(**stamp(said_ms), sitting_s=1800), got_up(end_ms, start_ms)]
            told += [
                minute(at_ms, 60.0 if start_ms <= at_ms < end_ms else 0.0)
                for at_ms in range(said_ms - 3 * MINUTE_MS, said_ms + 45 * MINUTE_MS, MINUTE_MS)
            ]
    return told


def put(site, *channels):
    return site.get(CHANNELS, method="PUT", body=json.dumps({"channels": channels}).encode(), **JSON)


def test_a_channel_is_told_without_its_address(site):
    made = put(site, {"name": "Mail", "url": MAIL, "after_s": 600})
    assert made.status == 200
    assert made.json == site.get(CHANNELS).json
    [told] = made.json["channels"]
    assert (told["name"], told["service"], told["after_s"], told["last_ms"]) == ("Mail", "mailto", 600, None)
    assert b"secret" not in made.body


def test_an_address_stays_when_only_the_rest_is_changed(site):
    [told] = put(site, {"name": "Mail", "url": MAIL}).json["channels"]
    [told] = put(site, {"id": told["id"], "name": "Post", "after_s": 60}).json["channels"]
    site.get(f"{CHANNELS}/{told['id']}/test", method="POST", body=b"{}", **JSON)
    assert [order.url for order in site.sent] == [MAIL]
    assert put(site).json["channels"] == []


@pytest.mark.parametrize(
    ("channel", "field"),
    [
        ({"name": "Mail"}, "url"),
        ({"name": "Mail", "url": "anna@example.org"}, "url"),
        ({"name": "Screen", "url": "dbus://"}, "url"),
        ({"name": "Mail", "url": MAIL, "id": 77}, "id"),
        ({"name": "", "url": MAIL}, "channels[0].name"),
        ({"name": "Mail", "url": MAIL, "after_s": -1}, "channels[0].after_s"),
    ],
)
def test_a_channel_that_cannot_be_is_refused_with_the_field(site, channel, field):
    refused = put(site, channel)
    assert (refused.status, refused.json["field"]) == (422, field)
    assert b"secret" not in refused.body
    assert site.get(CHANNELS).json["channels"] == []


def test_a_test_says_what_came_of_it_in_words(site):
    [told] = put(site, {"name": "Mail", "url": MAIL}).json["channels"]
    path = f"{CHANNELS}/{told['id']}/test"
    assert site.get(path, method="POST", body=b"{}", **JSON).json == {"sent": True, "said": "Sent."}
    assert "secret" not in site.sent[0].body
    assert site.get(f"{CHANNELS}/99/test", method="POST", body=b"{}", **JSON).status == 404


def test_what_a_service_did_not_take_is_said_and_no_error_of_the_desk(site):
    site.answer = Sent(ok=False, said="It was not taken: check the address")
    [told] = put(site, {"name": "Mail", "url": MAIL}).json["channels"]
    tried = site.get(f"{CHANNELS}/{told['id']}/test", method="POST", body=b"{}", **JSON)
    assert (tried.status, tried.json) == (200, {"sent": False, "said": "It was not taken: check the address"})


def test_channels_are_for_who_runs_the_chair(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    store(url, [sat_down(1)], chair="lab")
    for person in (MEMBER, VIEWER):
        site = ApiSite(url, DoorFor(person))
        assert site.get("/api/v1/chairs/lab/channels").status == 404
        assert site.get("/api/v1/chairs/lab/prompts").status == 404


def test_prompts_are_told_with_what_followed_and_when_they_work(site):
    told = site.get("/api/v1/chairs/desk/prompts").json
    [nudges] = told["kinds"]
    assert nudges["outcomes"] == {"stood_up": 18, "ignored": 9}
    assert (nudges["known"], nudges["followed_share"], nudges["median_s"]) == (27, pytest.approx(2 / 3), 240)
    assert nudges["hours"] == []  # nine at an hour are too few
    assert (told["days"], told["least"]) == (28, 10)


def test_of_few_prompts_nothing_is_said_but_how_many(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    store(url, a_month(days=3))
    [nudges] = ApiSite(url).get("/api/v1/chairs/desk/prompts").json["kinds"]
    assert (nudges["known"], nudges["followed_share"], nudges["median_s"]) == (9, None, None)


def test_a_prompt_of_just_now_is_open_although_its_minute_is_not_stored_yet(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    said_ms = NOW_MS - 90_000
    store(
        url,
        [
            sat_down(said_ms - 30 * MINUTE_MS),
            *(minute(said_ms + n * MINUTE_MS - 30_000, 60.0) for n in range(-29, 1)),
            ProlongedNudged(**stamp(said_ms), sitting_s=1800),
        ],
    )
    site = ApiSite(url)
    site.hub.receive("chairs/v1/desk/meta", encode(meta()))
    site.hub.receive("chairs/v1/desk/state", encode(state(NOW_MS, bout_started_ms=said_ms - 30 * MINUTE_MS)))
    [nudges] = site.get("/api/v1/chairs/desk/prompts").json["kinds"]
    assert nudges["outcomes"] == {"open": 1}
