"""Simulated pins: a level, and the time that it costs to ask for it."""

import pytest

from mock_hw.chip import Chip
from mock_hw.clock import VirtualClock
from mock_hw.pins import DoutPin, SckPin


def test_each_access_costs_its_time_on_the_clock():
    clock = VirtualClock(0)
    chip = Chip(lambda _: 0, clock)
    sck, dout = SckPin(chip, clock, access_us=2.5), DoutPin(chip, clock, access_us=1.5)
    sck.value = True
    assert sck.value is True
    assert dout.value is True
    assert clock.uptime_s() == pytest.approx(6.5e-6)


def test_pins_cost_nothing_unless_told():
    clock = VirtualClock(0)
    chip = Chip(lambda _: 0, clock)
    SckPin(chip, clock).value = True
    assert DoutPin(chip, clock).value
    assert clock.uptime_s() == 0


def test_the_host_cannot_drive_dout():
    clock = VirtualClock(0)
    with pytest.raises(AttributeError, match="PD_SCK"):
        DoutPin(Chip(lambda _: 0, clock), clock).value = True
