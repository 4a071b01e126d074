"""The virtual clock: two times, no waiting."""

import pytest

from edge.ports import Clock
from mock_hw.clock import VirtualClock


def test_sleeping_moves_both_times_and_takes_none():
    clock: Clock = VirtualClock(start_ms=1_767_225_600_000, start_uptime_s=100.0)
    clock.sleep_until(86_500.0)
    assert clock.uptime_s() == 86_500.0
    assert clock.now_ms() == 1_767_225_600_000 + 86_400_000


def test_sleeping_until_the_past_returns_at_once():
    clock = VirtualClock(0, start_uptime_s=5.0)
    clock.sleep_until(3.0)
    assert clock.uptime_s() == 5.0


def test_a_million_microseconds_are_one_second():
    clock = VirtualClock(0)
    for _ in range(1_000_000):
        clock.spin_us(1)
    assert clock.uptime_s() == 1.0


def test_the_wall_clock_jumps_and_uptime_does_not():
    clock = VirtualClock(10_000)
    clock.advance_us(1_500_000)
    clock.step_wall(-3_000)
    assert clock.now_ms() == 8_500
    assert clock.uptime_s() == 1.5


def test_uptime_refuses_to_run_backwards():
    with pytest.raises(ValueError, match="step_wall"):
        VirtualClock(0).advance_us(-1)
