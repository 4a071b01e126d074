"""The page Settings in a real browser: who may log in, and who is in which group."""

import pytest
from playwright.sync_api import expect

from dashboard.store import groups, people
from tests.browser.conftest import assert_accessible, log_in, settled


@pytest.fixture
def as_somebody(visit, house):
    """Open the page, logged in."""

    def opened(name="Olga", **options):
        page = visit("/settings", **options)
        log_in(page, name)
        page.get_by_role("heading", name="Settings", level=1).wait_for()
        settled(page)
        return page

    house.add("Olga")
    house.add("Mia", "member", ["desk"])
    return opened


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_an_owner_lets_somebody_in_who_logs_in_with_the_password_shown_once(as_somebody, visit, width, scheme):
    page = as_somebody(width=width, scheme=scheme)
    form = page.locator("#set-new-form")
    form.get_by_label("Name").fill("Ben")
    form.get_by_label("Chairs").fill("lab, desk")
    form.get_by_role("button", name="Let in").click()
    expect(page.locator("#set-people-said")).to_have_text("Ben may log in.")
    password = page.locator("#set-password code").inner_text()
    expect(page.locator("#set-people > li").first).to_contain_text("desk lab")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
    ben = visit("/today")
    log_in(ben, "Ben", password)
    ben.get_by_role("heading", name="Today", level=1).wait_for()
    page.get_by_role("link", name="Today").click()
    page.go_back()
    expect(page.locator("#set-people > li").first).to_contain_text("Ben")
    expect(page.locator("#set-password code")).to_have_count(0)


def test_a_name_that_is_taken_is_refused_in_words(as_somebody):
    page = as_somebody()
    page.locator("#set-new-name").fill("mia")
    page.locator("#set-new").click()
    expect(page.locator("#set-people-said")).to_contain_text("Not done: there is somebody called mia already")


def test_chairs_change_and_somebody_is_shut_out_after_being_asked_twice(as_somebody, house):
    page = as_somebody()
    page.locator("#set-people summary", has_text="Mia").click()
    page.locator("#set-chairs-2").fill("The lab")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("#set-people-said")).to_contain_text("Not done: The is no chair's id")
    page.locator("#set-chairs-2").fill("lab")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("#set-people-said")).to_have_text("Saved: Mia.")
    expect(page.locator("#set-people summary", has_text="Mia")).to_be_focused()
    page.locator("#set-chairs-2").fill("lab loft")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("#set-people-said")).to_have_text("Saved: Mia. Not heard of so far: loft.")
    with house.open() as connection:
        assert people.chairs_of(connection, 2) == {"lab", "loft"}
    page.get_by_role("button", name="Shut out").click()
    with house.open() as connection:
        assert people.count(connection) == 2
    page.get_by_role("button", name="Really shut Mia out?").click()
    expect(page.locator("#set-people-said")).to_have_text("Mia is shut out. What the chairs measured stays.")
    with house.open() as connection:
        assert people.count(connection) == 1


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_an_owner_makes_a_group_puts_people_in_and_removes_it(as_somebody, house, width, scheme):
    page = as_somebody(width=width, scheme=scheme)
    mia = page.locator("#set-people > li", has_text="Mia")
    mia.locator("summary").click()
    expect(mia.get_by_role("checkbox")).to_have_count(0)
    page.get_by_label("New group").fill("Office <b>4</b>")
    page.get_by_role("button", name="Make the group").click()
    expect(page.locator("#set-groups-said")).to_have_text("Office <b>4</b> is a group. Choose above who is in it.")
    mia.locator("summary").click()
    mia.get_by_label("Office <b>4</b>").check()
    mia.get_by_role("button", name="Save").click()
    expect(page.locator("#set-people-said")).to_have_text("Saved: Mia.")
    expect(mia.get_by_label("Office <b>4</b>")).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
    with house.open() as connection:
        assert groups.people_of(connection, 1) == [("Mia", "member")]
    page.get_by_role("button", name="Make the group").click()
    expect(page.locator("#set-groups-said")).to_have_text("Give a name.")
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Really remove Office").click()
    expect(page.locator("#set-groups-said")).to_have_text("Office <b>4</b> is no group any more.")
    expect(page.locator("#set-groups > li")).to_have_count(0)


def test_a_member_sets_the_own_chair_and_sees_nothing_of_the_desk(as_somebody):
    page = as_somebody("Mia")
    expect(page.locator("#set-limits-card")).to_be_visible()
    expect(page.get_by_role("heading", name="This desk")).to_be_hidden()
    expect(page.locator("#set-people-of-card")).to_be_hidden()
    expect(page.get_by_role("link", name="Chairs")).to_be_hidden()


def test_chairs_that_the_desk_knows_are_offered_behind_those_that_are_typed(as_somebody):
    page = as_somebody()
    field = page.locator("#set-new-chairs")
    offered = "els => els.map((each) => `${each.value}: ${each.text}`)"
    field.focus()
    options = page.locator("#set-known-chairs option")
    expect(options).to_have_count(2)
    assert options.evaluate_all(offered) == ["desk: Desk chair", "lab: Desk chair"]
    field.press_sequentially("lab, ")
    expect(options).to_have_count(1)
    assert options.evaluate_all(offered) == ["lab desk: Desk chair"]
    page.locator("#set-people summary", has_text="Mia").click()
    page.locator("#set-chairs-2").focus()
    expect(options).to_have_count(2)
