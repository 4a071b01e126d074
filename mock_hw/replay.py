"""Recordings through the chair's own code, as fast as it goes, on a virtual clock.

    through frames   recording -> frames at 10 Hz ------------------------------> core -> events, minutes
    through pins     recording -> bridge -> chip -> pins -> driver -> acquire --> core -> events, minutes

Both ways make frames on the same grid of 0.1 s, so they give the same events, to one conversion period. A hole in a
recording is no fault of a chip: nobody was recording. So each section between holes is read with chips of its own, that
settled on its first row before it began, and in a hole frames have no readings.
"""

import math
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from contract.delivery import Durable
from contract.seat import CORNER_NAMES, Corners, LiveFrame
from edge.app import NO_COUNTS
from edge.core import seat
from edge.core.calibration import Calibration, CellCalibration, nominal, to_load
from edge.core.frame import CountsFrame, SeatFrame, weigh
from edge.core.limits import Limits
from edge.core.moment import Inputs
from edge.core.report import live_frame
from edge.errors import NotCalibratedError
from edge.hardware.acquisition import acquire
from edge.hardware.cell import Hx711Cell
from edge.ports import LoadCell
from mock_hw.cell import CellTruth, counts, noise
from mock_hw.chip import Chip, Signal
from mock_hw.clock import VirtualClock
from mock_hw.pins import DoutPin, SckPin
from mock_hw.track import Section, Track

PERIOD_S = 0.1
ROUNDING = 1e-6
"""In periods: 0.3 / 0.1 is a little less than 3."""

RATE_SPS = 10.0
SETTLE_S = 2.0
"""Time before a section in which its chips settle: reset, 400 ms, and the first confirmed readings."""

ACCESS_US = 1.0
"""Each pin access costs about a microsecond, as on a small computer: pulses have a length."""

BOOT = "00000000"
Way = Literal["pins", "frames"]


class Plan(NamedTuple):
    """What to replay and how. `start_ms` is the wall time of t_s = 0."""

    track: Track
    way: Way
    limits: Limits
    calibration: Calibration | None
    start_ms: int
    shares_weight: bool = False


class Outcome(NamedTuple):
    """What one frame led to, and its load in kilograms, which stays here; `live` is None for what the end closes."""

    happened: tuple[Durable, ...]
    live: LiveFrame | None
    total_kg: float | None = None


def replay(plan: Plan, take: Callable[[Outcome], None]) -> seat.SeatState:
    """Replay the whole recording, handing over what each frame led to; return the last state.

    Raises `NotCalibratedError` for a recording in counts without a calibration.
    """
    unit = plan.track.recording.unit
    if unit == "counts" and plan.calibration is None:
        raise NotCalibratedError(
            f"{plan.track.recording.name} is in counts: give an edge.toml with its calibration_file by --config"
        )
    calibration = plan.calibration if unit == "counts" and plan.calibration else nominal()
    inputs = Inputs(boot=BOOT, shares_weight=plan.shares_weight)
    state = seat.SeatState()

    def step(frame: SeatFrame) -> None:
        nonlocal state
        state, happened = seat.step(plan.limits, state, frame, inputs)
        take(Outcome(happened, live_frame(frame, state, inputs), weigh(frame.load_kg).total_kg))

    if plan.way == "pins":
        _through_pins(plan, lambda frame: step(to_load(calibration, frame)))
    else:
        for frame in _frames(plan, calibration):
            step(frame)
    closing = seat.finish(state, inputs)
    if closing:
        take(Outcome(closing, None))
    return state


def grid(track: Track) -> tuple[int, int]:
    """Return the first and the last frame of a recording, counted in periods from t_s = 0."""
    t_s = track.recording.t_s
    return _first(t_s[0]), math.floor(t_s[-1] / PERIOD_S + ROUNDING)


def _first(t_s: float) -> int:
    """Return the first grid point at or after `t_s`."""
    return math.ceil(t_s / PERIOD_S - ROUNDING)


def _frames(plan: Plan, calibration: Calibration) -> Iterator[SeatFrame]:
    first, last = grid(plan.track)
    shift_s = _shift_s(plan.track)
    for place in range(first, last + 1):
        t_s = place / 10
        corners = plan.track.at(t_s)
        at_ms = plan.start_ms + place * 100
        if plan.track.recording.unit == "kg":
            yield SeatFrame(at_ms, t_s + shift_s, corners)
        else:
            whole = corners.map(lambda value: None if value is None else round(value))
            yield to_load(calibration, CountsFrame(at_ms, t_s + shift_s, whole))


def _through_pins(plan: Plan, emit: Callable[[CountsFrame], None]) -> None:
    place, last = grid(plan.track)
    shift_s = _shift_s(plan.track)

    def nothing_until(end: int) -> None:
        nonlocal place
        while place < min(end, last + 1):
            emit(CountsFrame(plan.start_ms + place * 100, place / 10 + shift_s, NO_COUNTS))
            place += 1

    for section in plan.track.sections():
        nothing_until(_first(section.begin_s))
        for frame in _read_section(plan, section):
            here = round(frame.uptime_s / PERIOD_S)
            if place <= here <= min(section.end_s / PERIOD_S + ROUNDING, last):
                nothing_until(here)
                emit(CountsFrame(plan.start_ms + here * 100, here / 10 + shift_s, frame.counts, frame.faults))
                place = here + 1
    nothing_until(last + 1)


def _read_section(plan: Plan, section: Section) -> list[CountsFrame]:
    """Return a section's frames as the driver reads them, on the recording's axis of time."""
    before_s = SETTLE_S - section.begin_s  # a clock's uptime is never negative
    start = (_first(section.begin_s) - round(SETTLE_S / PERIOD_S)) / 10 + before_s
    clock = VirtualClock(0, start)
    cells = _cells(plan.track, section, before_s, clock)
    clock.sleep_until(start + 1.5 * PERIOD_S)  # a frame is stamped so much earlier: its time falls on the grid
    frames: list[CountsFrame] = []
    end_s = section.end_s + before_s + 2 * PERIOD_S

    def keep(frame: CountsFrame) -> None:
        frames.append(CountsFrame(0, frame.uptime_s - before_s, frame.counts, frame.faults))

    acquire(cells, clock, keep, stop=lambda: clock.uptime_s() > end_s, period_s=PERIOD_S, rate_sps=RATE_SPS)
    return frames


def _cells(track: Track, section: Section, before_s: float, clock: VirtualClock) -> Corners[LoadCell]:
    cells: list[LoadCell] = []
    for at, corner in enumerate(CORNER_NAMES):
        signal = _signal(track, section, before_s, corner)
        chip = Chip(signal, clock, rate_sps=RATE_SPS, phase_s=at * PERIOD_S / len(CORNER_NAMES))
        cells.append(Hx711Cell(DoutPin(chip, clock, ACCESS_US), SckPin(chip, clock, ACCESS_US), clock, RATE_SPS))
    return Corners(*cells)


def _signal(track: Track, section: Section, before_s: float, corner: str) -> Signal:
    """Return what one chip converts. Recorded kilograms get a bridge's noise: no live cell is quite still."""
    seed = CORNER_NAMES.index(corner)
    truth: CellCalibration = nominal().cells.front_left
    bridge = CellTruth(round(truth.tare_counts), truth.counts_per_kg)
    in_kg = track.recording.unit == "kg"

    def signal(uptime_s: float) -> int | None:
        t_s = min(max(section.begin_s, uptime_s - before_s), section.end_s)  # settling before, and the last one after
        value: float | None = getattr(track.at(t_s), corner)
        if value is None or not in_kg:
            return None if value is None else round(value)
        return counts(value, bridge, noise(seed, int(uptime_s * 1e6)))

    return signal


def _shift_s(track: Track) -> float:
    """Return what makes uptimes of a recording that begins before zero positive."""
    return max(0.0, -track.recording.t_s[0])
