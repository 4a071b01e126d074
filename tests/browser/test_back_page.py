"""The page Back in a real browser: a diary kept by pointer and by keyboard, and what it says beside the sitting."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from dashboard.analysis.diary.entry import PLACES
from tests.browser.back_stage import answer, back, words
from tests.browser.conftest import assert_accessible

__all__ = ["back", "words"]

LOOKS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]


def rows(page):
    return page.get_by_test_id("entries").locator(".entry")


def press(page, place):
    page.locator(f".body-outline [data-place={place}]").first.click()


def test_an_entry_is_written_with_three_presses_and_a_word(back, words):
    page = back()
    page.get_by_role("radio", name="4", exact=True).check(force=True)
    press(page, "lower-back-left")
    page.get_by_label("Note").fill("after the <b>long</b> meeting")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("#diary-said")).to_have_text("Written down.")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("after the <b>long</b> meeting")
    expect(rows(page)).to_contain_text("Lower back, left")
    [kept] = words.entries()
    assert kept[1:] == ("2026-07-22", 4, ("lower-back-left",), "after the <b>long</b> meeting")
    expect(page.get_by_role("radio", name="4", exact=True)).not_to_be_checked()
    expect(page.locator("#beside-picture [role=slider]")).to_have_attribute(
        "aria-valuetext", re.compile("pain 4 of 10")
    )


def test_the_whole_of_an_entry_is_made_by_keyboard_alone(back, words):
    page = back()
    page.get_by_role("radio", name="0", exact=True).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    expect(page.locator("#body-list summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#body-chosen")).to_have_text("Neck")
    expect(page.locator(".region.chosen")).to_have_count(2)  # from behind and from the front
    page.get_by_label("Note").focus()
    page.keyboard.type("stiff")
    page.get_by_role("button", name="Write it down").focus()
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(1)
    assert words.entries()[0][2:] == (3, ("neck",), "stiff")


def test_every_place_can_be_pressed_on_the_drawing_and_chosen_in_the_list(back):
    page = back()
    page.locator("#body-list summary").click()
    assert {box.get_attribute("value") for box in page.locator("input[name=place]").all()} == set(PLACES)
    for place, name in PLACES.items():
        press(page, place)
        expect(page.get_by_role("checkbox", name=name.text, exact=True)).to_be_checked()
        expect(page.locator("#body-chosen")).to_have_text(name.text)
        press(page, place)
    expect(page.locator("#body-chosen")).to_have_text("")


def test_an_empty_entry_is_refused_in_words(back, words, open_page):
    page = back()
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("#diary-said")).to_have_text(
        "Not written down: Say how strong the pain is, or where, or write a note."
    )
    assert words.entries() == []
    open_page.complaints[:] = [text for text in open_page.complaints if "422" not in text]


def test_an_entry_is_changed_and_keeps_its_time_and_its_day(back, words):
    words.write(3, 6, "wrong")
    page = back()
    page.get_by_role("button", name=re.compile("^Change the entry of Sun")).click()
    expect(page.get_by_role("heading", name=re.compile("^Change the entry of Sun"))).to_be_visible()
    expect(page.get_by_role("radio", name="6", exact=True)).to_be_focused()
    expect(page.locator("#diary-when")).to_have_value("2026-07-19T09:30")
    page.get_by_label("Note").fill("right")
    page.get_by_role("button", name="Save the change").click()
    expect(page.locator("#diary-said")).to_have_text("Changed.")
    expect(rows(page)).to_contain_text("right")
    [kept] = words.entries()
    assert (kept.on, kept.pain, kept.note, kept.at_ms % 60_000) == ("2026-07-19", 6, "right", 15_000)
    expect(page.get_by_role("heading", name="How is your back?")).to_be_visible()


def test_a_deleted_entry_can_be_brought_back_at_once(back, words):
    words.write(1, 5, "keep me")
    page = back()
    page.get_by_role("button", name=re.compile("^Delete the entry of")).click()
    expect(page.locator("#entries-none")).to_be_visible()
    undo = page.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_be_focused()
    assert words.entries() == []
    page.keyboard.press("Enter")
    expect(rows(page)).to_contain_text("keep me")
    assert words.entries()[0][1:] == ("2026-07-21", 5, ("neck",), "keep me")


def test_earlier_entries_come_on_demand(back, words):
    for n in range(8):
        words.write(n, n)
    page = back()
    expect(rows(page)).to_have_count(6)
    page.get_by_role("button", name="Earlier entries").click()
    expect(rows(page)).to_have_count(8)
    expect(page.get_by_role("button", name="Earlier entries")).to_be_hidden()


def test_pain_and_sitting_are_walked_day_by_day_and_stand_in_a_table(back, words):
    for n in (0, 2, 40):
        words.write(n, 5)
    page = back(days=60)
    picture = page.get_by_role("slider", name="Pain and sitting, day by day")
    picture.focus()
    told = page.locator("#beside-detail")
    expect(told).to_have_text(re.compile(r"^Wed,? 22 July 2026: pain 5 of 10, sitting \d\.\d h$"))
    page.keyboard.press("ArrowLeft")
    expect(told).to_have_text(re.compile(r"^Tue,? 21 July 2026: pain not said, sitting \d\.\d h$"))
    page.keyboard.press("Home")
    expect(told).to_have_text(re.compile("pain not said, sitting not measured$"))
    expect(picture.locator(".bar-pain")).to_have_count(3)
    expect(page.locator("#beside-together")).to_contain_text("It takes 28 to compare them")
    expect(page.locator("#beside-card")).to_contain_text("That does not say that one causes the other.")
    page.get_by_role("button", name="4 weeks").click()
    expect(picture.locator(".bar-pain")).to_have_count(2)
    page.get_by_text("Pain and sitting as a table").click()
    expect(page.locator("#beside-table tbody tr").first).to_contain_text("5 of 10")


def test_how_long_pain_has_lasted_has_its_word_and_no_word_between(back, words):
    page = back()
    expect(page.locator("#back-lasting")).to_be_hidden()
    for n in range(0, 60, 6):
        words.write(n, 4)
    page.reload()
    expect(page.locator("#back-lasting")).to_contain_text("Over six weeks, since Fri, 29 May 2026")
    expect(page.locator("#back-lasting")).not_to_contain_text("chronic")
    for n in range(60, 110, 6):
        words.write(n, 4)
    page.reload()
    expect(page.locator("#back-lasting")).to_contain_text("Pain that lasts over three months is called chronic.")


def test_all_of_it_is_taken_away_deleted_and_brought_back(back, words, tmp_path):
    words.write(0, 4, "mine")
    page = back()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download it (zip)").click()
    file = tmp_path / "diary.zip"
    taken.value.save_as(file)
    assert b"mine" in zipfile.ZipFile(file).read("diary.csv")
    page.get_by_role("button", name="Delete it all …").click()
    dialog = page.get_by_role("dialog", name="Delete your diary and your checklist?")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    assert len(words.entries()) == 1
    page.get_by_role("button", name="Delete it all …").click()
    dialog.get_by_role("button", name="Delete it all").click()
    expect(page.locator("#entries-none")).to_be_visible()
    assert words.entries() == []
    page.locator("#words-file").set_input_files(file)
    expect(page.locator("#words-said")).to_have_text("Entries that came back: 1.")
    expect(rows(page)).to_contain_text("mine")


def test_a_desk_without_a_chair_keeps_a_diary_too(open_page):
    page = open_page(query="back", heading="Back")
    page.get_by_role("radio", name="2", exact=True).check(force=True)
    page.get_by_role("button", name="Write it down").click()
    expect(rows(page)).to_have_count(1)
    expect(page.locator("#beside-sub")).to_contain_text("No chair is yours at this desk")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_page_is_accessible_and_fits(back, words, width, scheme, tmp_path):
    for n in range(0, 50, 3):
        words.write(n, n % 8, "a note " * (n % 5))
    page = back(days=60, width=width, scheme=scheme, reduced_motion="reduce")
    page.screenshot(path=tmp_path / "back.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
    answer(page, urine_held="yes", seat_numb="yes")
    page.get_by_role("radio", name="7", exact=True).check(force=True)
    press(page, "neck")
    page.locator("#body-list summary").click()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for each in page.locator("#diary-form button, .pain-step, .place, .sign-way, .words-ways .button").all():
        assert each.bounding_box()["height"] >= 44
    page.get_by_role("button", name="Delete it all …").click()
    assert_accessible(page)
