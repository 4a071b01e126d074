"""The page Today in a real browser: a day drawn, its figures, and the way from day to day."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from dashboard.web.components.element import NOTHING
from tests.browser.conftest import assert_accessible
from tests.browser.states import SCENES


@pytest.fixture
def today(open_page):
    def opened(query="today", **options):
        options.setdefault("heading", "Today")
        return open_page(query=query, **options)

    return opened


def tile(page, name):
    return page.get_by_test_id(name)


def test_a_day_is_drawn_with_bouts_breaks_postures_and_a_hole(today, stage):
    stage.play(SCENES["sitting"])
    page = today()
    expect(page.locator("#today-title")).to_have_text("Wednesday 22 July")
    expect(page.locator("#today-sub")).to_have_text(
        re.compile(r"^4 h 3\d min of sitting: 8 sitting bouts, longest 1 h 6 min, 7 breaks$")
    )
    picture = page.get_by_test_id("today-timeline")
    assert picture.locator("[data-kind=over]").count() == 4
    assert picture.locator("[data-kind=unmeasured]").get_attribute("fill").startswith("url(")
    assert {each.get_attribute("data-kind") for each in picture.locator(".piece-posture").all()} == {
        "centred", "left", "right", "forward", "back",
    }  # fmt: skip


def test_a_bout_that_was_too_long_is_told_without_colours(today, stage):
    stage.play(SCENES["sitting"])
    page = today()
    usual, over = (page.locator(f"#today-timeline .piece-{kind}").first.bounding_box() for kind in ("sitting", "over"))
    assert over["height"] > usual["height"] + 8


def test_each_figure_has_its_unit_and_its_goal(today, stage):
    stage.play(SCENES["sitting"])
    page = today()
    expect(tile(page, "hours")).to_have_text("7 of 7")
    expect(tile(page, "longest")).to_have_text("1 h 6 min")
    expect(tile(page, "shifts")).to_have_text(re.compile(r"^1\d per hour$"))
    expect(page.locator("#shifts-note")).to_have_text(re.compile(r"^\d+ in all; goal 20 per hour$"))
    expect(tile(page, "away")).to_have_text("1 h 1 min")
    shares = page.locator("#postures .bars-value").all_text_contents()
    assert sum(int(re.match(r"\d+", share)[0]) for share in shares) == 100


def test_what_a_figure_means_and_whose_finding_it_is_is_told_on_demand(today, stage):
    stage.play(SCENES["sitting"])
    page = today()
    button = page.locator("#page-today summary[aria-label='About: Postural shifts']")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#page-today").get_by_text("Akkarakittichoke 2023")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#page-today").get_by_text("Akkarakittichoke 2023")).to_be_hidden()
    expect(button).to_be_focused()


def test_the_picture_is_walked_by_arrow_keys_from_piece_to_piece_and_lane_to_lane(today, stage):
    stage.play(SCENES["sitting"])
    page = today()
    page.locator("#today-timeline .piece[tabindex='0']").focus()
    told = page.locator("#today-detail")
    expect(told).to_have_text(re.compile("to now: sitting"))
    page.keyboard.press("ArrowLeft")
    expect(told).to_have_text(re.compile("break"))
    page.keyboard.press("ArrowDown")
    expect(told).to_have_text(re.compile(r"^\d+:\d\d to \d+:\d\d: (centred|leaning \w+), \d+ min$"))
    page.keyboard.press("ArrowUp")
    expect(told).to_have_text(re.compile("break|sitting"))


def test_the_same_day_stands_in_tables(today, stage):
    stage.play(SCENES["sitting"])
    page = today()
    page.locator("#page-today").get_by_text("The day as a table").click()
    table = page.get_by_role("table", name="What was on the seat")
    expect(table.get_by_role("row").nth(1)).to_contain_text("9:08")
    assert table.get_by_role("row").filter(has_text="Not measured").count() == 1
    page.locator("#page-today").get_by_text("The balance as a table").click()
    expect(page.get_by_role("table", name="Share of the load on the left")).to_be_visible()


def test_from_day_to_day_by_links_with_the_date_in_the_address(today, stage):
    stage.play(SCENES["sitting"])
    stage.play_earlier("desk", 1)
    page = today()
    page.get_by_role("link", name="The day before").click()
    expect(page.locator("#today-title")).to_have_text("Tuesday 21 July 2026")
    assert parse_qs(urlsplit(page.url).query)["on"] == ["2026-07-21"]
    expect(page.get_by_role("heading", level=1)).to_have_text("One day")
    page.get_by_role("link", name="The day after").click()
    expect(page.locator("#today-title")).to_have_text("Wednesday 22 July")
    page.go_back()
    expect(page.locator("#today-title")).to_have_text("Tuesday 21 July 2026")
    page.get_by_role("link", name="Today", exact=True).last.click()
    expect(page.locator("#today-title")).to_have_text("Wednesday 22 July")


def test_a_day_without_any_measurement_shows_dashes_and_no_zeros(today, stage):
    stage.play(SCENES["vacant"])
    page = today(query="today?on=2026-07-01", heading="One day")
    expect(page.locator("#today-sub")).to_have_text("No sitting was measured")
    for name in ("hours", "longest", "shifts", "away"):
        expect(tile(page, name)).to_have_text(NOTHING)
    assert page.locator("#page-today .tile-value").filter(has_text="0").count() == 0


def test_a_chair_of_a_year_shows_today_as_one_of_a_day_does_and_its_first_day_too(today, stage):
    stage.play(SCENES["sitting"])
    for days in range(364, 0, -28):
        stage.play_earlier("desk", days)
    page = today()
    expect(page.locator("#today-sub")).to_have_text(re.compile(r"^4 h 3\d min of sitting: 8 sitting bouts"))
    page.get_by_label("Day to show").fill("2025-07-23")
    expect(page.locator("#today-title")).to_have_text("Wednesday 23 July 2025")
    expect(page.locator("#today-sub")).to_have_text(re.compile("8 sitting bouts"))
    expect(page.get_by_role("link", name="The day before")).to_have_attribute("aria-disabled", "true")
    page.goto(stage.address)
    expect(page.locator("#day-sub")).to_have_text("8 sitting bouts, longest 1 h 6 min, 7 breaks")


def test_a_first_minute_says_that_it_says_little(today, stage):
    stage.play(SCENES["first_minute"])
    page = today()
    expect(page.get_by_test_id("today-thin")).to_have_text(re.compile(r"^Only \d+ (s|min) of sitting so far"))
    expect(tile(page, "shifts")).to_have_text(NOTHING)


def test_an_offline_chair_still_has_its_day(today, stage):
    stage.play(SCENES["offline"])
    page = today()
    expect(page.locator("#page-today [data-testid=warning-offline]")).to_contain_text("The chair is offline")
    expect(tile(page, "longest")).to_have_text("1 h 6 min")


@pytest.mark.parametrize("on", ["2027-01-01", "2026-02-30", "nonsense"])
def test_a_day_that_cannot_be_shown_is_said(open_page, today, stage, on):
    stage.play(SCENES["sitting"])
    page = today(query=f"today?on={on}")
    expect(page.get_by_test_id("today-note")).not_to_be_empty()
    open_page.complaints[:] = [text for text in open_page.complaints if "status of 4" not in text]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scene", ["sitting", "vacant"])
def test_the_page_is_accessible_and_fits(today, stage, scene, width, scheme):
    stage.play(SCENES[scene])
    page = today(width=width, scheme=scheme)
    expect(page.locator("#today-title")).to_have_text("Wednesday 22 July")
    page.locator("#page-today summary[aria-label='About: Left and right']").click()
    page.locator("#page-today").get_by_text("The day as a table").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
