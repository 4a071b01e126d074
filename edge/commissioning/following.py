"""The frames that a guided procedure is fed with."""

from collections.abc import Iterator

from edge.core.frame import CountsFrame
from edge.ports import Clock, FrameSource

PATIENCE_S = 0.5

STALE_S = 1.0
"""Frames that waited longer than this while a question was answered are of the past, and passed over."""


def fresh_frames(source: FrameSource, clock: Clock) -> Iterator[CountsFrame]:
    """Yield frames from now on, without an end. Raises `HardwareError` when none will come any more."""
    began_s = clock.uptime_s()
    while True:
        frame = source.receive(PATIENCE_S)
        if frame is not None and frame.uptime_s >= began_s - STALE_S:
            yield frame
