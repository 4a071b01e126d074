import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.lengths import alpha, distribution, fragmentation_per_h, gini, in_long_bouts_s, usual_bout_s

DAY = [600.0, 1200.0, 2400.0, 4200.0, 600.0]
"""10, 20, 40, 70 and 10 minutes: 150 minutes of sitting in five bouts."""

LENGTHS = st.lists(st.floats(1, 20_000), min_size=1, max_size=40)


def test_half_of_the_sitting_is_in_bouts_of_the_usual_length_or_longer():
    assert usual_bout_s(DAY) == 2400  # 70 min are short of 75, with the 40 it is 110


def test_five_bouts_in_two_and_a_half_hours_are_two_an_hour():
    assert fragmentation_per_h(DAY) == 2


def test_alpha_of_a_hand_worked_day():
    # x_min 10 min: ln 1 + ln 2 + ln 4 + ln 7 + ln 1 = ln 56
    assert alpha(DAY) == pytest.approx(1 + 5 / math.log(56))


def test_alpha_from_a_given_shortest_bout_leaves_shorter_ones_out():
    assert alpha(DAY, shortest_s=1200) == pytest.approx(1 + 3 / (math.log(2) + math.log(3.5)))


def test_gini_of_a_hand_worked_day():
    # sorted 10 10 20 40 70: 2 (1*10 + 2*10 + 3*20 + 4*40 + 5*70) / (5 * 150) - 6/5
    assert gini(DAY) == pytest.approx(2 * 600 / 750 - 1.2)


def test_bouts_all_alike_have_no_inequality_and_no_alpha():
    alike = [900.0] * 4
    assert gini(alike) == pytest.approx(0)
    assert math.isnan(alpha(alike))


def test_sitting_in_long_bouts_counts_from_the_limit_on():
    assert in_long_bouts_s(DAY, 2400) == 6600
    assert in_long_bouts_s(DAY, 2400.1) == 4200


def test_the_distribution_loses_no_bout_and_no_second():
    bins = distribution(DAY)
    assert [count for count, _ in bins] == [0, 0, 2, 1, 1, 0, 1, 0, 0]
    assert sum(sitting_s for _, sitting_s in bins) == sum(DAY)


def test_without_a_bout_nothing_is_claimed():
    none = []
    assert all(math.isnan(figure(none)) for figure in (usual_bout_s, fragmentation_per_h, alpha, gini))
    assert in_long_bouts_s(none, 60) == 0


@given(LENGTHS)
def test_the_usual_bout_by_its_definition(told):
    usual_s, total_s = usual_bout_s(told), sum(told)
    assert usual_s in told
    assert sum(length for length in told if length >= usual_s) >= total_s / 2 * (1 - 1e-9)
    longer = sum(length for length in told if length > usual_s)
    assert longer <= total_s / 2 * (1 + 1e-9)


@given(LENGTHS)
def test_gini_is_half_the_relative_mean_difference(told):
    mean = sum(told) / len(told)
    difference = sum(abs(a - b) for a in told for b in told) / len(told) ** 2
    assert gini(told) == pytest.approx(difference / (2 * mean), abs=1e-9)


@given(LENGTHS)
def test_every_bout_is_in_the_bin_that_its_minutes_say(told):
    borders = (0, 5, 10, 20, 30, 45, 60, 90, 120)
    expected = Counter(max(border for border in borders if border * 60 <= length) for length in told)
    assert [count for count, _ in distribution(told)] == [expected[border] for border in borders]
