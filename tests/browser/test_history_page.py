"""The page History in a real browser: pictures, their words, and everything by keyboard."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_accessible
from tests.browser.states import SCENES
from tests.dashboard.history_store import fill, year

TODAY = date(2026, 7, 22)  # the stage's afternoon


@pytest.fixture
def history(open_page, stage):
    """Open the page of a chair whose store has these days."""

    def opened(days, query="history", **options):
        stage.play(SCENES["vacant"])
        if days:
            fill(stage.url, days)
        page = open_page(query=query, heading="History", **options)
        shown = page.locator(".compare-tiles, .compare-thin, #history-nothing:not([hidden])").first
        shown.wait_for()
        return page

    return opened


def test_a_chair_without_a_day_says_what_will_stand_here(history):
    page = history([])
    expect(page.get_by_test_id("history-nothing")).to_contain_text("Nothing of this chair is stored so far")
    expect(page.locator("#year-card")).to_be_hidden()


def test_a_year_is_drawn_with_days_unmeasured_unlike_days_unsat(history):
    page = history(year(TODAY, holes=True))
    expect(page.locator("#year-sub")).to_have_text(
        re.compile(r"^[\d,]+ hours of sitting on \d+ days, \d h \d+ min a day$")
    )
    year_ = page.get_by_test_id("year-picture")
    assert year_.locator("rect").count() == 367
    unseen, empty = year_.locator(".step-none"), year_.locator(".step-0")
    assert unseen.first.get_attribute("aria-label").endswith("not measured")
    assert "nobody sat" in empty.first.get_attribute("aria-label")
    looks = [each.first.evaluate("cell => getComputedStyle(cell).fill") for each in (unseen, empty)]
    assert looks[0] == "none" != looks[1]


def test_the_calendar_shows_another_figure_and_is_walked_by_keys(history):
    page = history(year(TODAY))
    page.get_by_label("Figure of the year").select_option("break_share")
    page.locator("#year-picture [tabindex='0']").focus()
    told = page.locator("#year-detail")
    expect(told).to_have_text(re.compile(r"^Wednesday,? 22 July 2026: a break in \d+ of \d+ hours, sat \d h \d+ min$"))
    page.keyboard.press("ArrowUp")
    expect(told).to_have_text(re.compile(r"^Tuesday,? 21 July"))
    page.keyboard.press("ArrowLeft")
    expect(told).to_have_text(re.compile(r"^Tuesday,? 14 July"))
    page.keyboard.press("Home")
    expect(told).to_have_text(re.compile(r"^Tuesday,? 22 July 2025: not measured"))


def test_the_usual_week_tells_each_hour(history):
    page = history(year(TODAY))
    page.locator("#week-picture [data-row='0'][data-column='3']").hover()
    expect(page.locator("#week-detail")).to_have_text(re.compile(r"^Monday 10:00 to 11:00: sat \d+ % of the time"))


def test_the_window_rules_trend_week_and_lengths(history):
    page = history(year(TODAY))
    for name, words in (("4 weeks", "25 Jun \N{EN DASH} 22 Jul 2026"), ("Year", "23 Jul 2025 \N{EN DASH} 22 Jul 2026")):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.locator("#trend-sub")).to_have_text(f"Sitting in hours, {words}")
        expect(page.locator("#week-sub")).to_have_text(f"Share of the measured time, last {name.lower()}")
        expect(page.locator("#lengths-sub")).to_contain_text(f"last {name.lower()}")


def test_the_trend_is_read_by_keys_with_dot_median_band_and_goal(history):
    page = history(year(TODAY))
    page.get_by_label("Figure of the trend").select_option("shifts_per_h")
    picture = page.get_by_role("slider", name="Postural shifts, day by day")
    expect(page.locator("#trend-picture .goal")).to_have_count(1)
    expect(page.locator("#trend-picture .band")).to_have_count(1)
    picture.focus()
    page.keyboard.press("ArrowLeft")
    words = re.compile(r"^Tuesday,? 21 July 2026: \d+ per hour; median of the week \d+ per hour$")
    expect(page.locator("#trend-detail")).to_have_text(words)
    expect(picture).to_have_attribute("aria-valuetext", words)


def test_the_trend_is_zoomed_by_the_brush_with_keys_and_by_dragging(history):
    page = history(year(TODAY))
    page.get_by_role("slider", name="First day shown").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#trend-sub")).to_have_text("Sitting in hours, 24 Apr \N{EN DASH} 22 Jul 2026")
    expect(page.get_by_role("button", name="3 months")).to_have_attribute("aria-pressed", "false")
    picture = page.locator("#trend-picture")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 80, steps=4)
    page.mouse.up()
    expect(page.locator("#trend-sub")).to_have_text(re.compile(r"\d+( May)?\s.\s\d+ Jun 2026$"))
    page.get_by_role("button", name="3 months").click()
    expect(page.locator("#trend-sub")).to_have_text("Sitting in hours, 23 Apr \N{EN DASH} 22 Jul 2026")


def test_days_are_chosen_too_by_a_hand_that_lets_go_beyond_the_picture(history):
    page = history(year(TODAY))
    picture = page.locator("#trend-picture")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 30, box["y"] + 90, steps=6)
    page.mouse.up()
    expect(page.locator("#trend-sub")).to_have_text(re.compile(r" Jun . 22 Jul 2026$"))
    expect(picture.locator(".drag")).to_have_attribute("visibility", "hidden")


def test_a_trend_is_broken_where_nothing_was_measured(history):
    page = history(year(TODAY, holes=True))
    page.get_by_role("button", name="Year", exact=True).click()
    expect(page.locator("#trend-picture .median")).not_to_have_count(1)


def test_lengths_of_bouts_are_marked_at_half_an_hour_an_hour_and_the_usual(history):
    page = history(year(TODAY))
    marks = page.locator("#lengths-picture text").filter(has_text=re.compile("30 min|60 min|Usual"))
    expect(marks).to_have_count(3)
    page.locator("#lengths-picture [tabindex='0']").focus()
    page.keyboard.press("Home")
    expect(page.locator("#lengths-detail")).to_have_text(re.compile("^0 to 5 min: 0 bouts"))
    page.keyboard.press("ArrowRight")
    expect(page.locator("#lengths-detail")).to_have_text(
        re.compile(r"^5 to 10 min: \d+ bouts, .* % of the sitting time")
    )


def test_two_periods_stand_side_by_side_with_their_difference_in_words(history):
    page = history(year(TODAY))
    first = page.locator(".compare-tile").first
    expect(first).to_contain_text(
        re.compile(r"Sitting\d+ min (less|more) sitting a dayThis week\d h \d+ minLast week\d h")
    )
    page.get_by_role("button", name="Months", exact=True).click()
    expect(first).to_contain_text("Last month")
    page.get_by_role("button", name="Chosen dates").click()
    page.get_by_label("First period, from").fill("2026-03-02")
    page.get_by_label("First period, to").fill("2026-03-03")
    expect(page.locator(".compare-thin")).to_contain_text("Too little measured to compare. First period: ")


def test_while_the_week_is_young_the_two_that_are_over_stand_side_by_side(history):
    page = history(year(date(2026, 7, 19)))  # nothing since Sunday; it is Wednesday
    first = page.locator(".compare-tile").first
    expect(first).to_contain_text(re.compile(r"Last week\d h.*The week before\d h"))


def test_each_picture_stands_in_a_table(history):
    page = history(year(TODAY))
    for words in ("The year as a table", "The trend as a table", "The hours as a table", "The lengths as a table"):
        page.get_by_text(words).click()
    for name in ("Each day", "Sitting, the last day first", "Share of the measured time sat", "Bouts of each length"):
        expect(page.get_by_role("table", name=name)).to_be_visible()
    expect(page.get_by_role("table", name="Each day").get_by_role("row").nth(1)).to_contain_text("22 July 2026")


def test_older_years_are_turned_to_and_back(history):
    page = history(year(TODAY, 800))
    page.get_by_role("link", name="Year before").click()
    expect(page.locator("#year-title")).to_contain_text("20 July 2025")
    page.get_by_role("link", name="Year after").click()
    expect(page.locator("#year-title")).to_have_text("Your year")


def test_a_chair_that_is_not_heard_still_has_its_history(history, stage):
    fill(stage.url, year(TODAY, 30))
    stage.play(SCENES["offline"]._replace(day=False))
    page = history([])
    expect(page.locator("#year-sub")).to_contain_text("days")


@pytest.mark.parametrize(
    ("days", "width", "scheme"),
    [
        (365, 1440, "light"),
        (365, 390, "light"),
        (365, 1440, "dark"),
        (365, 390, "dark"),
        (1, 390, "dark"),
        (30, 2560, "light"),
    ],
)
def test_the_page_is_accessible_and_fits(history, days, width, scheme):
    page = history(year(TODAY, days, holes=days > 1), width=width, scheme=scheme)
    page.get_by_text("The lengths as a table").click()
    page.get_by_role("button", name="Chosen dates").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
