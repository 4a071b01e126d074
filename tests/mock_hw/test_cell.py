"""A load cell and its amplifier, as arithmetic."""

import statistics

import pytest

from mock_hw import cell
from mock_hw.cell import CellTruth, counts, noise


def test_a_50_kg_cell_gives_about_43_counts_per_gram():
    assert counts(0.001, CellTruth(0, cell.COUNTS_PER_KG)) == 43


def test_counts_are_tare_plus_load_and_a_reversed_bridge_goes_down():
    assert counts(10, CellTruth(5_000, 43_000)) == 435_000
    assert counts(10, CellTruth(5_000, -43_000)) == -425_000


def test_noise_is_the_same_for_the_same_seed_and_index_and_different_otherwise():
    assert noise(1, 1234) == noise(1, 1234)
    assert len({noise(seed, index) for seed in range(10) for index in range(10)}) > 90


@pytest.mark.parametrize("step", [1, 100_000, 98_765])
def test_noise_has_a_deviation_of_one_and_no_memory_at_any_spacing(step):
    samples = [noise(3, k * step) for k in range(20_000)]
    neighbours = statistics.correlation(samples[:-1], samples[1:])
    assert statistics.fmean(samples) == pytest.approx(0, abs=0.05)
    assert statistics.pstdev(samples) == pytest.approx(1, abs=0.05)
    assert abs(neighbours) < 0.05


def test_a_conversion_is_noisy_by_twenty_counts():
    truth = CellTruth(0, 43_000)
    assert statistics.pstdev(counts(20, truth, noise(1, k)) for k in range(5_000)) == pytest.approx(20, rel=0.05)
