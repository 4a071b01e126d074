"""What one core can do: frames through the detectors, and through driver, pins and chips. On a virtual clock."""

import time
from itertools import pairwise

from edge.core import seat
from edge.core.frame import CountsFrame, SeatFrame
from edge.core.limits import Limits
from edge.core.moment import Inputs
from edge.hardware.acquisition import acquire
from edge.hardware.cell import Hx711Cell
from mock_hw.chair import simulated_cells
from mock_hw.clock import VirtualClock
from mock_hw.scenario import load_scenario

CORE_FRAMES = 60_000
PINS_S = 300.0
ROUNDS = 5


def core() -> dict[str, float]:
    """Take a simulated morning of ten frames a second through the whole chain of detectors; the median of rounds."""
    scenario = load_scenario("day")
    frames = [SeatFrame(round(at * 100), at / 10, scenario.load_kg(at / 10)) for at in range(CORE_FRAMES)]
    limits, inputs = Limits(), Inputs()
    spans_s = []
    for _ in range(ROUNDS):
        state = seat.SeatState()
        begin_s = time.perf_counter()
        for frame in frames:
            state, _happened = seat.step(limits, state, frame, inputs)
        spans_s.append(time.perf_counter() - begin_s)
    span_s = sorted(spans_s)[ROUNDS // 2]
    return {"frames_per_s": CORE_FRAMES / span_s, "us_per_frame": span_s / CORE_FRAMES * 1e6}


def pins() -> dict[str, float]:
    """Read four simulated chips bit by bit with the real driver; one frame is four readings."""
    scenario = load_scenario("sitting")
    clock = VirtualClock(0)
    chair = simulated_cells(scenario.load_kg, clock, seed=1, access_us=1.0)
    cells = chair.pins.map(lambda pair: Hx711Cell(pair.dout, pair.sck, clock))
    frames: list[CountsFrame] = []
    begin_s = time.perf_counter()
    acquire(cells, clock, frames.append, stop=lambda: clock.uptime_s() > PINS_S)
    span_s = time.perf_counter() - begin_s
    whole = sum(None not in tuple(frame.counts) for frame in frames)
    gaps_s = [b.uptime_s - a.uptime_s for a, b in pairwise(frames)]
    return {
        "frames_per_s": len(frames) / span_s,
        "whole_frames_pct": 100 * whole / len(frames),
        "longest_gap_s": max(gaps_s),
    }
