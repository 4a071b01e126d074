"""What the page Back advises, in a real browser: warning signs, the workplace, and what it all rests on."""

import re

from playwright.sync_api import expect

from dashboard.advice.signs import QUESTIONS, verdict
from dashboard.store import diary
from tests.browser.back_stage import answer, back, words

__all__ = ["back", "words"]


def test_an_emergency_is_unmistakable_and_nothing_of_it_is_sent(back):
    page = back()
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    said = page.locator("#signs-answer")
    answer(page, fever="no")
    expect(said).to_contain_text("Some questions have no answer yet")
    answer(page, urine_held="yes")
    expect(said.get_by_role("heading")).to_have_text("See a doctor")
    answer(page, seat_numb="yes")
    expect(said.get_by_role("heading")).to_have_text("Get help now")
    expect(said).to_contain_text("Call the emergency number")
    expect(said.get_by_role("heading")).to_be_in_viewport()
    answer(page, **{question.id.replace("-", "_"): "no" for question in QUESTIONS})
    expect(said.get_by_role("heading")).to_have_text("This list found nothing alarming")
    page.locator("#signs-clear").click()
    expect(said.get_by_role("heading")).to_have_count(0)
    assert [url for url in sent if "/api/" in url and "/live" not in url] == []


def test_the_browsers_answer_is_the_products_for_any_answers(back):
    page = back()
    kinds = {each.get_attribute("data-id"): each.get_attribute("data-kind") for each in page.locator(".sign").all()}
    names = [question.id for question in QUESTIONS]
    assert list(kinds) == names
    asked = [[(None, False, True)[n * (7 + at) // (3 + at) % 3] for at in range(len(names))] for n in range(400)]
    asked += [[flag if at in {one, other} else False for at in range(11)]
              for one in range(11) for other in range(11) for flag in (True, None, False)]  # fmt: skip
    cases = [[{"kind": kinds[name], "yes": yes} for name, yes in zip(names, each, strict=True)] for each in asked]
    found = page.evaluate(
        "(cases) => import('/assets/js/back/signs.js').then(({ verdict }) => cases.map(verdict))", cases
    )
    wanted = [verdict(dict(zip(names, each, strict=True))) for each in asked]
    assert found == wanted
    assert set(wanted) == {"now", "doctor", "none", "unanswered"}


def test_the_workplace_list_remembers(back, words):
    page = back()
    box = page.get_by_role("checkbox", name=re.compile("^Feet flat"))
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("#workplace-said")).to_have_text("1 of 6 seen to")
    assert list(words.ask(diary.done)) == ["feet"]
    page.reload()
    expect(box).to_be_checked()
    expect(page.locator("#workplace-card")).to_contain_text("Done on 22 July 2026")
    box.uncheck()
    expect(page.locator("#workplace-said")).to_have_text("0 of 6 seen to")


def test_what_is_advised_leads_to_its_source(back):
    page = back()
    link = page.locator("#everyday-card").get_by_role("link", name="Source: Driving")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-driving")).to_be_in_viewport()
    expect(page.locator("#source-driving")).to_contain_text("On long drives, breaks are advised.")
    expect(page.get_by_role("heading", name="Not a medical device").first).to_be_visible()
