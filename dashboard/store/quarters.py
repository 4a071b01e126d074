"""Minute records into quarters of an hour. Pure.

    12:14:30          12:15:00           12:15:30
       |---- 30 s --------|------ 30 s ------|        a minute over a border gives to both in proportion

The parts are whole milliseconds of each number and together all that the minute has; its shifts count where it begins.
"""

import msgspec

from contract.minute import CueSeconds, PostureSeconds
from dashboard.store.slices import Slice

QUARTER_MS = 900_000
LONGEST_MS = 61_000
"""No minute record is longer."""

_NO_POSTURE, _NO_CUE = PostureSeconds(), CueSeconds()


class _Told(msgspec.Struct):
    """What of a minute record goes into a slice. It was checked when it came."""

    at_ms: int
    measured_s: float
    unmeasured_s: float
    occupied_s: float
    vacant_s: float
    object_s: float
    posture: PostureSeconds = _NO_POSTURE
    cue: CueSeconds = _NO_CUE
    uneven_s: float = 0.0
    cop_lateral: float | None = None
    cop_fore_aft: float | None = None
    shifts: int = 0


_DECODER = msgspec.json.Decoder(_Told)


def quarter_of(at_ms: int) -> int:
    """Return when the quarter of an hour began in which an instant lies."""
    return at_ms - at_ms % QUARTER_MS


def minute_slice(body: str) -> Slice:
    """Return a minute record, the JSON of it, as a slice of its own."""
    minute = _DECODER.decode(body)
    *seconds, balance_s, _, _ = _values(minute)
    cop = (minute.cop_lateral, minute.cop_fore_aft) if balance_s > 0 else (None, None)
    return Slice._make([minute.at_ms, *seconds, minute.shifts, *cop, balance_s])


class Sums:
    """Adds up minute records into the quarters that they lie in."""

    def __init__(self) -> None:
        self._sums: dict[int, list[float]] = {}

    def add(self, body: str) -> None:
        """Add a minute record, the JSON of it."""
        minute = _DECODER.decode(body)
        values = _values(minute)
        quarter = quarter_of(minute.at_ms)
        end_ms = minute.at_ms + round(1000 * (minute.measured_s + minute.unmeasured_s))
        border_ms = quarter + QUARTER_MS
        if end_ms <= border_ms:
            self._put(quarter, [minute.shifts, *values])
            return
        part = (border_ms - minute.at_ms) / (end_ms - minute.at_ms)
        first = [round(each * part, 3) for each in values]
        self._put(quarter, [minute.shifts, *first])
        self._put(border_ms, [0, *(whole - taken for whole, taken in zip(values, first, strict=True))])

    def slices(self, from_ms: int, to_ms: int) -> list[Slice]:
        """Return the quarters that begin in [from_ms, to_ms), oldest first."""
        return [slice_of(at_ms, self._sums[at_ms]) for at_ms in sorted(self._sums) if from_ms <= at_ms < to_ms]

    def _put(self, quarter: int, values: list[float]) -> None:
        sums = self._sums.get(quarter)
        self._sums[quarter] = values if sums is None else [a + b for a, b in zip(sums, values, strict=True)]


def slice_of(at_ms: int, sums: list[float]) -> Slice:
    """Return a slice from its shifts, its seconds, `balance_s`, and the centre of pressure times that."""
    shifts, *seconds, balance_s, lateral, fore_aft = sums
    means = (round(each / balance_s, 4) if balance_s > 0 else None for each in (lateral, fore_aft))
    return Slice._make([at_ms, *(round(each, 3) for each in seconds), int(shifts), *means, round(balance_s, 3)])


def _values(minute: _Told) -> list[float]:
    """Return the seconds in the order of `Slice`, then `balance_s` and the centre of pressure times that."""
    posture, cue = minute.posture, minute.cue
    known = minute.cop_lateral is not None and minute.cop_fore_aft is not None
    balance_s = minute.occupied_s if known else 0.0
    return [
        minute.measured_s,
        minute.unmeasured_s,
        minute.occupied_s,
        minute.vacant_s,
        minute.object_s,
        posture.centred,
        posture.left,
        posture.right,
        posture.forward,
        posture.back,
        posture.unknown,
        minute.uneven_s,
        cue.nudge,
        cue.alert,
        balance_s,
        balance_s * (minute.cop_lateral or 0.0),
        balance_s * (minute.cop_fore_aft or 0.0),
    ]
