"""A reading that neither its neighbours nor those of late explain is dropped; people and noise are not."""

import math
import random
from itertools import pairwise

from edge.hardware.lone import PROBATION, LoneReadings

SERVED = [5 * (-1) ** k for k in range(PROBATION + 2)]
"""A cell that has served for a while."""


def dropped(counts, *, caught=False, verdicts=("alone", "unproved")):
    lone = LoneReadings()
    lone.first(0)
    for one, other in pairwise(SERVED):
        assert lone.judge(one, other) == "believed"
    lone.interrupted()
    if caught:
        lone.distrust()
    lone.first(counts[0])
    return [one for one, other in pairwise(counts[1:]) if lone.judge(one, other) in verdicts]


def still(level, n=200, rms=20.0, seed=1):
    chance = random.Random(seed)
    return [round(level + chance.gauss(0, rms)) for _ in range(n)]


def test_half_of_a_value_between_two_whole_ones_is_dropped():
    counts = still(1_000_001)
    counts[100] >>= 1
    assert dropped(counts) == [counts[100]]


def test_a_few_grams_off_on_a_load_at_rest_are_dropped():
    counts = still(70_000)
    counts[100] += 400
    assert dropped(counts) == [counts[100]]


def test_a_step_is_a_step_and_nothing_of_it_is_dropped():
    assert dropped([*still(0, 50), 400_000, *still(900_000, 50), *still(0, 50)]) == []


def test_a_noisy_cell_is_believed_after_a_few_readings():
    assert len(dropped(still(0, 50) + still(0, 500, rms=2000.0, seed=2))) <= 8


def test_a_cell_that_swings_with_every_reading_is_believed_after_a_few():
    assert len(dropped([500 * (-1) ** k for k in range(400)])) <= 12


def test_one_spoilt_reading_does_not_hide_the_next():
    counts = still(1_000_001)
    for at in (60, 63, 70, 81):
        counts[at] >>= 1
    assert len(dropped(counts)) == 4


def test_a_cell_that_was_caught_gives_a_new_level_only_when_it_has_lasted():
    counts = [*still(0, 50), *still(900_000, 50), *still(0, 50)]
    assert len(dropped(counts, caught=True)) == 2 + 4
    assert dropped(counts, caught=True, verdicts=("alone",)) == [], "and says nothing against it"
    assert dropped(counts) == []


def test_a_cell_that_was_away_is_not_held_to_what_a_loose_wire_is():
    counts = [*still(0, 50), *still(900_000, 50)]
    lone = LoneReadings()
    lone.distrust()
    lone.opened()
    lone.first(counts[0])
    assert {lone.judge(one, other) for one, other in pairwise(counts[1:])} == {"believed"}


def test_two_spoilt_readings_that_agree_are_dropped_in_a_cell_that_was_caught():
    counts = still(1_000_001)
    counts[100] >>= 1
    counts[101] >>= 1
    assert dropped(counts, caught=True) == [*counts[1:3], *counts[100:102]]


def test_spoilt_readings_never_become_usual_in_a_cell_that_was_caught():
    counts = still(1_000_001, 400)
    for at in range(60, 390, 2):
        counts[at] += 40 * at
    assert dropped(counts, caught=True)[2:] == counts[60:390:2]


def test_after_a_minute_a_cell_that_was_caught_is_as_any_other():
    counts = [*still(0, PROBATION + 10), *still(900_000, 10)]
    assert dropped(counts, caught=True) == counts[1:3]


def test_a_spoilt_reading_after_a_reset_does_not_vouch_for_the_next_one():
    counts = still(1_000_001)
    counts[0] >>= 1
    counts[1] >>= 1
    assert dropped(counts, caught=True)[:2] == counts[1:3]


def test_what_was_before_a_fault_says_nothing():
    lone = LoneReadings()
    assert lone.first(5)
    assert not lone.first(6)
    lone.distrust()
    assert lone.first(900_000)


def test_somebody_in_motion_keeps_most_readings_in_a_cell_that_was_caught():
    counts = [round(40_000 * math.sin(k / 5) + 8000 * math.sin(k)) for k in range(600)]
    assert len(dropped(counts, caught=True)) < 60
    assert len(dropped(counts)) < 5
