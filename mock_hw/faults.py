"""What can go wrong with a chip and on its two lines: the door through which a simulation spoils a reading.

A plan is asked at each rising edge of PD_SCK, at each look at DOUT, and at both what comes over the chip by itself.
Pulses are numbered from 1, as the datasheet does: 1 to 24 bring the bits, 25 to 27 select what comes next.

Where each fault that a simulated chair can have is made; `tests/mock_hw/test_fault_list.py` walks through the table.

    fault                                          made by
    stall at bit k, 24 to 27 included              BadEdge(EdgeFault.STALL, pulse)
    missed edge, extra edge                        BadEdge(EdgeFault.MISSED | EXTRA, pulse)
    a conversion that ends in mid-read             BadEdge(EdgeFault.PAUSE, pulse), Chip(unfinished=)
    DOUT stuck high, stuck low, flapping           StuckDout(True | False), FlappingDout
    missing chip, dead cell                        StuckDout(True), signals.dead
    brown-out, channel or gain mix-up              ChipEvent(ChipFault.BROWN_OUT | CHANNEL_B | GAIN_64)
    settling in both forms                         Chip(settling=)
    rate of 9 to 12 or 80 SPS, drifting phase      Chip(rate_sps=, phase_s=), chair.simulated_cells
    frozen, constant -1, constant 0                signals.frozen, signals.constant
    saturation both ways                           signals.constant
    noise, spike, mains hum, supply step           signals.noisy, spike, hum, supply_step
    temperature drift, warm-up, creep, preload     signals.drifting, warming_up, creeping, preloaded
    reversed cell, swapped cells                   signals.reversed_bridge, signals.swapped
    busy line, no permission                       scripted.Trouble.open_lines, through the door of the real pins
    somebody seated at boot                        a scenario whose first step is at 0:00

One at a time, `Mixed`, written into a scenario (`fault_script`), or at random (`random_faults.RandomFaults`). `signals`
are changes of what the bridge gives.
"""

import random
from enum import Enum
from typing import Protocol

STALL_US = 100.0
"""How long a stalled process leaves PD_SCK high: safely beyond the 60 us at which the chip powers down."""

PAUSE_US = 60_000.0
"""How long a process is held up with PD_SCK low: past the end of the next conversion if it reads half a period late."""


class EdgeFault(Enum):
    """What happens to one rising edge of PD_SCK."""

    MISSED = "missed"
    """The chip does not see the edge."""
    EXTRA = "extra"
    """The chip sees a second edge, as from ringing on a long wire."""
    STALL = "stall"
    """The edge is seen, and then the process is held up for `STALL_US` with the line high."""
    PAUSE = "pause"
    """The process is held up for `PAUSE_US` after the pulse, with the line low: allowed, but the next word is due."""


class ChipFault(Enum):
    """What comes over a chip by itself."""

    BROWN_OUT = "brown-out"
    """Its supply dips: it is reset to channel A and gain 128, and settles."""
    CHANNEL_B = "channel B"
    """It converts channel B at gain 32 from now on, and settles."""
    GAIN_64 = "gain 64"
    """It converts at gain 64 from now on, and settles."""


class FaultPlan(Protocol):
    """Decides what is spoiled. The answers that spoil nothing: None, and `level` as it came."""

    def on_edge(self, pulse: int) -> EdgeFault | None:
        """Say what happens to the rising edge that would be number `pulse` by the chip's own count."""
        ...

    def on_dout(self, level: bool) -> bool:
        """Return the level that the host sees in place of `level`."""
        ...

    def on_chip(self, uptime_s: float) -> ChipFault | None:
        """Say what comes over the chip by now; asked before anything else at each edge and look."""
        ...


class NoFaults:
    """Spoils nothing: the ground on which the others stand."""

    def on_edge(self, pulse: int) -> EdgeFault | None:  # noqa: ARG002  the protocol hands it over
        """Leave PD_SCK alone."""
        return None

    def on_dout(self, level: bool) -> bool:
        """Leave DOUT alone."""
        return level

    def on_chip(self, uptime_s: float) -> ChipFault | None:  # noqa: ARG002  the protocol hands it over
        """Leave the chip alone."""
        return None


class BadEdge(NoFaults):
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


class StuckDout(NoFaults):
    """DOUT does not move: `level` True is a wire off with a pull-up, False a short to ground."""

    def __init__(self, level: bool) -> None:
        self._level = level

    def on_dout(self, level: bool) -> bool:  # noqa: ARG002  whatever the chip says, the line stays
        """Return the stuck level."""
        return self._level


class FlappingDout(NoFaults):
    """DOUT at random, as on a wire that hangs loose: high with the chance `high`."""

    def __init__(self, seed: int, high: float = 0.5) -> None:
        self._chance = random.Random(seed)
        self._high = high

    def on_dout(self, level: bool) -> bool:  # noqa: ARG002  whatever the chip says, the line flaps
        """Return any level."""
        return self._chance.random() < self._high


class ChipEvent(NoFaults):
    """One thing that comes over the chip at an uptime."""

    def __init__(self, fault: ChipFault, at_s: float) -> None:
        self._fault: ChipFault | None = fault
        self._at_s = at_s

    def on_chip(self, uptime_s: float) -> ChipFault | None:
        """Let it happen once."""
        if uptime_s < self._at_s:
            return None
        fault, self._fault = self._fault, None
        return fault


class Mixed:
    """Several plans at once: the first that spoils an edge or the chip wins, levels go through all in order."""

    def __init__(self, *plans: FaultPlan) -> None:
        self._plans = plans

    def on_edge(self, pulse: int) -> EdgeFault | None:
        """Ask one after the other."""
        return next((fault for plan in self._plans if (fault := plan.on_edge(pulse)) is not None), None)

    def on_dout(self, level: bool) -> bool:
        """Ask one after the other."""
        for plan in self._plans:
            level = plan.on_dout(level)
        return level

    def on_chip(self, uptime_s: float) -> ChipFault | None:
        """Ask one after the other."""
        return next((fault for plan in self._plans if (fault := plan.on_chip(uptime_s)) is not None), None)
