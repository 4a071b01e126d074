"""A reminder follows the chair wherever the page is open: once, by each device's own choice, and not longer."""

import random
import re

import pytest
from playwright.sync_api import expect

from contract.commands import DoNotDisturb, Snooze
from contract.events import ProlongedNudged
from edge.attention import Now
from edge.core import sitting
from edge.core.moment import Inputs
from tests.browser.conftest import assert_accessible, settled
from tests.browser.states import HOUR_MS, NOW_MS, SCENES, stamp
from tests.stories.test_month_of_reminders import LIMITS, STEP_S, moment

LISTEN = """
const count = (what) => {
    const told = document.documentElement.dataset;
    told[what] = Number(told[what] ?? 0) + 1;
};
window.AudioContext = class {
    currentTime = 0; destination = {};
    resume() { return Promise.resolve(); }
    createOscillator() { return { frequency: {}, connect: (next) => next, start() { count("tones"); }, stop() {} }; }
    createGain() {
        const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
        return { gain, connect: (next) => next };
    }
};
const Real = window.Notification;
window.Notification = class {
    static get permission() { return Real.permission; }
    static requestPermission() { return Real.requestPermission(); }
    constructor(title, { tag }) { count("notes"); document.documentElement.dataset.note = `${title} ${tag}`; }
    close() { count("closed"); }
};
"""
"""What a page sounds and notifies is counted at its root; the browser has no loudspeaker here."""


def tones(page):
    return int(page.locator("html").get_attribute("data-tones") or 0)


def expect_tones(page, count):
    expect(page.locator("html")).to_have_attribute("data-tones", str(count))


def toast(page):
    return page.get_by_test_id("toast")


@pytest.fixture
def open_listening(open_page, stage):
    """Open a page that notes what would sound; further tabs of the same browser share its storage."""

    def opened(scene="sitting", *, sound=True, **options):
        stage.play(SCENES[scene])
        page = open_page(**options)
        page.context.add_init_script(LISTEN)
        page.reload()
        settled(page)
        if sound:
            page.get_by_text("Other ways to be reminded").click()
            page.get_by_role("switch", name="Play a sound").click()
            expect_tones(page, 2)  # so that it is known how it sounds
            page.evaluate("document.documentElement.dataset.tones = 0")
        return page

    return opened


def test_a_prompt_is_shown_on_every_page_and_goes_when_it_ends(open_page, stage):
    stage.play(SCENES["nudge"])
    page = open_page(query="today", heading="Today")
    expect(toast(page)).to_be_visible()
    expect(toast(page)).to_contain_text("You have been sitting for 30 minutes.")
    expect(page).to_have_title("Time to stand up · Today · Sitwell")
    stage.play(SCENES["alert"])
    expect(toast(page)).to_have_attribute("data-level", "alert")
    expect(page).to_have_title("Stand up now · Today · Sitwell")
    stage.play(SCENES["break"])
    expect(toast(page)).to_be_hidden()
    expect(page).to_have_title("Today · Sitwell")


def test_the_title_stays_right_from_page_to_page(open_page, stage):
    stage.play(SCENES["nudge"])
    page = open_page()
    expect(page).to_have_title("Time to stand up · Live · Sitwell")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Today").click()
    expect(page).to_have_title("Time to stand up · Today · Sitwell")


def test_nothing_sounds_that_nobody_asked_for(open_listening, stage):
    page = open_listening(sound=False)
    stage.play(SCENES["nudge"])
    expect(toast(page)).to_be_visible()
    assert tones(page) == 0
    assert page.locator("html").get_attribute("data-notes") is None


def test_a_sound_comes_once_for_each_limit_and_not_again_on_reload(open_listening, stage):
    page = open_listening()
    stage.play(SCENES["nudge"])
    expect_tones(page, 2)
    stage.play(SCENES["nudge"]._replace(bout_s=1900))
    expect(toast(page)).to_contain_text("31 minutes")
    assert tones(page) == 2
    page.reload()
    settled(page)
    expect(toast(page)).to_be_visible()
    assert tones(page) == 0
    stage.play(SCENES["alert"])
    expect_tones(page, 5)  # the firm one is longer


def test_who_sits_down_again_after_a_real_break_is_reminded_anew(open_listening, stage):
    page = open_listening()
    stage.play(SCENES["nudge"])
    expect_tones(page, 2)
    stage.play(SCENES["break"])
    expect(toast(page)).to_be_hidden()
    stage.play(SCENES["first_minute"])
    expect(page.get_by_test_id("timer")).to_have_text(re.compile(r"^0:4\d|^0:5\d"))
    stage.play(SCENES["nudge"])
    expect_tones(page, 4)


def test_of_two_tabs_one_sounds_and_what_is_put_away_in_one_is_put_away_in_both(open_listening, stage):
    first = open_listening()
    second = first.context.new_page()
    second.set_default_timeout(30_000)
    second.goto(stage.address + "today")
    settled(second)
    stage.play(SCENES["nudge"])
    expect(toast(first)).to_be_visible()
    expect(toast(second)).to_be_visible()
    assert tones(first) + tones(second) == 2
    toast(second).get_by_role("button", name="Put away").click()
    expect(toast(second)).to_be_hidden()
    expect(toast(first)).to_be_hidden()
    second.reload()
    settled(second)
    expect(second.get_by_test_id("today-timeline")).to_be_visible()
    expect(toast(second)).to_be_hidden()


def test_a_notification_comes_where_it_is_asked_for_and_goes_with_the_prompt(open_listening, stage):
    page = open_listening(sound=False, permissions=["notifications"])
    page.get_by_text("Other ways to be reminded").click()
    page.get_by_role("switch", name="Show a notification").click()
    expect(page.get_by_role("switch", name="Show a notification")).to_be_checked()
    stage.play(SCENES["nudge"])
    root = page.locator("html")
    expect(root).to_have_attribute("data-note", "Time to stand up sitwell-desk")
    stage.play(SCENES["break"])
    expect(root).to_have_attribute("data-closed", "1")
    assert root.get_attribute("data-notes") == "1"


SPOKEN = """async ([states, config]) => {
    const { due } = await import("/assets/js/reminder.js");
    const spoken = [];
    let said = { sitting_s: 0, at_ms: 0 };
    states.forEach((state, at) => {
        if (due(said, state, config)) spoken.push(at);
        if (spoken.at(-1) === at || state.sitting_s < said.sitting_s) said = state;
    });
    return spoken;
}"""


def test_the_page_speaks_when_the_chair_prompts_and_at_no_other_time(open_page, stage):
    stage.play(SCENES["sitting"])
    rng, chair, states, prompted = random.Random(5), sitting.SittingState(), [], []
    away_until, quiet_until = 0, 0
    for number in range(5 * 960):  # a working week
        uptime_s = number * STEP_S
        if not rng.randrange(90):
            away_until = number + rng.choice([2, 5, 7, 40])
        if not rng.randrange(200):
            quiet_until = number + 40
        now = Now(NOW_MS + round(uptime_s * 1000), uptime_s, "aaaaaaaa", True)
        seen = moment(now, chair, sits=number >= away_until)
        chair, events = sitting.step(LIMITS, chair, seen, Inputs(quiet=number < quiet_until))
        states.append({"at_ms": now.at_ms, "cue": chair.cue, "sitting_s": round(chair.sitting_s, 1)})
        prompted += [number] * bool(events)
    limits = {"nudge_s": LIMITS.nudge_s, "alert_s": LIMITS.alert_s, "repeat_s": LIMITS.repeat_s}
    assert len(prompted) > 20
    assert open_page().evaluate(SPOKEN, [states, limits]) == prompted


def test_a_pause_takes_the_reminder_away(open_page, stage):
    stage.play(SCENES["alert"])
    page = open_page()
    expect(toast(page)).to_be_visible()
    stage.play(SCENES["paused"])
    expect(toast(page)).to_be_hidden()


def test_a_snooze_from_the_toast_goes_to_the_chair(open_page, stage):
    stage.play(SCENES["nudge"])
    page = open_page(query="today", heading="Today")
    with page.expect_response("**/commands/snooze"):
        toast(page).get_by_role("button", name="Ask again in 10 min").click()
    stage.play(SCENES["sitting"]._replace(quiet="snooze", snoozes=1))
    expect(toast(page)).to_be_hidden()
    assert [type(command) for command in stage.told] == [Snooze]


def test_a_break_is_taken_from_any_page_by_keyboard_alone(open_page, stage):
    stage.play(SCENES["nudge"])
    page = open_page(query="today", heading="Today")
    toast(page).get_by_role("button", name="Take a break").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Time for a break")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Live")


def test_a_meeting_is_told_to_the_chair_with_its_end(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    page.get_by_label("How long the meeting lasts").select_option(label="for half an hour")
    page.get_by_role("switch", name="In a meeting").click()
    expect(page.get_by_test_id("reminders-said")).to_have_text("The chair keeps quiet.")
    [command] = stage.told
    assert isinstance(command, DoNotDisturb)
    assert (command.quiet, command.quiet_s) == (True, 1800)
    stage.play(SCENES["sitting"]._replace(quiet="do_not_disturb", quiet_s=1800))
    expect(page.get_by_role("switch", name="In a meeting")).to_be_checked()
    expect(page.locator("#meeting-note")).to_have_text(re.compile(r"^Until 16:0\d$"))
    expect(page.get_by_label("How long the meeting lasts")).to_be_hidden()
    expect(page.get_by_test_id("cue")).to_have_text(re.compile(r"^Do not disturb until 16:0\d$"))


def test_a_channel_is_added_tried_out_and_removed_and_its_address_never_shown(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    page.get_by_text("Other ways to be reminded").click()
    page.get_by_role("button", name="Phone, chat, mailbox").click()
    dialog = page.get_by_role("dialog", name="Reminders beside the page")
    expect(dialog).to_contain_text("No place yet.")
    dialog.get_by_label("Name").fill("My phone")
    dialog.get_by_label("Address").fill("nonsense")
    page.keyboard.press("Enter")
    expect(page.locator("#channels-said")).to_have_text(re.compile("^Not done: this is no address of Apprise"))
    dialog.get_by_label("Address").fill("json://127.0.0.1:9/xyzzy")
    dialog.get_by_label("After the firm prompt").select_option(label="after 10 minutes")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog.get_by_role("listitem")).to_contain_text("json · after 10 minutes")
    expect(dialog.get_by_label("Address")).to_have_value("")
    dialog.get_by_role("button", name="Try out My phone").click()
    expect(page.locator("#channels-said")).to_have_text("My phone: It was not taken: check the address")
    assert "xyzzy" not in page.content()
    dialog.get_by_role("button", name="Remove My phone").click()
    expect(dialog).to_contain_text("No place yet.")
    open_page.complaints[:] = [text for text in open_page.complaints if "422" not in text]


def nudged(stage, hours_ago):
    """Reminders so many hours ago: they fall into the bouts of the day."""
    return [ProlongedNudged(**stamp(stage.now_ms() - round(each * HOUR_MS)), sitting_s=1800) for each in hours_ago]


def test_what_followed_reminders_is_told_with_how_many(open_page, stage):
    stage.play(SCENES["vacant"]._replace(day=True))
    stage.store("desk", nudged(stage, (6.05, 5.5, 4.3, 3.9)), epoch="00000000000000aa")
    page = open_page()
    card = page.get_by_role("region", name="What follows reminders")
    expect(card).to_contain_text("First reminder")
    expect(card).to_contain_text("3 followed · 1 not followed")
    expect(card).to_contain_text("4 of at least 10 that it takes to say how it works for you")


def test_without_a_reminder_nothing_is_told_of_any(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    expect(page.get_by_role("region", name="What follows reminders")).to_be_hidden()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_reminders_are_accessible_and_fit(open_page, stage, width, scheme):
    stage.play(SCENES["alert"])
    stage.store("desk", nudged(stage, (6.05, 5.5, 4.3, 3.9)), epoch="00000000000000aa")
    page = open_page(width=width, scheme=scheme)
    expect(toast(page)).to_be_visible()
    box = toast(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.get_by_text("Other ways to be reminded").click()
    assert_accessible(page)
    page.get_by_role("button", name="Phone, chat, mailbox").click()
    dialog = page.get_by_role("dialog", name="Reminders beside the page")
    expect(dialog).to_contain_text("No place yet.")
    assert_accessible(page)
