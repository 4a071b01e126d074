"""What can go wrong on the two lines of a chip: the door through which a simulation spoils a reading.

A plan is asked at each rising edge of PD_SCK and at each look at DOUT. Pulses are numbered from 1, as the
datasheet does: 1 to 24 bring the bits, 25 to 27 select what comes next.
"""

from enum import Enum
from typing import Protocol

STALL_US = 100.0
"""How long a stalled process leaves PD_SCK high: safely beyond the 60 us at which the chip powers down."""


class EdgeFault(Enum):
    """What happens to one rising edge of PD_SCK."""

    MISSED = "missed"
    """The chip does not see the edge."""
    EXTRA = "extra"
    """The chip sees a second edge, as from ringing on a long wire."""
    STALL = "stall"
    """The edge is seen, and then the process is held up for `STALL_US` with the line high."""


class FaultPlan(Protocol):
    """Decides which edges and levels are spoiled. The answers that spoil nothing: None, and `level` as it came."""

    def on_edge(self, pulse: int) -> EdgeFault | None:
        """Say what happens to the rising edge that would be number `pulse` by the chip's own count."""
        ...

    def on_dout(self, level: bool) -> bool:
        """Return the level that the host sees in place of `level`."""
        ...


class BadEdge:
    """One bad edge at pulse number `pulse` (1..27) of the first word that gets there; all is well afterwards."""

    def __init__(self, fault: EdgeFault, pulse: int) -> None:
        self._fault: EdgeFault | None = fault
        self._pulse = pulse

    def on_edge(self, pulse: int) -> EdgeFault | None:
        """Spoil the edge once."""
        if pulse != self._pulse:
            return None
        fault, self._fault = self._fault, None
        return fault

    def on_dout(self, level: bool) -> bool:
        """Leave DOUT alone."""
        return level


class StuckDout:
    """DOUT does not move: `level` True is a wire off with a pull-up, False a short to ground."""

    def __init__(self, level: bool) -> None:
        self._level = level

    def on_edge(self, pulse: int) -> EdgeFault | None:  # noqa: ARG002  the protocol hands the number over
        """Leave PD_SCK alone."""
        return None

    def on_dout(self, level: bool) -> bool:  # noqa: ARG002  whatever the chip says, the line stays
        """Return the stuck level."""
        return self._level
