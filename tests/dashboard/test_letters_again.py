"""A report by mail that was not taken: tried again, not for ever, and nobody gets it twice."""

from datetime import timedelta

from dashboard.locale.catalogue import catalogue
from dashboard.reminding.send import Sent
from dashboard.store import belongings, letters
from dashboard.words import Filled
from tests.dashboard.test_letters import BOTH, HOUR_MS, LATE, MONDAY, REFUSED, TAKEN, Desk, at, weekly


def test_a_report_that_was_not_taken_is_tried_again_until_it_is_and_then_never(store):
    tried = []

    def away_till_noon(_url, _written):
        tried.append(desk.now_ms)
        return TAKEN if desk.now_ms >= at(MONDAY, 12) else REFUSED

    desk = Desk(store, send=away_till_noon)
    desk.schedule(weekly())
    desk.run(at(MONDAY, 7))
    assert desk.last().again_ms == at(MONDAY, 7, 5)
    for hour in range(7, 40):
        desk.restart()  # what is to be tried again outlives the process
        desk.run(*range(at(MONDAY) + hour * HOUR_MS, at(MONDAY) + (hour + 1) * HOUR_MS, 60_000))
    assert [round((each - at(MONDAY, 7)) / 60_000) for each in tried] == [0, 5, 35, 155, 515]
    assert desk.last()[4:] == ("sent", "", None)


def test_there_is_an_end_to_it(store):
    tried = []
    desk = Desk(store, send=lambda *_: tried.append(desk.now_ms) or REFUSED)
    desk.schedule(weekly())
    desk.run(*range(at(MONDAY, 7), at(MONDAY + timedelta(days=6), 7), 5 * 60_000))
    assert len(tried) == 1 + len(letters.AGAIN_MS)
    assert desk.last()[4:] == ("failed", "It was not taken", None)


def test_whoever_has_a_report_does_not_get_it_again_with_those_who_have_not(store):
    sent = []

    def send(url, _written):
        sent.append(url)
        return REFUSED if url == BOTH[1].url and len(sent) < 4 else TAKEN

    desk = Desk(store, places=BOTH, send=send)
    desk.schedule(weekly())
    desk.run(*range(at(MONDAY, 7), at(MONDAY, 20), 60_000))
    assert sent == ["mailto://somewhere", "mailto://b", "mailto://b", "mailto://b"]
    assert desk.last()[4:] == ("sent", "", None)


def test_what_may_have_been_taken_is_not_sent_a_second_time(store):
    sent = []
    desk = Desk(store, send=lambda url, _: sent.append(url) or LATE)
    desk.schedule(weekly())
    desk.run(*range(at(MONDAY, 7), at(MONDAY, 20), 60_000))
    assert len(sent) == 1
    assert desk.last()[4:] == ("failed", "No answer", None)


def test_what_went_wrong_can_be_said_in_any_language_later(store):
    late = Sent(ok=False, said=Filled("There was no answer within {n} s: is that service reached from here?", n="30"))
    desk = Desk(store, send=lambda *_: late)
    desk.schedule(weekly())
    desk.run(at(MONDAY, 7))
    german = "Innerhalb von 30 Sek. kam keine Antwort: Ist dieser Dienst von hier aus zu erreichen?"
    assert catalogue("de").said(desk.last().said) == german
    (row,) = store.read(belongings.of_chair, "desk", "reports")
    assert row["said"] == "There was no answer within 30 s: is that service reached from here?"


def test_a_clock_that_is_set_back_does_not_put_the_next_try_off(store):
    desk = Desk(store, send=lambda *_: REFUSED)
    desk.schedule(weekly())
    desk.run(at(MONDAY + timedelta(days=2), 9))
    desk.restart()
    desk.run(at(MONDAY, 8))
    assert desk.last().at_ms == at(MONDAY, 8)
