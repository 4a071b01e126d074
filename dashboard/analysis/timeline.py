"""The pieces of a day's timeline.

chair off   |===bout===| break |=bout=|  off  | break |=====bout, goes on
                                      unmeasured                       now
"""

from collections.abc import Sequence
from datetime import tzinfo
from itertools import pairwise
from typing import Literal

import msgspec

from dashboard.analysis import spans, words
from dashboard.analysis.bouts import Bout
from dashboard.analysis.spans import Span

SegmentKind = Literal["sitting", "break", "unmeasured"]


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of the timeline. `over`: sitting for longer than the limit. `goes_on`: it ends with now."""

    kind: SegmentKind
    start_ms: int
    end_ms: int
    over: bool = False
    goes_on: bool = False
    title: str


def timeline(
    bouts: Sequence[Bout], known: Sequence[Span], zone: tzinfo, *, live: bool, nudge_s: float | None
) -> list[Segment]:
    """Return the day's pieces, oldest first. `known` is when the chair was measured, sorted and merged."""
    pieces = _sitting(bouts, zone, nudge_s) + _between(bouts, known, zone) + _around(bouts, known, zone, live=live)
    return sorted(pieces, key=lambda piece: piece.start_ms)


def _sitting(bouts: Sequence[Bout], zone: tzinfo, nudge_s: float | None) -> list[Segment]:
    return [
        Segment(
            kind="sitting",
            start_ms=bout.start_ms,
            end_ms=bout.end_ms,
            over=nudge_s is not None and bout.duration_s > nudge_s,
            goes_on=bout.goes_on,
            title=_title("sitting", (bout.start_ms, bout.end_ms), zone, goes_on=bout.goes_on),
        )
        for bout in bouts
    ]


def _between(bouts: Sequence[Bout], known: Sequence[Span], zone: tzinfo) -> list[Segment]:
    """Return breaks and unmeasured time between bouts."""
    pieces = []
    for before, after in pairwise(bouts):
        pieces += [_piece("break", span, zone) for span in spans.clip(known, before.end_ms, after.start_ms)]
        pieces += [_piece("unmeasured", span, zone) for span in spans.gaps(known, before.end_ms, after.start_ms)]
    return pieces


def _around(bouts: Sequence[Bout], known: Sequence[Span], zone: tzinfo, *, live: bool) -> list[Segment]:
    """Return the unmeasured time before the first bout and after the last, and the break that goes on.

    Nobody is on a break before the first bout of the day. Whether a break or the way home follows the last is known
    only afterwards, so it is a break while the chair is live.
    """
    if not bouts or not known:
        return []
    first, last = bouts[0], bouts[-1]
    end_ms = max(known[-1][1], last.end_ms)
    holes = spans.gaps(known, known[0][0], first.start_ms) + spans.gaps(known, last.end_ms, end_ms)
    pieces = [_piece("unmeasured", span, zone) for span in holes]
    if live and not last.goes_on:
        tail = spans.clip(known, last.end_ms, end_ms)
        pieces += [_piece("break", span, zone, goes_on=span[1] == end_ms) for span in tail]
    return pieces


def _piece(kind: SegmentKind, span: Span, zone: tzinfo, *, goes_on: bool = False) -> Segment:
    title = _title("not measured" if kind == "unmeasured" else kind, span, zone, goes_on=goes_on)
    return Segment(kind=kind, start_ms=span[0], end_ms=span[1], goes_on=goes_on, title=title)


def _title(what: str, span: Span, zone: tzinfo, *, goes_on: bool) -> str:
    end = "now" if goes_on else words.clock(span[1], zone)
    return f"{words.clock(span[0], zone)} to {end}: {what}, {words.span((span[1] - span[0]) / 1000)}"
