"""Who gets what from the API: everybody only what is theirs, by log-in or by a token."""

import pytest

from contract.codec import encode
from dashboard.web.access.rights import TABLE
from tests.dashboard.api_desk import JSON, ApiSite, an_hour, filled, store
from tests.dashboard.doors import MEMBER, OWNER, VIEWER, DoorFor
from tests.dashboard.messages import meta

ROUTES = sorted(rule.path for rule in TABLE if rule.method == "GET" and rule.path.startswith("/api/v1/chairs/{chair}"))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    url = filled(tmp_path_factory.mktemp("desk"))
    store(url, an_hour(), chair="lab")
    made = ApiSite(url, DoorFor(None))
    made.hub.receive("chairs/v1/lab/meta", encode(meta("lab")))
    return made


@pytest.fixture
def as_person(site):
    """Return the site with somebody at its door."""
    guard = site.application.user_middleware

    def let_in(person):
        for layer in guard:
            if "door" in layer.kwargs:
                layer.kwargs["door"].person = person
        return site

    return let_in


def test_everybody_is_told_of_their_own_chairs_only(as_person):
    listed = {
        person: [each["id"] for each in as_person(person).get("/api/v1/chairs").json] for person in (MEMBER, OWNER)
    }
    assert listed == {MEMBER: ["desk"], OWNER: ["desk", "lab"]}
    assert as_person(VIEWER).get("/api/v1/chairs").json == []
    assert as_person(None).get("/api/v1/chairs").status == 401


@pytest.mark.parametrize("path", ROUTES)
def test_a_chair_of_somebody_else_is_a_chair_that_is_not_there_on_every_route(as_person, path):
    theirs, nowhere = (
        as_person(MEMBER).get(path.format(chair=chair, number="1", on="2026-07-22")) for chair in ("lab", "nowhere")
    )
    assert theirs.status == nowhere.status == 404
    assert theirs.body.replace(b"lab", b"") == nowhere.body.replace(b"nowhere", b"")
    assert as_person(VIEWER).get(path.format(chair="desk", number="1", on="2026-07-22")).status == 404


def test_nobody_deletes_or_brings_what_is_not_theirs(as_person):
    site, lab = as_person(MEMBER), "/api/v1/chairs/lab"
    assert site.get(f"{lab}/data", method="DELETE", body=b'{"confirm": "lab"}', **JSON).status == 404
    assert site.get(f"{lab}/import", method="POST", body=b"{}", **{"content-type": "application/zip"}).status == 404
    assert as_person(OWNER).get(f"{lab}/jobs").json["jobs"] == []


def test_what_was_asked_for_another_chair_cannot_be_read_by_its_number(as_person):
    asked = as_person(OWNER).get("/api/v1/chairs/lab/data", method="DELETE", body=b'{"confirm": "lab"}', **JSON).json
    assert as_person(MEMBER).get(f"/api/v1/chairs/desk/jobs/{asked['id']}").status == 404
