"""What somebody can ask of the chair on the page Live, and what it answers; a break and what to do in it."""

import re

import pytest
from playwright.sync_api import expect

from contract.commands import DoNotDisturb, Pause, Snooze
from tests.browser.conftest import assert_accessible
from tests.browser.states import SCENES


def said(page):
    return page.get_by_test_id("reminders-said")


def test_reminders_are_told_in_words(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    expect(page.get_by_test_id("cue")).to_have_text(re.compile("^Next one in (9|10) min$"))
    stage.play(SCENES["nudge"])
    expect(page.get_by_test_id("cue")).to_have_text("Asks you to stand up")
    stage.play(SCENES["break"])
    expect(page.get_by_test_id("cue")).to_have_text("None while nobody sits")


def test_a_snooze_goes_to_the_chair_and_its_answer_is_shown(open_page, stage):
    stage.play(SCENES["nudge"])
    page = open_page()
    page.get_by_role("button", name="Snooze 10 min").click()
    expect(said(page)).to_have_text("The chair asks again in 10 minutes.")
    [command] = stage.told
    assert isinstance(command, Snooze)
    assert command.snooze_s == 600


def test_a_pause_lasts_an_hour_and_can_be_ended(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    page.get_by_role("button", name="Pause an hour").click()
    expect(said(page)).to_have_text(re.compile("quiet for an hour"))
    stage.play(SCENES["paused"])
    expect(page.get_by_test_id("cue")).to_have_text(re.compile(r"^Paused until 16:2\d$"))
    expect(page.locator("#cue-note")).to_have_text("Snoozed 2 times today")
    expect(page.get_by_role("button", name="Pause an hour")).to_be_hidden()
    page.get_by_role("button", name="End the pause").click()
    expect(said(page)).to_have_text("The pause is over.")
    assert [command.pause_s for command in stage.told if isinstance(command, Pause)] == [3600, 0]


def test_do_not_disturb_can_be_taken_back(open_page, stage):
    stage.play(SCENES["sitting"]._replace(quiet="do_not_disturb"))
    page = open_page()
    expect(page.get_by_test_id("cue")).to_have_text("Do not disturb")
    meeting = page.get_by_role("switch", name="In a meeting")
    expect(meeting).to_be_checked()
    meeting.click()
    expect(said(page)).to_have_text("Reminders are allowed again.")
    assert [type(command) for command in stage.told] == [DoNotDisturb]


def test_a_chair_that_refuses_is_quoted(open_page, stage):
    stage.play(SCENES["sitting"])
    stage.refusal = "commands are off in its settings"
    page = open_page()
    page.get_by_role("button", name="Snooze 10 min").click()
    expect(said(page)).to_have_text("The chair did not: commands are off in its settings")


def test_no_answer_and_no_broker_are_said(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    page.get_by_role("button", name="Snooze 10 min").wait_for()
    stage.commander.through(lambda *_, **__: 1)  # sent, and lost
    page.get_by_role("button", name="Snooze 10 min").click()
    expect(said(page)).to_have_text(re.compile("^Not done: the chair did not answer within"))
    stage.commander.through(lambda *_, **__: None)
    page.get_by_role("button", name="Snooze 10 min").click()
    expect(said(page)).to_have_text(re.compile("^Not done: the broker is away"))
    open_page.complaints[:] = [text for text in open_page.complaints if "status of 50" not in text]


@pytest.mark.parametrize(
    ("scene", "broker", "why"),
    [
        ("offline", True, "The chair is offline, so it cannot be told anything."),
        ("sitting", False, "The desk cannot reach the broker, so the chair cannot be told anything."),
    ],
)
def test_what_cannot_be_told_is_not_offered_and_why_is_said(open_page, stage, scene, broker, why):
    stage.play(SCENES[scene])
    stage.hub.set_broker(online=broker)
    page = open_page()
    expect(page.locator("#cue-note")).to_have_text(why)
    expect(page.get_by_role("button", name="Snooze 10 min")).to_be_disabled()
    expect(page.get_by_role("button", name="Pause an hour")).to_be_disabled()


def test_a_break_is_started_with_a_movement_by_keyboard_alone(open_page, stage):
    stage.play(SCENES["nudge"])
    page = open_page()
    page.get_by_role("button", name="Start a break").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Time for a break")
    expect(dialog).to_be_visible()
    expect(page.get_by_test_id("break-clock")).to_have_text(re.compile("the chair notices by itself"))
    first = dialog.get_by_role("heading", level=3).inner_text()
    dialog.get_by_role("button", name="Another movement").focus()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("heading", level=3)).not_to_have_text(first)
    expect(dialog.get_by_role("listitem")).to_have_count(2)
    stage.play(SCENES["break"])
    expect(page.get_by_test_id("break-clock")).to_have_text(re.compile(r"^On a break for \d+:\d\d\. "))
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Start a break")).to_be_focused()


def test_who_is_not_logged_in_any_more_is_sent_to_log_in(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    page.get_by_role("button", name="Snooze 10 min").wait_for()
    page.route("**/commands/snooze", lambda route: route.fulfill(status=401, json={"detail": "log in first"}))
    page.route(
        "**/login?next=*", lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Log in</h1>")
    )
    page.get_by_role("button", name="Snooze 10 min").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert page.url.endswith("/login?next=%2F")
    open_page.complaints[:] = [text for text in open_page.complaints if "401" not in text]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_reminders_and_break_are_accessible_and_fit(open_page, stage, width, scheme):
    stage.play(SCENES["paused"])
    page = open_page(width=width, scheme=scheme)
    expect(page.get_by_test_id("cue")).to_have_text(re.compile("^Paused"))
    assert_accessible(page)
    page.get_by_role("button", name="Start a break").click()
    box = page.get_by_role("dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert_accessible(page)
