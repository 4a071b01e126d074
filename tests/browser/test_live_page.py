"""The page in a real browser, fed with what a chair would send."""

import re
import time

import pytest
from playwright.sync_api import expect

from contract.seat import Corners
from dashboard.web.components.element import NOTHING
from tests.browser.conftest import FADED, assert_accessible
from tests.browser.states import SCENES

DARK, LIGHT = "rgb(15, 18, 21)", "rgb(246, 247, 249)"


def numbers(text):
    return [int(number) for number in re.findall(r"-?\d+", text)]


def corners(page):
    return [numbers(text)[0] for text in page.locator(".cell-value").all_text_contents()]


def test_without_a_chair_the_page_says_what_to_do(open_page):
    page = open_page()
    expect(page.get_by_test_id("no-chair")).to_contain_text("No chair has been heard yet")
    expect(page.get_by_test_id("seat")).to_be_hidden()


def test_a_chair_that_is_switched_on_appears_by_itself(open_page, stage):
    page = open_page()
    expect(page.get_by_test_id("no-chair")).to_be_visible()
    stage.play(SCENES["waiting"])
    expect(page.get_by_test_id("connection")).to_have_text("Waiting for the first measurement")
    stage.play(SCENES["sitting"])
    expect(page.get_by_test_id("connection")).to_have_text("Connected")


def test_a_sitter_sees_seat_timer_posture_and_balance(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    expect(page.get_by_test_id("timer")).to_have_text(re.compile(r"^2[01]:\d\d$"))
    expect(page.get_by_test_id("next-break")).to_have_text(re.compile(r"^Next break in (9|10) min$"))
    expect(page.get_by_test_id("posture")).to_have_text("centred")
    expect(page.get_by_test_id("today")).to_have_text(re.compile(r"^4 h \d+ min$"))
    expect(page.get_by_test_id("cop-dot")).to_have_class(re.compile("shown"))
    expect(page.locator("#page-live .warnings")).to_be_empty()


@pytest.mark.parametrize(("lateral", "fore_aft"), [(0.04, -0.06), (-0.36, 0.1), (1 / 3, 1 / 3), (0.999, -0.999)])
def test_corners_balance_and_dot_agree_with_each_other(open_page, stage, lateral, fore_aft):
    stage.play(SCENES["sitting"]._replace(lateral=lateral, fore_aft=fore_aft))
    page = open_page()
    expect(page.get_by_test_id("balance")).to_have_text(re.compile(r"^-?\d+ / -?\d+ %$"))
    front_left, front_right, rear_left, rear_right = corners(page)
    assert front_left + front_right + rear_left + rear_right == 100
    assert numbers(page.get_by_test_id("balance").inner_text()) == [front_left + rear_left, front_right + rear_right]
    page.evaluate(FADED)
    x, y = (page.get_by_test_id("cop-dot").bounding_box()[at] for at in "xy")
    seat, dot = page.get_by_test_id("seat").bounding_box(), page.get_by_test_id("cop-dot").bounding_box()
    unit = seat["width"] / 320
    assert dot["width"] == pytest.approx(28 * unit, abs=0.5)
    assert ((x - seat["x"]) / unit + 14 - 160) / 70 == pytest.approx(lateral, abs=0.02)
    assert (172 - (y - seat["y"]) / unit - 14) / 70 == pytest.approx(fore_aft, abs=0.02)


def test_the_timer_runs_on_the_chairs_clock_whatever_the_browser_believes(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page(timezone_id="Asia/Tokyo")
    page.clock.set_fixed_time("2031-01-01T00:00:00Z")
    expect(page.get_by_test_id("timer")).to_have_text(re.compile("^2[01]:"))
    before = page.get_by_test_id("timer").inner_text()
    expect(page.get_by_test_id("timer")).not_to_have_text(before)
    assert page.get_by_test_id("timer").inner_text().startswith("2")


def test_warnings_come_and_go_with_their_cause(open_page, stage):
    stage.play(SCENES["nudge"])
    page = open_page()
    expect(page.get_by_test_id("warning-nudge")).to_have_text(
        "Time to stand up: you have been sitting for more than 30 minutes"
    )
    expect(page.get_by_test_id("warning-uneven")).to_have_text("You have been leaning to the left for a while")
    expect(page.get_by_test_id("next-break")).to_have_text("Time for a break")
    stage.play(SCENES["alert"])
    expect(page.get_by_test_id("warning-alert")).to_contain_text(
        "Stand up now: you have been sitting for more than 1 hour"
    )
    expect(page.get_by_test_id("warning-nudge")).to_have_count(0)
    expect(page.get_by_test_id("warning-uneven")).to_have_count(0)
    stage.play(SCENES["break"])
    expect(page.locator("#page-live .warnings")).to_be_empty()


def test_a_failed_cell_is_named_and_balance_is_not_made_up(open_page, stage):
    stage.play(SCENES["cell"])
    page = open_page()
    expect(page.get_by_test_id("warning-cell")).to_have_text(
        "The front-left cell gives no reading that can be used: balance is not shown"
    )
    expect(page.locator("[data-corner=front_left] .cell-value")).to_have_text("no reading")
    expect(page.get_by_test_id("balance")).to_have_text(NOTHING)
    expect(page.get_by_test_id("posture")).to_have_text(NOTHING)
    expect(page.get_by_test_id("cop-dot")).not_to_have_class(re.compile("shown"))
    expect(page.get_by_test_id("warning-clock")).to_be_visible()
    stage.play(SCENES["cell"]._replace(cells=Corners("timeout", "ok", "frozen", "saturated")))
    expect(page.get_by_test_id("warning-cell")).to_have_text(
        "The front-left, rear-left and rear-right cells give no reading that can be used: balance is not shown"
    )


def test_a_bag_is_told_as_a_thing_and_does_not_start_the_timer(open_page, stage):
    stage.play(SCENES["object"])
    page = open_page()
    expect(page.get_by_test_id("warning-object")).to_have_text("Something is on the seat, not a person")
    expect(page.get_by_text("On a break for")).to_be_visible()
    expect(page.get_by_test_id("balance")).to_have_text(NOTHING)


def test_a_break_counts_up_and_says_from_when_it_counts(open_page, stage):
    stage.play(SCENES["break"])
    page = open_page()
    expect(page.get_by_text("On a break for")).to_be_visible()
    expect(page.get_by_test_id("timer")).to_have_text(re.compile(r"^[34]:\d\d$"))
    expect(page.get_by_test_id("next-break")).to_have_text("Counts. Sitting starts anew after 5 min")


def test_sitting_carried_over_a_short_break_is_explained(open_page, stage):
    stage.play(SCENES["carried"])
    page = open_page()
    expect(page.get_by_test_id("timer")).to_have_text(re.compile(r"^[12]:\d\d$"))
    expect(page.get_by_text("18 min count, because the last break was short")).to_be_visible()


def test_a_chair_that_says_goodbye_is_offline_with_the_time_of_its_last_word(open_page, stage):
    stage.play(SCENES["offline"])
    page = open_page()
    expect(page.get_by_test_id("connection")).to_have_text("Chair offline")
    expect(page.get_by_test_id("warning-offline")).to_have_text("The chair is offline. Last seen 15:32.")
    expect(page.get_by_test_id("timer")).to_have_text(NOTHING)


def test_a_chair_that_was_killed_is_offline_a_few_seconds_later(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    expect(page.get_by_test_id("connection")).to_have_text("Connected")
    stage.silence("desk")
    silent = time.monotonic()
    expect(page.get_by_test_id("connection")).to_have_text("Chair offline")
    assert time.monotonic() - silent > 3


def test_the_page_says_when_it_lost_the_desk_itself(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    expect(page.get_by_test_id("connection")).to_have_text("Connected")
    stage.hub.close()
    page.context.set_offline(True)
    expect(page.get_by_test_id("connection")).to_have_text("Connection to the page lost")
    expect(page.get_by_test_id("warning-lost")).to_be_visible()
    stage.hub.closed = False
    page.context.set_offline(False)
    expect(page.get_by_test_id("connection")).to_have_text("Connected")
    open_page.complaints[:] = [text for text in open_page.complaints if "ERR_INTERNET_DISCONNECTED" not in text]


def test_one_of_several_chairs_is_chosen_and_stays_in_the_address(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    expect(page.get_by_test_id("chair-select")).to_be_hidden()
    stage.play(SCENES["break"], chair="lab-2", name="Lab, by the window")
    page.get_by_role("combobox", name="Chair").select_option("Lab, by the window")
    expect(page.get_by_text("On a break for")).to_be_visible()
    assert page.url.endswith("?chair=lab-2")
    page.reload()
    expect(page.get_by_text("On a break for")).to_be_visible()
    expect(page.locator("#page-live .chair-name")).to_have_text("Lab, by the window")


def test_text_of_a_chair_is_text_and_never_page(open_page, stage):
    stage.play(SCENES["sitting"], name="<img src=x onerror=alert(1)>")
    stage.play(SCENES["break"], chair="b", name="<b>B</b>")
    page = open_page()
    expect(page.locator("#page-live .chair-name")).to_have_text(re.compile("<b>B</b>|<img src=x"))
    assert page.locator("img[src=x]").count() == 0


def test_the_day_is_drawn_with_its_words(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    expect(page.locator("#day-sub")).to_have_text("8 sitting bouts, longest 1 h 6 min, 7 breaks")
    expect(page.locator("#day-key-over")).to_have_text("Over 30 min")
    assert page.locator("#page-live [data-kind=over]").count() == 4
    assert page.locator("#page-live [data-kind=unmeasured]").count() == 1
    page.locator("#page-live [data-kind=over]").first.hover()
    expect(page.locator("#day-detail")).to_have_text(re.compile(r"^\d+:\d\d to \d+:\d\d: sitting, 1 h 6 min$"))


def test_the_day_can_be_walked_with_the_keyboard(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    page.locator(".piece[tabindex='0']").focus()
    last = page.locator("#day-detail").inner_text()
    assert "to now: sitting" in last
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#day-detail")).to_have_text(re.compile("break"))


def test_a_simulated_chair_says_so_with_the_limits_in_force(open_page, stage):
    stage.play(SCENES["simulated"])
    page = open_page()
    expect(page.get_by_test_id("simulated")).to_contain_text(
        "Limits are shortened: nudge after 40 s, stronger after 80 s, uneven load after 15 s"
    )
    expect(page.get_by_test_id("limits")).to_contain_text("after 40 s of sitting")


def test_the_colours_go_by_the_system_until_somebody_chooses_and_are_remembered(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page(scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", DARK)
    expect(page.get_by_test_id("connection")).to_have_text("Connected")
    page.get_by_test_id("theme").click()
    expect(page.locator("body")).to_have_css("background-color", LIGHT)
    page.reload()
    expect(page.get_by_test_id("connection")).to_have_text("Connected")
    expect(page.locator("body")).to_have_css("background-color", LIGHT)


def test_a_hidden_tab_listens_no_more_and_a_shown_one_again(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    expect(page.get_by_test_id("connection")).to_have_text("Connected")
    show = """hidden => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(show, True)
    wait_until(lambda: not stage.hub._listeners)
    page.evaluate(show, False)
    wait_until(lambda: len(stage.hub._listeners) == 1)
    expect(page.get_by_test_id("connection")).to_have_text("Connected")


def test_who_wants_no_motion_gets_none(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page(reduced_motion="reduce")
    assert page.get_by_test_id("cop-dot").evaluate("dot => getComputedStyle(dot).transitionDuration") == "0s"


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["nudge", "cell", "simulated", "offline"])
def test_the_page_is_accessible_and_fits_in_every_size_and_scheme(open_page, stage, name, width, scheme):
    stage.play(SCENES[name])
    stage.play(SCENES["break"], chair="lab-2", name="Lab, by the window")
    page = open_page(query="?chair=desk", width=width, scheme=scheme)
    expect(page.locator("#page-live .chair-name")).to_have_text("Desk chair")
    expect(page.locator(".piece").first).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


def test_percents_sum_to_100_and_spans_read_well(open_page):
    page = open_page()
    words = page.evaluate(
        """async () => {
            const words = await import("/assets/js/words.js");
            const shares = [[1/3, 1/3, 1/6, 1/6], [.125, .375, .125, .375], [-.01, .5, .255, .255], [1, 0, 0, 0]];
            const spans = [0, 40, 60, 80, 150, 1800, 3600, 3900];
            return {
                sums: shares.map((four) => words.percents(four).reduce((a, b) => a + b)),
                spans: spans.map(words.span), long: spans.map(words.longSpan),
                left: [0.2, 59.9, 61, 1799].map(words.left), clock: [0, 44.9, 1244, 3700].map(words.clock),
            };
        }"""
    )
    assert words["sums"] == [100, 100, 100, 100]
    assert words["spans"] == ["0 s", "40 s", "1 min", "80 s", "2 min 30 s", "30 min", "1 h", "1 h 5 min"]
    assert words["long"][2:5] == ["1 minute", "80 seconds", "2 minutes 30 seconds"]
    assert words["long"][5:] == ["30 minutes", "1 hour", "1 hour 5 minutes"]
    assert words["left"] == ["1 s", "1 min", "2 min", "30 min"]
    assert words["clock"] == ["0:00", "0:44", "20:44", "1:01:40"]


def wait_until(holds, limit_s=30.0):
    until = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)
