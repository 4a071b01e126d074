"""Dates, spans and numbers as a language writes them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dashboard.locale.catalogue import ENGLISH, catalogue
from dashboard.locale.units import Units
from dashboard.words import N_, Filled, Message, plainly

BERLIN = ZoneInfo("Europe/Berlin")
AT_MS = round(datetime(2026, 3, 6, 9, 5, tzinfo=BERLIN).timestamp() * 1000)
GERMAN = catalogue("de")


def test_a_day_is_written_in_the_order_of_the_language():
    assert ENGLISH.date(AT_MS, BERLIN) == "Friday 6 March"
    assert GERMAN.date(AT_MS, BERLIN) == "Freitag, 6. März"


def test_a_time_has_24_hours_in_both():
    assert ENGLISH.clock(AT_MS, BERLIN) == GERMAN.clock(AT_MS, BERLIN) == "9:05"


def test_a_clock_of_12_hours_is_written_so_in_both():
    english, german = (catalogue(each, Units(clock="12")) for each in ("en", "de"))
    later_ms = AT_MS + 4 * 3_600_000
    assert (english.clock(later_ms, BERLIN), german.clock(later_ms, BERLIN)) == ("1:05 pm", "1:05 PM")
    for hour, said in ((0, "12"), (9, "9"), (12, "12"), (13, "1")):
        half = "am" if hour < 12 else "pm"
        assert english.show("from_hour", hour).split() == [said, half]


@pytest.mark.parametrize(
    ("seconds", "english", "german"),
    [
        (40, "40 s", "40\N{NO-BREAK SPACE}Sek."),
        (719, "11 min", "11\N{NO-BREAK SPACE}Min."),
        (3900, "1 h 5 min", "1\N{NO-BREAK SPACE}Std. 5\N{NO-BREAK SPACE}Min."),
    ],
)
def test_a_span_is_rounded_down(seconds, english, german):
    assert (ENGLISH.span(seconds), GERMAN.span(seconds)) == (english, german)


def test_numbers_have_the_comma_of_the_language():
    assert [said.number(11.25) for said in (ENGLISH, GERMAN)] == ["11.2", "11,2"]
    assert [said.number(1234) for said in (ENGLISH, GERMAN)] == ["1,234", "1.234"]


@pytest.mark.parametrize(
    ("name", "value", "german"),
    [
        ("sat_s", 5400, "1\N{NO-BREAK SPACE}Std. 30\N{NO-BREAK SPACE}Min."),
        ("on_weekday", 0, "Montag"),
        ("from_hour", 13, "13 Uhr"),
        ("there_pct", 12, "12 %"),
        ("now_per_h", 8.5, "8,5 pro Stunde"),
        ("seen_days", 1, "1 Tag"),
        ("seen_days", 12, "12 Tage"),
        ("found_rho", -0.25, "-0,25"),
        ("first_on", "2026-07-20", "20. Juli 2026"),
    ],
)
def test_values_of_a_message_are_written_by_their_unit(name, value, german):
    assert GERMAN.show(name, value) == german


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("a_s", 40), ("a_s", 5400), ("a_weekday", 6), ("a_hour", 9), ("a_pct", 12), ("a_per_h", 11.25)),
        *(("a_days", 43), ("a_count", 9), ("a_rho", -0.25), ("a_on", "2026-07-20"), ("a_min", 30), ("a_weeks", 4)),
    ],
)
def test_the_english_catalogue_says_what_plain_english_says(name, value):
    assert ENGLISH.show(name, value) == plainly(name, value)


def test_counts_take_the_form_of_the_language():
    assert [GERMAN.many("{n} break", "{n} breaks", n) for n in (0, 1, 2)] == ["0 Pausen", "1 Pause", "2 Pausen"]


def test_a_whole_message_is_said_in_german():
    message = Message(N_("Computed from {seen_days} with sitting."), {"seen_days": 12})
    assert GERMAN.render(message) == "Grundlage: 12 Tage mit Sitzen."


def test_a_filled_text_is_plain_english_and_german_with_the_same_values():
    text = Filled(N_("{name} on {system}"), name="Firefox", system="Linux")
    assert text == "Firefox on Linux"
    assert GERMAN.said(text) == "Firefox auf Linux"
    assert GERMAN.said(Filled(N_("About: {what}"), what="Longest bout")) == "Erklärung: Längste Sitzphase"
