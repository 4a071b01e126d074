"""Many frames through the core: its state and the memory of the process stay as they are, its time is linear.

Time is that of the processor in this process, so that what else the machine does hardly counts.
"""

import re
import time
from pathlib import Path

import msgspec

from edge.core import seat
from edge.core.frame import SeatFrame
from edge.core.limits import Limits
from edge.core.moment import Inputs
from mock_hw.scenario import load_scenario
from tests.soak import BrokenError
from tests.soak.days import MONDAY_MS

FRAMES = 10_000_000
PARTS = 20
LOOP = 36_000
"""Frames of the story that is told again and again: an hour."""

MOST_GROWTH_MB = 4.0
MOST_STATE_GROWTH = 1.5
SLOWEST = 1.5
"""How many times as long the second half may take as the first."""


def run(frames: int, seed: int) -> dict[str, float]:
    """Take so many frames in parts of equal length. Raises `BrokenError`; `seed` chooses where in the day to begin."""
    scenario = load_scenario("day")
    loads = [scenario.load_kg((seed * 600 + n / 10) % scenario.duration_s) for n in range(LOOP)]
    state, limits, inputs = seat.SeatState(), Limits(), Inputs()
    spans_s: list[float] = []
    rss_mb: list[float] = []
    state_bytes: list[int] = []
    size = frames // PARTS
    for part in range(PARTS):
        begin_s = time.process_time()
        for n in range(part * size, (part + 1) * size):
            frame = SeatFrame(MONDAY_MS + 100 * n, n / 10, loads[n % LOOP])
            state, _happened = seat.step(limits, state, frame, inputs)
        spans_s.append(time.process_time() - begin_s)
        rss_mb.append(_rss_mb())
        state_bytes.append(len(msgspec.json.encode(state)))
    grown_mb = rss_mb[-1] - rss_mb[0]
    if grown_mb > MOST_GROWTH_MB:
        raise BrokenError(f"the process grew by {grown_mb:.1f} MB over {frames} frames")
    early, late = max(state_bytes[: PARTS // 2]), max(state_bytes[PARTS // 2 :])
    if late > MOST_STATE_GROWTH * early:
        raise BrokenError(f"the core's state grew from {early} to {late} bytes")
    slower = sum(spans_s[PARTS // 2 :]) / sum(spans_s[: PARTS // 2])
    return {
        "frames": frames,
        "us_per_frame": sum(spans_s) / (size * PARTS) * 1e6,
        "second_half_to_first": slower,
        "grown_mb": grown_mb,
        "state_bytes": late,
    }


def run_in_full(frames: int, seed: int) -> dict[str, float]:
    """Do the same, and judge the time too: on a short run a busy machine would decide. Raises `BrokenError`."""
    figures = run(frames, seed)
    if figures["second_half_to_first"] > SLOWEST:
        raise BrokenError(f"the second half took {figures['second_half_to_first']:.2f} times the first")
    return figures


def _rss_mb() -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    return int(found[1]) / 1024 if found else 0.0
