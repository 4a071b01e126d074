"""One minute of a chair: what the desk stores and every figure is computed from.

Minutes are cut on uptime. The last of a run is shorter, and a step of the wall clock splits one, so a record says how
long it is: `measured_s` has readings, `unmeasured_s` has none, and together they are the record's length.

    |<------------------- 60 s ------------------->|
    [occupied 40 s][vacant 12 s][unmeasured 8 s]
    at_ms (start)                          measured_s = 52
"""

from typing import Annotated

import msgspec

from contract.scalars import BootId, EpochMs, UptimeS, Version
from contract.seat import Corners, Share, Unit

Seconds = Annotated[float, msgspec.Meta(ge=0, le=61, description="seconds of this minute")]


class PostureSeconds(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds in each posture; they sum to the seconds occupied."""

    centred: Seconds = 0.0
    left: Seconds = 0.0
    right: Seconds = 0.0
    forward: Seconds = 0.0
    back: Seconds = 0.0
    unknown: Seconds = 0.0


class CueSeconds(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds during which the chair asked for a break."""

    nudge: Seconds = 0.0
    alert: Seconds = 0.0


class MinuteRecord(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="minute"):
    """Seconds by presence, and what the centre of pressure did while a person sat.

    `at_ms` and `uptime_s` are the start. occupied + vacant + object = `measured_s`. Means and deviations are over
    frames with four valid cells and a person on the seat, None when there was none. `asymmetry_pct` is
    100 |R - L| / W of the mean loads (Childs 2003). `sway_path` is the sum of |step| of the centre of pressure in
    its units of -1..1, `sway_velocity_per_s` that path per second in which it could be followed, and `sway_area` the
    95 % prediction ellipse in their squares (Schubert & Kirchner 2014); None when nobody sat. `shifts` counts
    postural shifts. `mean_kg` stays None unless the owner opted in.
    """

    version: Version = 1
    at_ms: EpochMs
    uptime_s: UptimeS
    boot: BootId
    clock_synced: bool
    measured_s: Seconds
    unmeasured_s: Seconds
    occupied_s: Seconds
    vacant_s: Seconds
    object_s: Seconds
    posture: PostureSeconds = PostureSeconds()
    cue: CueSeconds = CueSeconds()
    uneven_s: Seconds = 0.0
    cop_lateral: Unit | None = None
    cop_fore_aft: Unit | None = None
    cop_lateral_sd: Annotated[float, msgspec.Meta(ge=0)] | None = None
    cop_fore_aft_sd: Annotated[float, msgspec.Meta(ge=0)] | None = None
    shares: Corners[Share] | None = None
    asymmetry_pct: Annotated[float, msgspec.Meta(ge=0, le=300)] | None = None
    sway_path: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    sway_velocity_per_s: Annotated[float, msgspec.Meta(ge=0)] | None = None
    sway_area: Annotated[float, msgspec.Meta(ge=0)] | None = None
    shifts: Annotated[int, msgspec.Meta(ge=0)] = 0
    valid_frame_share: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0
    mean_kg: Annotated[float, msgspec.Meta(ge=-50, le=1000)] | None = None

    def __post_init__(self) -> None:
        """Refuse seconds that do not sum up."""
        parts_s = self.occupied_s + self.vacant_s + self.object_s
        if abs(parts_s - self.measured_s) > 0.05:
            raise ValueError("occupied_s, vacant_s and object_s do not sum to measured_s")
        if self.measured_s + self.unmeasured_s > 61:
            raise ValueError("measured_s and unmeasured_s are longer than a minute")
