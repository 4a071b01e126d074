"""The simulated HX711 before the mandated driver: what the datasheet says, seen through `read_fast` and the class."""

import pytest


@pytest.mark.parametrize("counts", [0, 1, -1, 100_000, -100_000, 0x555555, 0x7FFFFF, -0x800000])
def test_the_driver_reads_the_counts_that_the_bridge_gives(bench, counts):
    assert bench(counts).counts() == counts


@pytest.mark.parametrize(("counts", "end"), [(9_000_000, 0x7FFFFF), (-9_000_000, -0x800000)])
def test_beyond_full_scale_the_counts_stay_at_its_end(bench, counts, end):
    assert bench(counts).counts() == end


def test_dout_is_high_from_pulse_25_to_the_next_conversion(bench):
    chair = bench(100_000)
    chair.wait()
    assert chair.bits() & 1 == 1
    assert chair.dout.value
    assert chair.wait() == 100


def test_26_pulses_select_channel_b_and_27_half_the_gain(bench):
    driver = bench(100_001, dout_access_us=20).driver()
    assert driver.read_channel_blocking(driver.CHAN_A_GAIN_128) == 100_001
    assert driver.read_channel_blocking(driver.CHAN_A_GAIN_64) == 50_000
    assert driver.read_channel_blocking(driver.CHAN_B_GAIN_32) == 0
    assert driver.read_channel_blocking(driver.CHAN_A_GAIN_128) == 100_001


def test_a_selection_is_for_the_next_conversion_and_settles_once(bench):
    chip = bench(100_000)
    assert chip.counts(pulses=27) == 100_000
    assert chip.wait() == 400
    assert chip.counts(pulses=27) == 50_000
    assert chip.wait() == 100


def test_staying_at_another_gain_keeps_the_rhythm_and_does_not_settle_again(bench):
    chip = bench(100_000, settling="early")
    chip.counts(pulses=27)
    assert [chip.counts(pulses=27) for _ in range(5)] == [12_500, 25_000, 37_500, 50_000, 50_000]
    chip.wait()
    chip.clock.advance_us(30_000)
    chip.bits(27)
    assert chip.wait() == 70


@pytest.mark.parametrize(("rate_sps", "settled_ms"), [(10, 400), (80, 50)])
def test_a_silent_chip_settles_for_four_periods_after_a_reset(bench, rate_sps, settled_ms):
    chip = bench(100_000, rate_sps=rate_sps)
    chip.driver()
    assert chip.wait() == settled_ms
    assert chip.counts() == 100_000


def test_an_early_chip_hands_out_values_that_have_not_settled(bench):
    chip = bench(100_000, settling="early")
    chip.driver()
    assert [chip.counts() for _ in range(5)] == [25_000, 50_000, 75_000, 100_000, 100_000]


def test_power_down_keeps_dout_high_and_the_next_low_resets_to_channel_a(bench):
    chip = bench(100_000)
    driver = chip.driver()
    chip.counts(pulses=26)
    driver.power_down(True)
    assert not chip.ready_within(2.0)
    driver.power_down(False)
    assert chip.wait() == 400
    assert chip.counts() == 100_000


def test_a_pulse_of_60_us_does_not_power_down(bench):
    chip = bench(100_000)
    chip.wait()
    chip.chip.set_sck(True)
    chip.clock.advance_us(60)
    chip.chip.set_sck(False)
    assert chip.bits(24) == (100_000 << 1 | 1) & 0xFFFFFF


def test_a_conversion_that_ends_in_mid_read_does_not_tear_the_word(bench):
    values = {1: 0x2AAAAA, 2: -0x2AAAAA, 3: 3}
    chip = bench(lambda uptime_s: values[round(uptime_s * 10)])
    chip.clock.sleep_until(0.199_980)
    assert not chip.dout.value
    assert chip.bits() >> 1 == 0x2AAAAA
    assert chip.clock.uptime_s() > 0.2
    assert chip.wait() == 100
    assert chip.counts() == 3


def test_conversions_that_nobody_reads_are_replaced_and_cost_nothing(bench):
    asked = []

    def signal(uptime_s):
        asked.append(uptime_s)
        return round(uptime_s)

    chip = bench(signal)
    chip.clock.sleep_until(3 * 3600.05)
    assert chip.counts() == 10_800
    assert len(asked) == 1


def test_dout_blips_when_an_unread_conversion_is_replaced(bench):
    chip = bench(1)
    chip.clock.sleep_until(0.15)
    assert not chip.dout.value
    chip.clock.sleep_until(0.2)
    assert chip.dout.value
    chip.clock.advance_us(20)
    assert not chip.dout.value


@pytest.mark.parametrize("rate_sps", [9.0, 9.7, 12.0, 80.0])
def test_the_chip_runs_at_its_own_rate_whoever_reads_it(bench, rate_sps):
    chip = bench(7, rate_sps=rate_sps, phase_s=0.004)
    read = 0
    while chip.clock.uptime_s() < 20:
        chip.clock.advance_us(1000)
        if not chip.dout.value:
            assert chip.bits() >> 1 == 7
            read += 1
    assert read == pytest.approx(20 * rate_sps, abs=1)


def test_the_first_conversion_ends_at_the_phase(bench):
    assert bench(1, phase_s=0.037).wait() == 37


def test_a_bridge_that_gives_nothing_never_makes_the_chip_ready_until_it_is_back(bench):
    chip = bench(lambda uptime_s: None if uptime_s < 5.05 else 42)
    assert not chip.ready_within(5.0)
    assert chip.counts() == 42


def test_pulses_while_no_word_waits_change_nothing(bench):
    chip = bench(100_000)
    assert chip.bits(10) == 0x3FF
    assert chip.counts() == 100_000
