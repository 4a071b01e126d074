"""What the chair's command line takes from the world; the composition root makes it, on a Raspberry Pi or simulated."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple

from edge.config import EdgeSettings
from edge.ports import Clock, FrameSource, Indicator


class Parts(NamedTuple):
    """The parts of one chair: what it is made of, its time, its cells and its indicator."""

    model: str
    """For people, such as "Raspberry Pi, four HX711"."""
    simulated: bool
    clock: Clock
    open_cells: Callable[[EdgeSettings], AbstractContextManager[FrameSource]]
    """Opens the four cells in a process of their own. Entering raises `HardwareError` when none answers."""
    open_indicator: Callable[[EdgeSettings], Indicator]
    """Opens what shows cues; one that shows nothing where nothing is wired."""
