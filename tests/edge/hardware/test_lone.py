"""A reading that neither its neighbours nor those of late explain is dropped; people and noise are not."""

import random

from edge.hardware.lone import LoneReadings


def dropped(counts):
    lone = LoneReadings()
    lone.first(counts[0])
    return [counts[k] for k in range(1, len(counts) - 1) if lone.doubts(counts[k], counts[k + 1])]


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
