"""Every page in German: no English text is left, nothing overflows, and axe finds nothing wrong."""

import re
from datetime import date
from functools import cache

import pytest
from playwright.sync_api import expect

from dashboard.locale.catalogue import read_catalog
from tests.browser.conftest import assert_accessible
from tests.browser.states import SCENES
from tests.dashboard.history_store import fill, year

TODAY = date(2026, 7, 22)
GERMAN = {"locale": "de-DE"}
PAGES = {
    "": "Live",
    "today": "Heute",
    "history": "Verlauf",
    "back": "Rücken",
    "report": "Bericht",
    "chairs": "Stühle",
    "groups": "Gruppen",
    "settings": "Einstellungen",
}

READ = """() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const told = [];
    while (walk.nextNode()) {
        const { parentElement: element, textContent: text } = walk.currentNode;
        const shown = element.getClientRects().length && !element.closest("[lang]:not(html), script, style, code, pre");
        if (shown && text.trim()) told.push(text.trim().replace(/\\s+/g, " "));
    }
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-valuetext"]) {
        for (const element of document.querySelectorAll(`[${name}]`)) {
            if (!element.closest("[hidden]")) told.push(element.getAttribute(name).replace(/\\s+/g, " "));
        }
    }
    return [...new Set([document.title, ...told])];
}"""
"""All that a person can read or hear on the page; what stands in an own language, or is a command, is none of it."""


WIDER = """() => [...document.querySelectorAll("main *, header *, nav *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .filter((each) => !each.closest(".table-scroll, pre, details:not([open]) > :not(summary)"))
    .map((each) => `${each.tagName} ${each.id} ${each.textContent.slice(0, 60)}`)"""
"""What reaches beyond the right edge; a table may, in a box that scrolls."""


@cache
def english():
    """Return patterns of the English texts whose German is another, the places open."""
    found = []
    for each in read_catalog("de"):
        texts = zip(each.id, each.string, strict=False) if isinstance(each.id, tuple) else [(each.id, each.string)]
        for text, german in texts:
            if text and text != german and len(re.sub(r"\{\w+\}|\W", "", text)) > 3:
                pattern = "(.+)".join(map(re.escape, re.split(r"\{\w+\}", text)))
                found.append(re.compile(pattern))
    return found


@cache
def german():
    """Return the German texts: one may be spelt as an English one."""
    return {each.string for each in read_catalog("de") if isinstance(each.string, str)}


def left_in_english(page):
    read = page.evaluate(READ)
    assert len(read) > 5
    return [text for text in read if text not in german() and any(each.fullmatch(text) for each in english())]


@pytest.fixture
def in_german(open_page, stage):
    """Open a page in German, with a past and somebody who sits too long on a chair with a bad cell."""

    def opened(path, **options):
        stage.play(SCENES["cell"], "lab", "Labor")
        stage.play(SCENES["nudge"])
        fill(stage.url, year(TODAY, holes=True))
        page = open_page(query=path, heading=PAGES[path], **(GERMAN | options))
        for details in page.locator("details.behind:visible > summary").all():
            details.click()
        return page

    return opened


@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_german_has_no_english_left(in_german, path):
    page = in_german(path)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    assert left_in_english(page) == []
    assert_accessible(page)


@pytest.mark.parametrize("path", PAGES)
def test_long_german_words_fit_a_phone(in_german, path):
    page = in_german(path, width=390)
    assert page.evaluate(WIDER) == []
    assert_accessible(page)


def test_english_that_is_left_would_be_found(in_german):
    page = in_german("")
    page.evaluate("document.querySelector('h1').textContent = 'Next break in 5 min'")
    assert left_in_english(page) == ["Next break in 5 min"]


def test_the_language_is_chosen_in_the_bar_and_stays(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page("today", heading="Today")
    page.locator("#account summary").click()
    page.get_by_role("button", name="Deutsch").click()
    page.get_by_role("heading", name="Heute", level=1).wait_for()
    expect(page).to_have_url(f"{stage.address}today")
    page.goto(stage.address)
    expect(page.locator("#next-break")).to_contain_text("Nächste Pause in")
    page.locator("#account summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="English")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#next-break")).to_contain_text("Next break in")


def test_log_in_and_account_are_german_and_switch_without_a_script(visit, house):
    house.add("Olga", chairs=["desk"])
    page = visit("/account", java_script_enabled=False, **GERMAN)
    button = page.get_by_role("button", name="Anmelden")
    expect(button).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    expect(page).to_have_url(re.compile("next="))
    page.get_by_role("button", name="Deutsch").click()
    page.get_by_label("Name").fill("Olga")
    log_in_german(page)
    expect(page.get_by_role("heading", name="Dein Passwort ändern")).to_be_visible()


def log_in_german(page):
    page.get_by_label("Passwort").fill("three blind mice")
    page.get_by_role("button", name="Anmelden").click()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_account_in_german_fits_and_has_no_english_left(visit, house, width):
    house.add("Olga", chairs=["desk"])
    page = visit("/account", width=width, **GERMAN)
    page.get_by_label("Name").fill("Olga")
    assert left_in_english(page) == []
    assert_accessible(page)
    log_in_german(page)
    page.get_by_role("heading", name="Dein Passwort ändern").wait_for()
    assert left_in_english(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
