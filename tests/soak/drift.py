"""An empty seat whose cells creep away by 20 g a day each, as users of such cells report, for months.

The frames come as slowly as the core still counts as measured, so that 90 days take minutes.
"""

from collections.abc import Iterator

from contract.events import BoutStarted, ObjectPlaced
from contract.seat import Corners
from edge.core import seat
from edge.core.frame import SeatFrame
from edge.core.limits import Limits
from edge.core.moment import Inputs
from mock_hw.cell import noise
from tests.soak import BrokenError
from tests.soak.days import MONDAY_MS

PER_DAY_KG = 0.02
DAY_S = 86_400.0
STEP_S = 0.9
NOISE_KG = 0.0005


def run(days: float, seed: int, faster: float = 1.0) -> dict[str, float]:
    """Let 20 g/day times `faster` gather in each cell, all upwards. Raises `BrokenError` when that becomes a load."""
    state, limits, inputs = seat.SeatState(), Limits(), Inputs()
    count = 0
    for frame in _frames(round(days * DAY_S / STEP_S), seed, faster):
        state, happened = seat.step(limits, state, frame, inputs)
        count += 1
        for each in happened:
            if isinstance(each, BoutStarted | ObjectPlaced):
                raise BrokenError(
                    f"{type(each).__name__} on an empty seat after {each.uptime_s / DAY_S:.2f} days of drift"
                )
    return {"days": days, "frames": count, "drifted_kg": 4 * PER_DAY_KG * faster * days}


def _frames(count: int, seed: int, faster: float) -> Iterator[SeatFrame]:
    for n in range(count):
        t_s = n * STEP_S
        crept_kg = PER_DAY_KG * faster * t_s / DAY_S
        load_kg = Corners(*(crept_kg + NOISE_KG * noise(seed + corner, n) for corner in range(4)))
        yield SeatFrame(MONDAY_MS + round(t_s * 1000), t_s, load_kg)
