"""What followed each prompt, of what is known about the chair. The picture is beside the package's name."""

import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from contract.events import ProlongedAlerted, ProlongedNudged, SeatEvent, StillnessNudged, UnevenEnded, UnevenStarted
from dashboard.analysis.bouts import SAME_BOUT_MS, Bout
from dashboard.analysis.prompts.told import Kind, Outcome, Prompt, Rules, Seen
from dashboard.analysis.spans import gaps

MINUTE_MS = 60_000
"""Somebody counts as gone when the chair went on for a minute at least: one switched off looks like that too."""

LOST_MS = 5_000
"""A hole shorter than this between two minutes is one of rounding, not of readings."""


class _Act(NamedTuple):
    """Something that answers a prompt, or puts it off."""

    at_ms: int
    outcome: Outcome


def prompts(events: Sequence[SeatEvent], seen: Seen, now_ms: int, rules: Rules) -> list[Prompt]:
    """Return each prompt among `events` with what followed until `now_ms`, oldest first."""
    evened = sorted(event.at_ms for event in events if isinstance(event, UnevenEnded))
    said = sorted((event.known_ms, kind) for event in events if (kind := _kind(event)))
    return [_judged(prompt, seen, evened, now_ms, rules) for prompt in said if prompt[0] <= now_ms]


def _kind(event: SeatEvent) -> Kind | None:
    match event:
        case ProlongedNudged():
            return "nudge"
        case ProlongedAlerted():
            return "alert"
        case StillnessNudged():
            return "stillness"
        case UnevenStarted():
            return "uneven"
        case _:
            return None


def _judged(prompt: tuple[int, Kind], seen: Seen, evened: list[int], now_ms: int, rules: Rules) -> Prompt:
    said_ms, kind = prompt
    end_ms = said_ms + round(1000 * rules.within_s)
    away_ms = round(1000 * rules.break_s) if kind in ("nudge", "alert") else 0
    act = min(_acts(prompt, away_ms, seen, evened), default=None)
    if act is None or act.at_ms > end_ms:
        act = _Act(end_ms, "ignored")
    settled_ms = act.at_ms + max(away_ms, MINUTE_MS) if act.outcome == "stood_up" else act.at_ms
    lost_ms = next((start for start, end in gaps(seen.known, said_ms, now_ms) if end - start > LOST_MS), None)
    if lost_ms is not None and lost_ms < min(settled_ms, now_ms):
        return Prompt(kind, said_ms, "unmeasured", None)
    if settled_ms > now_ms:
        return Prompt(kind, said_ms, "open", None)
    return Prompt(kind, said_ms, act.outcome, None if act.outcome == "ignored" else (act.at_ms - said_ms) / 1000)


def _acts(prompt: tuple[int, Kind], away_ms: int, seen: Seen, evened: list[int]) -> Iterator[_Act]:
    """Yield what could have answered the prompt, the first of each sort."""
    said_ms, kind = prompt
    yield from [_Act(hush.at_ms, hush.outcome) for hush in seen.hushes if hush.at_ms >= said_ms][:1]
    up_ms = _got_up(seen.bouts, said_ms, away_ms)
    if up_ms is not None:
        yield _Act(up_ms, "stood_up")
    if kind == "uneven":
        at_ms = next((at_ms for at_ms in evened if at_ms >= said_ms), None)
        if at_ms is not None and (up_ms is None or at_ms < up_ms - SAME_BOUT_MS):  # getting up ends a warning too
            yield _Act(at_ms, "evened")
    if kind == "stillness":  # nobody had shifted before it, so a shift in its own minute came after
        yield from [_Act(end_ms, "shifted") for _, end_ms in seen.shifts if end_ms > said_ms][:1]


def _got_up(bouts: Sequence[Bout], said_ms: int, away_ms: int) -> int | None:
    """Return when the sitter next got up for at least `away_ms`; None while they have not, or nobody knows."""
    first = bisect.bisect_left(bouts, said_ms - SAME_BOUT_MS, key=lambda bout: bout.end_ms)
    for place in range(first, len(bouts)):
        bout = bouts[place]
        if bout.goes_on:
            return None
        if place + 1 == len(bouts) or bouts[place + 1].start_ms - bout.end_ms >= away_ms:
            return max(bout.end_ms, said_ms)
    return None
