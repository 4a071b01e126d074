"""One frame as the detectors see it: time passed, load, and what the detectors before have answered.

A frame stands for the interval that it ends, open on the left:

    previous frame      this frame
        |-----------------]
         <--- span_s ---->

An interval without a valid total, or one longer than `LONGEST_SPAN_S`, is unmeasured: nobody knows what happened in it.
Readings lost for less than that between two valid totals are no hole: the second frame stands for the time since the
first.

    valid      lost       lost       valid
        |----------|----------|----------]
         <--------- measured_s --------->
"""

from typing import TypedDict

import msgspec

from contract.events import SeatEvent
from contract.scalars import LAST_MS, BootId, Presence
from contract.seat import Corners
from edge.core.frame import Faults, Load
from edge.core.life import LifeState

LONGEST_SPAN_S = 1.0

SMOOTHING_S = 0.4
"""Time constant of the smoothed centre of pressure: longer than a beat's ripple at 10 Hz, shorter than a lean."""

HOLD_S = 2.0
"""A dropped reading now and then is an ordinary day: the last centre of pressure holds for so long."""


class Baseline(msgspec.Struct, frozen=True):
    """The centre of pressure at which this sitter sits evenly."""

    cop_lateral: float
    cop_fore_aft: float


class Inputs(msgspec.Struct, frozen=True, kw_only=True):
    """What the shell knows and the core does not: which boot, whether the clock is set, who asked for silence.

    `quiet` is outside working hours or do-not-disturb; a pause and a snooze end by themselves at an uptime.
    """

    boot: BootId = "00000000"
    clock_synced: bool = True
    quiet: bool = False
    paused_until_uptime_s: float = 0.0
    snoozed_until_uptime_s: float = 0.0
    baseline: Baseline | None = None
    shares_weight: bool = False

    def silent(self, uptime_s: float) -> bool:
        """Say whether prompts wait at that uptime."""
        return self.quiet or uptime_s < self.paused_until_uptime_s or uptime_s < self.snoozed_until_uptime_s


class Moment(msgspec.Struct, frozen=True):
    """What is known at the end of one frame's interval.

    `measured_s` is `span_s` or 0, or up to `LONGEST_SPAN_S` after lost frames. `smooth` is the smoothed centre of
    pressure (lateral, fore/aft), None while it cannot be known. `presence` holds from `since_uptime_s` on.
    `pending_since_uptime_s` is when another presence, not yet believed, seems to have begun; `leaving` says that a
    sitter seems to have left. In the one moment when presence has `changed`, `dwell_measured_s` is how much measured
    time it was waited for. `baseline` is how this sitter sits evenly, as far as that is known.
    """

    at_ms: int
    uptime_s: float
    span_s: float
    measured_s: float
    faults: Faults
    load_kg: Corners[float | None]
    load: Load
    smooth: tuple[float, float] | None = None
    clock_step_ms: int = 0
    life: LifeState = LifeState()
    presence: Presence = "unknown"
    since_uptime_s: float = 0.0
    changed: bool = False
    pending_since_uptime_s: float | None = None
    leaving: bool = False
    dwell_measured_s: float = 0.0
    baseline: Baseline | None = None

    def ms_at(self, uptime_s: float) -> int:
        """Return the wall time of another uptime, by the clock as it is now."""
        return clock_ms(self.at_ms - round((self.uptime_s - uptime_s) * 1000))


def clock_ms(at_ms: int) -> int:
    """Return a wall time that messages can carry: a clock gone wrong, beyond 1970 to 2100, stops at the border."""
    return min(max(0, at_ms), LAST_MS)


class Stamp(TypedDict):
    """The fields that every event has."""

    at_ms: int
    uptime_s: float
    known_ms: int
    boot: BootId
    clock_synced: bool


def stamp(moment: Moment, uptime_s: float, inputs: Inputs) -> Stamp:
    """Return the common fields of an event that happened at `uptime_s` and is known now."""
    return {
        "at_ms": moment.ms_at(uptime_s),
        "uptime_s": max(0.0, uptime_s),
        "known_ms": clock_ms(moment.at_ms),
        "boot": inputs.boot,
        "clock_synced": inputs.clock_synced,
    }


Events = tuple[SeatEvent, ...]
