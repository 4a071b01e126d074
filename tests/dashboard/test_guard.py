"""The guard in front of everything, without a socket. Whoever comes to its door is who the test says."""

import pytest

from contract.topics import Topics
from dashboard.web.access.rights import TABLE, rule_of
from dashboard.web.access.who import Person, Role
from dashboard.web.commander import Commander
from tests.dashboard.messages import meta
from tests.dashboard.test_server import NOW_MS, Site

MEMBER = Person(2, "Mia", Role.MEMBER, frozenset({"desk"}))
OWNER = Person(1, "Olga", Role.OWNER)
VIEWER = Person(3, "Vik", Role.VIEWER, frozenset({"desk"}))
JSON = {"content-type": "application/json"}


class DoorFor:
    """Lets in one person, or nobody."""

    def __init__(self, person):
        self.person = person

    async def who(self, _request):
        return self.person

    async def nobody_yet(self):
        return False


@pytest.fixture
def site(tmp_path):
    def made(person):
        built = Site(f"sqlite:///{tmp_path}/none.db", Commander(Topics(), lambda: NOW_MS), DoorFor(person))
        for chair in ("desk", "lab"):
            built.hub.remember(meta(chair))
        return built

    return made


def test_whoever_is_not_signed_in_is_sent_to_log_in_by_a_page_and_told_401_by_the_api(site):
    page = site(None).get("/today?on=2026-07-22", accept="text/html")
    assert (page.status, page.headers["location"]) == (303, "/login?next=%2Ftoday%3Fon%3D2026-07-22")
    assert site(None).get("/api/v1/chairs").status == 401
    assert site(None).get("/no/such/page").status == 401


def test_a_chair_of_somebody_else_looks_like_a_chair_that_is_not_there(site):
    theirs, nowhere = (site(MEMBER).get(f"/api/v1/chairs/{chair}/today") for chair in ("lab", "nowhere"))
    assert theirs.status == nowhere.status == 404
    assert theirs.body.replace(b"lab", b"") == nowhere.body.replace(b"nowhere", b"")
    assert site(MEMBER).get("/live?chair=lab").status == 404
    assert site(MEMBER).get("/live?chair=desk&chair=lab").status == 404


def test_what_is_not_in_the_table_is_refused_to_the_owner_too(site):
    for path in ("/_reload-hash", "/static/app.js", "/_favicon.ico", "/nowhere", "/docs", "/api/v1/nothing"):
        assert site(OWNER).get(path).status == 404
    assert site(OWNER).get("/_dash-update-component", method="POST", body=b"{}", **JSON).status == 404


def test_the_first_rule_that_fits_is_the_only_one():
    for rule in TABLE:
        found = rule_of(rule.method, rule.path.replace("{file:path}", "a/b").replace("{", "").replace("}", ""))
        assert found is not None
        assert found[0] == rule


def test_a_browser_that_asks_for_what_is_not_there_gets_the_empty_frame_with_404(site):
    for path in ("/nowhere", "/static/app.js", "/api/v1/chairs/lab/today", "/live?chair=lab"):
        answer = site(MEMBER).get(path, accept="text/html")
        assert answer.status == 404
        assert b"<title>Sitwell</title>" in answer.body
