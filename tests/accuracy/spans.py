"""Spans of time: what was said when, and how much of it overlaps what was true."""

import bisect
from typing import NamedTuple


class Span(NamedTuple):
    """An interval in seconds of the scene."""

    begin_s: float
    end_s: float

    @property
    def length_s(self) -> float:
        """Seconds from begin to end, 0 if there is no such time."""
        return max(0.0, self.end_s - self.begin_s)


class Said:
    """One answer over time: it changes and then holds."""

    def __init__(self) -> None:
        self._at_s: list[float] = []
        self._answers: list[str] = []
        self._end_s = 0.0

    def note(self, t_s: float, answer: str) -> None:
        """Note that the answer has changed."""
        self._at_s.append(t_s)
        self._answers.append(answer)

    def close(self, end_s: float) -> None:
        """Say until when the last answer held."""
        self._end_s = end_s

    def within(self, span: Span) -> dict[str, float]:
        """Return how many seconds of a span each answer held."""
        seconds: dict[str, float] = {}
        place = max(0, bisect.bisect_right(self._at_s, span.begin_s) - 1)
        for k in range(place, len(self._at_s)):
            begin_s = max(self._at_s[k], span.begin_s)
            end_s = min(self._at_s[k + 1] if k + 1 < len(self._at_s) else self._end_s, span.end_s)
            if self._at_s[k] >= span.end_s:
                break
            if end_s > begin_s:
                seconds[self._answers[k]] = seconds.get(self._answers[k], 0.0) + end_s - begin_s
        return seconds


def overlap_s(a: Span, b: Span) -> float:
    """Return the seconds that two spans share."""
    return max(0.0, min(a.end_s, b.end_s) - max(a.begin_s, b.begin_s))


def between(inner: list[Span], whole: Span) -> list[Span]:
    """Return what is left of `whole` without the spans in it, which are in order and do not overlap."""
    left: list[Span] = []
    at_s = whole.begin_s
    for span in inner:
        if span.begin_s > at_s:
            left.append(Span(at_s, span.begin_s))
        at_s = max(at_s, span.end_s)
    if whole.end_s > at_s:
        left.append(Span(at_s, whole.end_s))
    return left
