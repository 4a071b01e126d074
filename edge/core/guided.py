"""The guided baseline: "sit as you like to sit" for twenty seconds, and that is even from then on.

    begin()                        20 samples, one a second, quiet
    |--- nobody, moving, a cell ---|------------------------------| done: `BaselineSet`
    |<---------------------- at most GIVE_UP_S ------------------>| else refused, with the last reason

The shell has three things to do. To start (the command `baseline`, or the terminal):

    state = msgspec.structs.replace(state, guided=guided.begin(state.uptime_s or 0.0))

Then go on stepping the seat; each step's `state.guided` says how far it is: `phase`, `seconds_left`, and while it
cannot measure, or when it gave up, `reason`, with what to do about it in `REMEDIES`. When it is done the step returns
a `BaselineSet` event, and the answer is kept in `state.baseline.guided`, so that it survives a restart as what was
learned does.
To forget it: `msgspec.structs.replace(state.baseline, guided=None)`.
"""

import statistics
from typing import Literal

import msgspec

from contract.events import BaselineSet
from edge.core.health import HealthState
from edge.core.moment import Baseline, Inputs, Moment, stamp

SAMPLE_S = 1.0
SAMPLES = 20
ROUNDING_S = 1e-3

GIVE_UP_S = 120.0

QUIET_POINTS = 3.0
QUIET_SAMPLES = 16
"""So many of the twenty within so many points of their median: quiet sitting sways by about a point (2.5 mm rms at
most, 180 mm from the middle), and a spoilt reading or a cough is no reason to begin anew.
"""

ASKEW_POINTS = 15.0
MOST_LATERAL_POINTS, MOST_FORE_AFT_POINTS = 35.0, 70.0
"""Sitting straight is up to 20 points off the middle (body.py cites it; one wheelchair user of tests/recordings). From
`ASKEW_POINTS` on it is taken and said; beyond the others nobody sits by habit, or a cell or its place is wrong.
"""

Phase = Literal["idle", "measuring", "done", "refused"]
Reason = Literal["nobody", "moving", "cell", "implausible"]

REMEDIES: dict[Reason, str] = {
    "nobody": "Sit down on the chair.",
    "moving": "Sit still for twenty seconds, as you like to sit.",
    "cell": "A load cell gives no reading that can be trusted: see the chair's cells, then measure again.",
    "implausible": "The load lies far off the middle of the seat: sit in the middle; if you did, check the calibration "
    "and which cell is in which corner.",
}


class GuidedState(msgspec.Struct, frozen=True):
    """How far the measurement is. `samples` are centres of pressure; `askew`: done, but well off the middle."""

    phase: Phase = "idle"
    began_uptime_s: float = 0.0
    reason: Reason | None = None
    samples: tuple[tuple[float, float], ...] = ()
    sampled_uptime_s: float = 0.0
    askew: bool = False

    @property
    def seconds_left(self) -> float:
        """How much longer to sit still, if nothing comes between."""
        return (SAMPLES - len(self.samples)) * SAMPLE_S if self.phase == "measuring" else 0.0


IDLE = GuidedState()


def begin(uptime_s: float) -> GuidedState:
    """Begin to measure, anew if it was going on already."""
    return GuidedState("measuring", uptime_s)


def step(
    state: GuidedState, moment: Moment, cells: HealthState, inputs: Inputs
) -> tuple[GuidedState, tuple[BaselineSet, ...]]:
    """Return the new state, and the event when the baseline is measured: it carries the baseline."""
    if state.phase != "measuring" or moment.uptime_s - state.sampled_uptime_s < SAMPLE_S - ROUNDING_S:
        return state, ()
    lost = _cannot(moment, cells)
    if lost is not None:
        return _wait(state, lost, (), moment), ()
    x, y = moment.load.cop_lateral, moment.load.cop_fore_aft
    if x is None or y is None:
        return state, ()  # one reading is away; the next frame may have it
    samples = (*state.samples[1 - SAMPLES :], (x, y))
    if len(samples) < SAMPLES:
        return _wait(state, None if state.reason in {"nobody", "cell"} else state.reason, samples, moment), ()
    lateral, fore_aft = (round(statistics.median(axis), 4) for axis in zip(*samples, strict=True))
    spoilt = _spoilt(samples, lateral, fore_aft)
    if spoilt is not None:
        return _wait(state, spoilt, samples, moment), ()
    done = GuidedState("done", state.began_uptime_s, askew=100 * abs(lateral) >= ASKEW_POINTS)
    said = BaselineSet(**stamp(moment, moment.uptime_s, inputs), cop_lateral=lateral, cop_fore_aft=fore_aft)
    return done, (said,)


def measured(said: tuple[BaselineSet, ...]) -> Baseline | None:
    """Return the baseline that a step measured, if it did."""
    return Baseline(said[0].cop_lateral, said[0].cop_fore_aft) if said else None


def _cannot(moment: Moment, cells: HealthState) -> Reason | None:
    """Return why nothing can be measured now."""
    if any(cell.fault is not None for cell in cells.cells) or (moment.presence == "occupied" and moment.smooth is None):
        return "cell"
    sits = moment.presence == "occupied" and moment.pending_since_uptime_s is None
    return None if sits else "nobody"


def _spoilt(samples: tuple[tuple[float, float], ...], lateral: float, fore_aft: float) -> Reason | None:
    """Return why these samples, with these medians, are no baseline."""
    quiet = sum(100 * max(abs(a - lateral), abs(b - fore_aft)) <= QUIET_POINTS for a, b in samples)
    if quiet < QUIET_SAMPLES:
        return "moving"
    plausible = 100 * abs(lateral) <= MOST_LATERAL_POINTS and 100 * abs(fore_aft) <= MOST_FORE_AFT_POINTS
    return None if plausible else "implausible"


def _wait(
    state: GuidedState, reason: Reason | None, samples: tuple[tuple[float, float], ...], moment: Moment
) -> GuidedState:
    """Go on, or give up when it has taken too long."""
    if moment.uptime_s - state.began_uptime_s >= GIVE_UP_S:
        return GuidedState("refused", state.began_uptime_s, reason or "moving")
    return GuidedState("measuring", state.began_uptime_s, reason, samples, moment.uptime_s)
