"""How far each cell can be trusted: its zero is followed, its faults are suspected, and readings are taken accordingly.

frame -> without drift -> without readings that are not believed -> the detectors
           ^ zero.py        ^ suspicion.py
           '----------------'------ windows of ten seconds (windows.py), each of one presence
"""

import msgspec

from edge.core import suspicion, windows, zero
from edge.core.frame import SeatFrame
from edge.core.limits import Limits
from edge.core.moment import Moment
from edge.core.suspicion import SuspicionState
from edge.core.windows import WindowState
from edge.core.zero import ZeroState


class TrustState(msgspec.Struct, frozen=True):
    """The window that goes on, the drift of each cell, and what is held against it."""

    window: WindowState = WindowState()
    zero: ZeroState = ZeroState()
    suspicion: SuspicionState = SuspicionState()


def taken(state: TrustState, frame: SeatFrame) -> SeatFrame:
    """Return the frame as the detectors take it: without drift, and without readings that are not believed."""
    return suspicion.believed(state.suspicion, zero.corrected(state.zero, frame))


def step(limits: Limits, state: TrustState, frame: SeatFrame, moment: Moment) -> TrustState:
    """Return the new state. `frame` is the one that was measured, `moment` what the detectors made of it."""
    if not windows.due(state.window, moment):
        return state
    load_kg = zero.corrected(state.zero, frame).load_kg
    going, window = windows.step(state.window, load_kg, moment)
    if window is None:
        return TrustState(going, state.zero, state.suspicion)
    zeroed = zero.step(limits.zero, state.zero, window, moment)
    return TrustState(going, zeroed, suspicion.step(limits.health, state.suspicion, window, zeroed.zero_kg))
