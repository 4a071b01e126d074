r"""When a reading of an HX711 may be trusted: the rules of time around `Converter`.

    conversion ends     k            k+1           k+2        a period of 80 to 118 ms at 10 SPS
    DOUT          ‾‾‾‾‾‾\______/‾‾‾‾‾\______/‾‾‾‾‾‾\_____
    read at             |-half-^k    |-half-^k+1              half a period after it became ready
    proved                           k              k+1       when the next one is ready in time
    released                                ^k                when the next one is read, and its value known

    reset, or nobody looked    ?  1  2  3  4      the first that is seen may be the first since a reset that nobody saw:
    thrown away                   x  x  x         so three are, and the fourth has settled

Reading k is held back until conversion k+1 arrives one period after k. A chip that has changed its channel or was
reset starts its conversions anew, at the moment of the read or four periods after it; since each read comes half a
period late on purpose, the next arrival is then late by at least as much, and both readings are dropped. Then it waits
for the word of k+1: some faults leave no trace but a value that stands alone (`lone.py`).

What remains unseen, and how often, is in docs/hx711-faults.md. Nothing here was tried on a Raspberry Pi.
"""

import math

from edge.errors import CellDesyncError, CellError, CellStalledError, CellTimeoutError
from edge.hardware.hx711 import Converter
from edge.hardware.values import ValueRules
from edge.ports import CellCounters, Clock, DigitalPin

SLOWEST, FASTEST = 0.85, 1.25
"""A board's true rate as a share of its nominal one: boards of 9 to 12 SPS are sold as 10."""

HELD_PERIODS = 1.5
"""So old a reading is at its release: the next conversion has to come in time and to be read."""

SETTLING_PERIODS = 4
"""Datasheet: 400 ms at 10 SPS, 50 ms at 80 SPS, after a reset or a change of channel."""


class Hx711Cell:
    """One load cell on an HX711 of nominally `rate_sps` conversions per second: a `edge.ports.LoadCell`."""

    def __init__(self, dout: DigitalPin, sck: DigitalPin, clock: Clock, rate_sps: float = 10.0) -> None:
        self.counters = CellCounters()
        self._clock = clock
        self._period_s = 1 / rate_sps
        self.held_s = HELD_PERIODS / rate_sps
        self._shortest_s, self._longest_s = 1 / (rate_sps * FASTEST), 1 / (rate_sps * SLOWEST)
        self._look_s = self._period_s / 20  # between two looks at DOUT: 5 ms at 10 SPS
        self._unsure_s = self._period_s / 8  # an arrival less certain than this proves nothing
        self._usual_s = self._shortest_s  # from the last arrival to the next, as seen last; when to begin to look
        self._held: int | None = None  # read, and not yet proved
        self._proved: int | None = None  # by time, and not yet compared with the next
        self._values = ValueRules(self.counters, rate_sps)
        self._converter = Converter(dout, sck, clock)
        self._begin()

    def poll(self) -> int | None:
        """Do what is due: look for a conversion, or read the one that came. See `edge.ports.LoadCell`."""
        if self._waiting_s is not None:
            return self._read(*self._waiting_s)
        looked_s = self._clock.uptime_s()
        if not self._converter.is_ready():
            self._high_s = looked_s
            self.due_s = looked_s + self._look_s
            if looked_s > self._overdue_s:
                self._give_up()
            return None
        self._arrived()
        return None

    def _begin(self) -> None:
        """Start from a chip that has just been reset."""
        now_s = self._clock.uptime_s()
        self._held = self._proved = None
        self._answered = False
        self._unsettled = 0  # readings still to be thrown away
        self._unbroken_s = -math.inf
        self._arrival_s: tuple[float, float] | None = None  # the last arrival was after the one, not after the other
        self._waiting_s: tuple[float, float] | None = None  # the same of a conversion that is not read yet
        self._high_s = now_s
        self._overdue_s = now_s + (SETTLING_PERIODS + 2) * self._longest_s
        self.due_s = now_s + self._look_s

    def _power_cycle(self) -> None:
        self.counters.power_cycles += 1
        self._values.interrupted()
        self._converter.power_cycle()
        self._begin()

    def _give_up(self) -> None:
        """No conversion came when one was due."""
        answered = self._answered
        self._power_cycle()
        if answered:
            self.counters.desyncs += 1
            self._values.distrust()
            raise CellDesyncError("The HX711 missed a conversion: its channel changed or a wire came off; chip reset.")
        self.counters.timeouts += 1
        self._values.opened()
        raise CellTimeoutError(
            "The HX711 never said that a conversion is ready. Check its supply and its DOUT and PD_SCK wires, "
            "and that the pin numbers in the configuration are those of this corner."
        )

    def _arrived(self) -> None:
        """A conversion is ready: judge by the time of its arrival the reading that was held back."""
        earliest_s, latest_s = self._high_s, self._clock.uptime_s()
        held, self._held = self._held, None
        self._answered = True
        if self._arrival_s is not None and latest_s - self._arrival_s[0] < self._shortest_s:
            self._out_of_step()  # too soon; one too late has been given up already
        if latest_s - earliest_s > self._unsure_s:
            self._lose_track(earliest_s, slept=latest_s > self.due_s + self._look_s)
            self._clock_out()  # so that the next arrival can be seen
            self._stalled()
        if self._arrival_s is None:
            self._begin_to_settle(latest_s)
        else:
            usual_s = (earliest_s + latest_s - sum(self._arrival_s)) / 2
            self._usual_s = min(max(usual_s, self._shortest_s), self._longest_s)
        self._arrival_s = self._waiting_s = earliest_s, latest_s
        self.due_s = latest_s + self._period_s / 2
        self._proved = held

    def _out_of_step(self) -> None:
        self.counters.desyncs += 1
        self._values.distrust()
        self._power_cycle()
        raise CellDesyncError(
            "A conversion of the HX711 came at the wrong time; two readings dropped, chip reset. If this happens "
            "often, shorten its wires, check its supply, and compare its RATE strap with `rate_sps`."
        )

    def _begin_to_settle(self, latest_s: float) -> None:
        """Nobody saw the conversion before this one: unless it came too early for that, the chip may have been reset.

        Its supply may dip while its wire is off, or while we sleep. If it then hands out unsettled values, they come
        in step with each other, and only this can keep them out.
        """
        if latest_s > self._unbroken_s:
            self._unsettled = max(SETTLING_PERIODS - 1, 0)
            self._values.interrupted()

    def _lose_track(self, since_s: float, *, slept: bool) -> None:
        """The word that waits is of unknown age, so the next arrival has nothing to be compared with.

        A chip that waits after a sleep of less than a period was not reset meanwhile, and if it is reset from now on
        its next conversion takes a whole period. Of any other, and of one that waits too early, nothing is known.
        """
        now_s = self._clock.uptime_s()
        known = slept and now_s - since_s <= self._shortest_s
        self._unbroken_s = now_s + self._usual_s - self._unsure_s if known else -math.inf
        self._arrival_s = None
        self.due_s = now_s + self._look_s
        self._overdue_s = now_s + 2 * self._longest_s

    def _stalled(self) -> None:
        self.counters.stalls += 1
        raise CellStalledError(
            "The process slept over a conversion of the HX711; reading dropped. If this happens often, allow the "
            "service real-time scheduling and take other work off this machine."
        )

    def _read(self, earliest_s: float, latest_s: float) -> int | None:
        """Read the conversion that came half a period ago and hold it back; return the one before, if it fits."""
        proved, self._proved = self._proved, None
        self.due_s = earliest_s + self._usual_s - self._unsure_s
        self._overdue_s = latest_s + self._longest_s
        counts = self._clock_out()
        if self._clock.uptime_s() - earliest_s > self._shortest_s:  # the next conversion may have ended meanwhile
            self._lose_track(earliest_s, slept=True)
            self._stalled()
        if self._unsettled:
            self._unsettled -= 1
            self.counters.discarded += 1
        else:
            self._held = counts
        return None if proved is None else self._values.judge(proved, counts)

    def _clock_out(self) -> int:
        self._waiting_s = None
        self._high_s = self._clock.uptime_s()  # DOUT is found high later than this, after the word
        if not self._converter.is_ready():
            self._out_of_step()
        try:
            return self._converter.read_counts()
        except CellError as error:
            if isinstance(error, CellStalledError):
                self.counters.stalls += 1
            else:
                self.counters.desyncs += 1
                self._values.distrust()
            if not self._converter.in_step:
                self._power_cycle()
            raise
