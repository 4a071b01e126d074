from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.diary.beside import LEAST_DAYS, interval, side_by_side, together
from dashboard.analysis.diary.entry import LONGEST_NOTE, PLACES, Entry, problems
from dashboard.analysis.diary.lasting import Spell, spell_now, worst_by_day
from dashboard.words import plainly, render
from tests.dashboard.analysis.told import BERLIN, ms

NOW = ms("12:00")
MONDAY = date(2026, 5, 4)


def wrong(**fields):
    return [problem.field for problem in problems(Entry(**{"at_ms": NOW} | fields), NOW)]


def test_a_good_entry_has_nothing_wrong():
    assert wrong(pain=4, places=("neck", "lower-back-left"), note="After the drive.\nBetter in the evening.") == []
    assert wrong(pain=0) == []
    assert wrong(note="No pain scale today, slept badly.") == []
    assert wrong(places=("neck",)) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"pain": 11}, "pain"),
        ({"pain": -1}, "pain"),
        ({"pain": 3, "places": ("knee of a friend",)}, "places"),
        ({"pain": 3, "places": ("neck", "neck")}, "places"),
        ({"pain": 0, "places": ("neck",)}, "places"),
        ({"pain": 3, "note": "a" * (LONGEST_NOTE + 1)}, "note"),
        ({"note": "bell \a"}, "note"),
        ({"note": "half a letter \ud800"}, "note"),
        ({"note": "  \n"}, "all"),
        ({"pain": 3, "at_ms": NOW + 10 * 60_000}, "at_ms"),
        ({"pain": 3, "at_ms": 0}, "at_ms"),
    ],
)
def test_what_is_wrong_with_an_entry_is_told_at_its_field(fields, field):
    assert wrong(**fields) == [field]


def test_all_that_is_wrong_is_told_at_once():
    assert wrong(pain=12, places=("tail",), at_ms=NOW + 10**7) == ["at_ms", "pain", "places"]


def test_the_outline_has_left_and_right_of_what_comes_in_pairs():
    for place in PLACES:
        other = place.replace("left", "right") if "left" in place else place.replace("right", "left")
        assert other in PLACES


@given(
    st.integers(-5, 15) | st.none(), st.lists(st.sampled_from([*PLACES, "tail"]), max_size=3), st.text("ab \n\a\ud800")
)
def test_any_entry_is_judged(pain, places, note):
    for problem in problems(Entry(at_ms=NOW, pain=pain, places=tuple(places), note=note), NOW):
        assert render(problem.says, str, plainly)


def pains(*days):
    """Entries at noon from (day of the diary, pain)."""
    return [Entry(at_ms=ms("12:00", MONDAY + timedelta(days=day)), pain=pain) for day, pain in days]


def now(entries, day):
    spell = spell_now(entries, BERLIN, MONDAY + timedelta(days=day))
    return spell and ((spell.first - MONDAY).days, (spell.last - MONDAY).days, spell.word)


def test_pain_of_two_weeks_is_acute_and_of_four_months_chronic():
    assert now(pains((0, 3), (6, 5), (13, 2)), 13) == (0, 13, "acute")
    assert now(pains(*[(day, 3) for day in range(0, 57, 7)]), 60) == (0, 56, "between")
    assert now(pains(*[(day, 3) for day in range(0, 121, 10)]), 121) == (0, 120, "chronic")


def test_one_good_day_ends_no_spell_of_pain_and_a_good_week_does():
    assert now(pains((0, 4), (5, 0), (6, 3)), 6) == (0, 6, "acute")
    assert now(pains((0, 4), (5, 0), (8, 3)), 8) == (8, 8, "acute")
    assert now(pains((0, 4), (8, 3)), 8) == (0, 8, "acute")  # a week without entries: nobody knows


def test_a_spell_that_is_over_has_no_word():
    assert now(pains((0, 4), (10, 4)), 25) is None
    assert now(pains((0, 4), (10, 4)), 24) == (0, 10, "acute")
    assert now(pains((0, 4), (1, 0)), 9) is None
    assert now(pains((0, 0)), 1) is None
    assert now([], 0) is None


def test_entries_of_tomorrow_and_without_pain_told_say_nothing_about_today():
    note = Entry(at_ms=ms("12:00", MONDAY), note="slept well")
    assert now([note, *pains((3, 5))], 1) is None


def test_a_day_has_its_worst_pain_by_the_chairs_midnight():
    entries = [
        Entry(at_ms=ms("0:30"), pain=2),
        Entry(at_ms=ms("23:30"), pain=6),
        Entry(at_ms=ms("0:10", MONDAY + timedelta(days=1)), pain=1),
    ]
    assert worst_by_day(entries, BERLIN) == {MONDAY: 6, MONDAY + timedelta(days=1): 1}


@given(st.lists(st.tuples(st.integers(0, 120), st.integers(0, 10)), max_size=30), st.integers(0, 130))
def test_a_spell_begins_and_ends_with_pain_until_today(entries, day):
    spell = spell_now(pains(*entries), BERLIN, MONDAY + timedelta(days=day))
    worst = worst_by_day(pains(*entries), BERLIN)
    if spell:
        assert worst[spell.first] > 0
        assert worst[spell.last] > 0
        assert spell.first <= spell.last <= MONDAY + timedelta(days=day)
        assert spell.lasted_days == (spell.last - spell.first).days + 1


def daily(hours, measured_s=86_400.0):
    on = pd.Index([MONDAY + timedelta(days=n) for n in range(len(hours))], name="on")
    columns = {"occupied_s": np.array(hours) * 3600, "longest_bout_s": 3000.0, "measured_s": measured_s}
    return pd.DataFrame(columns, index=on)


def test_pain_and_sitting_stand_side_by_side_and_what_is_unknown_stays_unknown():
    table = side_by_side(pains((0, 3), (2, 5), (9, 9)), daily([6, 7, 0], [86_400, 86_400, 0]), BERLIN)
    assert table["pain"].tolist()[::2] == [3, 5]
    assert np.isnan(table["pain"].iloc[1])
    assert table["sitting_h"].tolist()[:2] == [6, 7]
    assert np.isnan(table["sitting_h"].iloc[2])
    assert table["longest_bout_min"].iloc[0] == 50


def table(pain, hours):
    return pd.DataFrame({"pain": pain, "sitting_h": hours})


def test_few_days_have_no_coefficient_however_clear_they_look():
    few = table(range(LEAST_DAYS - 1), range(LEAST_DAYS - 1))
    told = together(few)
    assert (told.both, told.rho, told.low) == (LEAST_DAYS - 1, None, None)
    assert render(told.says, str, plainly) == "Days with both an entry and sitting: 27. It takes 28 to compare them."


def test_pain_that_is_always_the_same_goes_with_nothing():
    assert together(table([3, 4] * 20, np.arange(40.0))).rho is None


def test_pain_that_rises_with_sitting_is_told_with_its_interval_and_as_no_proof():
    rng = np.random.default_rng(1)
    hours = rng.uniform(3, 9, 60)
    told = together(table(np.round(hours + rng.normal(0, 1, 60)), hours))
    assert 0.5 < told.low < told.rho < told.high < 1
    text = render(told.says, str, plainly)
    assert "stronger on days with more sitting" in text
    assert text.endswith("That is no proof that one causes the other.")
    other = together(table(np.round(10 - hours), hours))
    assert "weaker on days with more sitting" in render(other.says, str, plainly)


def test_pain_that_has_nothing_to_do_with_sitting_is_told_as_that():
    rng = np.random.default_rng(3)
    told = together(table(rng.integers(0, 8, 60), rng.uniform(3, 9, 60)))
    assert told.low < 0 < told.high
    assert "did not clearly go together" in render(told.says, str, plainly)


def test_spearman_by_hand():
    # ranks 1 2 3 4 5 against 2 1 4 3 5: 1 - 6 (1+1+1+1+0) / (5 * 24) = 0.8, seven times over
    hours, pain = np.tile([1.0, 2, 3, 4, 5], 7), np.tile([2.0, 1, 4, 3, 5], 7)
    assert together(table(pain, hours)).rho == pytest.approx(0.8)


def test_an_interval_by_hand():
    # r = 0.5, n = 53: atanh 0.549306, half = 1.96 sqrt(1.125 / 50) = 0.294
    low, high = interval(0.5, 53)
    assert (low, high) == (pytest.approx(np.tanh(0.255306), abs=1e-5), pytest.approx(np.tanh(0.843306), abs=1e-5))


def test_days_that_resemble_each_other_make_an_interval_wider():
    rng = np.random.default_rng(5)
    slow = np.cumsum(rng.normal(size=(2, 80)), axis=1)
    quick = slow[:, rng.permutation(80)]  # the same pairs in another order: the same coefficient
    wide, narrow = together(table(*slow)), together(table(*quick))
    assert wide.rho == pytest.approx(narrow.rho)
    assert wide.high - wide.low > narrow.high - narrow.low


def test_a_spell_of_one_day_lasts_a_day():
    assert Spell(MONDAY, MONDAY).lasted_days == 1
