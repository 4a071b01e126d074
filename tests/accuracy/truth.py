"""What is true by the product's own rules, from who was on the seat when.

    absence   0 ......... 2 s ........... 5 s .......................
              one bout    either is right  two bouts                   the rule speaks of 3 s under 10 kg (Ryde 2012)

Sitting goes on through an absence under 3 s. A break under `break_s` earns nothing, one from `reset_s` on starts anew,
in between sitting, taken as `alert_s` at most, shrinks by break / reset_s.
"""

from typing import NamedTuple

from mock_hw.population.scene import Pose, Stay
from tests.accuracy.adapter import BREAK_RULE
from tests.accuracy.spans import Span

SURELY_ONE_S, SURELY_TWO_S, ABSENCE_S = 2.0, 5.0, 3.0

CENTRED_POINTS, LEAN_POINTS, DOMINANT = 8.0, 20.0, 1.5
"""A pose is clear within 8 points of neutral, or from 20 on in one direction and half as much again as in the other.

The product's own limits, 10 and 15 points, lie between; poses there have no one right answer and are left out.
"""


def persons(stays: tuple[Stay, ...]) -> list[Span]:
    """Return when a person was seated."""
    return [Span(stay.begin_s, stay.end_s) for stay in stays if stay.kind == "person"]


def joined(spans: list[Span], gap_s: float) -> list[Span]:
    """Return the spans with gaps below `gap_s` closed."""
    out: list[Span] = []
    for span in spans:
        if out and span.begin_s - out[-1].end_s < gap_s:
            out[-1] = Span(out[-1].begin_s, span.end_s)
        else:
            out.append(span)
    return out


class Due(NamedTuple):
    """A prompt that the rule demands at `at_s`, with the sitter staying until `until_s`.

    `again` says that this limit was passed before and a break earned only a part of it back.
    """

    kind: str
    at_s: float
    until_s: float
    again: bool


def dues(bouts: list[Span]) -> list[Due]:
    """Return every prompt that a day of bouts demands: each time that sitting grows past a limit."""
    found: list[Due] = []
    sitting_s = most_s = 0.0
    last_end_s = bouts[0].begin_s if bouts else 0.0
    for bout in bouts:
        pause_s = bout.begin_s - last_end_s
        if pause_s >= BREAK_RULE.reset_s:
            sitting_s = most_s = 0.0
        elif pause_s >= BREAK_RULE.break_s:
            sitting_s = min(sitting_s, BREAK_RULE.alert_s) * (1 - pause_s / BREAK_RULE.reset_s)
        for limit_s in _limits_s(sitting_s, sitting_s + bout.length_s):
            kind = "nudge" if limit_s < BREAK_RULE.alert_s else "alert"
            found.append(Due(kind, bout.begin_s + limit_s - sitting_s, bout.end_s, limit_s <= most_s))
        sitting_s += bout.length_s
        most_s, last_end_s = max(most_s, sitting_s), bout.end_s
    return found


def _limits_s(after_s: float, until_s: float) -> list[float]:
    """Return the limits passed while sitting grows from one value to another."""
    limits_s = [BREAK_RULE.nudge_s]
    while limits_s[-1] < until_s:
        limits_s.append(BREAK_RULE.alert_s if len(limits_s) == 1 else limits_s[-1] + BREAK_RULE.repeat_s)
    return [limit_s for limit_s in limits_s if after_s < limit_s <= until_s]


def posture(pose: Pose) -> str | None:
    """Return the posture that a pose clearly is, None where two answers could be right."""
    x, y = 100 * pose.lateral, 100 * pose.fore_aft
    more, less = max(abs(x), abs(y)), min(abs(x), abs(y))
    if not pose.known:
        return None
    if more <= CENTRED_POINTS:
        return "centred"
    if more < LEAN_POINTS or more < DOMINANT * less:
        return None
    if abs(x) > abs(y):
        return "right" if x > 0 else "left"
    return "forward" if y > 0 else "back"


def lean_points(pose: Pose, side: str) -> float:
    """Return how far a pose leans to a side from neutral in points, meant or not; negative is the other way."""
    across = side in {"left", "right"}
    value = pose.lateral + pose.off_lateral if across else pose.fore_aft + pose.off_fore_aft
    return 100 * value * (1 if side in {"right", "front"} else -1)
