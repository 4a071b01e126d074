"""What happened on a chair, in the past tense. Durable: spooled on the chair, delivered exactly once.

Two times stand in each event, because a rule needs time to be sure (dwell):

    sits down            the rule is sure
    |---- dwell_s -------|
    at_ms                known_ms

Durations are measured on uptime, never as a difference of wall times, which jump.
"""

import msgspec

from contract.scalars import BootId, CornerName, DurationS, EpochMs, Percent, Side, UptimeS, Version


class SeatEventBase(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every event carries: when it happened, when it was known, on which boot, by a set clock or not."""

    version: Version = 1
    at_ms: EpochMs
    uptime_s: UptimeS
    known_ms: EpochMs
    boot: BootId
    clock_synced: bool


class BoutStarted(SeatEventBase, frozen=True, kw_only=True, tag="bout_started"):
    """A person sat down; `at_ms` is when, not when the dwell had passed."""


class BoutEnded(SeatEventBase, frozen=True, kw_only=True, tag="bout_ended"):
    """A sitting bout is over. `measured_s` is the part of `duration_s` with readings; a hole is not sitting."""

    started_at_ms: EpochMs
    duration_s: DurationS
    measured_s: DurationS

    def __post_init__(self) -> None:
        """Refuse a bout that measured more than it lasted."""
        if self.measured_s > self.duration_s + 0.001:
            raise ValueError("measured_s is longer than duration_s")


class ProlongedNudged(SeatEventBase, frozen=True, kw_only=True, tag="prolonged_nudged"):
    """Sitting went on for the first limit; `sitting_s` is the sitting since the last break that counted."""

    sitting_s: DurationS


class ProlongedAlerted(SeatEventBase, frozen=True, kw_only=True, tag="prolonged_alerted"):
    """Sitting went on for the second limit, or for one more repeat interval after it."""

    sitting_s: DurationS


class StillnessNudged(SeatEventBase, frozen=True, kw_only=True, tag="stillness_nudged"):
    """No postural shift for the stillness limit."""

    still_s: DurationS


class UnevenStarted(SeatEventBase, frozen=True, kw_only=True, tag="uneven_started"):
    """The load has leaned to `side` beyond the sitter's own baseline for the whole dwell."""

    side: Side
    asymmetry_pct: Percent


class UnevenEnded(SeatEventBase, frozen=True, kw_only=True, tag="uneven_ended"):
    """The load is even again, or nobody is left to lean, or it can no longer be known."""

    side: Side
    duration_s: DurationS


class ObjectPlaced(SeatEventBase, frozen=True, kw_only=True, tag="object_placed"):
    """A thing, not a person, was put on the seat."""


class ObjectRemoved(SeatEventBase, frozen=True, kw_only=True, tag="object_removed"):
    """The thing is gone, or a person took its place."""


class CellFailed(SeatEventBase, frozen=True, kw_only=True, tag="cell_failed"):
    """A cell stopped giving readings, or they are suspect; `fault` is the cause, in the words of `CellState`."""

    corner: CornerName
    fault: str


class CellRecovered(SeatEventBase, frozen=True, kw_only=True, tag="cell_recovered"):
    """A failed or suspected cell is trusted again; `failed_s` is how long it was not."""

    corner: CornerName
    failed_s: DurationS


class ClockStepped(SeatEventBase, frozen=True, kw_only=True, tag="clock_stepped"):
    """The wall clock jumped by `step_ms` against uptime; negative is backwards."""

    step_ms: int


class Tared(SeatEventBase, frozen=True, kw_only=True, tag="tared"):
    """The empty seat was measured anew on somebody's command."""


class BaselineSet(SeatEventBase, frozen=True, kw_only=True, tag="baseline_set"):
    """The sitter's own way to sit was measured: the centre of pressure that counts as even."""

    cop_lateral: float
    cop_fore_aft: float


SeatEvent = (
    BoutStarted
    | BoutEnded
    | ProlongedNudged
    | ProlongedAlerted
    | StillnessNudged
    | UnevenStarted
    | UnevenEnded
    | ObjectPlaced
    | ObjectRemoved
    | CellFailed
    | CellRecovered
    | ClockStepped
    | Tared
    | BaselineSet
)
