"""What runs beside a day's timeline: which posture was held when, and how the load was shared between left and right.

slices     |  1 min  |  1 min  |  1 min  |        a quarter of an hour where minutes are no longer kept
slots      |        5 min                |        as long as can be told apart on a screen
lane       [ centred           ][ left   ]        the posture held longest in each slot; equal neighbours are one piece
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

import msgspec

from dashboard.analysis.day import JOIN_MS
from dashboard.store.slices import Slice

Held = Literal["centred", "left", "right", "forward", "back"]
HELD: tuple[Held, ...] = ("centred", "left", "right", "forward", "back")

SLOT_MS = 300_000
BALANCE_SLOT_MS = 900_000
LEAST_HELD_S = 30.0
"""A slot tells a posture, or a balance, when it was known for so long in it."""


class PosturePiece(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which one posture was held, mostly."""

    start_ms: int
    end_ms: int
    posture: Held


class BalancePoint(msgspec.Struct, frozen=True, kw_only=True):
    """The share of the load on the left over a span, in percent: 50 (1 - cop_lateral)."""

    start_ms: int
    end_ms: int
    left_pct: float


class _Slot(NamedTuple):
    start_ms: int
    end_ms: int
    slices: tuple[Slice, ...]


def end_ms(each: Slice) -> int:
    """Return when a slice ends."""
    return each.at_ms + round(1000 * (each.measured_s + each.unmeasured_s))


def posture_lane(slices: Sequence[Slice]) -> list[PosturePiece]:
    """Return which posture was held when, oldest first; nothing where nobody sat or no posture was known."""
    pieces: list[PosturePiece] = []
    for slot in _slots(slices, SLOT_MS):
        held_s = {name: sum(getattr(each, f"{name}_s") for each in slot.slices) for name in HELD}
        posture = max(HELD, key=lambda name: held_s[name])
        if sum(held_s.values()) < LEAST_HELD_S:
            continue
        last = pieces[-1] if pieces else None
        if last and last.posture == posture and slot.start_ms - last.end_ms <= JOIN_MS:
            pieces[-1] = msgspec.structs.replace(last, end_ms=slot.end_ms)
        else:
            pieces.append(PosturePiece(start_ms=slot.start_ms, end_ms=slot.end_ms, posture=posture))
    return pieces


def balance_trend(slices: Sequence[Slice]) -> list[BalancePoint]:
    """Return the mean share on the left in each quarter of an hour in which it was known, oldest first."""
    points = []
    for slot in _slots(slices, BALANCE_SLOT_MS):
        known = [(each.balance_s, each.cop_lateral) for each in slot.slices if each.cop_lateral is not None]
        weight_s = sum(seconds for seconds, _ in known)
        if weight_s >= LEAST_HELD_S:
            lateral = sum(seconds * at for seconds, at in known) / weight_s
            left_pct = round(50 * (1 - lateral), 1)
            points.append(BalancePoint(start_ms=slot.start_ms, end_ms=slot.end_ms, left_pct=left_pct))
    return points


def _slots(slices: Iterable[Slice], length_ms: int) -> list[_Slot]:
    """Return the slices with somebody on the seat by slot; a slot begins and ends with what lies in it."""
    sat = (each for each in slices if each.occupied_s > 0)
    grouped = (tuple(group) for _, group in groupby(sat, key=lambda each: each.at_ms // length_ms))
    return [_Slot(group[0].at_ms, max(map(end_ms, group)), group) for group in grouped]
