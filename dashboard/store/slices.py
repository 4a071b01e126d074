"""What a span of time holds: the numbers of a quarter of an hour and of a day, the same for both.

    measured_s = occupied_s + vacant_s + object_s           unmeasured_s: the chair was on and saw nothing
    occupied_s = centred_s + ... + unknown_s                 of that, uneven_s, nudge_s and alert_s

A time for which there is no record at all is in no slice: the chair was off.
"""

from typing import NamedTuple

PRESENCE_SECONDS = ("occupied_s", "vacant_s", "object_s")
POSTURE_SECONDS = ("centred_s", "left_s", "right_s", "forward_s", "back_s", "unknown_s")
SECONDS = ("measured_s", "unmeasured_s", *PRESENCE_SECONDS, *POSTURE_SECONDS, "uneven_s", "nudge_s", "alert_s")
NUMBERS = (*SECONDS, "shifts", "cop_lateral", "cop_fore_aft", "balance_s")
"""All columns of a slice but its time."""


class Slice(NamedTuple):
    """One span of time of a chair, from `at_ms` on: seconds, postural shifts, and the mean centre of pressure.

    The mean is over `balance_s` seconds, in which a person sat and the balance was known; None when there were none.
    """

    at_ms: int
    measured_s: float
    unmeasured_s: float
    occupied_s: float
    vacant_s: float
    object_s: float
    centred_s: float
    left_s: float
    right_s: float
    forward_s: float
    back_s: float
    unknown_s: float
    uneven_s: float
    nudge_s: float
    alert_s: float
    shifts: int
    cop_lateral: float | None
    cop_fore_aft: float | None
    balance_s: float
