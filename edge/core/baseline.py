"""How this sitter sits when sitting evenly: the centre of pressure against which a lean is judged.

Nobody's seat, pelvis and desk are so even that the middle would do. A guided measurement ("sit as you like to sit",
`guided.py`) is best; it is kept here and comes before what is learned, and `Inputs.baseline` before both. What is
learned comes slowly:

    first LEARN_S of sitting     the mean
    afterwards                   a running median, up and down by steps of RATE / seconds sat, at least SLOWEST an hour

Posture takes it for the habit from HABIT_S on; a claim of an uneven load waits until LEARN_S. A median does not follow
an hour of leaning: one hour moves it by a few points at most, less while the lean is beyond LEANING. And whatever was
learned, to the left and right no more than LARGEST_LATERAL is taken for a habit: somebody who leans from the first day
on leans all the same.
"""

import msgspec

from edge.core.moment import Baseline, Inputs, Moment

HABIT_S = 600.0
LEARN_S = 1200.0
RATE = 0.03
SLOWEST = 0.02 / 3600
"""Two points an hour: a new cushion is learned within a day."""

LARGEST_LATERAL = 0.08

LEANING = 0.10
LEANING_SHARE = 0.25


class BaselineState(msgspec.Struct, frozen=True):
    """What was learned: the centre of pressure and the seconds of sitting behind it; and what was measured, guided."""

    cop_lateral: float = 0.0
    cop_fore_aft: float = 0.0
    learned_s: float = 0.0
    guided: Baseline | None = None


def step(state: BaselineState, moment: Moment, guided: Baseline | None = None) -> BaselineState:
    """Return the state after one more moment; only sure sitting on four cells teaches. `guided`: measured just now."""
    if guided is not None:
        return msgspec.structs.replace(state, guided=guided)
    x, y = moment.load.cop_lateral, moment.load.cop_fore_aft
    span_s = moment.measured_s
    sure = moment.presence == "occupied" and moment.pending_since_uptime_s is None
    if not sure or x is None or y is None or not span_s:
        return state
    learned_s = state.learned_s + span_s
    if learned_s <= LEARN_S:
        part = span_s / learned_s
        return BaselineState(
            state.cop_lateral + part * (x - state.cop_lateral),
            state.cop_fore_aft + part * (y - state.cop_fore_aft),
            learned_s,
            state.guided,
        )
    move = max(RATE / learned_s, SLOWEST) * span_s
    lateral, fore_aft = _toward(state.cop_lateral, x, move), _toward(state.cop_fore_aft, y, move)
    return BaselineState(lateral, fore_aft, learned_s, state.guided)


def in_force(state: BaselineState, inputs: Inputs) -> Baseline | None:
    """Return the guided baseline if there is one, else the learned one, else None while too little is known."""
    return _known(state, inputs, LEARN_S)


def habit(state: BaselineState, inputs: Inputs) -> Baseline | None:
    """Return the same for posture, which is content with less learning: a wrong word passes, a claim stays."""
    return _known(state, inputs, HABIT_S)


def _known(state: BaselineState, inputs: Inputs, enough_s: float) -> Baseline | None:
    if inputs.baseline is not None or state.guided is not None:
        return inputs.baseline or state.guided
    if state.learned_s < enough_s:
        return None
    return Baseline(min(max(state.cop_lateral, -LARGEST_LATERAL), LARGEST_LATERAL), state.cop_fore_aft)


def _toward(known: float, seen: float, move: float) -> float:
    if abs(seen - known) > LEANING:
        move *= LEANING_SHARE
    return known + min(move, seen - known) if seen > known else known - min(move, known - seen)
