"""The card "Your data" on the page History: all of it taken away, and all of it deleted, in a real browser."""

import re
import zipfile
from datetime import date

import pytest
from playwright.sync_api import expect

from dashboard.store import diary
from dashboard.store.diary import Written
from dashboard.store.diary_tables import AT_THIS_COMPUTER
from dashboard.store.engine import database_path, transaction, writer
from tests.browser.conftest import assert_accessible
from tests.browser.states import SCENES
from tests.dashboard.history_store import fill, year
from tests.dashboard.test_api_import import do_the_work

TODAY = date(2026, 7, 22)  # the stage's afternoon
LOOKS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]
NAME = "<b>My</b> chair"


@pytest.fixture
def history(open_page, stage):
    """Open the page of a chair with thirty days, offline or not."""

    def opened(query="history", days=30, **options):
        stage.play(SCENES["vacant"], name=NAME)
        if days:
            fill(stage.url, year(TODAY, days))
        page = open_page(query=query, heading="History", **options)
        page.locator("#your-data").wait_for()
        expect(page.locator("#page-history .chair-name")).to_have_text(NAME)
        return page

    return opened


def dialog(page):
    page.get_by_role("button", name="Delete it all …").click()
    return page.get_by_role("dialog", name=f"Delete everything of “{NAME}”?")


def said(page):
    return page.locator("#your-data-said")


def test_all_of_it_is_taken_away_as_a_zip_with_a_readme(history):
    page = history()
    expect(page.locator("#your-data-sub")).to_contain_text(re.compile(r"since Tuesday,? 23 June 2026"))
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download everything (zip)").click()
    assert re.fullmatch(r"sitwell-desk-data-2026-07-22\.zip", taken.value.suggested_filename)
    with zipfile.ZipFile(taken.value.path()) as file:
        assert "Everything that the desk has of the chair desk" in file.read("README.txt").decode()
        assert len(file.read("days.csv").splitlines()) > 20


def test_the_days_are_taken_away_as_a_table(history):
    page = history()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Days as a table (CSV)").click()
    assert taken.value.path().read_text("utf-8").splitlines()[1].count("2026-06-")


def test_a_wrong_name_deletes_nothing_and_the_right_one_everything(history, stage):
    page = history()
    asked = []
    page.on("request", lambda request: asked.append(request) if request.method == "DELETE" else None)
    opened = dialog(page)
    expect(opened).to_contain_text("Copies that were made earlier")
    opened.get_by_role("textbox").fill("My other chair")
    opened.get_by_role("button", name="Delete it all").click()
    expect(opened.get_by_role("alert")).to_have_text(f"Nothing was deleted: type “{NAME}” or “desk”.")
    assert asked == []
    opened.get_by_role("textbox").fill(f" {NAME.lower()} ")
    opened.get_by_role("button", name="Delete it all").click()
    expect(opened).to_be_hidden()
    expect(said(page)).to_have_text("The desk is deleting it …")
    expect(page.locator("#year-card")).to_be_visible()
    do_the_work(stage.url)
    expect(said(page)).to_have_text(re.compile(r"^Done: everything measured up to then is deleted: \d+ rows"))
    expect(page.get_by_test_id("history-nothing")).to_be_visible()
    expect(page.locator("#year-card")).to_be_hidden()
    expect(page.locator("#your-data-sub")).to_have_text("This desk keeps no day of this chair.")


def test_a_deletion_is_confirmed_and_called_off_by_keyboard_alone(history, stage):
    page = history()
    button = page.get_by_role("button", name="Delete it all …")
    button.focus()
    page.keyboard.press("Enter")
    field = page.get_by_label(f"Type “{NAME}” or “desk” if you mean it")
    expect(field).to_be_focused()
    inside = (
        "document.activeElement === document.body || document.querySelector('#delete').contains(document.activeElement)"
    )
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("desk")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("The desk is deleting it …")
    expect(button).to_be_focused()
    do_the_work(stage.url)
    expect(page.get_by_test_id("history-nothing")).to_be_visible()


def test_what_the_desk_refuses_is_said_in_its_words(history, open_page):
    page = history()
    refused = {"detail": "there is no chair 'desk', or it is not yours"}
    page.route("**/data", lambda route: route.fulfill(status=404, json=refused))
    opened = dialog(page)
    opened.get_by_role("textbox").fill("desk")
    opened.get_by_role("button", name="Delete it all").click()
    expect(opened.get_by_role("alert")).to_have_text(f"Nothing was deleted: {refused['detail']}")
    open_page.complaints[:] = [text for text in open_page.complaints if "404" not in text]


def test_a_deletion_that_waits_is_told_to_who_comes_back(history, stage):
    page = history()
    opened = dialog(page)
    opened.get_by_role("textbox").fill("desk")
    opened.get_by_role("button", name="Delete it all").click()
    expect(said(page)).to_have_text("The desk is deleting it …")
    page.reload()
    expect(said(page)).to_have_text("The desk is deleting it …")
    do_the_work(stage.url)
    expect(page.get_by_test_id("history-nothing")).to_be_visible()


def test_who_sees_groups_only_is_offered_nothing(history):
    page = history()
    viewer = {"name": "Vik", "role": "viewer", "way": "open", "token": None}
    page.route("**/api/v1/me", lambda route: route.fulfill(json=viewer))
    page.reload()
    expect(page.locator("#your-data-sub")).to_contain_text("since")  # and yet not to be seen
    expect(page.locator("html")).to_have_attribute("data-role", "viewer")
    expect(page.locator("#your-data")).to_be_hidden()


def test_the_link_from_the_account_leads_to_the_card(history):
    page = history(query="history?chair=desk#your-data")
    expect(page.get_by_role("heading", name="Your data")).to_be_focused()
    expect(page.get_by_role("heading", name="Your data")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_card_and_dialog_are_accessible_and_fit(history, width, scheme, tmp_path):
    page = history(width=width, scheme=scheme, reduced_motion="reduce")
    page.locator("#your-data").scroll_into_view_if_needed()
    page.screenshot(path=tmp_path / "card.png")
    opened = dialog(page)
    opened.get_by_role("button", name="Delete it all").click()
    expect(opened.get_by_role("alert")).to_contain_text("Nothing was deleted")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for each in opened.locator("button, input:not([type=checkbox]), .delete-diary").all():
        assert each.bounding_box()["height"] >= 44
    page.screenshot(path=tmp_path / "dialog.png")
    assert_accessible(page)
    page.keyboard.press("Escape")
    assert_accessible(page)


def test_the_own_diary_goes_too_unless_the_tick_is_taken_away(history, stage):
    engine = writer(stage.url)
    with transaction(engine, database_path(stage.url)) as connection:
        diary.add(connection, AT_THIS_COMPUTER, Written(1_784_000_000_000, "2026-07-14", 4, (), "mine"))

    def kept():
        with transaction(engine, database_path(stage.url)) as connection:
            return len(diary.everything(connection, AT_THIS_COMPUTER))

    page = history()
    for tick, left in ((False, 1), (True, 0)):
        opened = dialog(page)
        box = opened.get_by_role("checkbox", name=re.compile("^My diary"))
        expect(box).to_be_checked()
        box.set_checked(tick)
        opened.get_by_role("textbox").fill("desk")
        opened.get_by_role("button", name="Delete it all").click()
        expect(opened).to_be_hidden()
        assert kept() == left
    engine.dispose()
