"""What the chair would have sent of one run: its events, and its minutes between them.

The limits are those of a chair that nobody has set otherwise (docs/edge.toml).
"""

import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from contract.delivery import Durable
from contract.events import (
    BoutEnded,
    BoutStarted,
    CellFailed,
    CellRecovered,
    ObjectPlaced,
    ObjectRemoved,
    ProlongedAlerted,
    ProlongedNudged,
    SeatEvent,
    StillnessNudged,
    UnevenEnded,
    UnevenStarted,
)
from mock_hw.history.habits import MINUTE_MS, NUDGE_MS
from mock_hw.history.minutes import Prompt, minutes, overlap_ms
from mock_hw.history.worker import Run

STARTED_S = 25.0
"""The uptime of a small computer when its programs begin."""

ALERT_MS = 60 * MINUTE_MS
NO_CREDIT_MS, FULL_CREDIT_MS = 2 * MINUTE_MS, 5 * MINUTE_MS
UNEVEN_MS, STILL_MS = 5 * MINUTE_MS, 20 * MINUTE_MS
DWELL_MS = 3_000


class Boot(NamedTuple):
    """One start of the chair's computer: when its uptime was `STARTED_S`, and its random name."""

    start_ms: int
    name: str

    def uptime_s(self, at_ms: int) -> float:
        """Return the uptime at a wall time."""
        return round(STARTED_S + (at_ms - self.start_ms) / 1000, 3)

    def event(self, kind: type[SeatEvent], at_ms: int, known_ms: int, **more: Any) -> tuple[int, SeatEvent]:  # noqa: ANN401 - each kind has fields of its own
        """Return an event and when the chair knew of it."""
        stamp: dict[str, Any] = {"at_ms": at_ms, "uptime_s": self.uptime_s(at_ms), "known_ms": known_ms}
        return known_ms, kind(**stamp, boot=self.name, clock_synced=True, **more)


def told(run: Run, chance: random.Random) -> list[Durable]:
    """Return what the chair sends of one run, in the order of sending."""
    boot = Boot(run.start_ms, f"{chance.getrandbits(32):08x}")
    prompts, shown = _prompts(run, boot)
    uneven = tuple((start_ms + UNEVEN_MS, end_ms) for start_ms, end_ms, _, _ in _leans(run))
    known: list[tuple[int, Durable]] = [*_bouts(run, boot), *prompts, *_warnings(run, boot)]
    known += [
        (start_ms + length_ms, record(boot=boot.name, uptime_s=boot.uptime_s(start_ms)))
        for start_ms, length_ms, record in minutes(run, shown, uneven, chance)
    ]
    return [body for _, body in sorted(known, key=lambda pair: pair[0])]


def _bouts(run: Run, boot: Boot) -> Iterator[tuple[int, SeatEvent]]:
    for start_ms, end_ms, _ in run.stays:
        yield boot.event(BoutStarted, start_ms, start_ms + DWELL_MS)
        if run.dies and end_ms == run.end_ms:
            continue
        length_ms = end_ms - start_ms
        hole_ms = sum(overlap_ms(hole, (start_ms, end_ms)) for hole in run.holes)
        lengths = {"duration_s": length_ms / 1000, "measured_s": (length_ms - hole_ms) / 1000}
        yield boot.event(BoutEnded, end_ms, end_ms + DWELL_MS, started_at_ms=start_ms, **lengths)


def _prompts(run: Run, boot: Boot) -> tuple[list[tuple[int, SeatEvent]], list[Prompt]]:
    """Return prompts to stand, and for how long each was shown.

    A break under 2 min earns no credit, one of 5 min all of it, between them in proportion (Dunstan 2012; Duran 2023).
    """
    known: list[tuple[int, SeatEvent]] = []
    shown: list[Prompt] = []
    sat_ms, left_ms = 0.0, run.start_ms
    for start_ms, end_ms, _ in run.stays:
        away_ms = start_ms - left_ms
        if away_ms >= NO_CREDIT_MS:
            sat_ms = min(sat_ms, ALERT_MS) * max(0.0, 1 - away_ms / FULL_CREDIT_MS)
        as_if_ms = start_ms - round(sat_ms)  # who sat down then and never rose has sat as long
        for number in range(1, 1 + (end_ms - as_if_ms) // NUDGE_MS):
            at_ms = as_if_ms + number * NUDGE_MS
            if at_ms > start_ms:
                kind: type[SeatEvent] = ProlongedNudged if number == 1 else ProlongedAlerted
                known.append(boot.event(kind, at_ms, at_ms, sitting_s=(at_ms - as_if_ms) / 1000))
        nudge_ms, alert_ms = max(as_if_ms + NUDGE_MS, start_ms), max(as_if_ms + ALERT_MS, start_ms)
        if nudge_ms < min(alert_ms, end_ms):
            shown.append(Prompt(nudge_ms, min(alert_ms, end_ms), "nudge"))
        if alert_ms < end_ms:
            shown.append(Prompt(alert_ms, end_ms, "alert"))
        sat_ms, left_ms = end_ms - as_if_ms, end_ms
    return known, shown


def _warnings(run: Run, boot: Boot) -> Iterator[tuple[int, SeatEvent]]:
    """Yield what else the chair notices: a lean, sitting still, a bag, a cell without readings."""
    for start_ms, end_ms, side, pct in _leans(run):
        yield boot.event(UnevenStarted, start_ms, start_ms + UNEVEN_MS, side=side, asymmetry_pct=pct)
        if not (run.dies and end_ms == run.end_ms):
            length_s = (end_ms - start_ms) / 1000
            yield boot.event(UnevenEnded, end_ms, end_ms + DWELL_MS, side=side, duration_s=length_s)
    for stay in run.stays:
        for hold in stay.holds:
            if hold.end_ms - hold.start_ms > STILL_MS:
                at_ms = hold.start_ms + STILL_MS
                yield boot.event(StillnessNudged, at_ms, at_ms, still_s=STILL_MS / 1000)
    if run.bag:
        yield boot.event(ObjectPlaced, run.bag[0], run.bag[0] + DWELL_MS)
        yield boot.event(ObjectRemoved, run.bag[1], run.bag[1] + DWELL_MS)
    if run.failed:
        start_ms, end_ms = run.failed
        yield boot.event(CellFailed, start_ms, start_ms + DWELL_MS, corner="rear_left", fault="timeout")
        failed_s = (end_ms - start_ms) / 1000
        yield boot.event(CellRecovered, end_ms, end_ms + DWELL_MS, corner="rear_left", failed_s=failed_s)


def _leans(run: Run) -> Iterator[tuple[int, int, str, float]]:
    """Yield each lean to a side that was held for long: from, until, to which side, and its asymmetry in percent."""
    for stay in run.stays:
        for hold in stay.holds:
            sideways = hold.posture in ("left", "right")
            if sideways and hold.end_ms - hold.start_ms > UNEVEN_MS and overlap_ms(run.failed, hold[:2]) == 0:
                yield hold.start_ms, hold.end_ms, hold.posture, round(100 * abs(hold.lateral), 1)
