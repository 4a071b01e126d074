"""An HX711 at its two lines, bit for bit, after the datasheet (Avia Semiconductor) and reports from the field.

           conversion ends            24 bits, MSB first        pulse 25            conversion ends
    DOUT   ____|‾‾ready: low‾‾‾\\____<b23><b22> ... <b0>________/‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾‾\\______
    PD_SCK ___________________________|‾|_|‾|_ ... |‾|____|‾|___(26: B/32, 27: A/64)__________

The chip converts without being asked, at its own rate and phase. Nothing is computed until somebody looks at a
line: the number of the last conversion follows from the clock, so hours may pass for nothing.
"""

from collections.abc import Callable
from typing import Literal

from edge.ports import Clock
from mock_hw.clock import VirtualClock
from mock_hw.faults import PAUSE_US, STALL_US, ChipFault, EdgeFault, FaultPlan

Signal = Callable[[float], int | None]
"""Signed counts at gain 128 that the bridge gives at an uptime in seconds; None: it gives nothing."""

MAX_COUNTS = 0x7FFFFF
MIN_COUNTS = -0x800000
POWER_DOWN_NS = 60_000  # datasheet: PD_SCK high for longer than 60 us
SETTLING_PERIODS = 4  # datasheet: 400 ms at 10 SPS, 50 ms at 80 SPS
UPDATE_NS = 20_000  # DOUT's blip as a new conversion replaces an unread one; its length is our guess
A_128, B_32, A_64 = 25, 26, 27  # channel and gain, named by the pulses that select them
NEVER = -(1 << 62)


class Chip:
    """One converter with a bridge on channel A. It has settled before it is made; its first word comes within a period.

    `rate_sps` conversions per second, the first of them ending at uptime `phase_s` (or whole periods beside it).
    `settling` says what the chip does for four periods after a reset or a change of channel or gain, on which sources
    differ: "silent" keeps DOUT high, "early" hands out unsettled values at the usual rate. Channel B is not wired: 0.

    Where the datasheet is silent: pulses while no word waits are not counted (after a word, up to 27 are). Fewer than
    25 pulses in a conversion period it calls a communication error and says no more, so `unfinished` is one of two:
    "waits" keeps the word until its 25th pulse, however long that takes, and a conversion that ends meanwhile is lost
    (users tell of chips that stay out of step until they are power-cycled); "forgets" replaces the word by the next
    conversion, even in the middle of a read.
    """

    __slots__ = (
        "_bit",
        "_clock",
        "_converted",
        "_converted_n",
        "_faults",
        "_forgets",
        "_gain",
        "_next_n",
        "_origin_ns",
        "_pause",
        "_period_ns",
        "_pulses",
        "_ready_ns",
        "_rise_ns",
        "_sck",
        "_settled_n",
        "_settling",
        "_signal",
        "_virtual",
        "_word",
        "_word_end_ns",
        "_word_gain",
        "_word_origin_ns",
        "_word_settled_n",
    )

    def __init__(  # noqa: PLR0913  a chip has that many properties, and most have a default
        self,
        signal: Signal,
        clock: Clock,
        rate_sps: float = 10.0,
        phase_s: float = 0.0,
        *,
        settling: Literal["silent", "early"] = "silent",
        unfinished: Literal["waits", "forgets"] = "waits",
        faults: FaultPlan | None = None,
    ) -> None:
        self._signal = signal
        self._clock = clock
        self._virtual = clock if isinstance(clock, VirtualClock) else None
        self._settling = settling
        self._forgets = unfinished == "forgets"
        self._faults = faults
        self._period_ns = round(1e9 / rate_sps)
        self._sck = self._pause = False
        self._rise_ns = 0
        self._pulses = 0  # of the word begun last, as the chip counted them
        self._word = self._word_end_ns = 0
        self._bit = True
        self._gain = self._word_gain = A_128
        # Conversion n ends at origin + n periods. Those before next_n are gone, those before settled_n unsettled.
        self._origin_ns = self._word_origin_ns = round(phase_s * 1e9)
        self._settled_n = self._word_settled_n = NEVER
        self._await(1 + (self._now_ns() - self._origin_ns) // self._period_ns)

    def set_sck(self, level: bool) -> None:
        """Drive PD_SCK."""
        if level == self._sck:
            return
        self._sck = level
        now_ns = self._now_ns()
        if not level:
            if now_ns - self._rise_ns > POWER_DOWN_NS:
                self._reset(now_ns)
            if self._pause and self._virtual is not None:
                self._pause = False
                self._virtual.hold_up_us(PAUSE_US)
            return
        self._rise_ns = now_ns
        if self._faults is None:
            self._edge(now_ns)
        else:
            self._faulty_edge(now_ns, self._faults)

    def dout(self) -> bool:
        """Return the level of DOUT."""
        now_ns = self._now_ns()
        if self._faults is not None:
            self._suffer(now_ns, self._faults)
        if self._forgets and 0 < self._pulses < A_128 and now_ns >= self._word_end_ns:
            self._forget(now_ns)
        if self._sck and now_ns - self._rise_ns > POWER_DOWN_NS:
            level = True
        elif 0 < self._pulses < A_128:
            level = self._bit
        else:
            level = now_ns < self._ready_ns or not self._waiting(now_ns) or self._updating(now_ns)
        return level if self._faults is None else self._faults.on_dout(level)

    def _now_ns(self) -> int:
        if self._virtual is not None:
            return self._virtual.uptime_ns
        return int(self._clock.uptime_s() * 1e9 + 0.5)

    def _edge(self, now_ns: int) -> None:
        if self._forgets and 0 < self._pulses < A_128 and now_ns >= self._word_end_ns:
            self._forget(now_ns)
        pulses = self._pulses
        if 0 < pulses < 24:
            self._pulses = pulses + 1
            self._bit = bool(self._word >> (23 - pulses) & 1)
        elif pulses == 24:
            self._select(A_128, now_ns)
        elif self._waiting(now_ns):
            self._latch(now_ns)
        elif A_128 <= pulses < A_64:
            self._select(pulses + 1, now_ns)

    def _faulty_edge(self, now_ns: int, faults: FaultPlan) -> None:
        self._suffer(now_ns, faults)
        begins = not 0 < self._pulses < A_128 and self._waiting(now_ns)
        fault = faults.on_edge(1 if begins else self._pulses + 1)
        self._pause = fault is EdgeFault.PAUSE
        if fault is not EdgeFault.MISSED:
            self._edge(now_ns)
        if fault is EdgeFault.EXTRA:
            self._edge(now_ns)
        if fault is EdgeFault.STALL:
            self._clock.spin_us(STALL_US)

    def _suffer(self, now_ns: int, faults: FaultPlan) -> None:
        """Let happen what comes over the chip by itself."""
        fault = faults.on_chip(now_ns / 1e9)
        if fault is None:
            return
        if fault is ChipFault.BROWN_OUT:
            self._reset(now_ns)
        else:
            self._pulses = self._gain = B_32 if fault is ChipFault.CHANNEL_B else A_64
            self._restart(now_ns)

    def _reset(self, now_ns: int) -> None:
        self._pulses, self._gain = 0, A_128
        self._restart(now_ns)

    def _forget(self, now_ns: int) -> None:
        """Replace a word that was not read to its end by the conversion that ended meanwhile."""
        self._pulses = 0
        self._await((now_ns - self._origin_ns) // self._period_ns)

    def _latch(self, now_ns: int) -> None:
        """Begin the word of the conversion that waits, and remember how to go on if nothing is changed after it."""
        self._word_end_ns = now_ns + self._period_ns - (now_ns - self._origin_ns) % self._period_ns
        self._word = self._converted or 0
        self._word_gain, self._word_origin_ns, self._word_settled_n = self._gain, self._origin_ns, self._settled_n
        self._pulses = 1
        self._bit = bool(self._word >> 23)

    def _select(self, pulses: int, now_ns: int) -> None:
        """End the word with this many pulses: the same channel and gain go on, another settles from now."""
        self._pulses = self._gain = pulses
        if pulses != self._word_gain:
            self._restart(now_ns)
            return
        self._origin_ns, self._settled_n = self._word_origin_ns, self._word_settled_n
        self._await(1 + (now_ns - self._origin_ns) // self._period_ns)

    def _restart(self, now_ns: int) -> None:
        self._origin_ns = now_ns
        self._settled_n = SETTLING_PERIODS
        self._await(SETTLING_PERIODS if self._settling == "silent" else 1)

    def _await(self, n: int) -> None:
        self._next_n = n
        self._ready_ns = self._origin_ns + n * self._period_ns
        self._converted_n = NEVER
        self._converted: int | None = None

    def _waiting(self, now_ns: int) -> bool:
        """Say whether a conversion waits to be read, and have the newest at hand."""
        n = (now_ns - self._origin_ns) // self._period_ns
        if n < self._next_n:
            return False
        if n != self._converted_n:
            self._converted_n, self._converted = n, self._convert(n)
        return self._converted is not None

    def _updating(self, now_ns: int) -> bool:
        """Say whether a conversion that nobody read is just being replaced: DOUT is high for a moment."""
        return self._converted_n > self._next_n and (now_ns - self._origin_ns) % self._period_ns < UPDATE_NS

    def _convert(self, n: int) -> int | None:
        """Return the 24 bits of conversion `n`, None without a signal. At the ends of the range it saturates."""
        counts = self._signal((self._origin_ns + n * self._period_ns) / 1e9)
        if counts is None:
            return None
        if self._gain == B_32:
            counts = 0
        elif self._gain == A_64:
            counts //= 2
        if n < self._settled_n:
            counts = counts * n // SETTLING_PERIODS
        return min(max(counts, MIN_COUNTS), MAX_COUNTS) & 0xFFFFFF
