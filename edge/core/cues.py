"""What lamp, buzzer and motor show: one thing at a time, the most pressing, from what is so and not from what happened.

sitting for long     "nudge", "alert"     as long as it lasts
an uneven load       "uneven"             from the warning until the sitter is even again
no postural shift    "still"              from the nudge to shift until the next shift
silence, nobody      "off"
"""

from typing import Literal

from edge.core.moment import Inputs
from edge.core.seat import SeatState

Shown = Literal["off", "still", "uneven", "nudge", "alert"]


def shown(state: SeatState, inputs: Inputs) -> Shown:
    """Return what to show. Prolonged sitting comes first: whoever stands up is neither uneven nor still."""
    if state.presence.presence != "occupied" or inputs.silent(state.uptime_s or 0.0):
        return "off"
    if state.sitting.cue != "off":
        return state.sitting.cue
    if state.balance.said:
        return "uneven"
    return "still" if state.stillness.nudged_s else "off"
