"""A clock that never waits: whoever would sleep makes the time pass instead.

        uptime   0 ----------> sleep_until(5.0) ----------> 5.0        no real time goes by
        wall     start_ms ---> step_wall(-2000) ---> jumps 2 s back    uptime knows nothing of it

Inside, time is whole nanoseconds, so that a thousand small steps and one large step come to the same instant.
"""

from edge.ports import Clock


class VirtualClock:
    """A `edge.ports.Clock` for simulation: `start_ms` is the Unix epoch in UTC, uptime begins at `start_uptime_s`."""

    __slots__ = ("_held_up_ns", "_wall_offset_ns", "uptime_ns")

    def __init__(self, start_ms: int, start_uptime_s: float = 0.0) -> None:
        self.uptime_ns = round(start_uptime_s * 1e9)
        self._held_up_ns = 0
        self._wall_offset_ns = start_ms * 1_000_000 - self.uptime_ns

    def now_ms(self) -> int:
        """Return the wall clock as milliseconds since the Unix epoch, UTC."""
        return (self.uptime_ns + self._wall_offset_ns) // 1_000_000

    def uptime_s(self) -> float:
        """Return monotonic seconds."""
        return self.uptime_ns / 1e9

    def sleep_until(self, uptime_s: float) -> None:
        """Let time pass up to the given uptime; do nothing when it has passed."""
        self.uptime_ns = max(self.uptime_ns, round(uptime_s * 1e9))

    def spin_us(self, span_us: float) -> None:
        """Let `span_us` microseconds pass, as a busy wait would."""
        self.uptime_ns += int(span_us * 1000) + self._held_up_ns
        self._held_up_ns = 0

    def hold_up_us(self, span_us: float) -> None:
        """Let the next busy wait last `span_us` longer: the process loses the processor in the middle of it."""
        self._held_up_ns = round(span_us * 1000)

    def advance_us(self, span_us: float) -> None:
        """Let `span_us` microseconds pass, for whoever directs the simulation. Raises ValueError when negative."""
        if span_us < 0:
            raise ValueError(f"uptime never runs backwards, {span_us} us asked; step_wall moves the wall clock")
        self.uptime_ns += round(span_us * 1000)

    def step_wall(self, step_ms: int) -> None:
        """Make the wall clock jump by `step_ms`, either way, as a time server does; uptime is untouched."""
        self._wall_offset_ns += step_ms * 1_000_000


class PacedClock(VirtualClock):
    """A virtual clock that keeps pace with the real one: whoever sleeps really sleeps.

        real      ----sleep----|work|----sleep----|work, and the computer is busy elsewhere|--sleep--
        paced     ----sleep----|    |----sleep----|                                        |--sleep--

    Between two sleeps only simulated work takes time. A chip made of Python has no electrons: on a busy computer the
    simulated chair is late, but no pulse on its clock line becomes too long. After `LATE_S` it catches up in a leap.
    """

    LATE_S = 1.0

    __slots__ = ("_real",)

    def __init__(self, real: Clock) -> None:
        self._real = real
        super().__init__(real.now_ms(), real.uptime_s())

    def sleep_until(self, uptime_s: float) -> None:
        """Sleep until the real clock has come to the given uptime too."""
        self._real.sleep_until(uptime_s)
        real_s = self._real.uptime_s()
        super().sleep_until(real_s if real_s - uptime_s > self.LATE_S else uptime_s)
