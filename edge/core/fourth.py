"""The fourth equation: four cells give a total and two coordinates, and one fact more, which checks them.

    twist = ((FL + RR) - (FR + RL)) / W

Four supports are statically indeterminate: how a seat bends, who sits there and how moves the twist by 0.1 to 0.2
(people leaning hard on a mat, tests/recordings), so its value says nothing. But a cell that alone reads too little or
too much moves the lateral and the fore/aft coordinate and the twist by the same amount, in signs of its own:

    too little at     FL       FR       RL       RR          too much: all signs the other way
    lateral           +        -        +        -
    fore/aft          -        -        +        +
    twist             -        +        +        -

So what is compared is the last half hour of sitting with what is usual on this chair, and only a change of that form
and far beyond the usual spread is a suspicion. A fault that was there from the first hours on is not seen here, nor a
small one; one thigh lifted for long looks alike, which is why it has to last.
"""

from typing import get_args

import msgspec

from contract.scalars import CornerName
from edge.core.windows import WINDOW_S, Window

LEARN_WINDOWS = round(2 * 3600 / WINDOW_S)
"""Sitting before anything is said: two hours."""

USUAL_WINDOWS = round(8 * 3600 / WINDOW_S)
"""How much sitting is usual: later hours weigh more."""

RECENT_WINDOWS = round(1800 / WINDOW_S)

SPREADS = 4.0
LEAST_KG = 20.0
ALIKE = 0.5
"""The smallest of the three changes is at least this part of the largest, if one cell made them."""

_SIGNS: dict[tuple[bool, bool, bool], CornerName] = {
    (True, False, False): "front_left",
    (False, False, True): "front_right",
    (True, True, True): "rear_left",
    (False, True, False): "rear_right",
}
"""Whether lateral, fore/aft and twist grow when that corner reads too little."""

CORNERS: tuple[CornerName, ...] = get_args(CornerName)

Three = tuple[float, float, float]


class FourthState(msgspec.Struct, frozen=True):
    """Lateral, fore/aft and twist: usual and recent. `spread` is how far the twist usually is from the usual."""

    windows: int = 0
    usual: Three = (0.0, 0.0, 0.0)
    spread: float = 0.0
    recent: Three = (0.0, 0.0, 0.0)


def step(points: float, state: FourthState, window: Window) -> tuple[FourthState, CornerName | None]:
    """Return the new state, and the corner that contradicts the others by `points` or more at present.

    `window` is one in which somebody sat; one with a missing cell or hardly a load is left out.
    """
    now = _three(window)
    if now is None:
        return state, None
    windows = min(state.windows + 1, USUAL_WINDOWS)
    usual, spread = state.usual, state.spread
    recent = _toward(state.recent, now, min(windows, RECENT_WINDOWS))
    limit = max(points / 100, SPREADS * spread)
    learning = windows <= LEARN_WINDOWS
    if learning or abs(now[2] - usual[2]) < limit:  # a fault is never learned as usual
        usual = _toward(usual, now, windows)
        spread += (abs(now[2] - usual[2]) - spread) / windows
    new = FourthState(windows, usual, spread, recent)
    return new, None if learning else _culprit(usual, recent, limit)


def _three(window: Window) -> Three | None:
    kg = [cell.kg for cell in window.cells if cell is not None]
    total_kg = sum(kg)
    if len(kg) < len(CORNERS) or total_kg < LEAST_KG:
        return None
    fl, fr, rl, rr = kg
    return (fr + rr - fl - rl) / total_kg, (fl + fr - rl - rr) / total_kg, (fl + rr - fr - rl) / total_kg


def _toward(mean: Three, now: Three, windows: int) -> Three:
    x, y, twist = (a + (b - a) / windows for a, b in zip(mean, now, strict=True))
    return x, y, twist


def _culprit(usual: Three, recent: Three, limit: float) -> CornerName | None:
    x, y, twist = (b - a for a, b in zip(usual, recent, strict=True))
    sizes = abs(x), abs(y), abs(twist)
    if abs(twist) < limit or min(sizes) < ALIKE * max(sizes):
        return None
    signs = x > 0, y > 0, twist > 0
    less = _SIGNS.get(signs)
    return less or _SIGNS[not signs[0], not signs[1], not signs[2]]
