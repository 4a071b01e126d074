"""Four corners as the sitter sees them, and a live frame that cannot contradict itself."""

import pytest

from contract.seat import CORNER_NAMES, Corners, LiveFrame
from tests.contract.messages import AT_MS, FLAT


def frame(**parts):
    return LiveFrame(at_ms=AT_MS, presence="occupied", **parts)


def test_corners_go_front_left_front_right_rear_left_rear_right():
    corners = Corners(1, 2, 3, 4)
    assert dict(zip(CORNER_NAMES, corners, strict=True)) == {
        "front_left": 1,
        "front_right": 2,
        "rear_left": 3,
        "rear_right": 4,
    }


def test_map_changes_each_corner_in_its_place():
    assert Corners(1, 2, 3, 4).map(lambda value: value * 10) == Corners(10, 20, 30, 40)


def test_a_frame_without_a_centre_of_pressure_is_whole():
    assert frame().shares is None


@pytest.mark.parametrize(
    "parts",
    [
        {"shares": FLAT},
        {"cop_lateral": 0.0},
        {"cop_lateral": 0.0, "cop_fore_aft": 0.0},
        {"shares": FLAT, "cop_fore_aft": 0.0},
    ],
)
def test_shares_and_centre_of_pressure_are_known_together_or_not_at_all(parts):
    with pytest.raises(ValueError, match="known together or not at all"):
        frame(**parts)


def test_shares_sum_to_one():
    frame(shares=Corners(0.26, 0.25, 0.25, 0.25), cop_lateral=0.0, cop_fore_aft=0.0)
    with pytest.raises(ValueError, match="do not sum to 1"):
        frame(shares=Corners(0.28, 0.25, 0.25, 0.25), cop_lateral=0.0, cop_fore_aft=0.0)


def test_a_frame_holds_no_kilograms_unless_somebody_puts_them_there():
    assert frame().total_kg is None
