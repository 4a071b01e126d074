"""The page Settings in a real browser: limits, hours, the seat and the desk."""

import re

import msgspec
import pytest
from playwright.sync_api import expect

from contract.commands import Baseline, Identify, SetLimits, Tare
from contract.state import WeekHours
from tests.browser.conftest import assert_accessible, settled
from tests.browser.states import NOW_MS, SCENES, SETTINGS, state_of

LOOKS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]
WEEK = WeekHours(**dict.fromkeys(WeekHours.__struct_fields__, "08:00-12:00, 13:00-18:00"))
TOLD = msgspec.structs.replace(SETTINGS, hours=WEEK)
SCENE = SCENES["vacant"]._replace(settings=TOLD)


@pytest.fixture
def settings(open_page, stage):
    """Open the page of a chair that is on."""

    def opened(scene=SCENE, **options):
        stage.play(scene)
        return open_page(query="settings", heading="Settings", **options)

    return opened


def send(page, card):
    page.locator(f"#{card}-card").get_by_role("button", name="Send to the chair").click()


def test_a_limit_is_sent_and_shown_as_the_chair_has_taken_it(settings, stage):
    page = settings()
    first = page.get_by_label("First reminder")
    expect(first).to_have_value("30")
    expect(page.locator("#set-nudge-note")).to_have_text("In force: 30 min")
    first.fill("20.5")
    send(page, "set-limits")
    expect(page.locator("#set-limits-said")).to_have_text("The chair has taken them. They hold from now on.")
    [command] = stage.told
    assert isinstance(command, SetLimits)
    assert (command.nudge_s, command.alert_s, command.uneven_s, command.uneven_points) == (1230, None, None, None)
    stage.say("desk", "config", msgspec.structs.replace(TOLD, nudge_s=1230))
    expect(page.locator("#set-nudge-note")).to_have_text("In force: 20 min")
    expect(first).to_have_value("20.5")


def test_what_the_chair_refuses_is_quoted_and_what_is_in_force_stays_in_sight(settings, stage):
    page = settings()
    stage.refusal = "these limits cannot be: alert_s must not be below nudge_s"
    page.get_by_label("First reminder").fill("90")
    send(page, "set-limits")
    expect(page.locator("#set-limits-said")).to_have_text(f"The chair did not: {stage.refusal}")
    expect(page.locator("#set-nudge-note")).to_have_text("In force: 30 min")


def test_what_can_be_no_limit_is_not_sent(settings, stage, open_page):
    page = settings()
    first = page.get_by_label("First reminder")
    for value in ("", "0", "-3"):
        first.fill(value)
        send(page, "set-limits")
        expect(page.locator("#set-nudge-note")).to_have_text("Give a number above 0.")
        expect(first).to_be_focused()
    assert stage.told == []
    first.fill("0.1")
    send(page, "set-limits")
    expect(page.locator("#set-limits-said")).to_contain_text("Not done: ")
    expect(page.locator("#set-limits-said")).to_contain_text("nudge_s")
    assert stage.told == []
    open_page.complaints[:] = [text for text in open_page.complaints if "422" not in text]


def test_what_somebody_types_is_not_overwritten_by_what_the_chair_says_meanwhile(settings, stage):
    page = settings()
    page.get_by_label("First reminder").fill("25")
    stage.say("desk", "config", msgspec.structs.replace(TOLD, nudge_s=600, alert_s=1200))
    expect(page.get_by_label("Stronger reminder")).to_have_value("20")
    expect(page.get_by_label("First reminder")).to_have_value("25")
    expect(page.locator("#set-nudge-note")).to_have_text("In force: 10 min")


def test_working_hours_are_sent_for_the_whole_week(settings, stage):
    page = settings()
    expect(page.get_by_label("Monday", exact=True)).to_have_value("08:00-12:00, 13:00-18:00")
    page.get_by_label("Friday").fill("8 to 5")
    send(page, "set-hours")
    expect(page.locator("#set-friday-note")).to_have_text("Write it as 08:00-12:00, 13:00-18:00.")
    assert stage.told == []
    page.get_by_role("button", name="Monday to Friday, 8 to 18").click()
    page.get_by_label("Friday").fill("08:00-15:00")
    send(page, "set-hours")
    expect(page.locator("#set-hours-said")).to_contain_text("The chair has taken them.")
    [command] = stage.told
    assert (command.hours.monday, command.hours.friday, command.hours.sunday) == ("08:00-18:00", "08:00-15:00", "")
    assert command.nudge_s is None


def test_a_chair_that_cannot_be_told_hours_says_so(settings):
    page = settings(SCENES["vacant"])
    expect(page.locator("#set-hours-said")).to_contain_text("too old to be told its hours")
    expect(page.get_by_label("Monday", exact=True)).to_be_disabled()
    expect(page.get_by_label("First reminder")).to_be_enabled()


def test_the_seat_is_measured_on_command_and_a_refusal_is_quoted(settings, stage):
    page = settings()
    said = page.locator("#set-seat-said")
    page.get_by_role("button", name="Measure the empty seat").click()
    expect(said).to_have_text("The empty seat is measured anew.")
    page.get_by_role("button", name="Find this chair").click()
    expect(said).to_have_text("The chair shows where it is.")
    stage.refusal = "nobody sits on the chair. Sit down and measure again"
    page.get_by_role("button", name="Measure how I sit").click()
    expect(said).to_have_text(f"The chair did not: {stage.refusal}")
    assert [type(command) for command in stage.told] == [Tare, Identify, Baseline]


def test_it_says_how_well_the_chair_weighs_and_that_kilograms_stay_there(settings, stage):
    page = settings()
    seat = page.get_by_test_id("set-seat")
    expect(seat).to_contain_text("all four work")
    told = state_of(SCENE, NOW_MS, None)
    weighed = {"calibrated_ms": NOW_MS - 40 * 86_400_000, "tared_ms": NOW_MS - 3_600_000, "residual_pct": 0.4}
    stage.say("desk", "state", msgspec.structs.replace(told, **weighed))
    expect(seat).to_contain_text("12 June, 15:32")
    expect(seat).to_contain_text("14:32")
    expect(seat).to_contain_text("0.4 %")
    expect(page.get_by_test_id("set-privacy")).to_contain_text("Kilogramsstay on this chair")
    stage.say("desk", "config", msgspec.structs.replace(TOLD, shares_weight=True))
    expect(page.get_by_test_id("set-privacy")).to_contain_text("leave this chair: its owner chose that")


def test_a_chair_that_is_off_can_be_told_nothing(settings):
    page = settings(SCENE._replace(online=False))
    expect(page.locator("#page-settings .warnings")).to_contain_text("The chair is offline")
    for name in ("Send to the chair", "Find this chair", "Measure the empty seat"):
        expect(page.get_by_role("button", name=name).first).to_be_disabled()
    expect(page.get_by_label("First reminder")).to_have_value("30")


def test_a_backup_is_made_and_listed(settings, tmp_path):
    page = settings()
    expect(page.get_by_test_id("set-copies")).to_contain_text("none was made here yet")
    page.get_by_role("button", name="Make a backup now").click()
    expect(page.locator("#set-copy-said")).to_have_text(re.compile(r"^Copied and checked: sitwell-\S+\.db, "))
    expect(page.get_by_test_id("set-copies")).to_contain_text("sitwell-2026")
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_limits_are_changed_by_keyboard_alone(settings, stage):
    page = settings()
    page.get_by_label("First reminder").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("15")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Stronger reminder")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#set-limits-said")).to_contain_text("The chair has taken them.")
    assert [command.nudge_s for command in stage.told] == [900]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_page_is_accessible_and_fits(settings, width, scheme):
    page = settings(width=width, scheme=scheme)
    expect(page.get_by_test_id("set-keeping")).to_contain_text("for ever")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


def test_goals_of_ones_own_are_what_today_holds_the_day_against(settings):
    page = settings(SCENES["break"]._replace(settings=TOLD))
    shifts = page.locator("#set-goal-shifts")
    expect(shifts).to_have_value("20")
    expect(page.get_by_role("button", name="As in the studies")).to_be_disabled()
    shifts.fill("12")
    page.locator("#set-goal-away").fill("1.5")
    page.get_by_role("button", name="Keep these goals").click()
    expect(page.locator("#set-goals-said")).to_have_text("Kept. Today and History hold the days against them.")
    shifts.fill("0")
    expect(page.locator("#set-goals-said"), "it was said of other figures").to_have_text("")
    page.get_by_role("link", name="Today").click()
    expect(page.locator("#shifts-note")).to_contain_text("goal 12 per hour")
    expect(page.locator("#away-note")).to_have_text("Goal 1 h 30 min of a working day")
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="As in the studies").click()
    expect(page.locator("#set-goals-said")).to_have_text("The goals of the studies hold.")
    expect(shifts).to_have_value("20")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_language_is_chosen_here_by_keyboard_and_the_page_stays(settings, width, scheme):
    page = settings(width=width, scheme=scheme)
    choice = page.get_by_role("combobox", name="Language")
    expect(choice).to_have_value("en")
    choice.focus()
    page.keyboard.press("ArrowDown")
    expect(choice).to_have_value("de")
    for _ in ("time of day", "mass", "the button"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Einstellungen", level=1)).to_be_visible()
    assert "/settings" in page.url
    expect(page.get_by_role("combobox", name="Sprache")).to_have_value("de")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    settled(page)
    assert_accessible(page)


def test_a_clock_of_12_hours_and_pounds_are_chosen_here_and_written_everywhere(settings):
    page = settings()
    expect(page.get_by_test_id("set-seat")).to_contain_text("kg")
    page.get_by_label("Time of day").select_option("12")
    page.get_by_label("Mass").select_option("lb")
    page.get_by_role("button", name="Show it so").click()
    expect(page.locator("html")).to_have_attribute("data-clock", "12")
    expect(page.get_by_test_id("set-seat")).to_contain_text("lb")
    expect(page.get_by_label("Time of day")).to_have_value("12")
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_test_id("today-timeline")).to_contain_text(re.compile(r"\d\spm"))
    page.get_by_role("link", name="History").click()
    expect(page.locator("#page-history")).not_to_contain_text(re.compile(r"\b1[3-9]:00"))
