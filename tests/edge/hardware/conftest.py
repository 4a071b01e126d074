"""One cell on a bench: our cell, the mandated driver and a chip simulated at its pins, on a clock that never waits."""

import pytest

from edge.errors import CellError
from edge.hardware.cell import Hx711Cell
from mock_hw.cell import noise
from mock_hw.chip import Chip
from mock_hw.clock import VirtualClock
from mock_hw.faults import EdgeFault
from mock_hw.pins import DoutPin, SckPin


class Spoiler:
    """Spoils one edge of one word, every edge of that number from then on, or DOUT while `dout` is set."""

    def __init__(self, fault=None, pulse=1, word=8, *, always=False):
        self.fault, self.pulse, self.word, self.always = fault, pulse, word, always
        self.dout = None
        self.words = self.spoiled = 0

    def on_edge(self, pulse):
        self.words += pulse == 1
        if self.fault is None or pulse != self.pulse or self.words < self.word or (self.spoiled and not self.always):
            return None
        self.spoiled += 1
        return self.fault if isinstance(self.fault, EdgeFault) else self.fault()

    def on_chip(self, uptime_s):  # noqa: ARG002  the protocol hands it over
        return None

    def on_dout(self, level):
        return level if self.dout is None else self.dout


class CellBench:
    """`seen` is what came out of the cell: pairs of uptime and counts, or uptime and the name of a fault."""

    def __init__(self, signal, *, nominal_sps=10.0, rate_sps=10.0, access_us=1.0, **chip):
        self.clock = VirtualClock(0)
        self.chip = Chip(
            signal if callable(signal) else lambda t: signal + round(20 * noise(5, int(t * 1e6))),
            self.clock,
            rate_sps=rate_sps,
            phase_s=0.03,
            **chip,
        )
        pins = DoutPin(self.chip, self.clock, access_us), SckPin(self.chip, self.clock, access_us)
        self.cell = Hx711Cell(*pins, self.clock, nominal_sps)
        self.seen = []

    def run(self, until_s, late_s=lambda: 0.0):
        """Poll as acquisition does, `late_s()` after the time, and return what came."""
        start = len(self.seen)
        while self.clock.uptime_s() < until_s:
            self.clock.sleep_until(self.cell.due_s + late_s())
            try:
                counts = self.cell.poll()
            except CellError as error:
                self.seen.append((self.clock.uptime_s(), error.fault))
            else:
                if counts is not None:
                    self.seen.append((self.clock.uptime_s(), counts))
        return self.seen[start:]


def readings(seen):
    """The counts among what was seen."""
    return [what for _, what in seen if isinstance(what, int)]


def faults(seen):
    """The names of the faults among what was seen."""
    return [what for _, what in seen if isinstance(what, str)]


@pytest.fixture
def bench():
    """Make a bench: `bench(signal_or_counts, **chip)`."""
    return CellBench
