"""The clock of this machine keeps the promises of `edge.ports.Clock`."""

import time

from edge.hardware.clock import SystemClock


def test_uptime_never_runs_backwards_and_wall_time_is_unix_time():
    clock = SystemClock()
    times = [clock.uptime_s() for _ in range(1000)]
    assert times == sorted(times)
    assert abs(clock.now_ms() - time.time() * 1000) < 1000


def test_to_sleep_until_a_time_gone_by_takes_no_time():
    clock = SystemClock()
    start_s = time.perf_counter()
    clock.sleep_until(clock.uptime_s() - 100)
    assert time.perf_counter() - start_s < 50


def test_a_spin_lasts_at_least_as_long_as_asked():
    start_s = time.perf_counter()
    SystemClock().spin_us(200)
    assert time.perf_counter() - start_s >= 200e-6
