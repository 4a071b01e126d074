"""One cell and all that can go wrong on two wires: a value that comes out is right, and the cell recovers."""

import random

import pytest

from mock_hw.faults import EdgeFault

from .conftest import Spoiler, faults, readings

SETTLINGS = ("silent", "early")
VALUES = (1_234_567, 1_234_568, -987_655, 3, -4, 8_000_000)  # odd and even: the last bit hides some faults
NOISE = 100  # counts: five deviations


def wrong(seen, value):
    return [each for each in readings(seen) if abs(each - value) > NOISE]


@pytest.mark.parametrize("rate_sps", [9.0, 10.3, 12.0])
@pytest.mark.parametrize("value", VALUES)
def test_a_sound_chip_gives_each_conversion_once_and_no_alarm(bench, value, rate_sps):
    seen = bench(value, rate_sps=rate_sps).run(20)
    assert not faults(seen)
    assert not wrong(seen, value)
    assert len(seen) >= 19 * rate_sps


@pytest.mark.parametrize("rate_sps", [75.0, 80.0, 88.0])
def test_a_board_strapped_for_80_conversions_gives_80_readings_a_second(bench, rate_sps):
    seen = bench(5000, nominal_sps=80, rate_sps=rate_sps).run(3)
    assert not faults(seen)
    assert not wrong(seen, 5000)
    assert len(seen) >= 2.8 * rate_sps


@pytest.mark.parametrize("settling", SETTLINGS)
@pytest.mark.parametrize("pulse", range(1, 26))
@pytest.mark.parametrize("fault", list(EdgeFault))
def test_a_bad_edge_at_any_pulse_costs_readings_and_never_gives_a_wrong_one(bench, fault, pulse, settling):
    for value in VALUES:
        spoiler = Spoiler(fault, pulse)
        seen = bench(value, settling=settling, faults=spoiler).run(2.8)
        assert spoiler.spoiled == 1
        assert not wrong(seen, value)
        assert len(faults(seen)) == 1
        late = fault is EdgeFault.STALL or (fault is EdgeFault.PAUSE and pulse < 25)
        assert faults(seen)[0] == ("stalled" if late else "desync")
        assert isinstance(seen[-1][1], int), "the cell recovers"


@pytest.mark.parametrize("settling", SETTLINGS)
@pytest.mark.parametrize("pulse", [1, 2, 12, 24, 25])
@pytest.mark.parametrize("fault", list(EdgeFault))
def test_a_wire_that_spoils_every_word_from_the_first_gives_no_reading(bench, fault, pulse, settling):
    spoiler = Spoiler(fault, pulse, word=1, always=True)
    cell = bench(1_234_567, settling=settling, faults=spoiler)
    assert not wrong(cell.run(8), 1_234_567)
    assert spoiler.spoiled > 5


def test_a_pulse_of_55_us_costs_one_reading_and_no_reset(bench):
    spoiler = Spoiler(lambda: cell.clock.spin_us(50), pulse=9)
    cell = bench(70_000, faults=spoiler)
    seen = cell.run(4)
    assert faults(seen) == ["stalled"]
    assert cell.cell.counters.power_cycles == 0
    assert len(readings(seen)) >= 28


@pytest.mark.parametrize("settling", SETTLINGS)
def test_unsettled_values_after_a_reset_stay_inside(bench, settling):
    cell = bench(4_000_000, settling=settling)
    seen = cell.run(1.2)
    assert readings(seen)
    assert not wrong(seen, 4_000_000)
    assert 0.65 < seen[0][0] < 1.2


def test_a_wire_that_comes_off_is_a_timeout_until_it_is_back(bench):
    spoiler = Spoiler()
    cell = bench(70_000, faults=spoiler)
    assert readings(cell.run(2.0))
    spoiler.dout = True
    off = cell.run(6.0)
    assert not readings(off)
    assert faults(off)[:2] == ["desync", "timeout"]
    assert set(faults(off)[1:]) == {"timeout"}
    assert not cell.cell._values._lone._probation, "a wire that is off spoils no words"
    spoiler.dout = None
    assert not wrong(back := cell.run(8.0), 70_000)
    assert len(readings(back)) > 8


def test_a_data_line_shorted_to_ground_is_out_of_step_until_it_is_free(bench):
    spoiler = Spoiler()
    cell = bench(70_000, faults=spoiler)
    cell.run(2.0)
    spoiler.dout = False
    low = cell.run(6.0)
    assert not wrong(low, 70_000)
    assert set(faults(low)) == {"desync"}
    spoiler.dout = None
    assert len(readings(cell.run(8.0))) > 8


def test_a_data_line_that_flaps_gives_no_wrong_value(bench):
    chance = random.Random(1)
    spoiler = Spoiler()
    spoiler.on_dout = lambda _: chance.random() < 0.5
    assert not wrong(bench(70_000, faults=spoiler).run(60), 70_000)


@pytest.mark.parametrize("end", [99_999_999, -99_999_999])
def test_the_end_of_the_range_is_a_fault_and_not_a_value(bench, end):
    cell = bench(lambda t: end if 2 < t < 4 else int(t * 1000))
    assert set(faults(cell.run(6))) == {"saturated"}
    assert all(0 < counts < 6000 for counts in readings(cell.seen))
    assert isinstance(cell.seen[-1][1], int)


@pytest.mark.parametrize("stuck", [0, -1, 250_000])
def test_the_same_counts_for_two_seconds_are_a_fault_until_they_move(bench, stuck):
    cell = bench(lambda t: stuck if t < 5 else int(t * 1000))
    seen = cell.run(6)
    assert readings(seen)[:20] == [stuck] * 20
    assert readings(seen)[20] != stuck
    assert set(faults(seen)) == {"frozen"}
    assert isinstance(seen[-1][1], int)


def test_a_wire_that_comes_off_clears_nobody_of_what_was_known_before(bench):
    spoiler = Spoiler()
    cell = bench(70_000, faults=spoiler)
    cell.run(2.0)
    cell.cell._values.distrust()
    spoiler.dout = True
    cell.run(6.0)
    assert cell.cell._values._lone._probation


@pytest.mark.parametrize("off_s", [2.0, 2.03, 2.06, 2.09])
def test_a_chip_that_was_reset_behind_a_loose_plug_gives_no_unsettled_value(bench, off_s):
    """Its first conversions come in step with each other, and they rise as if somebody sat down."""
    for tenth in range(10):
        spoiler = Spoiler()
        cell = bench(1_000_000, settling="early", faults=spoiler)
        cell.run(off_s)
        spoiler.dout = True
        cell.run(2.45 + tenth / 30)
        cell.chip.set_sck(True)
        cell.clock.advance_us(61)
        cell.chip.set_sck(False)
        spoiler.dout = None
        seen = cell.run(6)
        assert not wrong(seen, 1_000_000)
        assert isinstance(seen[-1][1], int)


@pytest.mark.parametrize("settling", SETTLINGS)
def test_a_chip_reset_by_its_supply_gives_no_unsettled_value(bench, settling):
    for tenth in range(20):  # at any time between two conversions
        cell = bench(1_000_000, settling=settling)
        cell.run(3 + tenth / 200)
        cell.chip.set_sck(True)
        cell.clock.advance_us(61)
        cell.chip.set_sck(False)
        seen = cell.run(6)
        assert not wrong(seen, 1_000_000)
        assert isinstance(seen[-1][1], int)


def test_a_board_strapped_for_another_rate_than_configured_gives_no_reading(bench):
    seen = bench(70_000, nominal_sps=10, rate_sps=77).run(5)
    assert not readings(seen)
    assert set(faults(seen)) == {"desync"}


@pytest.mark.parametrize("from_s", [3.0, 3.08])  # before the read of a conversion, and after it
def test_a_conversion_slept_over_costs_as_much_as_settling_and_no_reset(bench, from_s):
    cell = bench(lambda t: int(t * 1000))
    cell.run(from_s)
    cell.clock.sleep_until(3.25)
    seen = cell.run(5)
    assert faults(seen) == ["stalled"]
    assert cell.cell.counters.power_cycles == 0
    assert len(readings(seen)) >= 10, "a chip that was reset meanwhile would settle for so long"


def test_a_read_that_comes_a_conversion_late_costs_as_much_as_settling_and_no_reset(bench):
    cell = bench(lambda t: int(t * 1000))
    cell.run(3)
    while cell.cell._waiting_s is None:
        cell.run(cell.cell.due_s)
    cell.clock.sleep_until(cell.cell.due_s + 0.06)
    seen = cell.run(5)
    assert faults(seen) == ["stalled"]
    assert cell.cell.counters.power_cycles == 0
    assert len(readings(seen)) >= 12


@pytest.mark.parametrize("settling", SETTLINGS)
@pytest.mark.parametrize("fault", list(EdgeFault))
def test_a_bad_edge_in_a_word_slept_over_gives_no_wrong_value(bench, fault, settling):
    spoiler = Spoiler(fault, pulse=5, word=999)
    cell = bench(1_234_567, settling=settling, faults=spoiler)
    cell.run(3)
    spoiler.word = spoiler.words + 1
    cell.clock.sleep_until(3.25)
    seen = cell.run(6)
    assert spoiler.spoiled == 1
    assert not wrong(seen, 1_234_567)
    assert isinstance(seen[-1][1], int)


def test_a_process_that_comes_late_gives_fewer_readings_and_none_that_is_stale(bench):
    chance = random.Random(2)
    cell = bench(lambda t: int(t * 1000))  # the value is the millisecond at which it was converted
    seen = cell.run(120, late_s=lambda: chance.choice((*[0.0] * 200, 0.004, 0.03, 0.09, 0.15, 0.4)))
    assert "stalled" in faults(seen)
    assert len(readings(seen)) > 200
    for at_s, what in seen:
        if isinstance(what, int):
            assert 0.08 < at_s - what / 1000 < 0.25
