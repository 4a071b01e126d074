"""A browser, and a stage on which each test puts a chair. Warnings of the page are failures of the test."""

import shutil
import threading
import time

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.browser.states import Stage
from tests.dashboard.doors import WORDS, House

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


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    config = uvicorn.Config(made.site.application, port=0, log_level="warning", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    made.address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield made
    made.site.hub.close()
    server.should_exit = True
    thread.join()
    made.engine.dispose()


@pytest.fixture
def visit(browser, house):
    """Open a page of the house in a browser of its own; nothing may be asked of anybody else."""
    contexts, elsewhere = [], []

    def visit(path="/", width=1440, scheme="light", **options):
        options.setdefault("service_workers", "block")
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda request: elsewhere.append(request.url) if outside(request.url) else None)
        page.goto(house.address + path)
        return page

    def outside(url):
        return not url.startswith((house.address, "data:"))

    yield visit
    for context in contexts:
        context.close()
    assert elsewhere == []


def log_in(page, name="Olga", words=WORDS):
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(words)
    page.get_by_role("button", name="Log in").click()
