"""The mandated driver, made right: signs, pulses that took too long, and whose time a reset takes."""

import math

import microcontroller
import pytest

from edge.errors import CellDesyncError, CellStalledError
from edge.hardware import hx711
from edge.hardware.hx711 import Converter
from mock_hw.chip import Chip
from mock_hw.clock import VirtualClock
from mock_hw.pins import DoutPin, SckPin

from .conftest import Spoiler


def converter_on(value, faults=None, access_us=1.0):
    clock = VirtualClock(0)
    chip = Chip(lambda _: value, clock, faults=faults)
    made = Converter(DoutPin(chip, clock, access_us), SckPin(chip, clock, access_us), clock)
    clock.sleep_until(0.5)
    assert made.is_ready()
    return made, clock


@pytest.mark.parametrize("value", [0, 1, -1, 123_456, -123_456, 0x7FFFFF, -0x800000])
def test_counts_keep_their_sign(value):
    made, _ = converter_on(value)
    assert made.read_counts() == value
    assert not made.is_ready()


def test_without_the_time_of_each_pulse_a_stalled_word_is_a_number_like_any_other(monkeypatch):
    monkeypatch.setattr(hx711, "MAX_HIGH_S", math.inf)
    monkeypatch.setattr(hx711, "POWER_DOWN_S", math.inf)
    made, clock = converter_on(100_000, Spoiler(lambda: clock.spin_us(5000), pulse=20, word=1))
    assert made.read_counts() == 100_031, "no filter sees that"


@pytest.mark.parametrize(("extra_us", "in_step"), [(50, True), (60, False), (5000, False)])
def test_a_pulse_beyond_the_datasheet_is_dropped_with_a_remedy(extra_us, in_step):
    spoiler = Spoiler(lambda: clock.spin_us(extra_us), pulse=7, word=1)
    made, clock = converter_on(5, spoiler)
    with pytest.raises(CellStalledError, match="real-time scheduling"):
        made.read_counts()
    assert made.in_step is in_step


@pytest.mark.parametrize("look", [1, 2])
def test_a_word_that_does_not_end_high_is_out_of_step(look):
    """The first look after pulse 25 is the last bit, the second sees the line at rest."""
    spoiler = Spoiler()
    looks = []
    spoiler.on_edge = lambda pulse: looks.clear() if pulse == 25 else None
    spoiler.on_dout = lambda level: looks.append(level) or (level and len(looks) != look)
    made, _ = converter_on(5, spoiler)
    with pytest.raises(CellDesyncError, match="short to ground"):
        made.read_counts()
    assert not made.in_step


def test_a_reset_takes_its_millisecond_on_the_clock_of_the_cell():
    made, clock = converter_on(5)
    before_s = clock.uptime_s()
    made.power_cycle()
    assert clock.uptime_s() - before_s == pytest.approx(0.001, abs=1e-4)
    assert not made.is_ready()


def test_two_cells_on_two_clocks_do_not_mix_their_times():
    one, its_clock = converter_on(1)
    other, other_clock = converter_on(2)
    before_s = other_clock.uptime_s()
    assert one.read_counts() == 1
    assert its_clock.uptime_s() > 0.5
    assert other_clock.uptime_s() == before_s
    assert other.read_counts() == 2


def test_blinka_itself_is_left_as_it_is():
    assert not hasattr(microcontroller, "disable_interrupts")
    assert microcontroller.delay_us.__module__ == "microcontroller"
