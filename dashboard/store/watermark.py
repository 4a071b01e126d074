"""The rule by which a watermark moves; contract/delivery.py says why."""

from collections.abc import Mapping


def advance(seq: int, waiting: Mapping[int, int]) -> tuple[int, dict[int, int]]:
    """Return how far the watermark moves from `seq`, and which messages still wait beyond a gap.

    `waiting` maps the seq of each stored message to its prev. The watermark moves on to a message only if its prev is
    at or below it:

        watermark 4, stored 5<-4  6<-5  9<-6  12<-11     moves to 9; 12 waits for 11
    """
    for at, prev in sorted(waiting.items()):
        if prev <= seq < at:
            seq = at
    return seq, {at: prev for at, prev in waiting.items() if at > seq}
