"""Small validated types that several messages share."""

from typing import Annotated, Literal

import msgspec

LAST_MS = 4_102_444_800_000
"""The year 2100: a later wall time is a clock gone wrong."""

EpochMs = Annotated[int, msgspec.Meta(ge=0, le=LAST_MS, description="Unix epoch in milliseconds, UTC")]
UptimeS = Annotated[
    float,
    msgspec.Meta(ge=0, le=3_155_760_000, description="seconds since the chair's computer booted, monotonic"),
]
"""At most a hundred years: more is no uptime, and would overflow where it is added to wall times."""

DurationS = Annotated[float, msgspec.Meta(ge=0, le=31_622_400, description="seconds")]
"""A span of time; at most a year and a day, because nothing here lasts longer."""

Percent = Annotated[float, msgspec.Meta(ge=0, le=300, description="percent")]
"""Load asymmetry 100 |R - L| / W. Above 100 only while a corner is pulled upwards."""

# In Python `$` also matches before a last newline; `(?!\n)` refuses that, and other languages read it the same way.
BootId = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{8}$(?!\n)", description="random per boot of the chair")]

EpochId = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}$(?!\n)", description="random per spool file")]

ChairId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_-]{1,32}$(?!\n)", description="name of the chair in topics")]

Version = Literal[1]
"""Version of the messages. A reader refuses one it does not know; unknown keys it ignores."""

Presence = Literal["unknown", "vacant", "occupied", "object"]
"""What is on the seat: nothing known yet, nobody, a person, or a thing such as a bag."""

Posture = Literal["unknown", "centred", "left", "right", "forward", "back"]
"""Five classes and no more: a centre of pressure cannot tell a slouch."""

Side = Literal["left", "right", "front", "back"]

Cue = Literal["off", "nudge", "alert"]

CornerName = Literal["front_left", "front_right", "rear_left", "rear_right"]
