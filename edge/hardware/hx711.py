"""The mandated driver, `adafruit_hx711` 1.1.2, made right on Linux: one word out of one HX711.

As shipped, on Blinka 10, it asks for two functions that are not there, keeps PD_SCK high for some 75 us where the
chip allows 50, and gets the sign wrong. Its pin work is sound. So its own names for `microcontroller` and `time` are
replaced, in the driver's module alone, and what it returns is checked here:

    PD_SCK  _|1|_|2|_ ... _|24|_|25|___      each high pulse is timed: above 50 us the word is dropped
    DOUT    \\_<b23><b22> ... <b0>/‾‾‾‾      the 25th bit must read 1, and DOUT must be high afterwards

This is the only module that imports the driver. Figures are the HX711 datasheet's; none was measured on a Raspberry Pi.
"""

import contextlib
import io
import logging
import math

from edge.errors import CellDesyncError, CellStalledError
from edge.ports import Clock, DigitalPin

with contextlib.redirect_stdout(io.StringIO()) as _said:  # Blinka prints a warning on anything but a board it knows
    from adafruit_hx711 import hx711 as driver

_log = logging.getLogger(__name__)
for _line in set(_said.getvalue().splitlines()):
    _log.debug("while the HX711 driver was imported: %s", _line)

MAX_HIGH_S = 50e-6
"""Datasheet: the longest PD_SCK may stay high."""

POWER_DOWN_S = 60e-6
"""Datasheet: with PD_SCK high for longer the chip powers down, and the next low resets it."""

PULSES = driver.HX711.CHAN_A_GAIN_128
"""24 bits and one pulse more, which selects channel A at gain 128 again."""


class _Linux:
    """What the driver expects of `microcontroller` and `time`, by the clock of the cell that is being read."""

    clock: Clock

    def disable_interrupts(self) -> None:
        """Do nothing: a process cannot. Pulses that took too long are found by timing them."""

    def enable_interrupts(self) -> None:
        """Do nothing, as above."""

    def delay_us(self, span_us: float) -> None:
        self.clock.spin_us(span_us)

    def sleep(self, span_s: float) -> None:
        self.clock.sleep_until(self.clock.uptime_s() + span_s)


_linux = _Linux()
driver.microcontroller = _linux
driver.time = _linux


class Dout:
    """The DOUT pin, which remembers what was seen last."""

    __slots__ = ("_pin", "seen")

    def __init__(self, pin: DigitalPin) -> None:
        self._pin = pin
        self.seen = True

    @property
    def value(self) -> bool:
        """The level of the line."""
        self.seen = self._pin.value
        return self.seen


class TimedSck:
    """The PD_SCK pin, with a watch on how long it was high, and on DOUT, which holds each bit until the next pulse.

    Timed from before the line is raised until after it is lowered: never less than the truth. While it is low, where
    time does not press, DOUT is looked at again, after the fall and before the next rise: `steady` says whether it
    still was what the driver had seen.
    """

    __slots__ = ("_clock", "_dout", "_pin", "_rise_s", "longest_high_s", "steady")

    def __init__(self, pin: DigitalPin, clock: Clock, dout: Dout) -> None:
        self._pin = pin
        self._dout = dout
        self.steady = True
        self._clock = clock
        self._rise_s = math.inf  # while the line is low
        self.longest_high_s = 0.0

    @property
    def value(self) -> bool:
        """The level of the line."""
        return self._pin.value

    @value.setter
    def value(self, level: bool) -> None:
        if level:
            if self._dout.seen != self._dout.value:
                self.steady = False
            self._rise_s = self._clock.uptime_s()
            self._pin.value = True
        else:
            self._pin.value = False
            self.longest_high_s = max(self.longest_high_s, self._clock.uptime_s() - self._rise_s)
            self._rise_s = math.inf
            if self._dout.seen != self._dout.value:
                self.steady = False


class Converter:
    """One HX711 on two pins. It is reset when this is made."""

    def __init__(self, dout: DigitalPin, sck: DigitalPin, clock: Clock) -> None:
        _linux.clock = clock
        self._clock = clock
        self._dout = Dout(dout)
        self._sck = TimedSck(sck, clock, self._dout)
        self.in_step = True
        self._driver = driver.HX711(self._dout, self._sck)

    def is_ready(self) -> bool:
        """Say whether a conversion waits to be read."""
        return not self._driver.is_busy

    def read_counts(self) -> int:
        """Clock out the word that waits and return it as signed counts.

        Raises `CellStalledError` after a pulse that was too long, `CellDesyncError` when the chip did not count 25
        pulses. `in_step` says afterwards whether the chip can go on without a power cycle.
        """
        _linux.clock = self._clock
        self._sck.longest_high_s = 0.0
        self._sck.steady = True
        word = driver.read_fast(self._sck, self._dout, PULSES)
        self.in_step = self._counted(word) and self._sck.longest_high_s <= POWER_DOWN_S
        if self._sck.longest_high_s > MAX_HIGH_S:
            raise CellStalledError(
                f"PD_SCK was high for {self._sck.longest_high_s * 1e6:.0f} us, the HX711 allows 50; reading dropped. "
                "If this happens often, allow the service real-time scheduling and take other work off this machine."
            )
        if not self.in_step:
            raise CellDesyncError(
                "The HX711 did not count 25 pulses on PD_SCK; reading dropped, chip reset. "
                "If this happens often, shorten both its wires and check them, DOUT for a short to ground."
            )
        counts = int(word) >> 1
        return counts - 0x1000000 if counts & 0x800000 else counts

    def _counted(self, word: int) -> bool:
        """Say whether the chip counted 25 pulses, as far as its line shows."""
        return bool(word & 1) and self._dout.value and self._sck.steady

    def power_cycle(self) -> None:
        """Reset the chip to channel A, gain 128. It settles for four conversions afterwards."""
        self._driver.power_down(True)
        self._clock.sleep_until(self._clock.uptime_s() + 0.001)  # 60 us are enough; 1 ms is what the driver takes
        self._driver.power_down(False)
