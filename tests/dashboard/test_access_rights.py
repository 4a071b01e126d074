"""Who may ask for what: the page in the docs, the table and what the guard does, for every route and everybody."""

import asyncio
import json
import re
from pathlib import Path

import pytest

from dashboard.web.access.matrix import matrix
from dashboard.web.access.rights import TABLE, rule_of
from dashboard.web.app import create_page
from tests.dashboard.doors import EVERYBODY, JSON, MEMBER, OWNER, VIEWER, DoorFor, Stub, empty_store, site_for
from tests.dashboard.messages import meta
from tests.dashboard.test_server import Site

PAGE = Path(__file__).parents[2] / "docs" / "access.md"


@pytest.fixture
def site(tmp_path):
    return lambda person: site_for(tmp_path, person)


def filled(path, chair):
    return re.sub(r"\{\w+:path\}|\{\w+\}", "x", path.replace("{chair}", chair).replace("{group}", "1"))


def routes(application):
    """Return (method, path) of every route of the application, of the Dash page behind it, and of the table."""
    found = {
        (method, route.path)
        for route in application.routes
        if hasattr(route, "methods")
        for method in route.methods or ()
        if not route.path.startswith("/api/{rest")
    }
    for rule in create_page().server.url_map.iter_rules():
        found |= {(method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)) for method in rule.methods}
    return sorted(found | {(rule.method, rule.path) for rule in TABLE})


def promised():
    """Return what the page in the docs says: {(method, path): {column: yes}}."""
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    start = next(at for at, line in enumerate(lines) if line.startswith("| route |"))
    names = [cell.strip() for cell in lines[start].strip("|").split("|")][2:]
    table = {}
    for line in lines[start + 1 :]:
        if not line.startswith("| `"):
            break
        route, _, *cells = (cell.strip(" `") for cell in line.strip("|").split("|"))
        method, path = route.split(" ")
        table[method, path] = dict(zip(names, (cell == "yes" for cell in cells), strict=True))
    return table


def test_the_page_in_the_docs_is_the_table():
    assert matrix() in PAGE.read_text("utf-8"), "write it anew: python -m dashboard.web.access.matrix"


@pytest.mark.parametrize(
    ("column", "person", "chair"),
    [
        ("nobody", None, "desk"),
        ("viewer", VIEWER, "desk"),
        ("viewer", VIEWER, "lab"),
        ("member, own chair", MEMBER, "desk"),
        ("member, other chair", MEMBER, "lab"),
        ("owner", OWNER, "desk"),
        ("owner", OWNER, "lab"),
    ],
)
def test_every_route_is_answered_to_those_whom_the_page_names_and_to_nobody_else(site, column, person, chair):
    rights = promised()
    stub = Stub(person)
    for method, path in routes(site(person).application):
        known = next((rule for rule in rights if rule[1] == path and rule[0] == method.replace("HEAD", "GET")), None)
        if known is None and (found := rule_of(method, filled(path, chair))):
            known = found[0].method, found[0].path
        expected = known is not None and rights[known][column]
        target = filled(path, chair) + (f"?chair={chair}" if path == "/live" else "")
        status = stub.get(target, method=method, scope={"client": ("192.0.2.7", 1)}, **_fitting(known)).status
        assert (status == 299) is expected, (method, path, status)
        if not expected:
            assert status == (401 if person is None else 404), (method, path)


def _fitting(rule):
    """Headers with which a request to a route is no foreign one."""
    forms = {(each.method, each.path) for each in TABLE if each.form}
    return {"content-type": "application/x-www-form-urlencoded"} if rule in forms else JSON


def test_the_guard_stands_before_the_whole_application(site):
    """What is refused by the guard alone is refused by the site, and the routes behind are never run."""
    built = site(None)
    for method, path in routes(built.application):
        target = filled(path, "desk")
        found = rule_of(method, target)
        if found is None or found[0].right != "public":
            client = {"client": ("192.0.2.7", 1)}
            assert built.get(target, method=method, scope=client, **JSON).status == 401, (method, path)


def test_a_chair_of_somebody_else_looks_like_a_chair_that_is_not_there(site):
    theirs, nowhere = (site(MEMBER).get(f"/api/v1/chairs/{chair}/today") for chair in ("lab", "nowhere"))
    assert theirs.status == nowhere.status == 404
    assert theirs.body.replace(b"lab", b"") == nowhere.body.replace(b"nowhere", b"")
    assert site(MEMBER).get("/live?chair=lab").status == 404
    assert site(MEMBER).get("/live?chair=desk&chair=lab").status == 404
    assert site(MEMBER).get("/live?chair=lab&chair=desk").status == 404
    assert site(MEMBER).get("/api/v1/chairs/desk/today?chair=lab").status == 404


@pytest.mark.parametrize(
    "query",
    ["chair=desk&%63hair=lab", "chair=%6cab", "ch%61ir=lab", "chair=lab%00", "chair=desk%26chair%3dlab", "chair=DESK"],
)
def test_a_chair_cannot_be_smuggled_past_the_guard_in_the_query(query):
    assert Stub(MEMBER).get(f"/live?{query}").status == 404


def test_the_list_has_only_chairs_that_somebody_may_see(site, tmp_path):
    (tmp_path / "none.db").write_bytes(empty_store())
    listed = {
        person.name: [chair["id"] for chair in site(person).get("/api/v1/chairs").json]
        for person in (MEMBER, OWNER, VIEWER)
    }
    assert listed == {"Mia": ["desk"], "Olga": ["desk", "lab"], "Vik": []}


def test_a_stream_shows_only_chairs_that_somebody_may_see(site):
    built = site(MEMBER)
    (first,) = asyncio.run(_first_events(built, "/live?chair=desk", 1))
    assert [chair["id"] for chair in first["chairs"]] == ["desk"]
    (first,) = asyncio.run(_first_events(site(VIEWER), "/live", 1))
    assert first["chairs"] == []


def test_a_stream_ends_when_its_listener_is_logged_out(tmp_path):
    door = DoorFor(MEMBER)
    built = Site(f"sqlite:///{tmp_path}/none.db", door=door)
    built.hub.remember(meta("desk"))
    clock = iter(range(0, 10_000, 11))
    built.hub.clock_s = lambda: next(clock)

    def log_out(_event):
        door.person = None
        built.hub.set_broker(online=True)

    assert len(asyncio.run(_first_events(built, "/live?chair=desk", 100, log_out))) == 1


async def _first_events(built, target, count, on_event=lambda _event: None):
    """Return the first events of a stream, fewer when it ends by itself."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", b"127.0.0.1")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    events, enough = [], asyncio.Event()

    async def receive():
        await enough.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        if body := message.get("body"):
            events.append(json.loads(body.removeprefix(b"data: ")))
            on_event(events[-1])
            if len(events) >= count:
                enough.set()

    async with asyncio.timeout(60):
        await built.application(scope, receive, send)
    return events


@pytest.mark.parametrize("way", ["token", "open"])
def test_only_who_logged_in_reaches_the_account(way):
    stub = Stub(OWNER._replace(way=way))
    for rule in TABLE:
        if rule.path.startswith(("/account", "/logout")):
            form = {"content-type": "application/x-www-form-urlencoded"}
            assert stub.get(rule.path, method=rule.method, **form).status == 404


def test_metrics_are_for_the_owner_and_for_this_computer_by_itself():
    afar, here = {"client": ("192.0.2.7", 1)}, {"client": ("127.0.0.1", 1)}
    assert [Stub(person).get("/metrics", scope=afar).status for person in EVERYBODY] == [401, 404, 404, 299]
    assert Stub(None).get("/metrics", scope=here).status == 299
    assert Stub(None).get("/metrics", scope={"client": None}).status == 401
    for header in ("x-forwarded-for", "forwarded", "via", "x-real-ip", "x-forwarded-host", "x-forwarded-proto"):
        assert Stub(None).get("/metrics", scope=here, **{header: "127.0.0.1"}).status == 401


def test_the_first_rule_that_fits_is_the_only_one():
    for rule in TABLE:
        found = rule_of(rule.method, rule.path.replace("{file:path}", "a/b").replace("{", "").replace("}", ""))
        assert found is not None
        assert found[0] == rule
