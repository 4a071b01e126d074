"""Spoiled lines, as the mandated driver sees them: the figures are those of the field and of arithmetic."""

import pytest

from mock_hw.faults import BadEdge, EdgeFault, StuckDout


@pytest.mark.parametrize(("pulse", "read"), [(3, 4_194_303), (9, 131_071), (21, 100_015), (24, 100_001)])
def test_a_stall_turns_the_rest_of_the_bits_to_ones_and_resets_the_chip(bench, pulse, read):
    chip = bench(100_000, faults=BadEdge(EdgeFault.STALL, pulse))
    assert chip.counts() == read
    assert chip.wait() > 390
    assert chip.counts() == 100_000


@pytest.mark.parametrize("pulse", [1, 25])
def test_a_stall_at_either_end_of_the_word_resets_the_chip_too(bench, pulse):
    chip = bench(100_000, faults=BadEdge(EdgeFault.STALL, pulse))
    chip.counts()
    assert chip.wait() > 390


def test_a_missed_edge_halves_the_value_and_leaves_the_word_unfinished(bench):
    chip = bench(100_000, faults=BadEdge(EdgeFault.MISSED, 4))
    chip.wait()
    bits = chip.bits()
    assert bits >> 1 == 50_000
    assert bits & 1 == 0, "the chip still shows bit 24: it has seen 24 pulses"
    assert not chip.dout.value


def test_an_extra_edge_doubles_the_value_and_selects_channel_b(bench):
    chip = bench(100_000, faults=BadEdge(EdgeFault.EXTRA, 4))
    assert chip.counts() == 200_001
    assert chip.wait() > 390
    assert chip.counts() == 0


def test_an_extra_edge_at_the_first_pulse_loses_the_sign(bench):
    assert bench(-100_000, faults=BadEdge(EdgeFault.EXTRA, 1)).counts() == -200_000 + 1


def test_a_bad_edge_happens_once(bench):
    chip = bench(100_000, faults=BadEdge(EdgeFault.STALL, 9))
    assert chip.counts() != 100_000
    assert [chip.counts() for _ in range(3)] == [100_000] * 3


def test_a_wire_off_is_never_ready(bench):
    assert not bench(100_000, faults=StuckDout(True)).ready_within(3.0)


def test_a_shorted_line_is_always_ready_and_reads_zero(bench):
    chip = bench(100_000, faults=StuckDout(False))
    assert not chip.dout.value
    assert chip.bits() == 0
    assert not chip.dout.value
