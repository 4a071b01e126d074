"""Prolonged sitting: how long, counted against prompts, with credit for breaks really taken.

`sitting_s` grows with measured sitting. A break is measured time with nobody on the seat; on return it earns credit:

    break           credit
    < break_s       none: sitting goes on as if there had been no break
    >= reset_s      all: sitting begins anew
    between         in proportion: sitting_s, counted as alert_s at most, shrinks by break / reset_s

So 150 s of 300 leave half an hour after one hour of sitting, and after three: a break is felt on return, and a tenth of
a second at its edges moves no later prompt by more than 1.2 s.

Prompts come when `sitting_s` reaches `nudge_s`, then `alert_s`, then each `repeat_s` more. What falls into silence
(quiet, a pause, a snooze) is not lost: it comes when the silence ends, if the sitter still sits, as one prompt. While
somebody seems to have left, nothing is said to the empty chair: it is, if they were only half up.
"""

import msgspec

from contract.events import ProlongedAlerted, ProlongedNudged
from contract.scalars import Cue
from edge.core.limits import SittingLimits
from edge.core.moment import Events, Inputs, Moment, stamp


class SittingState(msgspec.Struct, frozen=True):
    """Sitting counted so far, the measured break that goes on, and how far prompts have come."""

    sits: bool = False
    sitting_s: float = 0.0
    away_s: float = 0.0
    prompted_s: float = 0.0
    cue: Cue = "off"


def step(limits: SittingLimits, state: SittingState, moment: Moment, inputs: Inputs) -> tuple[SittingState, Events]:
    """Return the new state and the prompt that is due, if one is."""
    sits = moment.presence == "occupied"
    sitting_s, away_s, prompted_s = state.sitting_s, state.away_s, state.prompted_s
    before_s = moment.dwell_measured_s - moment.measured_s if moment.changed else 0.0
    if sits and not state.sits:
        sitting_s = _after_break(limits, sitting_s, away_s - before_s) + moment.dwell_measured_s
        away_s, prompted_s = 0.0, min(prompted_s, sitting_s)
    elif sits:
        sitting_s += moment.measured_s
    elif state.sits:
        sitting_s, away_s = max(0.0, sitting_s - before_s), moment.dwell_measured_s
    else:
        away_s += moment.measured_s
    if not sits or inputs.silent(moment.uptime_s):
        return SittingState(sits, sitting_s, away_s, prompted_s, "off"), ()
    cue: Cue = "alert" if sitting_s >= limits.alert_s else "nudge" if sitting_s >= limits.nudge_s else "off"
    events: Events = ()
    if cue != "off" and not moment.leaving and sitting_s >= next_prompt_s(limits, prompted_s):
        kind = ProlongedAlerted if cue == "alert" else ProlongedNudged
        events = (kind(**stamp(moment, moment.uptime_s, inputs), sitting_s=round(sitting_s, 3)),)
        prompted_s = sitting_s
    return SittingState(sits, sitting_s, away_s, prompted_s, cue), events


def next_prompt_s(limits: SittingLimits, prompted_s: float) -> float:
    """Return the sitting time at which the next prompt is due, after one at `prompted_s` (0 for none)."""
    if prompted_s < limits.nudge_s:
        return limits.nudge_s
    if prompted_s < limits.alert_s:
        return limits.alert_s
    repeats = (prompted_s - limits.alert_s) // limits.repeat_s
    return limits.alert_s + (repeats + 1) * limits.repeat_s


def _after_break(limits: SittingLimits, sitting_s: float, break_s: float) -> float:
    """Return what is left of `sitting_s` after a break. Break from 2 min: Dunstan 2012; goal 5 min: Duran 2023.

    Sitting beyond `alert_s` counts no more here: docs/decisions/0007-a-break-counts-an-hour-at-most.md.
    """
    if break_s < limits.break_s:
        return sitting_s
    return min(sitting_s, limits.alert_s) * max(0.0, 1 - break_s / limits.reset_s)
