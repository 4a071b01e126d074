"""The pieces of a day's timeline.

chair off   |===bout===| break |=bout=|  off  | break |=====bout, goes on
                                      unmeasured                       now
"""

from collections.abc import Sequence
from datetime import tzinfo
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from dashboard.analysis import spans
from dashboard.analysis.bouts import Bout
from dashboard.analysis.spans import Span
from dashboard.locale.catalogue import Catalogue
from dashboard.words import N_

SegmentKind = Literal["sitting", "break", "unmeasured"]


LONG_S = 1800.0
"""A bout without a prompt is long from half an hour on (Diaz 2017), or from the limit on where that is longer."""


class Long(NamedTuple):
    """When sitting was too long. What limit was in force in the past is not kept, but the chair told when it nudged.

    `nudge_s` is the limit now, None when it is not known; it may be a short one, for a trial.
    """

    nudge_s: float | None = None
    nudged_ms: Sequence[int] = ()

    def has(self, bout: Bout) -> bool:
        """Say whether somebody was asked to stand up in a bout, or would have been."""
        nudged = any(bout.start_ms <= at_ms <= bout.end_ms for at_ms in self.nudged_ms)
        return nudged or (self.nudge_s is not None and bout.duration_s > max(self.nudge_s, LONG_S))


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of the timeline. `over`: sitting for too long. `goes_on`: it ends with now."""

    kind: SegmentKind
    start_ms: int
    end_ms: int
    over: bool = False
    goes_on: bool = False
    title: str


def timeline(bouts: Sequence[Bout], known: Sequence[Span], title: "Titles", *, live: bool, long: Long) -> list[Segment]:
    """Return the day's pieces, oldest first. `known` is when the chair was measured, sorted and merged."""
    pieces = _sitting(bouts, title, long) + _between(bouts, known, title) + _around(bouts, known, title, live=live)
    return sorted(pieces, key=lambda piece: piece.start_ms)


def _sitting(bouts: Sequence[Bout], title: "Titles", long: Long) -> list[Segment]:
    return [
        Segment(
            kind="sitting",
            start_ms=bout.start_ms,
            end_ms=bout.end_ms,
            over=long.has(bout),
            goes_on=bout.goes_on,
            title=title.of("sitting", (bout.start_ms, bout.end_ms), goes_on=bout.goes_on),
        )
        for bout in bouts
    ]


def _between(bouts: Sequence[Bout], known: Sequence[Span], title: "Titles") -> list[Segment]:
    """Return breaks and unmeasured time between bouts."""
    pieces = []
    for before, after in pairwise(bouts):
        pieces += [_piece("break", span, title) for span in spans.clip(known, before.end_ms, after.start_ms)]
        pieces += [_piece("unmeasured", span, title) for span in spans.gaps(known, before.end_ms, after.start_ms)]
    return pieces


def _around(bouts: Sequence[Bout], known: Sequence[Span], title: "Titles", *, live: bool) -> list[Segment]:
    """Return the unmeasured time before the first bout and after the last, and the break that goes on.

    Nobody is on a break before the first bout of the day. Whether a break or the way home follows the last is known
    only afterwards, so it is a break while the chair is live.
    """
    if not bouts or not known:
        return []
    first, last = bouts[0], bouts[-1]
    end_ms = max(known[-1][1], last.end_ms)
    holes = spans.gaps(known, known[0][0], first.start_ms) + spans.gaps(known, last.end_ms, end_ms)
    pieces = [_piece("unmeasured", span, title) for span in holes]
    if live and not last.goes_on:
        tail = spans.clip(known, last.end_ms, end_ms)
        pieces += [_piece("break", span, title, goes_on=span[1] == end_ms) for span in tail]
    return pieces


def _piece(kind: SegmentKind, span: Span, title: "Titles", *, goes_on: bool = False) -> Segment:
    words = title.of(kind, span, goes_on=goes_on)
    return Segment(kind=kind, start_ms=span[0], end_ms=span[1], goes_on=goes_on, title=words)


KINDS: dict[SegmentKind, str] = {
    "sitting": N_("sitting"),
    "break": N_("break"),
    "unmeasured": N_("not measured"),
}


class Titles(NamedTuple):
    """Tells pieces in words, in a chair's own time and a reader's language."""

    zone: tzinfo
    said: Catalogue

    def of(self, kind: SegmentKind, span: Span, *, goes_on: bool) -> str:
        """Return the words, such as 9:05 to 9:40: sitting, 35 min."""
        start, end = (self.said.clock(at_ms, self.zone) for at_ms in span)
        values = {
            "start": start,
            "what": self.said.text(KINDS[kind]),
            "span": self.said.span((span[1] - span[0]) / 1000),
        }
        if goes_on:
            return self.said.text(N_("{start} to now: {what}, {span}"), **values)
        return self.said.text(N_("{start} to {end}: {what}, {span}"), end=end, **values)
