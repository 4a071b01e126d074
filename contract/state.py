"""What a chair is now: retained messages, sent on change, so that whoever connects knows at once.

Times are instants and not counters that tick: a page counts by itself, and no database is flooded.
"""

from typing import Annotated, Literal

import msgspec

from contract.scalars import BootId, ChairId, Cue, DurationS, EpochMs, Percent, Posture, Presence, Side, Version
from contract.seat import Corners

CellState = Literal[
    "ok",
    "timeout",
    "desync",
    "stalled",
    "saturated",
    "frozen",
    "uncalibrated",
    "noisy",
    "reversed",
    "drifting",
    "contradicts",
]
"""`drifting` and `contradicts` are suspicions: the cell is still measured with. All others but `ok` give no reading
that is used, so that there is presence by three cells, and no balance.
"""

QuietBecause = Literal["hours", "do_not_disturb", "pause", "snooze"]
"""Why prompts wait: outside working hours, or because somebody asked for silence."""

ZeroKg = Annotated[float, msgspec.Meta(ge=-10, le=10)]

ShortText = Annotated[str, msgspec.Meta(max_length=80)]

ONLINE = b"online"
OFFLINE = b"offline"


class ChairState(msgspec.Struct, frozen=True, kw_only=True):
    """Who sits and how, and how well the chair can know it.

    `bout_started_ms` and `next_break_ms` are None unless a person sits; the second is when the next prompt is due.
    `sitting_s` is the sitting counted against prompts at `at_ms`: it goes on over a break too short to count.
    `zero_kg` is the drift of each empty cell since the last tare, as far as it was followed: nobody's weight.
    `quiet_because` says why prompts wait, None when they do not; of several reasons the one that lasts longest.
    `silent_until_ms` is when that ends by itself, None when it does not. `snoozes` counts those of this day.
    `paused_until_ms` is when a pause ends, also while a longer reason hides it; None while there is none.
    `shifts_per_h` counts postural shifts per hour of this bout, whole, from ten measured minutes on. `total_kg` is the
    load of the sitter, whole, and stays None unless the owner opted in. By themselves these two are told each five
    minutes at most: whoever keeps every state keeps no flood. `calibrated_ms` is when counts became kilograms,
    `tared_ms` when the empty seat was last measured, `residual_pct` how far a known mass then was from what was
    foretold: None where that is not known. `spooled_minutes` waited at the chair for the store when this was said, and
    `dropped_minutes` were given up since its spool began, for want of room: minutes come whether somebody sits or not,
    so these tell nothing of who does. Both are told as slowly as the other two.
    """

    version: Version = 1
    at_ms: EpochMs
    boot: BootId
    clock_synced: bool
    presence: Presence
    bout_started_ms: EpochMs | None = None
    sitting_s: DurationS = 0.0
    next_break_ms: EpochMs | None = None
    cue: Cue = "off"
    posture: Posture = "unknown"
    uneven: Side | None = None
    asymmetry_pct: Percent | None = None
    cells: Corners[CellState]
    zero_kg: Corners[ZeroKg] = Corners(0.0, 0.0, 0.0, 0.0)
    quiet_because: QuietBecause | None = None
    silent_until_ms: EpochMs | None = None
    snoozes: Annotated[int, msgspec.Meta(ge=0)] = 0
    paused_until_ms: EpochMs | None = None
    shifts_per_h: Annotated[float, msgspec.Meta(ge=0, le=36_000)] | None = None
    total_kg: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None
    calibrated_ms: EpochMs | None = None
    tared_ms: EpochMs | None = None
    residual_pct: Percent | None = None
    spooled_minutes: Annotated[int, msgspec.Meta(ge=0)] = 0
    dropped_minutes: Annotated[int, msgspec.Meta(ge=0)] = 0


class ChairMeta(msgspec.Struct, frozen=True, kw_only=True):
    """What a chair is made of. `zone` is an IANA time zone: days belong to the chair."""

    version: Version = 1
    chair: ChairId
    name: ShortText
    model: ShortText
    software: ShortText
    zone: ShortText
    simulated: bool = False


HoursText = Annotated[str, msgspec.Meta(max_length=120)]


class WeekHours(msgspec.Struct, frozen=True, kw_only=True):
    """Working hours by weekday on the chair's clock, as "08:00-12:00, 13:00-18:00"; "" for none that day."""

    monday: HoursText
    tuesday: HoursText
    wednesday: HoursText
    thursday: HoursText
    friday: HoursText
    saturday: HoursText
    sunday: HoursText


class ChairSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The limits in force at the chair, retained under `config`, so that a page can say them.

    `hours` is None where a chair is too old to say them, and to be told them.
    """

    version: Version = 1
    nudge_s: DurationS
    alert_s: DurationS
    repeat_s: DurationS
    break_s: DurationS
    reset_s: DurationS
    uneven_points: Percent
    uneven_s: DurationS
    shares_weight: bool
    hours: WeekHours | None = None
