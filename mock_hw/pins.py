"""The two lines of a simulated chip as pins: all that the driver uses of one is `.value`.

Each access may cost time on the clock, as a system call does on a real board. Leave it at 0 on a real clock, where
time passes by itself.
"""

from edge.ports import Clock
from mock_hw.chip import Chip


class SckPin:
    """PD_SCK, driven by the host. Each access takes `access_us` microseconds, then the line has its new level."""

    __slots__ = ("_access_us", "_chip", "_clock", "_level")

    def __init__(self, chip: Chip, clock: Clock, access_us: float = 0.0) -> None:
        self._chip = chip
        self._clock = clock
        self._access_us = access_us
        self._level = False

    @property
    def value(self) -> bool:
        """The level last driven."""
        if self._access_us:
            self._clock.spin_us(self._access_us)
        return self._level

    @value.setter
    def value(self, level: bool) -> None:
        if self._access_us:
            self._clock.spin_us(self._access_us)
        self._level = level
        self._chip.set_sck(level)


class DoutPin:
    """DOUT, driven by the chip. Each look takes `access_us` microseconds and shows the level at their end."""

    __slots__ = ("_access_us", "_chip", "_clock")

    def __init__(self, chip: Chip, clock: Clock, access_us: float = 0.0) -> None:
        self._chip = chip
        self._clock = clock
        self._access_us = access_us

    @property
    def value(self) -> bool:
        """The level of the line: low (False) says that a conversion waits."""
        if self._access_us:
            self._clock.spin_us(self._access_us)
        return self._chip.dout()

    @value.setter
    def value(self, level: bool) -> None:
        raise AttributeError(f"DOUT is the chip's own output and cannot be driven to {level}; drive PD_SCK instead")
