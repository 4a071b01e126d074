"""How a reader writes the time of day and a mass: chosen beside the language, and independent of it."""

from typing import Literal, NamedTuple, Self, get_args

Clock = Literal["24", "12"]
Mass = Literal["kg", "lb"]

CLOCKS: tuple[Clock, ...] = get_args(Clock)
MASSES: tuple[Mass, ...] = get_args(Mass)


class Units(NamedTuple):
    """A clock of 24 or of 12 hours, kilograms or pounds. What is exported, and said to programs, is in kilograms."""

    clock: Clock = "24"
    mass: Mass = "kg"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return what `write` wrote; None for anything else."""
        clock, _, mass = text.partition("-")
        found = [cls(a, b) for a in CLOCKS for b in MASSES if (a, b) == (clock, mass)]
        return found[0] if found else None

    def write(self) -> str:
        """Return it as a store and a cookie keep it: "12-lb"."""
        return f"{self.clock}-{self.mass}"
