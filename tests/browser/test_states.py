"""What a desk can be in on an ordinary day: no chair yet, a chair that is off, new, old, broken, one of two hundred.

Each page has to say so in words, fit a phone and a wide screen, and have nothing that axe complains of.
"""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_accessible, settled
from tests.browser.states import SCENES
from tests.dashboard.history_store import fill, year

TODAY = date(2026, 7, 22)  # the stage's afternoon
PAGES = {"": "Live", "today": "Today", "history": "History"}
LOOKS = [(390, "dark"), (2560, "light")]


def empty(_stage):
    pass


def offline(stage):
    stage.play(SCENES["offline"])


def first_minute(stage):
    stage.play(SCENES["first_minute"])


def first_year(stage):
    fill(stage.url, year(TODAY, 365, holes=True))
    stage.play(SCENES["sitting"])


def failed_cell(stage):
    stage.play(SCENES["cell"])


def two_hundred(stage):
    for number in range(200):
        stage.play(SCENES["vacant"], chair=f"chair-{number:03}", name=f"Room {number // 4}, place {number % 4 + 1}")


SAYS = {
    empty: {
        "": "No chair has been heard yet",
        "today": "No chair has been heard yet",
        "history": "No chair has been heard yet",
    },
    offline: {"": "The chair is offline", "today": "The chair is offline", "history": "of sitting on one day"},
    first_minute: {"": "Sitting", "today": r"Only \d+ (s|min) of sitting so far", "history": "No history yet"},
    first_year: {"": "8 sitting bouts", "today": "8 sitting bouts", "history": r"2\d\d days"},
    failed_cell: {
        "": "front-left cell gives no reading",
        "today": "8 sitting bouts",
        "history": "of sitting on one day",
    },
    two_hundred: {"": "Room 0, place 1", "today": "Room 0, place 1", "history": "Room 0, place 1"},
}
"""What must stand on each page in each state."""


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("state", SAYS, ids=lambda state: state.__name__)
def test_each_page_says_what_is_and_fits(open_page, stage, state, width, scheme):
    state(stage)
    page = open_page(width=width, scheme=scheme)
    for path, heading in PAGES.items():
        page.goto(stage.address + path)
        page.get_by_role("heading", name=heading, level=1).wait_for()
        settled(page)
        expect(page.locator("main")).to_contain_text(re.compile(SAYS[state][path]), use_inner_text=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, heading
        assert_accessible(page)
