"""The clock of this machine: the real side of `edge.ports.Clock`."""

import time

_UPTIME_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Linux's CLOCK_BOOTTIME goes on while the machine is suspended; elsewhere the plain monotonic clock."""


class SystemClock:
    """Wall time and uptime of this machine. Uptime is the same for every process on it."""

    def now_ms(self) -> int:
        """Return the wall clock as milliseconds since the Unix epoch, UTC."""
        return time.time_ns() // 1_000_000

    def uptime_s(self) -> float:
        """Return monotonic seconds since some point in the past."""
        return time.clock_gettime(_UPTIME_CLOCK)

    def sleep_until(self, uptime_s: float) -> None:
        """Sleep until the uptime is reached; return at once when it has passed."""
        span_s = uptime_s - self.uptime_s()
        if span_s > 0:
            time.sleep(span_s)

    def spin_us(self, span_us: float) -> None:
        """Wait for at least `span_us` microseconds and keep the processor: a sleep takes 50 us and more."""
        end_ns = time.perf_counter_ns() + int(span_us * 1000)
        while time.perf_counter_ns() < end_ns:
            pass
