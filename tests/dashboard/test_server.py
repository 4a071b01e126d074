import asyncio
import json
import re
from urllib.parse import unquote

import pytest

from contract.codec import encode
from contract.topics import Topics
from dashboard.ingest.intake import Intake
from dashboard.store import queries
from dashboard.store.engine import database_path, transaction, writer
from dashboard.store.migrations import migrate
from dashboard.web.access.door import OpenDoor
from dashboard.web.live import Hub
from dashboard.web.pages import PAGES
from dashboard.web.served import ASSETS, prefix
from dashboard.web.server import create_server
from dashboard.web.today import Reader
from tests.dashboard.messages import delivery, frame, got_up, meta, state

NOW_MS = 1_784_727_120_000  # 22 July 2026, 15:32 in Berlin


class Answer:
    def __init__(self, messages):
        self.status = messages[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        self.set_cookies = [value.decode() for name, value in messages[0]["headers"] if name == b"set-cookie"]
        self.body = b"".join(message.get("body", b"") for message in messages[1:])

    @property
    def json(self):
        return json.loads(self.body)


class Site:
    """The whole application without a socket."""

    def __init__(self, url, commander=None, door=None):
        self.hub = Hub(Topics(), lambda: 0.0)
        self.reader = Reader(url)
        self.application = create_server(self.hub, self.reader, lambda: NOW_MS, commander, door=door or OpenDoor())

    def get(self, target, host="127.0.0.1:8050", method="GET", body=b"", scope=None, **headers):
        path, _, query = target.partition("?")
        sent = {"host": host, **headers}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 8050),
            **(scope or {}),
        }
        messages = []

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message):
            messages.append(message)

        asyncio.run(self.application(scope, receive, send))
        return Answer(messages)


@pytest.fixture
def store(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    engine = writer(url)
    intake = Intake(Topics())
    intake.add("chairs/v1/desk/meta", encode(meta()))
    ended = got_up(NOW_MS - 600_000, NOW_MS - 1_800_000)
    intake.add("chairs/v1/desk/event", delivery(1, 0, ended))
    with transaction(engine, database_path(url)) as connection:
        migrate(connection)
        queries.save(connection, intake.take_batch(), NOW_MS)
    engine.dispose()
    return url


@pytest.fixture
def site(store):
    return Site(store)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8050", "192.168.1.7", "", "a@localhost"])
def test_a_name_that_is_not_this_computer_gets_no_answer(site, host):
    for path in ("/", "/api/v1/chairs", "/live", "/healthz"):
        assert site.get(path, host=host).status == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8050", "localhost:8050", "[::1]:8050", "LOCALHOST"])
def test_this_computer_is_answered_by_all_its_names(site, host):
    assert site.get("/healthz", host=host).status == 200


def test_every_answer_carries_the_security_headers(site):
    for path in ("/", "/api/v1/chairs", "/robots.txt", "/assets/js/main.js", "/nowhere", "/api/nowhere"):
        answer = site.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "script-src 'self';" in policy
        assert "style-src 'self';" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_page_loads_nothing_from_elsewhere(site):
    text = site.get("/").body.decode()
    assert re.findall(r"""(?:src|href)=["'](?:https?:)?//""", text) == []
    for asset in ASSETS.rglob("*.*"):
        if asset.suffix in {".js", ".css", ".html"}:
            assert "http" not in asset.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")


def test_the_pages_own_scripts_never_read_text_as_html():
    for script in ASSETS.rglob("*.js"):
        text = script.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text)


def test_the_page_is_there_before_any_script_has_run(site):
    today = site.get("/today").body.decode()
    shown = [section for section in re.findall(r"<section id=\"[a-z]+-[^>]*>", today) if " hidden" not in section]
    assert [re.search(r'id="page-(\w+)"', section)[1] for section in shown if 'id="page-' in section] == ["today"]
    assert re.search(r'href="/today"[^>]* aria-current="page"', today)
    assert re.search(r'<section id="no-page"[^>]* hidden', today)
    assert not re.search(r'<section id="no-page"[^>]* hidden', site.get("/nowhere").body.decode())


def test_no_script_of_dash_is_sent_to_a_browser(site):
    page = site.get("/").body.decode()
    assert re.findall(r'src="([^"]+)"', page) == [f"{prefix()}early.js", f"{prefix()}js/main.js"]
    assert site.get("/_dash-layout").status == 404


def test_each_script_that_the_page_names_is_there(site):
    for name in set(re.findall(r'<(?:script|link)[^>]* (?:src|href)="(/[^"]+)"', site.get("/").body.decode())):
        assert site.get(name).status == 200, name


def test_the_page_and_its_scripts_are_sent_compressed(site):
    for path in ("/", "/assets/js/main.js"):
        assert site.get(path, **{"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_the_day_of_a_stored_chair_is_told_in_its_own_zone(site):
    today = site.get("/api/v1/chairs/desk/today").json
    assert (today["zone"], today["day"]["title"]) == ("Europe/Berlin", "Wednesday 22 July")
    assert (today["day"]["sitting_s"], today["day"]["bouts"]) == (1200.0, 1)
    assert today["last_heard_ms"] == NOW_MS - 600_000


def test_a_live_chair_counts_by_its_own_clock_not_by_the_desks(site):
    site.hub.receive("chairs/v1/desk/availability", b"online")
    started = state(at_ms=NOW_MS, presence="occupied", bout_started_ms=NOW_MS - 120_000)
    site.hub.receive("chairs/v1/desk/state", encode(started))
    site.hub.receive("chairs/v1/desk/frame", encode(frame(NOW_MS + 60_000)))
    day = site.get("/api/v1/chairs/desk/today").json["day"]
    assert (day["now_ms"], day["bouts"], day["sitting_s"]) == (NOW_MS + 60_000, 2, 1200.0 + 180.0)


def test_an_unknown_zone_does_not_break_the_day(site):
    site.hub.receive("chairs/v1/desk/meta", encode(meta(zone="../../etc/passwd")))
    assert site.get("/api/v1/chairs/desk/today").json["zone"] == "UTC"


def test_a_chair_that_nobody_knows_has_an_empty_day(site):
    assert site.get("/api/v1/chairs/nobody/today").json["day"]["bouts"] == 0


@pytest.mark.parametrize("chair", ["DESK", "a" * 33, "..", "%27"])
def test_a_chair_id_that_cannot_be_is_refused(site, chair):
    assert site.get(f"/api/v1/chairs/{chair}/today").status in {404, 422}
    assert site.get(f"/live?chair={chair}").status == 422


def test_chairs_are_listed_from_the_store_and_from_what_is_heard(site):
    site.hub.receive("chairs/v1/lab/availability", b"online")
    chairs = site.get("/api/v1/chairs").json
    assert [(chair["id"], chair["online"]) for chair in chairs] == [("desk", False), ("lab", True)]


def test_a_store_that_cannot_be_read_is_said_with_its_remedy(tmp_path):
    site = Site(f"sqlite:///{tmp_path / 'missing.db'}")
    answer = site.get("/api/v1/chairs/desk/today")
    assert answer.status == 503
    assert "there is none yet: start" in answer.json["detail"]


def test_an_unknown_path_of_the_api_is_not_answered_with_the_page(site):
    assert site.get("/api/v2/anything").status == 404
    assert site.get("/robots.txt").body.startswith(b"User-agent: *\nDisallow: /")


def test_health_says_whether_the_broker_is_heard(site):
    assert site.get("/healthz").json == {"ok": True, "broker": False}
    site.hub.set_broker(online=True)
    assert site.get("/healthz").json["broker"] is True


def test_each_page_of_the_list_is_answered_and_any_other_path_is_not_found(site):
    for page in PAGES:
        answer = site.get(page.path)
        assert answer.status == 200
        assert f"<title>{page.title} · Sitwell</title>" in answer.body.decode()
        assert f"{prefix()}js/{page.module}" in answer.body.decode()
    for path in ("/nowhere", "/today/x", "/TODAY"):
        assert site.get(path).status == 404


def test_everything_that_a_page_names_is_there(site):
    for page in PAGES:
        for path in re.findall(r'(?:href|src)="(/assets/[^"]+)"', site.get(page.path).body.decode()):
            assert site.get(path).status == 200, path


def test_no_name_stands_twice_in_the_document_of_all_pages(site):
    names = re.findall(r' id="([^"]+)"', site.get("/").body.decode())
    assert len(names) > 50
    assert sorted({name for name in names if names.count(name) > 1}) == []
