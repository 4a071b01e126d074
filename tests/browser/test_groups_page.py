"""The page Groups in a real browser: what is told of a group, and what is said where nothing may be."""

import re
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from dashboard.store.engine import database_path, transaction, writer
from tests.browser.conftest import assert_accessible
from tests.dashboard.offices import Office

LOOKS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]
MONTH = date(2026, 7, 1)
NAME = "Office <b>4</b>"


class Staged:
    """The stage's store, as an office wants it."""

    def __init__(self, stage):
        self.url = stage.url

    @contextmanager
    def open(self):
        engine = writer(self.url)
        with transaction(engine, database_path(self.url)) as connection:
            yield connection
        engine.dispose()


@pytest.fixture
def office(stage):
    return Office(Staged(stage))


def three_weeks(office, stage):
    """Publish what a group of six sat since the month began; on Fridays four of them."""
    today = datetime.fromtimestamp(stage.now_ms() / 1000, UTC).date()
    office.hire("abcdef")
    office.group(NAME, "abcdef")
    office.publish(MONTH)
    for n in range((today - MONTH).days):
        on = MONTH + timedelta(days=n)
        if on.weekday() < 5:
            office.sat(on, **dict.fromkeys("abcd" if on.weekday() == 4 else "abcdef", 5 + n % 3))
    office.publish(today)


def sub(page, figure):
    return page.locator(f"#groups-{figure}-sub")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_group_is_told_in_pictures_words_and_a_table(open_page, office, stage, width, scheme):
    three_weeks(office, stage)
    page = open_page("groups", width=width, scheme=scheme, heading="Groups")
    expect(page.locator("#groups-choice")).to_have_text(NAME)
    expect(sub(page, "occupied_s")).to_have_text(
        re.compile("^5 h 45 min in the mean of the week up to Sunday,? 19 July 2026$")
    )
    assert page.locator("#groups-occupied_s-picture .group-dot").count() == 10  # of 13 working days, three Fridays
    assert page.locator("#groups-occupied_s-picture .group-few").count() == 9
    page.get_by_text("Every day as a table").click()
    table = page.locator("#groups-table")
    expect(table.get_by_role("row").filter(has_text="17 July 2026")).to_contain_text("fewer than five")
    expect(table.get_by_role("row").filter(has_text="16 July 2026")).to_contain_text("5 h")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_without_a_group_it_says_how_one_is_made_also_where_there_is_no_chair(open_page, width, scheme):
    page = open_page("groups", width=width, scheme=scheme, heading="Groups")
    expect(page.get_by_text("There is no group to look at")).to_be_visible()
    expect(page.get_by_text("sitwell-dashboard group add Office")).to_be_visible()
    expect(page.get_by_test_id("no-chair")).to_be_hidden()
    expect(page.locator("#groups-pictures")).to_be_hidden()
    assert_accessible(page)


def test_a_new_group_says_from_when_on_and_another_is_chosen_by_keyboard_alone(open_page, office, stage):
    three_weeks(office, stage)
    office.hire("ghijk")
    office.group("Lab", "ghijk")
    page = open_page("groups", heading="Groups")
    expect(page.get_by_test_id("groups-note")).to_have_text(
        "Nobody counts in Lab yet. Who is in it when a month begins counts from then on."
    )
    choice = page.get_by_label("Group", exact=True)
    choice.focus()
    page.keyboard.press("ArrowDown")
    expect(sub(page, "shifts_per_h")).to_contain_text("20 per hour in the mean of the week")
    expect(choice).to_be_focused()
    assert page.url.endswith("?group=1")
    page.reload()
    expect(choice).to_have_value("1")
    office.publish(date(2026, 8, 1))
    page.goto(f"{stage.address}groups?group=2")
    expect(page.get_by_test_id("groups-note")).to_have_text(
        re.compile("^The first day of Lab is Saturday,? 1 August 2026. It is told on Tuesday,? 4 August 2026.$")
    )


def test_a_viewer_who_sees_no_chair_is_led_to_the_groups(open_page, office, stage):
    three_weeks(office, stage)
    page = open_page("groups", heading="Groups")
    page.route("**/api/v1/me", lambda route: route.fulfill(json={"name": "Vik", "role": "viewer", "way": "token"}))
    page.goto(stage.address)
    expect(page.get_by_test_id("no-chair")).to_contain_text("You look at groups, not at single chairs")
    expect(page.get_by_test_id("no-chair")).not_to_contain_text("scripts/demo", use_inner_text=True)
    expect(page.get_by_role("link", name="Today", exact=True)).to_be_hidden()
    page.get_by_role("link", name="Look at your groups").click()
    expect(page.get_by_role("heading", name="Groups", level=1)).to_be_visible()
    expect(page.locator("#groups-choice")).to_have_text(NAME)
    expect(page.get_by_role("link", name="Groups", exact=True)).to_be_visible()
    expect(page.get_by_test_id("no-chair")).to_be_hidden()


def test_a_member_without_a_chair_is_not_told_to_start_a_demo(open_page, stage):
    page = open_page()
    page.route("**/api/v1/me", lambda route: route.fulfill(json={"name": "Mia", "role": "member", "way": "token"}))
    page.goto(stage.address)
    expect(page.get_by_test_id("no-chair")).to_contain_text("No chair of yours has been heard yet")
    expect(page.get_by_test_id("no-chair")).not_to_contain_text("scripts/demo", use_inner_text=True)
