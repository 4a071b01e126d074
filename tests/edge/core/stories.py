"""Stories for the core: what lies on the seat for how long, told in frames, and what the core makes of it.

Story().then(10, EMPTY).then(60, person()).then(10, EMPTY)

seconds   0         10                            70        80
frames    x x x x x X X X X X X X X X X X X X X X x x x x x        the first frame of a part is at its beginning
"""

from typing import Any, Self

from contract.delivery import Durable
from contract.minute import MinuteRecord
from contract.seat import Corners
from contract.state import ChairState
from edge.core import seat
from edge.core.frame import NO_FAULT, Faults, SeatFrame
from edge.core.limits import Limits
from edge.core.moment import Inputs
from edge.core.report import chair_state

AT_MS = 1_767_225_600_000
"""2026-01-01T00:00:00Z, the wall time at which each story begins."""

UPTIME_S = 64.0
"""The uptime at which each story begins: never zero, so that nothing holds by accident."""

Load = Corners[float | None]


def person(kg: float = 72.0, lateral: float = 0.0, fore_aft: float = 0.0) -> Load:
    """Return a load with that total and that centre of pressure."""
    x, y, quarter_kg = lateral, fore_aft, kg / 4
    return Corners(
        quarter_kg * (1 - x + y), quarter_kg * (1 + x + y), quarter_kg * (1 - x - y), quarter_kg * (1 + x - y)
    )


bag = person
EMPTY: Load = Corners(0.0, 0.0, 0.0, 0.0)
NO_READING: Load = Corners(None, None, None, None)


def without(load: Load, *corners: str) -> Load:
    """Return the load with some cells silent."""
    parts = {name: None if name in corners else getattr(load, name) for name in load.__struct_fields__}
    return Corners(**parts)


class Story:
    """Feeds frames to the core and keeps what it says."""

    def __init__(self, limits: Limits | None = None, inputs: Inputs | None = None, *, hz: float = 10.0) -> None:
        self.limits = limits or Limits()
        self.inputs = inputs or Inputs()
        self.hz = hz
        self.state = seat.SeatState()
        self.said: list[Durable] = []
        self.count = 0
        self.left_out_s = 0.0
        self.clock_ms = 0

    @property
    def now_s(self) -> float:
        """Seconds since the story began, at the next frame."""
        return self.count / self.hz + self.left_out_s

    def then(self, span_s: float, load: Load, *, faults: Faults = NO_FAULT, inputs: Inputs | None = None) -> Self:
        """Let a load stay for a time."""
        self.inputs = inputs or self.inputs
        for _ in range(round(span_s * self.hz)):
            at_ms = AT_MS + self.clock_ms + round(self.now_s * 1000)
            self.take(SeatFrame(at_ms, UPTIME_S + self.now_s, load, faults))
            self.count += 1
        return self

    def take(self, frame: SeatFrame) -> None:
        """Give the core one frame."""
        self.state, happened = seat.step(self.limits, self.state, frame, self.inputs)
        self.said.extend(happened)

    def skip(self, span_s: float) -> Self:
        """Let time pass without any frame."""
        self.left_out_s += span_s
        return self

    def set_clock(self, step_ms: int) -> Self:
        """Let the wall clock jump."""
        self.clock_ms += step_ms
        return self

    def end(self) -> Self:
        """End as a recording does."""
        self.said.extend(seat.finish(self.state, self.inputs))
        return self

    def of(self, kind: type[Any]) -> list[Any]:
        """Return what was said of one kind."""
        return [each for each in self.said if isinstance(each, kind)]

    @property
    def chair_state(self) -> ChairState:
        """The retained state as the chair would tell it now."""
        return chair_state(self.state, self.limits, self.inputs)

    @property
    def minutes(self) -> list[MinuteRecord]:
        """The minute records so far."""
        return self.of(MinuteRecord)

    @property
    def told(self) -> list[tuple[str, float, float]]:
        """Each event's kind, when it happened and when it was known, in seconds of the story."""
        return [
            (type(e).__name__, round(e.uptime_s - UPTIME_S, 3), round((e.known_ms - AT_MS - self.clock_ms) / 1000, 3))
            for e in self.said
            if not isinstance(e, MinuteRecord)
        ]

    def told_of(self, start: str) -> list[tuple[str, float, float]]:
        """Return what was told of kinds whose names start so: "Bout", "Uneven", "Cell"."""
        return [each for each in self.told if each[0].startswith(start)]
