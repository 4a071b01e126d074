"""The page Chairs in a real browser: what needs care first, found among many, and nothing of a sitter."""

import msgspec
import pytest
from playwright.sync_api import expect

from contract.seat import Corners
from tests.browser.conftest import assert_accessible
from tests.browser.states import SCENES, state_of

LOOKS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]


@pytest.fixture
def chairs(open_page, stage):
    """Open the page of a desk with four chairs, of which one is sat on, one has a broken cell and one is off."""

    def opened(**options):
        stage.play(SCENES["alert"], chair="desk", name="Desk chair")
        stage.play(SCENES["cell"], chair="lab", name="Laboratory")
        stage.play(SCENES["offline"], chair="window", name="<b>Window</b>")
        stage.play(SCENES["vacant"], chair="hall", name="Hall")
        page = open_page(query="chairs?chair=hall", heading="Chairs", **options)
        expect(page.locator("#devices > li")).to_have_count(4)
        return page

    return opened


def names(page):
    return page.locator("#devices > li:not([hidden]) .device-id").all_inner_texts()


def test_chairs_that_need_care_come_first_with_what_they_need(chairs):
    page = chairs()
    assert names(page)[0] == "lab"
    expect(page.locator("#devices > li").first).to_contain_text("No reading: front left")
    page.locator("#devices summary").first.click()
    expect(page.locator("#devices > li").first).to_contain_text("front left: gives no reading")
    expect(page.locator("#devices > li").first).to_contain_text("is not set")
    expect(page.locator("#devices")).to_contain_text("<b>Window</b>")


def test_a_chair_is_found_by_name_or_by_what_it_needs(chairs):
    page = chairs()
    page.get_by_label("Search").fill("hal")
    expect(page.locator("#devices-found")).to_have_text("1 of 4 chairs")
    assert names(page) == ["hall"]
    page.get_by_label("Search").fill("cell has failed")
    assert names(page) == ["lab"]
    page.get_by_label("Search").fill("")
    expect(page.locator("#devices-found")).to_have_text("Chairs: 4; in need of care: 1")


def test_nothing_tells_who_sits(chairs):
    page = chairs()
    for summary in page.locator("#devices summary").all():
        summary.click()
    text = page.locator("#page-chairs").inner_text().lower()
    for word in ("sitting", "occupied", "vacant", "break", "stand up", "leaning", "minutes ago"):
        assert word not in text
    desk = page.locator("#devices > li", has_text="Desk chair").inner_text()
    hall = page.locator("#devices > li", has_text="Hall").inner_text()
    assert desk.replace("Desk chair", "").replace("desk", "") == hall.replace("Hall", "").replace("hall", "")


def test_a_chair_that_nobody_stores_says_what_it_keeps_and_what_it_gave_up(chairs, stage):
    said = state_of(SCENES["vacant"], stage.now_ms(), None)
    page = chairs()
    stage.say("hall", "state", msgspec.structs.replace(said, spooled_minutes=95, dropped_minutes=12))
    page.reload()
    hall = page.locator("#devices > li", has_text="Hall")
    expect(hall).to_contain_text("It keeps minutes that nobody stores")
    hall.locator("summary").click()
    expect(hall).to_contain_text("95 minutes; its spool was full and 12 minutes were lost")


def test_chairs_are_looked_through_by_keyboard_alone(chairs):
    page = chairs()
    page.get_by_label("Search").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#devices summary").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#devices details").first).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator("#devices summary").nth(1)).to_be_focused()


def test_two_hundred_chairs_are_listed_and_searched(open_page, stage):
    for number in range(200):
        scene = SCENES["vacant"]._replace(measures=False, day=False)
        if number == 137:
            scene = scene._replace(cells=Corners("ok", "ok", "timeout", "ok"))
        stage.play(scene, chair=f"c{number:03}", name=f"Chair {number:03}")
    page = open_page(query="chairs", heading="Chairs")
    expect(page.locator("#devices > li")).to_have_count(200)
    assert names(page)[0] == "c137"
    page.get_by_label("Search").fill("chair 042")
    assert names(page) == ["c042"]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_page_is_accessible_and_fits(chairs, width, scheme):
    page = chairs(width=width, scheme=scheme)
    page.locator("#devices summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
