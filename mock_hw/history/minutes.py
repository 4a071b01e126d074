"""A run cut into minutes of the chair's uptime: what overlaps each.

    poses      |--centred--|--left-----|            |--centred----
    prompts                  |--nudge--|
    holes                          |-|
             |<---- 60 s ---->|<---- 60 s ---->|<---- 60 s ---->|

Nothing here asks how the chair or the desk would reckon it.
"""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from contract.minute import CueSeconds, MinuteRecord, PostureSeconds
from contract.seat import Corners
from mock_hw.history.habits import MINUTE_MS, Hold, Span
from mock_hw.history.worker import Run

STILL_SD = (0.008, 0.02)
STILL_PER_S = (0.01, 0.03)
"""How far the centre of pressure of somebody who sits still strays, and wanders in a second: our choice."""

ELLIPSE_95 = math.pi * 5.991
"""Times both deviations: the area that holds 95 % of a normal scatter (Schubert & Kirchner 2014)."""

T = TypeVar("T", bound=tuple[Any, ...])


class Prompt(NamedTuple):
    """The chair asks for a break from `start_ms` to `end_ms`."""

    start_ms: int
    end_ms: int
    cue: Literal["nudge", "alert"]


def overlap_ms(one: Span | None, other: Span) -> int:
    """Return for how long two spans overlap; None overlaps nothing."""
    return 0 if one is None else max(0, min(one[1], other[1]) - max(one[0], other[0]))


def minutes(
    run: Run, prompts: Sequence[Prompt], uneven: Sequence[Span], chance: random.Random
) -> Iterator[tuple[int, int, Callable[..., MinuteRecord]]]:
    """Yield start, length in ms and record of each minute; the record wants `boot` and `uptime_s`.

    The last one is shorter. When the chair dies it is lost.
    """
    poses = _Walk([hold for stay in run.stays for hold in stay.holds], run.holes)
    shown, leaning = _Walk(prompts, run.holes), _Walk(uneven, run.holes)
    bag, blind = _Walk([run.bag] if run.bag else [], run.holes), _Walk([run.failed] if run.failed else [], run.holes)
    for start_ms in range(run.start_ms, run.end_ms, MINUTE_MS):
        span = start_ms, min(start_ms + MINUTE_MS, run.end_ms)
        if run.dies and span[1] == run.end_ms:
            return
        length_ms = span[1] - start_ms
        hole_ms = sum(overlap_ms(hole, span) for hole in run.holes)
        seated = poses.within(span)
        occupied_ms, object_ms, blind_ms = (
            sum(ms for ms, _ in parts) for parts in (seated, bag.within(span), blind.within(span))
        )
        asked = {"nudge": 0, "alert": 0}
        for ms, prompt in shown.within(span):
            asked[prompt.cue] += ms
        yield (
            start_ms,
            length_ms,
            partial(
                MinuteRecord,
                at_ms=start_ms,
                clock_synced=True,
                measured_s=(length_ms - hole_ms) / 1000,
                unmeasured_s=hole_ms / 1000,
                occupied_s=occupied_ms / 1000,
                vacant_s=(length_ms - hole_ms - occupied_ms - object_ms) / 1000,
                object_s=object_ms / 1000,
                cue=CueSeconds(nudge=asked["nudge"] / 1000, alert=asked["alert"] / 1000),
                uneven_s=sum(ms for ms, _ in leaning.within(span)) / 1000,
                valid_frame_share=round((length_ms - hole_ms - blind_ms) / length_ms, 4),
                **_sitting(seated, chance, blind=blind_ms > 0),
            ),
        )


class _Walk(Generic[T]):
    """Spans in the order of time, that do not overlap, asked for one minute after another. Holes are cut out."""

    def __init__(self, spans: Sequence[T], holes: Sequence[Span]) -> None:
        self._spans, self._holes, self._next = spans, holes, 0

    def within(self, minute: Span) -> list[tuple[int, T]]:
        """Return what lies within a minute, and for how many milliseconds."""
        found = []
        while self._next < len(self._spans) and self._spans[self._next][0] < minute[1]:
            span = self._spans[self._next]
            part = max(span[0], minute[0]), min(span[1], minute[1])
            ms = part[1] - part[0] - sum(overlap_ms(hole, part) for hole in self._holes)
            if ms > 0:
                found.append((ms, span))
            if span[1] > minute[1]:
                break
            self._next += 1
        return found


def _sitting(seated: Sequence[tuple[int, Hold]], chance: random.Random, *, blind: bool) -> dict[str, Any]:
    """Return what a minute's record says of the sitter: nothing when there was none.

    Through a minute in which a cell gave no reading balance and posture are unknown.
    """
    if not seated:
        return {}
    occupied_ms = sum(ms for ms, _ in seated)
    if blind:
        return {"posture": PostureSeconds(unknown=occupied_ms / 1000)}
    seconds: dict[str, float] = {}
    x = y = xx = yy = way = 0.0
    before: Hold | None = None
    shifts = 0
    for ms, hold in seated:
        seconds[hold.posture] = seconds.get(hold.posture, 0.0) + ms / 1000
        part = ms / occupied_ms
        x, y = x + part * hold.lateral, y + part * hold.fore_aft
        xx, yy = xx + part * hold.lateral**2, yy + part * hold.fore_aft**2
        if before and before.end_ms == hold.start_ms:
            way += math.dist(before[3:], hold[3:])
            shifts += before.posture != "unknown"
        before = hold
    still_sd = chance.uniform(*STILL_SD)
    x_sd, y_sd = (math.sqrt(max(0.0, square - mean * mean) + still_sd**2) for square, mean in ((xx, x), (yy, y)))
    path = way + chance.uniform(*STILL_PER_S) * occupied_ms / 1000
    return {
        "posture": PostureSeconds(**seconds),
        "cop_lateral": round(x, 4),
        "cop_fore_aft": round(y, 4),
        "cop_lateral_sd": round(x_sd, 4),
        "cop_fore_aft_sd": round(y_sd, 4),
        "shares": _shares(x, y),
        "asymmetry_pct": round(100 * abs(x), 2),
        "sway_path": round(path, 4),
        "sway_velocity_per_s": round(path * 1000 / occupied_ms, 4),
        "sway_area": round(ELLIPSE_95 * x_sd * y_sd, 5),
        "shifts": shifts,
    }


def _shares(x: float, y: float) -> Corners[float]:
    """Return each corner's part of the load under a stiff seat: front and rear part by `y`, each of them by `x`."""
    left, right, front, rear = (1 - x) / 2, (1 + x) / 2, (1 + y) / 2, (1 - y) / 2
    return Corners(round(front * left, 4), round(front * right, 4), round(rear * left, 4), round(rear * right, 4))
