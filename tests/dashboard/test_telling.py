"""The route by which a chair is told something, and who may ask for it."""

import json

import pytest

from contract.topics import Topics
from dashboard.web.commander import Commander
from tests.dashboard.messages import meta
from tests.dashboard.test_commander import AT_ONCE_S, NOW_MS, Chair
from tests.dashboard.test_server import Site

JSON = {"content-type": "application/json"}
IDENTIFY = "/api/v1/chairs/desk/commands/identify"


@pytest.fixture
def site(tmp_path):
    """Return a site where the chair "desk" is known, with this behind its commander."""

    def site(commander):
        made = Site(f"sqlite:///{tmp_path}/none.db", commander)
        made.hub.remember(meta())
        return made

    return site


def post(site, target, headers=JSON, **fields):
    return site.get(target, method="POST", body=json.dumps(fields).encode(), **headers)


def test_what_the_chair_answers_is_the_answer(site):
    chair = Chair({"accepted": False, "why": "somebody sits; get up"})
    answer = post(site(chair.commander), "/api/v1/chairs/desk/commands/tare")
    assert (answer.status, answer.json["accepted"], answer.json["why"]) == (200, False, "somebody sits; get up")
    assert answer.headers["cache-control"] == "no-store"


def test_a_command_without_fields_needs_no_body(site):
    assert site(Chair({}).commander).get(IDENTIFY, method="POST", **JSON).json["accepted"] is True


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("/api/v1/chairs/nobody/commands/tare", "no chair 'nobody' was ever heard of"),
        ("/api/v1/chairs/desk/commands/explode", "there are tare, baseline"),
    ],
)
def test_a_chair_or_a_command_that_is_not_there_is_404(site, target, why):
    answer = post(site(Chair({}).commander), target)
    assert answer.status == 404
    assert why in answer.json["detail"]


def test_a_wrong_field_is_422_with_its_name(site):
    answer = post(site(Chair({}).commander), "/api/v1/chairs/desk/commands/pause", pause_s=-1)
    assert (answer.status, answer.json["field"]) == (422, "pause_s")
    assert ">= 0" in answer.json["detail"]


@pytest.mark.parametrize("body", [b"[]", b"{", b"\xff", b"[" * 9000, b"null"])
def test_a_body_that_is_no_object_is_422(site, body):
    chair = Chair({})
    assert site(chair.commander).get(IDENTIFY, method="POST", body=body, **JSON).status == 422
    assert chair.sent == []


def test_a_body_without_end_is_not_read(site):
    assert site(Chair({}).commander).get(IDENTIFY, method="POST", body=b" " * 20_000, **JSON).status == 413


def test_without_the_broker_it_is_503(site):
    answer = post(site(Commander(Topics(), lambda: NOW_MS)), IDENTIFY)
    assert answer.status == 503
    assert "broker is away" in answer.json["detail"]


def test_a_chair_that_is_off_is_504(site):
    answer = post(site(Chair(patience_s=lambda _name: AT_ONCE_S).commander), IDENTIFY)
    assert answer.status == 504
    assert "is it on?" in answer.json["detail"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 415),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": "text/plain; application/json"}, 415),
        (JSON | {"sec-fetch-site": "cross-site"}, 403),
        (JSON | {"sec-fetch-site": "same-site"}, 403),
        (JSON | {"origin": "https://evil.example"}, 403),
        (JSON | {"origin": "http://127.0.0.1:9999"}, 403),
        (JSON | {"origin": "http://127.0.0.1:8050.evil.example"}, 403),
        (JSON | {"origin": "http://[bad"}, 403),
        (JSON | {"origin": "null"}, 403),
        (JSON | {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:8050"}, 403),
    ],
)
def test_another_web_site_cannot_tell_a_chair_anything(site, headers, status):
    chair = Chair({})
    assert post(site(chair.commander), IDENTIFY, headers).status == status
    assert chair.sent == []


@pytest.mark.parametrize(
    "headers",
    [
        JSON,
        {"content-type": "Application/JSON; charset=utf-8"},
        JSON | {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8050"},
        JSON | {"sec-fetch-site": "none"},
    ],
)
def test_our_own_page_and_programs_may(site, headers):
    assert post(site(Chair({}).commander), IDENTIFY, headers).status == 200
