"""Set-up, log-in, account and log-out in a real browser, without and with its scripts."""

import re
import threading
import time

import pytest
import uvicorn
from playwright.sync_api import expect

from tests.browser.conftest import assert_accessible
from tests.dashboard.doors import CODE, WORDS, House

LOOKS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]
OTHER_WORDS = "four calling birds"


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


def set_up(page, code=CODE, words=WORDS):
    page.get_by_label("Code").fill(code)
    page.get_by_label("Your name").fill("Olga")
    page.get_by_label("Password", exact=True).fill(words)
    page.get_by_label("Password, once more").fill(words)
    page.get_by_role("button", name="Set up").click()


def looks_right(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


def test_a_new_desk_is_set_up_with_the_code_and_then_shows_its_page(visit, house):
    page = visit("/today")
    expect(page).to_have_url(f"{house.address}/setup")
    set_up(page, code="WRNG-WRNG-WRNG-WRNG")
    expect(page.get_by_role("alert")).to_contain_text("not the code")
    set_up(page, words="short")
    expect(page.get_by_role("alert")).to_contain_text("at least 10 characters")
    set_up(page)
    expect(page).to_have_url(f"{house.address}/")
    expect(page.get_by_role("heading", name="Live")).to_be_visible()


def test_log_in_and_log_out_need_no_script_and_no_mouse(visit, house):
    house.add("Olga")
    page = visit("/account", java_script_enabled=False)
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("Olga")
    page.keyboard.press("Tab")
    page.keyboard.type(WORDS)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{house.address}/account")
    expect(page.get_by_role("heading", name="Olga")).to_be_visible()
    page.get_by_role("button", name="Log out", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{house.address}/login")
    page.goto(f"{house.address}/account")
    expect(page).to_have_url(re.compile("/login"))


def test_a_wrong_password_is_said_and_too_many_are_held_up(visit, house):
    house.add("Olga")
    page = visit("/login")
    log_in(page, words="wrong words")
    expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    expect(page.get_by_label("Name")).to_have_value("Olga")
    expect(page.get_by_label("Password")).to_be_focused()
    for _ in range(9):
        house.door.limits.take("olga", "127.0.0.1")
    log_in(page)
    expect(page.get_by_role("alert")).to_contain_text("Too many tries. Please wait 60 seconds")


def test_the_account_says_which_browsers_are_logged_in_and_changes_the_password(visit, house):
    house.add("Olga")
    here, there = visit("/account"), visit("/account")
    for page in (here, there):
        log_in(page)
        expect(page.get_by_role("heading", name="Olga")).to_be_visible()
    here.reload()
    expect(here.get_by_role("region", name="Logged in").get_by_role("listitem")).to_have_count(2)
    here.get_by_label("Password now").fill(WORDS)
    here.get_by_label("New password", exact=True).fill(OTHER_WORDS)
    here.get_by_label("New password, once more").fill(OTHER_WORDS)
    here.get_by_role("button", name="Change password").click()
    expect(here.get_by_role("status")).to_contain_text("Your password is changed")
    expect(here.get_by_role("region", name="Logged in").get_by_role("listitem")).to_have_count(1)
    there.reload()
    expect(there).to_have_url(re.compile("/login"))


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_fits_in_every_size_and_scheme(visit, house, width, scheme, tmp_path):
    page = visit("/setup", width, scheme)
    looks_right(page, width)
    page.screenshot(path=tmp_path / "setup.png", full_page=True)
    house.add("Olga " + "Unbreakablename" * 4)
    page.goto(f"{house.address}/login")
    log_in(page, words="wrong words")
    expect(page.get_by_role("alert")).to_be_visible()
    looks_right(page, width)
    page.screenshot(path=tmp_path / "login.png", full_page=True)
    log_in(page, "Olga " + "Unbreakablename" * 4)
    page.goto(f"{house.address}/account")
    expect(page.get_by_role("region", name="Logged in").get_by_role("listitem")).to_have_count(1)
    looks_right(page, width)
    page.screenshot(path=tmp_path / "account.png", full_page=True)
    page.goto(f"{house.address}/nowhere")
    expect(page.get_by_role("heading", name="No such page")).to_be_visible()
    looks_right(page, width)
    page.screenshot(path=tmp_path / "nowhere.png", full_page=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_menu_in_the_bar_names_who_is_here_and_logs_out(visit, house, width):
    house.add("Olga <b>")
    page = visit("/login", width)
    log_in(page, "Olga <b>")
    button = page.locator("summary", has_text="O").first
    expect(page.get_by_label("Account of Olga <b>")).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Olga <b>", exact=True)).to_be_visible()
    looks_right(page, width)
    page.screenshot(path=house.path.parent / "menu.png")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Olga <b>", exact=True)).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(f"{house.address}/login")


def test_a_page_that_is_open_goes_to_log_in_when_its_session_ends_elsewhere(visit, house):
    id_ = house.add("Olga")
    page = visit("/login")
    log_in(page)
    expect(page.get_by_label("Account of Olga")).to_be_visible()
    house.accounts.log_out_everywhere(id_)
    house.door.forget()
    house.site.hub.close()  # which ends the stream, as the check of its right does within seconds
    expect(page).to_have_url(re.compile("/login"), timeout=60_000)
