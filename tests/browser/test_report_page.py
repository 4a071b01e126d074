"""The page Report in a real browser: a period in figures, bars and words, on the screen and on paper."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_accessible, settled
from tests.browser.states import SCENES
from tests.dashboard.history_store import fill
from tests.dashboard.test_reports import shifting_less

UNSEEN = (date(2026, 7, 16), date(2026, 7, 22))


@pytest.fixture
def report(open_page, stage):
    stage.play(SCENES["vacant"])
    fill(stage.url, [day for day in shifting_less() if day.on not in UNSEEN])
    return lambda query="report", heading="Report", **options: open_page(query=query, heading=heading, **options)


def test_the_last_week_that_is_over_is_told_in_figures_bars_and_words(report):
    page = report()
    expect(page.locator("#period-title")).to_have_text(re.compile(r"^13.{1,3}19 July 2026$"))
    expect(page.locator("#period-sub")).to_have_text("21 h 36 min of sitting; days with sitting: 4, bouts: 20")
    expect(page.locator("#report-notes")).to_contain_text("Days that were not measured: 3 of 7.")
    shifts = page.locator(".report-line", has_text="Postural shifts")
    expect(shifts).to_contain_text("12 per hour")
    expect(shifts).to_contain_text("4 per hour more")
    expect(shifts).to_contain_text("Goal: 20 per hour")
    expect(page.locator("#report-noticed-card")).to_contain_text("You shift less often than in your first weeks")
    expect(page.locator("#asked-card")).to_be_hidden()
    days = page.get_by_test_id("report-days")
    assert days.locator("[data-column]").count() == 7
    assert days.locator(".report-bar-none").count() == 3


def test_one_goes_from_period_to_period_and_from_week_to_month_by_keyboard(report):
    page = report()
    turns = page.get_by_role("navigation", name="Period")
    for name, title in (("The week before", "6.{1,3}12 July 2026"), ("Month", "July 2026")):
        turns.get_by_role("link", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.locator("#period-title")).to_have_text(re.compile(f"^{title}$"))
        settled(page)
    expect(page.locator("#report-notes")).to_contain_text("This month is not over yet.")
    expect(turns.get_by_role("link", name="The month after")).to_have_attribute("aria-disabled", "true")
    expect(turns.get_by_role("link", name="Month", exact=True)).to_have_attribute("aria-current", "true")


def test_the_bars_are_walked_by_keys_and_stand_in_a_table_too(report):
    page = report()
    page.locator("#report-days [tabindex='0']").focus()
    page.keyboard.press("Home")
    expect(page.locator("#report-detail")).to_have_text(
        re.compile(r"^Monday,? 13 July: 5 h 24 min of sitting, 5 h 24 min of it in bouts of 30 min and more$")
    )
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#report-detail")).to_have_text(re.compile(r"^Thursday,? 16 July: not measured$"))
    page.get_by_text("The days as a table").click()
    expect(page.locator("#report-table tbody tr")).to_have_count(7)


def test_a_period_that_cannot_be_shown_is_said(report, open_page):
    page = report("report?on=2027-01-01")
    expect(page.get_by_test_id("report-note")).to_contain_text("has not begun")
    expect(page.locator("#report-sheet")).to_be_hidden()
    open_page.complaints[:] = [text for text in open_page.complaints if "status of 4" not in text]


def test_on_paper_there_is_the_report_alone_black_on_white(report):
    page = report(scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in ("header", "#navigation", "#report-turns", "#report-print", "#mail-place", "#page-report .behind"):
        expect(page.locator(hidden).first).to_be_hidden()
    look = "element => [getComputedStyle(element).backgroundColor, getComputedStyle(element).color]"
    assert page.evaluate(look, page.locator("#period-card").element_handle()) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert re.search(rb"/MediaBox ?\[0 0 59[45][.\d]* 84[12]", paper)  # A4, in points
    assert len(re.findall(rb"/Type ?/Page\b", paper)) == 1


def test_the_button_prints(report):
    page = report()
    page.evaluate("() => { window.print = () => { document.body.dataset.printed = 'yes'; }; }")
    page.get_by_role("button", name="Print or save as PDF").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")


def test_the_report_by_mail_is_set_by_keyboard_and_kept(report):
    page = report()
    expect(page.locator("#mail-when")).to_have_value("none")
    expect(page.locator("#mail-hour")).to_be_disabled()
    page.locator("#mail-when").select_option("Each Friday")
    page.locator("#mail-hour").select_option("18:00")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("mail-said")).to_have_text("Saved.")
    page.locator("#mail-hour").select_option("9:00")
    expect(page.get_by_test_id("mail-said"), "that hour is not saved").to_have_text("")
    expect(page.locator("#mail-none")).to_contain_text("no channel that is mail: name one on the page Live")
    page.reload()
    expect(page.locator("#mail-when")).to_have_value("week-4")
    expect(page.locator("#mail-hour")).to_have_value("18")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits(report, width, scheme):
    page = report(width=width, scheme=scheme)
    page.get_by_text("The days as a table").click()
    page.locator("#page-report summary[aria-label='About: Figures']").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


def test_the_table_of_days_fits_a_phone_in_german(report):
    page = report(width=390, locale="de-DE", heading="Bericht")
    page.get_by_text("Die Tage als Tabelle").click()
    table = page.locator("#report-table")
    expect(table.get_by_role("row", name="Donnerstag, 16. Juli")).to_be_visible()
    assert table.evaluate("each => each.scrollWidth - each.clientWidth") <= 0
