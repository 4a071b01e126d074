"""A browser, and a stage on which each test puts a chair. Warnings of the page are failures of the test."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.browser.states import Stage

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PATIENCE_MS = 30_000
"""A slow machine under load needs long; what holds at once is not waited for."""

expect.set_options(timeout=PATIENCE_MS)


BUSY = ".page-section:not([hidden])[aria-busy=true]"


def settled(page):
    """Wait until the shown page has drawn what it asked for: before that a click may land beside what moves."""
    expect(page.locator(BUSY)).to_have_count(0)


FADED = """() => Promise.allSettled(document.getAnimations()
    .filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime)).map((each) => each.finished))"""


def assert_accessible(page):
    """Let axe look at the page, when colours have faded in: contrast is measured on what a person goes on to see."""
    page.evaluate(FADED)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def stage(tmp_path):
    with Stage(tmp_path) as made:
        yield made


@pytest.fixture
def open_page(browser, stage):
    """Open the page in a size and a scheme; at the end nothing may have been complained about."""
    contexts, complaints = [], []

    def opened(query="", width=1440, scheme="light", heading="Live", **options):
        height = 900 if width > 800 else 844
        options.setdefault("service_workers", "block")  # it has tests of its own; in others it would only be in the way
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: outside(request.url))
        page.goto(stage.address + query)
        page.get_by_role("heading", name=heading, level=1).wait_for()
        settled(page)
        return page

    def outside(url):
        if not url.startswith((stage.address, "data:", "blob:")):
            complaints.append(f"asks elsewhere: {url}")

    opened.complaints = complaints
    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
