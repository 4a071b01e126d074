"""Ten seconds of the seat at a time: what each cell read, told so that spoilt readings do not matter.

    one sample a second    x x x x x x x x x x | x x x x x x x x x x |
                           <----- window ----->  ^ median, spread and changes of each cell

Zero tracking and the health of cells are slow questions, so they look at windows and not at frames. A median of ten
stays right with four of them spoilt. A window is of one presence: when that changes, it begins anew.
"""

import math
import statistics
from itertools import pairwise

import msgspec

from contract.scalars import Presence
from contract.seat import Corners
from edge.core.frame import MOST_KG
from edge.core.moment import Moment

SAMPLE_S = 1.0
SAMPLES = 10
WINDOW_S = SAMPLE_S * SAMPLES

ENOUGH_SAMPLES = 8
"""A cell with fewer valid samples in a window is not judged by it."""

LARGEST_GAP_S = 3.0
"""After a longer gap a window begins anew; frames rarer than this never make one."""

ROUNDING_S = 1e-3

Sample = tuple[float | None, float | None, float | None, float | None]


class CellWindow(msgspec.Struct, frozen=True):
    """One cell: the median, the median distance from it (0.67 of the standard deviation of noise), and how often two
    samples in turn differed.
    """

    kg: float
    spread_kg: float
    changes: int


class Window(msgspec.Struct, frozen=True):
    """The four cells, None where too few samples were valid, and the presence that held all the time."""

    cells: Corners[CellWindow | None]
    presence: Presence


class WindowState(msgspec.Struct, frozen=True):
    """The samples so far and the presence that they belong to."""

    samples: tuple[Sample, ...] = ()
    sampled_uptime_s: float = 0.0
    presence: Presence = "unknown"


def due(state: WindowState, moment: Moment) -> bool:
    """Say whether this moment is to be sampled: once a second, and when presence is another. Nine of ten are not."""
    if moment.uptime_s - state.sampled_uptime_s < SAMPLE_S - ROUNDING_S and moment.presence == state.presence:
        return False
    return moment.load.total_kg is not None


def step(state: WindowState, load_kg: Corners[float | None], moment: Moment) -> tuple[WindowState, Window | None]:
    """Return the state with a sample more, and a window when one is full. `load_kg` is as read, believed or not."""
    goes_on = moment.presence == state.presence and moment.uptime_s - state.sampled_uptime_s <= LARGEST_GAP_S
    fl, fr, rl, rr = load_kg
    sample: Sample = (_valid(fl), _valid(fr), _valid(rl), _valid(rr))
    samples = (*state.samples, sample) if goes_on else (sample,)
    if len(samples) < SAMPLES:
        return WindowState(samples, moment.uptime_s, moment.presence), None
    columns = Corners(*zip(*samples, strict=True))
    return WindowState((), moment.uptime_s, moment.presence), Window(columns.map(_cell), moment.presence)


def _valid(kg: float | None) -> float | None:
    return kg if kg is not None and -MOST_KG <= kg <= MOST_KG and math.isfinite(kg) else None


def _cell(samples: tuple[float | None, ...]) -> CellWindow | None:
    valid = [kg for kg in samples if kg is not None]
    if len(valid) < ENOUGH_SAMPLES:
        return None
    middle_kg = statistics.median(valid)
    spread_kg = statistics.median(abs(kg - middle_kg) for kg in valid)
    return CellWindow(middle_kg, spread_kg, sum(a != b for a, b in pairwise(valid)))
