"""The parts of a chair on simulated pins whose time passes as fast as it is asked for frames."""

import contextlib

from contract.seat import CORNER_NAMES, Corners
from edge.core.calibration import Calibration, CellCalibration
from edge.hardware.acquisition import acquire
from edge.hardware.cell import Hx711Cell
from edge.parts import Parts
from edge.ports import CellCounters, NoIndicator
from mock_hw.chair import simulated_cells
from mock_hw.clock import VirtualClock

START_MS = 1_767_225_600_000


class VirtualSource:
    """Frames of simulated chips through the real driver, handed out one by one; time is that of the frame."""

    def __init__(self, load_kg, seconds, *, clock, seed=1, dead=()):
        self.clock = clock
        self.counters = None
        self._frames = []
        inside = VirtualClock(clock.now_ms(), clock.uptime_s())
        began_s = clock.uptime_s()

        def felt(at_s):
            load = load_kg(max(0.0, at_s - began_s))
            return Corners(*(None if name in dead else getattr(load, name) for name in CORNER_NAMES))

        chair = simulated_cells(felt, inside, seed, 1.0)
        cells = chair.pins.map(lambda pair: Hx711Cell(pair.dout, pair.sck, inside))
        self.rates_sps = [1e9 / pair.dout._chip._period_ns for pair in chair.pins]
        told = None

        def emit(frame):
            nonlocal told
            if len(self._frames) % 10 == 9:
                told = cells.map(lambda cell: CellCounters(*(getattr(cell.counters, name)
                                                             for name in CellCounters.__struct_fields__)))  # fmt: skip
            self._frames.append((inside.uptime_s(), frame, told))

        acquire(cells, inside, emit, stop=lambda: inside.uptime_s() >= began_s + seconds)
        self.calibration = Calibration(
            cells=chair.calibration.map(
                lambda cell: CellCalibration(tare_counts=cell.tare_counts, counts_per_kg=cell.counts_per_kg)
            )
        )

    def receive(self, timeout_s):
        if not self._frames:
            self.clock.sleep_until(self.clock.uptime_s() + timeout_s)
            return None
        at_s, frame, self.counters = self._frames.pop(0)
        self.clock.sleep_until(at_s)
        return frame


def virtual_parts(load_kg, seconds, **options):
    """Return the parts, and the source they open."""
    clock = VirtualClock(START_MS, 64.0)
    source = VirtualSource(load_kg, seconds, clock=clock, **options)
    parts = Parts(
        "simulated", True, clock, lambda _settings: contextlib.nullcontext(source), lambda _settings: NoIndicator()
    )
    return parts, source
