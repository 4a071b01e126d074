"""The page with its service worker: old and said to be old without the desk, and gone after log-out."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from dashboard.web.components.element import NOTHING
from dashboard.web.served import prefix
from tests.browser.conftest import assert_accessible, log_in, settled
from tests.browser.states import SCENES
from tests.dashboard.doors import WORDS

OLD = re.compile(r"^As of \d{1,2}:\d\d; the desk does not answer\. What stands here is old\.$")
KEPT = """async () => {
    const requests = [];
    for (const name of await caches.keys()) requests.push(...await (await caches.open(name)).keys());
    return requests.map(({ url }) => new URL(url).pathname);
}"""
HAVE = f"async (wanted) => {{ const kept = await ({KEPT})(); return wanted.every((path) => kept.includes(path)); }}"
CONTROLLED = "() => navigator.serviceWorker.controller !== null"


def worked(page, *paths):
    """Wait until the worker is in charge and has kept what a time without the desk needs."""
    page.wait_for_function(CONTROLLED)
    page.wait_for_function(HAVE, arg=["/", f"{prefix()}js/main.js", f"{prefix()}js/today/page.js", *paths])


@pytest.fixture
def installed(open_page, stage):
    """Open the page of a desk that is then away."""
    stage.play(SCENES["sitting"])
    pages = []

    def opened(query="", heading="Live", **options):
        page = open_page(query=query, heading=heading, service_workers="allow", **options)
        chair = "/api/v1/chairs/desk"
        worked(page, "/api/v1/chairs", chair, f"{chair}/today", f"{chair}/day/today")
        stage.__exit__()
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.close()
    open_page.complaints.clear()  # of each request that nobody answered


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_without_the_desk_the_last_state_is_shown_and_said_to_be_old(installed, stage, width, scheme):
    page = installed(width=width, scheme=scheme)
    page.goto(stage.address)
    live = page.locator("#page-live")
    expect(live.get_by_test_id("warning-lost")).to_have_text(OLD)
    expect(live.get_by_test_id("warning-then")).to_have_text("Somebody had been sitting for 20 minutes then.")
    expect(live.locator(".chair-name")).to_have_text("Desk chair")
    expect(page.get_by_test_id("connection")).to_have_text("Connection to the page lost")
    expect(page.locator("#timer")).to_have_text(NOTHING)
    expect(page.locator("#timer-label")).to_have_text("Not measured now")
    expect(page.locator("#day-sub")).to_contain_text("sitting bouts")
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_the_desk_the_day_is_shown_too_and_what_was_not_kept_is_said(installed, stage, scheme):
    page = installed(scheme=scheme)
    page.goto(f"{stage.address}today?chair=desk")
    expect(page.locator("#today-title")).to_have_text("Wednesday 22 July")
    expect(page.locator("#page-today").get_by_test_id("warning-lost")).to_have_text(OLD)
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("History")
    expect(page.get_by_test_id("history-note")).to_contain_text("The desk does not answer.")
    kept = page.locator("#page-history").get_by_test_id("warning-kept")
    expect(kept.get_by_role("link")).to_have_text(["Live", "Today"])
    expect(page.locator("#history-cards"), "an empty frame says nothing").to_be_hidden()
    settled(page)
    assert_accessible(page)
    kept.get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    expect(page.locator("#today-title")).to_have_text("Wednesday 22 July")
    expect(page.locator("#page-today").get_by_test_id("warning-kept")).to_have_count(0)


def test_while_the_desk_answers_nothing_old_is_shown(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page(service_workers="allow")
    worked(page, "/api/v1/chairs/desk/day/today")
    stage.play(SCENES["break"])
    page.goto(f"{stage.address}today")
    settled(page)
    expect(page.locator("#today-sub")).to_contain_text("8 sitting bouts")
    expect(page.get_by_test_id("warning-lost")).to_have_count(0)


def test_after_log_out_nothing_is_left_for_the_next_one_at_this_browser(house, visit):
    house.add("Olga")
    page = visit("/login", service_workers="allow")
    log_in(page, words=WORDS)
    worked(page, "/api/v1/chairs")
    page.get_by_label("Account of Olga").click()
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(re.compile("/login"))
    page.wait_for_function(
        f"async () => (await ({KEPT})()).every((path) => path.startsWith('/assets/'))"  # which are everybody's
    )
    assert not [path for path in page.evaluate(KEPT) if not path.startswith("/assets/")]


@pytest.mark.parametrize(("query", "heading"), [("", "Live"), ("today", "Today")])
def test_a_first_visit_costs_each_file_once_although_the_worker_keeps_them_all(open_page, stage, query, heading):
    stage.play(SCENES["sitting"])
    page = open_page(query=query, heading=heading, service_workers="allow")
    worked(page)
    files = Counter(path for path in stage.asked if path.startswith("/assets/") or path in {"/", f"/{query}"})
    assert len(files) > 50
    assert {path: count for path, count in files.items() if count > 1} == {}


def test_a_second_visit_asks_for_no_file_again(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page(service_workers="allow")
    worked(page)
    stage.asked.clear()
    page.goto(f"{stage.address}history")
    expect(page.get_by_role("heading", level=1)).to_have_text("History")
    settled(page)
    assert "/history" in stage.asked
    assert [path for path in stage.asked if path.startswith("/assets/")] == []


def test_an_older_build_is_thrown_away(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page(service_workers="allow")
    page.evaluate("async () => { await (await caches.open('sitwell-files-old')).put('/', new Response('old')); }")
    worked(page)
    page.evaluate("async () => { await (await navigator.serviceWorker.ready).unregister(); }")
    page.reload()
    page.wait_for_function("async () => !(await caches.keys()).includes('sitwell-files-old')")
