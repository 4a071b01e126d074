"""Goals of one's own, kept by chair."""

import json

import pytest

from tests.dashboard.api_desk import JSON, ApiSite, filled
from tests.dashboard.doors import MEMBER, VIEWER, DoorFor
from tests.dashboard.test_api_import import do_the_work

GOALS = "/api/v1/chairs/desk/goals"
STUDIES = {"shifts_per_h": 20.0, "off_seat_s": 7200.0, "own": False}


@pytest.fixture
def url(tmp_path):
    return filled(tmp_path)


@pytest.fixture
def site(url):
    return ApiSite(url)


def put(site, **wanted):
    return site.get(GOALS, method="PUT", body=json.dumps(wanted).encode(), **JSON)


def test_without_goals_of_ones_own_those_of_the_studies_hold(site):
    assert site.get(GOALS).json == STUDIES


def test_a_goal_of_ones_own_is_kept_and_taken_back(site, url):
    assert put(site, shifts_per_h=12).json == STUDIES | {"shifts_per_h": 12.0, "own": True}
    assert ApiSite(url).get(GOALS).json == STUDIES | {"shifts_per_h": 12.0, "own": True}
    assert put(site, off_seat_s=3600).json == STUDIES | {"off_seat_s": 3600.0, "own": True}
    assert put(site).json == STUDIES
    assert site.get(GOALS).json == STUDIES


@pytest.mark.parametrize(
    "wanted", [{"shifts_per_h": 0}, {"shifts_per_h": 121}, {"off_seat_s": 1}, {"off_seat_s": "much"}, {"steps": 10_000}]
)
def test_what_can_be_no_goal_is_refused_and_changes_nothing(site, wanted):
    assert put(site, **wanted).status == 422
    assert site.get(GOALS).json == STUDIES


def test_goals_are_the_sitters_own(url):
    member = ApiSite(url, DoorFor(MEMBER))
    assert put(member, shifts_per_h=15).status == 200
    assert member.get(GOALS.replace("desk", "lab")).status == 404
    assert ApiSite(url, DoorFor(VIEWER)).get(GOALS).status == 404


def test_they_go_with_everything_else_of_the_chair(site, url):
    put(site, shifts_per_h=12)
    site.get("/api/v1/chairs/desk/data", method="DELETE", body=b'{"confirm": "desk"}', **JSON)
    do_the_work(url)
    assert site.get(GOALS).json == STUDIES
