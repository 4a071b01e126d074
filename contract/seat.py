"""The seat as four corners, and the live frame that travels.

Corners are named as the sitter sees them, sitting on the chair and looking forward:

        front
     FL ------ FR
      |        |
     RL ------ RR
         rear

The wire carries shares of the load and never kilograms, unless the owner opted in: weight is private.
"""

from collections.abc import Callable, Iterator
from typing import Annotated, Generic, TypeVar

import msgspec

from contract.scalars import EpochMs, Presence, Version

T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")

CORNER_NAMES = ("front_left", "front_right", "rear_left", "rear_right")

Share = Annotated[float, msgspec.Meta(ge=-1.0, le=2.0)]
"""One corner's part of the total load. Outside 0..1 only when a corner is pulled upwards."""

Unit = Annotated[float, msgspec.Meta(ge=-3.0, le=3.0)]
"""A coordinate of the centre of pressure; -1..1 while every corner is pressed, a little beyond when one lifts."""


class Corners(msgspec.Struct, Generic[T_co], frozen=True):
    """One value for each corner of the seat, as the sitter sees them."""

    front_left: T_co
    front_right: T_co
    rear_left: T_co
    rear_right: T_co

    def __iter__(self) -> Iterator[T_co]:
        """Yield the four values in the order of `CORNER_NAMES`."""
        yield self.front_left
        yield self.front_right
        yield self.rear_left
        yield self.rear_right

    def map(self, change: Callable[[T_co], U]) -> "Corners[U]":
        """Return new corners with `change` applied to each value."""
        return Corners(
            change(self.front_left),
            change(self.front_right),
            change(self.rear_left),
            change(self.rear_right),
        )


class LiveFrame(msgspec.Struct, frozen=True, kw_only=True):
    """The seat at one instant, for a page that shows it moving. Lossy, never stored.

    `shares` (each corner's part of the total load, summing to 1) and the centre of pressure are None together: while
    nothing is on the seat, and while a cell gives no reading, because a share of an unknown total is unknown.
    `cop_lateral` is -1 (left) to 1 (right), `cop_fore_aft` -1 (back) to 1 (front). `total_kg` stays None unless the
    owner opted in.
    """

    version: Version = 1
    at_ms: EpochMs
    presence: Presence
    shares: Corners[Share] | None = None
    cop_lateral: Unit | None = None
    cop_fore_aft: Unit | None = None
    total_kg: Annotated[float, msgspec.Meta(ge=-50, le=1000)] | None = None

    def __post_init__(self) -> None:
        """Refuse a frame whose parts contradict each other."""
        known = {self.shares is None, self.cop_lateral is None, self.cop_fore_aft is None}
        if len(known) != 1:
            raise ValueError("shares, cop_lateral and cop_fore_aft are known together or not at all")
        if self.shares is not None and abs(sum(self.shares) - 1.0) > 0.02:
            raise ValueError("shares do not sum to 1")
