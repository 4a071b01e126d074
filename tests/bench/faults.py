"""What becomes of conversions: all of them on a virtual clock, and in real time with every core kept busy."""

import contextlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from contract.seat import Corners
from edge.core.frame import CountsFrame
from edge.hardware.acquisition import acquire
from edge.hardware.cell import Hx711Cell
from edge.hardware.clock import SystemClock
from edge.hardware.process import AcquisitionProcess
from edge.ports import Clock, LoadCell
from mock_hw.cell import NOISE_COUNTS, noise
from mock_hw.chip import Chip
from mock_hw.clock import VirtualClock
from mock_hw.pins import DoutPin, SckPin
from tests.soak.truth import RIGHT_COUNTS, Truth

RATES = (0.91, 0.98, 1.06, 1.19)
"""Of the four boards, as shares of the nominal rate."""

VIRTUAL_S, REAL_S = 120.0, 8.0
LEVEL = 100_001


class _Board:
    """One chip, its cell, and the truth about both."""

    def __init__(self, clock: Clock, nominal_sps: float, share: float, seed: int, access_us: float) -> None:
        self.truth = Truth(random.Random(seed), 1 / nominal_sps, jumps=False)
        self.rate_sps = nominal_sps * share
        chip = Chip(self.truth, clock, rate_sps=self.rate_sps, phase_s=0.013 * seed)
        self.cell = Hx711Cell(DoutPin(chip, clock, access_us), SckPin(chip, clock, access_us), clock, nominal_sps)
        self.wrong = 0


def _boards(clock: Clock, nominal_sps: float, access_us: float) -> list[_Board]:
    return [_Board(clock, nominal_sps, share, seed, access_us) for seed, share in enumerate(RATES, 1)]


def faults() -> dict[str, float]:
    """Count conversions, readings and frames by chip at 10 and 80 SPS; then the same in real time on a busy machine."""
    figures: dict[str, float] = {}
    for nominal_sps in (10.0, 80.0):
        clock = VirtualClock(0)
        boards = _boards(clock, nominal_sps, 1.0)
        frames: list[CountsFrame] = []
        begin_s = time.process_time()
        _run(boards, clock, nominal_sps, VIRTUAL_S, frames)
        name = f"{nominal_sps:g}_sps"
        figures[f"{name}_cpu_pct"] = 100 * (time.process_time() - begin_s) / VIRTUAL_S
        figures[f"{name}_frames_per_s"] = len(frames) / VIRTUAL_S
        for board in boards:
            made = board.rate_sps * VIRTUAL_S
            figures[f"{name}_chip_at_{board.rate_sps:.1f}_captured_pct"] = 100 * board.cell.counters.readings / made
    with _busy():
        figures.update(_real("ordinary", ordinary=True))
        figures.update(_real("fifo", ordinary=False))  # where permitted, else ordinary again
    return figures


def _run(boards: list[_Board], clock: Clock, nominal_sps: float, span_s: float, frames: list[CountsFrame]) -> None:
    end_s = clock.uptime_s() + span_s
    cells: Corners[LoadCell] = Corners(*(board.cell for board in boards))

    def emit(frame: CountsFrame) -> None:
        frames.append(frame)
        for board, counts in zip(boards, frame.counts, strict=True):
            if counts is not None:
                now_s = clock.uptime_s()
                board.wrong += board.truth.nearest(counts, now_s - 4 / nominal_sps, now_s) > RIGHT_COUNTS

    acquire(cells, clock, emit, stop=lambda: clock.uptime_s() >= end_s, rate_sps=nominal_sps)


class RealBoards(NamedTuple):
    """Opens four simulated chips on this machine's clock: an `edge.ports.CellFactory` for the acquisition process."""

    ordinary: bool

    def __call__(self) -> tuple[Corners[LoadCell], Clock]:
        """Give up real-time scheduling if asked, and make the cells."""
        if self.ordinary:
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        clock = SystemClock()
        cells: list[LoadCell] = []
        for seed, share in enumerate(RATES, 1):
            chip = Chip(partial(_still, seed), clock, rate_sps=10.0 * share, phase_s=0.013 * seed)
            cells.append(Hx711Cell(DoutPin(chip, clock), SckPin(chip, clock), clock))
        return Corners(*cells), clock


def _still(seed: int, uptime_s: float) -> int:
    """Return the counts of a load that rests, so that another process knows them too."""
    return LEVEL * seed + round(NOISE_COUNTS * noise(seed, int(uptime_s * 1e6)))


def _real(name: str, *, ordinary: bool) -> dict[str, float]:
    """Read for `REAL_S` at 10 SPS through the spawned process, without the first second: chips settle."""
    missing = wrong = frames = 0
    with AcquisitionProcess(RealBoards(ordinary)) as source:
        end_s = time.monotonic() + REAL_S
        settled_s = end_s - REAL_S + 1.0
        while time.monotonic() < end_s:
            frame = source.receive(0.5)
            if frame is None or time.monotonic() < settled_s:
                continue
            frames += 1
            for seed, counts in enumerate(frame.counts, 1):
                missing += counts is None
                wrong += counts is not None and abs(counts - LEVEL * seed) > RIGHT_COUNTS
        counters = source.counters
    return {
        f"busy_{name}_frames": frames,
        f"busy_{name}_lost_pct": 100 * missing / max(1, 4 * frames),
        f"busy_{name}_wrong": wrong,
        f"busy_{name}_stalls": sum(cell.stalls for cell in counters) if counters else 0,
        f"busy_{name}_resets": sum(cell.power_cycles for cell in counters) if counters else 0,
    }


@contextlib.contextmanager
def _busy() -> Iterator[None]:
    """Keep every core busy."""
    loads = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for load in loads:
            load.kill()
            load.wait()
