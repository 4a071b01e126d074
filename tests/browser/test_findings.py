"""What was noticed, on Today: shown where there is something to say, with what it rests on, and silent elsewhere."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_accessible
from tests.browser.states import SCENES
from tests.dashboard.history_store import fill
from tests.dashboard.test_reports import shifting_less


@pytest.fixture
def noticed(open_page, stage):
    stage.play(SCENES["sitting"])
    fill(stage.url, [day for day in shifting_less() if day.on.isoformat() != "2026-07-22"])
    return lambda query="today", heading="Today", **options: open_page(query=query, heading=heading, **options)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_a_finding_is_told_with_what_it_rests_on_by_keyboard_alone(noticed, width, scheme):
    page = noticed(width=width, scheme=scheme)
    card = page.locator("#noticed-card")
    expect(card).to_contain_text(re.compile(r"You shift less often than in your first weeks: [\d.]+ per hour now"))
    button = card.get_by_label("What finding 1 rests on")
    button.focus()
    page.keyboard.press("Enter")
    expect(card.get_by_text("Computed from 40 days with sitting.")).to_be_visible()
    expect(card.get_by_text(re.compile("Shifting more often. Waongenngarm"))).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_a_day_gone_by_and_a_new_chair_notice_nothing(noticed, open_page, stage):
    page = noticed(query="today?on=2026-07-16", heading="One day")
    expect(page.locator("#noticed-card")).to_be_hidden()
    stage.play(SCENES["sitting"], chair="new", name="New")
    page = open_page(query="today?chair=new", heading="Today")
    expect(page.locator("#noticed-card")).to_be_hidden()
