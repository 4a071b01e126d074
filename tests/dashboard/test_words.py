import pytest

from dashboard.words import Filled, Message, packed, plainly, render, unpacked


def german(text):
    return {"You sat for {sat_s} on {on_weekday}.": "Am {on_weekday} hast du {sat_s} gesessen."}.get(text, text)


SAT = Message("You sat for {sat_s} on {on_weekday}.", {"sat_s": 5400, "on_weekday": 0})


def test_a_message_is_shown_in_the_readers_language_with_the_readers_numbers():
    assert render(SAT, str, plainly) == "You sat for 1 h 30 min on Monday."
    assert render(SAT, german, lambda name, value: f"<{name} {value}>") == (
        "Am <on_weekday 0> hast du <sat_s 5400> gesessen."
    )


def test_a_message_and_its_values_fit_each_other_or_are_refused():
    with pytest.raises(ValueError, match="places for"):
        Message("You sat for {sat_s}.", {"stood_s": 1})
    with pytest.raises(ValueError, match="places for"):
        Message("You sat.", {"sat_s": 1})


def test_a_value_without_a_unit_is_refused():
    with pytest.raises(ValueError, match="unit"):
        Message("You sat for {long}.", {"long": 1})


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("sat_s", 40, "40 s"),
        ("sat_s", 2400, "40 min"),
        ("sat_s", 3599.9, "1 h 0 min"),
        ("rose_pct", 12, "12 %"),
        ("from_hour", 13, "13:00"),
        ("shifts_per_h", 11.25, "11.2 per hour"),
        ("lasted_days", 43, "43 days"),
        ("bouts_count", 9, "9"),
        ("first_on", "2026-07-01", "1 July 2026"),
    ],
)
def test_plain_values_carry_their_unit(name, value, shown):
    assert plainly(name, value) == shown


def test_a_text_with_places_comes_back_from_the_store_with_its_places():
    read = unpacked(packed(Filled("There was no answer within {n} s, {why}", n=30, why="gone")))
    assert read == "There was no answer within 30 s, gone"
    assert isinstance(read, Filled)
    assert (read.text, read.values) == ("There was no answer within {n} s, {why}", {"n": 30, "why": "gone"})


@pytest.mark.parametrize("text", ["", "3 rows were taken in", '["', '["x"]', '["{n}", {}]', '["{", {}]', '["x", 1]'])
def test_any_other_text_comes_back_as_it_was(text):
    assert unpacked(packed(text)) == text
