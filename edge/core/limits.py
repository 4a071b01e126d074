"""Every figure that decides what the chair says, with its default and where the default is from.

The same structs are the tables of `edge.toml`, so each key's description is what its user reads.
"""

from typing import Annotated

import msgspec

Kg = Annotated[float, msgspec.Meta(gt=0, le=300)]
Span = Annotated[float, msgspec.Meta(gt=0, le=86_400)]


class PresenceLimits(msgspec.Struct, frozen=True, kw_only=True):
    """When the seat is taken. Occupied and vacant: ours; Ryde 2012 counts events over 3 s."""

    occupied_kg: Annotated[Kg, msgspec.Meta(description="kg; a load from here on may be a person")] = 20.0
    occupied_s: Annotated[Span, msgspec.Meta(description="s; for so long before it is believed")] = 2.0
    vacant_kg: Annotated[Kg, msgspec.Meta(description="kg; a person is gone below this load")] = 10.0
    vacant_s: Annotated[Span, msgspec.Meta(description="s; for so long before it is believed")] = 3.0
    person_kg: Annotated[Kg, msgspec.Meta(description="kg; a load from here on is a person however still")] = 42.0
    alive_s: Annotated[Span, msgspec.Meta(description="s of life before a thing is a person after all")] = 10.0
    dead_s: Annotated[Span, msgspec.Meta(description="s without life before a person is a thing after all")] = 30.0
    object_kg: Annotated[Kg, msgspec.Meta(description="kg; a load from here up to occupied_kg is a thing")] = 3.0
    object_s: Annotated[Span, msgspec.Meta(description="s; for so long before it is believed")] = 5.0
    hole_s: Annotated[Span, msgspec.Meta(description="s; a bout ends when the readings are away longer")] = 60.0


class SittingLimits(msgspec.Struct, frozen=True, kw_only=True):
    """When to ask for a break. Nudge: Diaz 2017, Duran 2023. Alert: UK HSE. Breaks: Dunstan 2012, Duran 2023."""

    nudge_s: Annotated[Span, msgspec.Meta(description="s of sitting before the first prompt")] = 1800.0
    alert_s: Annotated[Span, msgspec.Meta(description="s of sitting before the stronger prompt")] = 3600.0
    repeat_s: Annotated[Span, msgspec.Meta(description="s of sitting between prompts after the stronger one")] = 1800.0
    break_s: Annotated[Span, msgspec.Meta(description="s; a shorter break earns no credit")] = 120.0
    reset_s: Annotated[Span, msgspec.Meta(description="s; a break from here on starts sitting anew")] = 300.0


class BalanceLimits(msgspec.Struct, frozen=True, kw_only=True):
    """When the load is uneven. Ours; the 10 % cut-offs in the literature are arbitrary (Childs 2003)."""

    uneven_points: Annotated[
        float, msgspec.Meta(gt=0, le=100, description="points of asymmetry beyond the sitter's own baseline")
    ] = 10.0
    uneven_s: Annotated[Span, msgspec.Meta(description="s; for so long before it is said")] = 300.0
    even_s: Annotated[Span, msgspec.Meta(description="s; even for so long before the warning is cleared")] = 3.0


class PostureLimits(msgspec.Struct, frozen=True, kw_only=True):
    """When a lean has a name, in points of the centre of pressure. Ours; docs/decisions/0009 has the figures."""

    lean_points: Annotated[
        float,
        msgspec.Meta(gt=0, le=100, description="points from the habit; a lean from here on however long it is held"),
    ] = 15.0
    centred_points: Annotated[
        float, msgspec.Meta(gt=0, le=100, description="points; neither forward nor back any more below")
    ] = 10.0
    side_points: Annotated[
        float, msgspec.Meta(gt=0, le=100, description="points to a side from where one sat for the last minute; a lean")
    ] = 5.0
    side_centred_points: Annotated[
        float, msgspec.Meta(gt=0, le=100, description="points; to no side any more below")
    ] = 3.0


class ShiftLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What counts as a postural shift: our threshold, to be tuned."""

    shift_pct: Annotated[
        float, msgspec.Meta(gt=0, le=100, description="% of the load that moves left/right or front/back")
    ] = 10.0
    hold_s: Annotated[Span, msgspec.Meta(description="s; and stays there for so long")] = 3.0


class StillnessLimits(msgspec.Struct, frozen=True, kw_only=True):
    """When to ask for a postural shift (Akkarakittichoke 2017)."""

    still_s: Annotated[Span, msgspec.Meta(description="s of sitting without a postural shift before a nudge")] = 1200.0


class ZeroLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How the drift of an empty seat is followed. Ours; drift of 20 g/day to 0.47 kg/h on each cell has been seen."""

    settle_s: Annotated[Span, msgspec.Meta(description="s of empty seat before drift is followed")] = 300.0
    drift_kg_per_h: Annotated[
        float, msgspec.Meta(gt=0, le=10, description="kg/h; drift of one cell is followed no faster")
    ] = 0.5
    most_kg: Annotated[
        float, msgspec.Meta(ge=0, le=10, description="kg; and no further, either way; 0 follows none")
    ] = 2.0


class HealthLimits(msgspec.Struct, frozen=True, kw_only=True):
    """When a cell has failed, when it is suspected, and when it is trusted again. Ours."""

    failed_s: Annotated[Span, msgspec.Meta(description="s without a reading before a cell has failed")] = 2.0
    recovered_s: Annotated[Span, msgspec.Meta(description="s of readings before it is trusted again")] = 5.0
    frozen_s: Annotated[Span, msgspec.Meta(description="s of one same load while the others move: frozen")] = 20.0
    noisy_kg: Annotated[Kg, msgspec.Meta(description="kg rms on an empty seat, the others being quiet: noisy")] = 0.2
    noisy_s: Annotated[Span, msgspec.Meta(description="s of empty seat; for so long before it is said")] = 60.0
    reversed_s: Annotated[Span, msgspec.Meta(description="s; negative under load for so long: reversed")] = 300.0
    drifting_kg: Annotated[Kg, msgspec.Meta(description="kg that zero has crept: drifting, tare again")] = 1.0
    contradicts_points: Annotated[
        float, msgspec.Meta(gt=0, le=100, description="points; what one cell alone changed, against the others")
    ] = 20.0
    contradicts_s: Annotated[Span, msgspec.Meta(description="s of sitting; for so long before it is said")] = 3600.0


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """All limits of one chair, a table for each detector."""

    presence: PresenceLimits = PresenceLimits()
    sitting: SittingLimits = SittingLimits()
    balance: BalanceLimits = BalanceLimits()
    posture: PostureLimits = PostureLimits()
    shifts: ShiftLimits = ShiftLimits()
    stillness: StillnessLimits = StillnessLimits()
    zero: ZeroLimits = ZeroLimits()
    health: HealthLimits = HealthLimits()

    def __post_init__(self) -> None:
        """Refuse limits that contradict each other."""
        p, s, o = self.presence, self.sitting, self.posture
        if not p.object_kg < p.occupied_kg or not p.vacant_kg <= p.occupied_kg:
            raise ValueError("object_kg must be below occupied_kg, and vacant_kg not above it")
        if s.alert_s < s.nudge_s:
            raise ValueError("alert_s must not be below nudge_s")
        if s.reset_s < s.break_s:
            raise ValueError("reset_s must not be below break_s")
        if o.centred_points > o.lean_points:
            raise ValueError("centred_points must not be above lean_points")
        if not o.side_centred_points <= o.side_points <= o.lean_points:
            raise ValueError("side_centred_points must not be above side_points, nor that above lean_points")
