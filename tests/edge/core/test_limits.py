"""Limits that contradict each other are refused before a chair works by them."""

import pytest

from edge.core.limits import Limits, PostureLimits, PresenceLimits, SittingLimits


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        ({"presence": PresenceLimits(object_kg=20)}, "object_kg must be below occupied_kg"),
        ({"presence": PresenceLimits(vacant_kg=21)}, "vacant_kg not above it"),
        ({"sitting": SittingLimits(alert_s=1799)}, "alert_s must not be below nudge_s"),
        ({"sitting": SittingLimits(reset_s=119)}, "reset_s must not be below break_s"),
        ({"posture": PostureLimits(centred_points=16)}, "centred_points must not be above lean_points"),
        ({"posture": PostureLimits(side_points=2)}, "side_centred_points must not be above side_points"),
        ({"posture": PostureLimits(side_points=16)}, "nor that above lean_points"),
    ],
)
def test_a_contradiction_is_refused(limits, why):
    with pytest.raises(ValueError, match=why):
        Limits(**limits)


def test_the_defaults_are_the_ones_that_have_a_source():
    limits = Limits()
    assert (limits.sitting.nudge_s, limits.sitting.alert_s) == (30 * 60, 60 * 60)
    assert (limits.sitting.break_s, limits.sitting.reset_s) == (2 * 60, 5 * 60)
    assert (limits.presence.occupied_kg, limits.presence.vacant_kg) == (20, 10)
    assert (limits.balance.uneven_points, limits.balance.uneven_s) == (10, 5 * 60)
