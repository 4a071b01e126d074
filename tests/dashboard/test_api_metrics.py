"""What Prometheus is told: that the desk works, and nothing of anybody who sits."""

import re

import pytest

from contract.codec import encode
from contract.topics import Topics
from dashboard.ingest.intake import Intake
from dashboard.store import queries
from dashboard.store.engine import database_path, transaction, writer
from dashboard.web.api.metrics import Metric, text
from tests.dashboard.api_desk import MINUTE_MS, NOW_MS, SAT_MS, ApiSite, filled
from tests.dashboard.messages import delivery, minute, state

LINE = re.compile(r'(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? -?[0-9.e+-]+)')


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    url = filled(tmp_path_factory.mktemp("desk"))
    intake, engine = Intake(Topics()), writer(url)
    intake.add("chairs/v1/desk/event", b"{")
    intake.add("chairs/v1/desk/minute", delivery(900, 899, minute(SAT_MS + 60 * MINUTE_MS)))
    with transaction(engine, database_path(url)) as connection:
        queries.save(connection, intake.take_batch(), NOW_MS)
    engine.dispose()
    return url


@pytest.fixture
def site(url):
    return ApiSite(url)


def told(site):
    answer = site.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.body.decode().splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def test_the_desk_says_what_it_hears_stores_and_refuses(site):
    site.hub.set_broker(online=True)
    site.hub.receive("chairs/v1/desk/availability", b"online")
    site.hub.receive("chairs/v1/lab/availability", b"offline")
    numbers = told(site)
    assert (numbers["sitwell_broker_up"], numbers["sitwell_store_up"]) == ("1", "1")
    assert (numbers['sitwell_chair_online{chair="desk"}'], numbers['sitwell_chair_online{chair="lab"}']) == ("1", "0")
    last_s = float(numbers['sitwell_chair_last_stored_seconds{chair="desk"}'])
    assert last_s == (SAT_MS + 60 * MINUTE_MS) / 1000
    assert numbers['sitwell_refused_messages_total{kind="event not JSON"}'] == "1"
    assert numbers['sitwell_waiting_messages{chair="desk"}'] == "1"
    assert int(numbers["sitwell_store_bytes"]) > 10_000
    assert numbers["sitwell_work_waiting"] == "0"


def test_requests_are_counted_by_route_and_not_by_what_somebody_types(site):
    for chair in ("desk", "nobody"):
        site.get(f"/api/v1/chairs/{chair}")
    site.get("/api/v1/../../etc/passwd")
    site.get("/healthz", method="BREW")
    site.get("/", host="evil.example")
    numbers = told(site)
    route = 'method="GET",route="/api/v1/chairs/{chair}"'
    assert numbers[f'sitwell_http_requests_total{{{route},status="200"}}'] == "1"
    assert numbers[f'sitwell_http_requests_total{{{route},status="404"}}'] == "1"
    assert numbers['sitwell_http_requests_total{method="GET",route="other",status="404"}'] == "1"
    assert numbers['sitwell_http_requests_total{method="GET",route="other",status="400"}'] == "1"
    assert not any("passwd" in name or "BREW" in name or "evil" in name for name in numbers)


def test_nobody_can_read_from_them_whether_somebody_sits_or_how_heavy(site):
    before = told(site)
    site.hub.receive("chairs/v1/desk/state", encode(state(at_ms=NOW_MS, presence="occupied", total_kg=80.0)))
    changed = {name for name, value in told(site).items() if before.get(name) != value}
    assert {name.partition("{")[0] for name in changed} <= {"sitwell_http_requests_total"}
    assert not any("occupied" in name or "_kg" in name for name in before)


def test_without_a_store_the_other_numbers_are_told(tmp_path):
    numbers = told(ApiSite(f"sqlite:///{tmp_path / 'none.db'}"))
    assert (numbers["sitwell_store_up"], numbers["sitwell_store_bytes"]) == ("0", "0")


def test_a_label_cannot_break_out_of_its_line():
    told = text([Metric("a", "gauge", "b", [({"kind": 'x"} 1\nb 2\\'}, 1.0)])])
    assert told.splitlines()[2:] == ['a{kind="x\\"} 1\\nb 2\\\\"} 1']
