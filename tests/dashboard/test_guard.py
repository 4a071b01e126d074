"""The guard in front of everything, without a socket. Whoever comes to its door is who the test says."""

import asyncio

import pytest
from starlette.datastructures import Headers

from dashboard.web.access.hosts import is_ours
from dashboard.web.access.who import AT_THIS_COMPUTER
from dashboard.web.foreign import foreign
from tests.dashboard.doors import EVERYBODY, JSON, MEMBER, OWNER, VIEWER, Stub, site_for
from tests.dashboard.test_server import Site


@pytest.fixture
def site(tmp_path):
    return lambda person: site_for(tmp_path, person)


def test_whoever_is_not_signed_in_is_sent_to_log_in_by_a_page_and_told_401_by_the_api(site):
    page = site(None).get("/today?on=2026-07-22", accept="text/html")
    assert (page.status, page.headers["location"]) == (303, "/login?next=%2Ftoday%3Fon%3D2026-07-22")
    assert site(None).get("/api/v1/chairs").status == 401
    assert site(None).get("/no/such/page").status == 401


CROOKED = r"""
// //today /today/ /today// /./today /../today /assets/../today /Today /TODAY /today%2f /%2e%2e/today *
/assets/%2e%2e/_dash-layout /assets/..%2f_dash-layout /assets/..%5c_dash-layout /assets\..\today /%5ctoday
/today%00 /today%0a /today%0d%0aset-cookie:a=b /today;a=b /today.html today http://127.0.0.1/today
/api/v1/chairs/ /api//v1/chairs /API/v1/chairs /api/v1/chairs/lab%2ftoday /api/v1/chairs/desk%2f..%2flab/today
/api/v1/chairs/desk/../lab/today /api/v1/chairs/lab/today/ /api/v1/chairs/lab/./today /%61ssets/..%2fx
/_dash-component-suites/../_dash-layout /assets/%252e%252e/x
"""


@pytest.mark.parametrize("target", ["", *CROOKED.split()])
def test_a_crooked_path_reaches_nothing(target):
    for person in (MEMBER, None):
        stub = Stub(person)
        assert stub.get(target).status in {401, 404}, target
        assert stub.behind.seen == []


@pytest.mark.parametrize("person", [None, VIEWER])
@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "CONNECT", "PATCH", "PUT", "get", "PROPFIND", ""])
def test_a_method_that_no_route_has_reaches_nothing(person, method):
    stub = Stub(person)
    for path in ("/", "/assets/tokens.css", "/healthz", "/login", "/api/v1/chairs"):
        assert stub.get(path, method=method, **JSON).status in {401, 404}
    assert stub.behind.seen == []


def test_head_needs_the_right_that_get_needs():
    assert Stub(None).get("/today", method="HEAD").status == 401
    assert Stub(MEMBER).get("/api/v1/chairs/lab/today", method="HEAD").status == 404
    assert Stub(MEMBER).get("/today", method="HEAD").status == 299


@pytest.mark.parametrize("person", EVERYBODY)
def test_there_are_no_websockets_for_anybody(person):
    stub, sent = Stub(person), []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    asyncio.run(stub.application({"type": "websocket", "path": "/live", "headers": []}, receive, send))
    assert [message["type"] for message in sent] == ["websocket.close"]
    assert stub.behind.seen == []


@pytest.mark.parametrize("headers", [{"host": ""}, {"host": "evil.example"}])
def test_a_name_that_is_not_told_is_refused_with_the_setting_that_tells_it(headers):
    answer = Stub(OWNER).get("/", **headers, accept="text/html")
    assert answer.status == 400
    assert b"names in [web]" in answer.body
    assert b"<script>alert" not in Stub(OWNER).get("/", host="<script>alert(1)</script>", accept="text/html").body


def test_two_names_are_refused():
    stub = Stub(OWNER)
    answer = stub.get("/", scope={"headers": [(b"host", b"127.0.0.1"), (b"host", b"evil.example")]})
    assert answer.status == 400
    assert stub.behind.seen == []


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        *((host, True) for host in ["desk.local", "DESK.local:8443", "192.0.2.9:8050", "localhost", "[::1]:80", "::1"]),
        *((host, False) for host in ["desk.local.evil.example", "evil-desk.local", "192.0.2.10", "d.local:x", "[::1"]),
        *((host, False) for host in ["[2001:db8::9]", "127.0.0.1@evil.example", "127.0.0.1:80:90", "0x7f.1", ":8050"]),
        ("desk.local, evil", False),
        ("", False),
    ],
)
def test_the_desk_answers_to_its_names_and_to_the_address_it_was_asked_at(host, ours):
    assert is_ours(host, ("Desk.Local",), ("192.0.2.9", 8050)) is ours


def test_an_address_of_the_new_kind_is_known_however_it_is_written():
    assert is_ours("[2001:DB8:0::9]:8050", (), ("2001:db8::9", 8050))
    assert not is_ours("[2001:db8::8]", (), ("2001:db8::9", 8050))
    assert not is_ours("unix", (), ("/run/desk.sock", None))


@pytest.mark.parametrize("person", [MEMBER, OWNER, AT_THIS_COMPUTER])
def test_another_site_changes_nothing_in_somebodys_name(person):
    stub = Stub(person)
    target = "/api/v1/chairs/desk/commands/tare"
    for headers, status in (
        ({}, 415),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "multipart/form-data; boundary=x"}, 415),
        (JSON | {"sec-fetch-site": "cross-site"}, 403),
        (JSON | {"sec-fetch-site": "same-site"}, 403),
        (JSON | {"origin": "null"}, 403),
        (JSON | {"origin": "http://127.0.0.1:9999"}, 403),
    ):
        assert stub.get(target, method="POST", **headers).status == status, headers
    assert stub.get("/api/v1/chairs/desk/data", method="DELETE", **{"sec-fetch-site": "cross-site"}).status == 403
    assert stub.behind.seen == []
    assert stub.get(target, method="POST", **JSON).status == 299


def test_a_token_needs_no_proof_that_it_comes_from_our_page():
    program = Stub(MEMBER._replace(way="token"))
    assert program.get("/api/v1/chairs/desk/import", method="POST", **{"content-type": "text/plain"}).status == 299


def test_a_browser_that_asks_for_what_is_not_there_gets_the_empty_frame_with_404(site):
    for path in ("/nowhere", "/static/app.js", "/api/v1/chairs/lab/today", "/live?chair=lab"):
        answer = site(MEMBER).get(path, accept="text/html")
        assert answer.status == 404
        assert "<title>No such page · Sitwell</title>" in answer.body.decode()


def test_an_open_desk_has_no_log_in(tmp_path):
    site = Site(f"sqlite:///{tmp_path}/none.db")
    for path in ("/login", "/setup"):
        answer = site.get(path)
        assert (answer.status, answer.headers["location"]) == (303, "/")
    assert site.get("/api/v1/me").json == {"name": "This computer", "role": "owner", "way": "open", "token": None}


def test_of_two_origins_each_must_be_ours():
    headers = Headers(raw=[(b"host", b"desk"), (b"origin", b"http://desk"), (b"origin", b"http://evil.example")])
    status, why = foreign("DELETE", headers, form=False) or (0, "")
    assert (status, "evil.example" in why) == (403, True)
    assert foreign("DELETE", Headers(raw=[(b"host", b"desk"), (b"origin", b"http://desk")]), form=False) is None
