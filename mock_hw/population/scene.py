"""What a scene is made of: parts that move on the seat, and the truth about them.

Move      |<- over_s ->|
          at_s         there, and stays until the next move
Stay      half of the load has arrived ............ half of it has gone
Pose                     held: begin_s ..... end_s   (on the way between two poses there is no truth)
"""

from typing import Literal

import msgspec

from mock_hw.population.body import Life

Kind = Literal["person", "object"]


class Move(msgspec.Struct, frozen=True):
    """From `at_s` on, within `over_s`, the part comes to bear `kg` with its centre at `lateral`, `fore_aft`."""

    at_s: float
    over_s: float
    kg: float
    lateral: float
    fore_aft: float


class Part(msgspec.Struct, frozen=True):
    """A person or a thing. `moves` are in order of time; `life` is None for what does not live."""

    moves: tuple[Move, ...]
    life: Life | None = None


class Stay(msgspec.Struct, frozen=True):
    """The truth: somebody or something was on the seat. `kg` is its settled load; `name` is what a thing is."""

    kind: Kind
    begin_s: float
    end_s: float
    kg: float
    name: str = "person"


class Pose(msgspec.Struct, frozen=True):
    """The truth: the sitter meant to hold this place, in -1..1 from their own neutral centre of pressure.

    `off_lateral`, `off_fore_aft` is how far from their usual place they came to sit this time without meaning to: the
    load is there, the intention is not. `known` is False where a thing on the seat moves the common centre, so that
    nobody can say what is right.
    """

    begin_s: float
    end_s: float
    lateral: float
    fore_aft: float
    off_lateral: float = 0.0
    off_fore_aft: float = 0.0
    known: bool = True


class Scene(msgspec.Struct, frozen=True):
    """One chair for `duration_s`: who and what is on it, and the truth. `guided` is the sit for a baseline."""

    duration_s: float
    parts: tuple[Part, ...]
    stays: tuple[Stay, ...]
    poses: tuple[Pose, ...] = ()
    guided: tuple[float, float] | None = None
