"""Spans of time as (start_ms, end_ms) pairs, and the few operations on them that the figures need."""

from collections.abc import Iterable

Span = tuple[int, int]


def union(spans: Iterable[Span], join_ms: int = 0) -> list[Span]:
    """Return the spans sorted and merged; two that are at most `join_ms` apart become one.

    |==|  |===|        join_ms 0     |==|  |=====|
             |===|     join_ms 2     |===========|
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + join_ms:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif end > start:
            merged.append((start, end))
    return merged


def clip(spans: Iterable[Span], start_ms: int, end_ms: int) -> list[Span]:
    """Return the parts of the spans inside [start_ms, end_ms)."""
    inside = ((max(start, start_ms), min(end, end_ms)) for start, end in spans)
    return [(start, end) for start, end in inside if end > start]


def gaps(spans: Iterable[Span], start_ms: int, end_ms: int) -> list[Span]:
    """Return what of [start_ms, end_ms) no span covers. `spans` are sorted and apart, as `union` gives them."""
    holes: list[Span] = []
    at_ms = start_ms
    for start, end in clip(spans, start_ms, end_ms):
        if start > at_ms:
            holes.append((at_ms, start))
        at_ms = end
    if at_ms < end_ms:
        holes.append((at_ms, end_ms))
    return holes
