"""The page Live while the broker is away: what is not known is not said."""

import re

from playwright.sync_api import expect

from tests.browser.states import SCENES


def test_a_broker_that_is_away_is_said(open_page, stage):
    stage.play(SCENES["sitting"])
    page = open_page()
    stage.hub.set_broker(online=False)
    expect(page.get_by_test_id("warning-broker")).to_contain_text("cannot reach the MQTT broker")
    stage.hub.set_broker(online=True)
    expect(page.get_by_test_id("warning-broker")).to_have_count(0)


def test_without_the_broker_nobody_says_that_the_chair_is_off(open_page, stage):
    stage.play(SCENES["offline"])
    page = open_page()
    expect(page.get_by_test_id("connection")).to_have_text("Chair offline")
    stage.hub.set_broker(online=False)
    expect(page.get_by_test_id("connection")).to_have_text("Chair not heard")
    expect(page.get_by_test_id("warning-offline")).to_have_count(0)
    expect(page.get_by_test_id("warning-unheard")).to_have_text(
        re.compile(r"^The chair was last heard \d{1,2}:\d\d\.$")
    )
