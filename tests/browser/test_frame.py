"""The way between pages: navigation, addresses, focus, and what a page loads."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_accessible
from tests.browser.states import SCENES


def link(page, name):
    return page.get_by_role("navigation", name="Pages").get_by_role("link", name=name)


def test_each_page_has_an_address_a_title_and_a_mark_in_the_navigation(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    expect(page).to_have_title("Live · Sitwell")
    link(page, "Today").click()
    expect(page).to_have_title("Today · Sitwell")
    assert urlsplit(page.url).path == "/today"
    expect(link(page, "Today")).to_have_attribute("aria-current", "page")
    expect(link(page, "Live")).not_to_have_attribute("aria-current", "page")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_back_and_forward_go_from_page_to_page(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    link(page, "Today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Live")
    expect(page.get_by_test_id("connection")).to_have_text("Connected")
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")


def test_a_page_can_be_opened_by_its_address_and_by_keyboard_alone(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page(query="today", heading="Today")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    link(page, "Live").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("connection")).to_have_text("Connected")


def test_the_chosen_chair_comes_along(open_page, stage):
    stage.play(SCENES["sitting"])
    stage.play(SCENES["break"], chair="lab-2", name="Lab, by the window")
    page = open_page(query="?chair=lab-2")
    expect(page.locator("#page-live .chair-name")).to_have_text("Lab, by the window")
    link(page, "Today").click()
    expect(page.locator("#page-today .chair-name")).to_have_text("Lab, by the window")
    assert parse_qs(urlsplit(page.url).query) == {"chair": ["lab-2"]}


def test_a_page_that_is_not_there_is_said_with_a_way_back(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page(query="nowhere", heading="There is no such page")
    open_page.complaints[:] = [text for text in open_page.complaints if "404" not in text]
    expect(page).to_have_title("No such page · Sitwell")
    page.get_by_role("link", name="Go to what your chair measures now").click()
    expect(page.get_by_test_id("connection")).to_have_text("Connected")


def test_a_page_loads_only_its_own_modules(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    loaded = """() => performance.getEntriesByType("resource").map((entry) => entry.name).join(" ")"""
    expect(page.get_by_test_id("connection")).to_have_text("Connected")
    assert "/js/today/" not in page.evaluate(loaded)
    link(page, "Today").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    page.wait_for_function(
        """() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/js/today/"))"""
    )


@pytest.mark.parametrize(("width", "place"), [(1440, "left"), (390, "bottom")])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_navigation_stands_where_it_is_reached_and_is_accessible(open_page, stage, width, place, scheme):
    stage.play(SCENES["sitting"])
    page = open_page(query="nowhere", heading="There is no such page", width=width, scheme=scheme)
    open_page.complaints[:] = [text for text in open_page.complaints if "404" not in text]
    box = page.get_by_role("navigation", name="Pages").bounding_box()
    assert (box["x"], box["width"] < 300) == (0, True) if place == "left" else box["y"] + box["height"] == 844
    if place == "bottom":
        page.get_by_role("button", name="More").click()
    expect(page.get_by_role("link", name="Settings")).to_be_visible()
    for each in page.locator(".nav-link:visible").all():
        assert min(each.bounding_box()["height"], each.bounding_box()["width"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


def test_among_two_hundred_chairs_one_is_found_and_kept(open_page, stage):
    for number in range(200):
        stage.play(SCENES["vacant"], chair=f"chair-{number:03}", name=f"Room {number // 4}, place {number % 4 + 1}")
    page = open_page(width=390)
    chairs = page.get_by_role("combobox", name="Chair")
    expect(chairs.get_by_role("option")).to_have_count(200)
    chairs.select_option("Room 41, place 3")
    expect(page.locator("#page-live .chair-name")).to_have_text("Room 41, place 3")
    assert page.url.endswith("?chair=chair-166")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_chair_that_is_not_there_for_this_person_gives_way_to_one_that_is(open_page, stage):
    stage.play(SCENES["sitting"])
    refused = lambda route: route.fulfill(status=404, json={"detail": "there is no such chair for you"})  # noqa: E731
    page = open_page()
    page.route("**/live?chair=theirs", refused)
    page.goto(f"{stage.address}?chair=theirs")
    expect(page.locator("#page-live .chair-name")).to_have_text("Desk chair")
    open_page.complaints[:] = [text for text in open_page.complaints if "404" not in text]


def test_text_in_an_address_is_text(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page(query="?chair=%3Cimg%20src=x%3E")
    expect(page.locator("#page-live .chair-name")).to_have_text(re.compile("Desk chair"))
    assert page.locator("img[src=x]").count() == 0
