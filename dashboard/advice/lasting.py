"""Acute and chronic: the words for how long pain has lasted.

day 1                day 42                 day 92
|------ acute --------|------ neither -------|------ chronic
                  six weeks             three months, by the longest
"""

from typing import Literal

from dashboard.advice.advice import Advice
from dashboard.words import N_, Message

Lasting = Literal["acute", "between", "chronic"]

ACUTE_DAYS = 42
"""Up to six weeks: docs/evidence.md#acute-chronic."""

MONTHS_DAYS = 92
"""Over three months, whichever: no three months have more days, so the word never comes early."""

TEXTS = {
    "acute": Advice(
        id="lasting-acute",
        title=Message(N_("Up to six weeks")),
        says=(
            Message(N_("Pain that starts suddenly and lasts up to six weeks is called acute.")),
            Message(N_("The word says how long, not why. The warning signs say when to see a doctor.")),
        ),
        rests_on=("acute-chronic", "warning-signs"),
    ),
    "between": Advice(
        id="lasting-between",
        title=Message(N_("Over six weeks")),
        says=(
            Message(N_("Your entries tell of pain for longer than six weeks.")),
            Message(N_("If you have not asked a doctor or a physiotherapist yet, it is a good time to.")),
        ),
        rests_on=("acute-chronic", "not-a-medical-device"),
    ),
    "chronic": Advice(
        id="lasting-chronic",
        title=Message(N_("Over three months")),
        says=(
            Message(N_("Pain that lasts over three months is called chronic.")),
            Message(N_("The word says how long, not why. Talk with a doctor about it.")),
        ),
        rests_on=("acute-chronic", "not-a-medical-device"),
    ),
}


def word(lasted_days: int) -> Lasting:
    """Return the word for pain that has lasted so many days, the first counted. Raises `ValueError` below 1."""
    if lasted_days < 1:
        raise ValueError("pain lasts a day at least; ask for no word where there is no pain")
    if lasted_days <= ACUTE_DAYS:
        return "acute"
    return "chronic" if lasted_days > MONTHS_DAYS else "between"
