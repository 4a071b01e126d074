from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from dashboard.advice.figure import FLOOR, HEAD_RADIUS, HEIGHT, WIDTH, drawing
from dashboard.advice.movements import MOVEMENTS

FIGURES = [(movement.advice.id, pose) for movement in MOVEMENTS for pose in (movement.first, movement.second)]


def joints(figure):
    return [figure.head, *figure.trunk, *(point for limb in (*figure.arms, *figure.legs) for point in limb)]


def test_three_movements_are_for_standing_and_three_for_sitting():
    assert sorted(movement.seated for movement in MOVEMENTS) == [False] * 3 + [True] * 3
    assert all(10 <= movement.lasts_s <= 60 for movement in MOVEMENTS)
    assert sum(movement.lasts_s for movement in MOVEMENTS) <= 300  # they fit into a break of five minutes


def test_a_movement_has_two_different_positions():
    assert all(movement.first != movement.second for movement in MOVEMENTS)


@pytest.mark.parametrize(("name", "figure"), FIGURES)
def test_a_drawn_person_is_in_the_picture_and_in_one_piece(name, figure):
    for x, y in joints(figure):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= FLOOR
    assert figure.head[1] >= HEAD_RADIUS
    neck, hip = figure.trunk[0], figure.trunk[-1]
    assert all(limb[0] == hip for limb in figure.legs), name
    assert abs(((figure.head[0] - neck[0]) ** 2 + (figure.head[1] - neck[1]) ** 2) ** 0.5 - HEAD_RADIUS) < 3, name
    for arm in figure.arms:
        assert _distance(arm[0], figure.trunk) < 3, name
    for limb in figure.legs:
        assert max(y for _, y in limb) > HEIGHT - 30 or name == "march"


@pytest.mark.parametrize("part", ["trunk", "legs"])
def test_bones_keep_their_length_between_two_positions(part):
    for movement in MOVEMENTS:
        lengths = [_length(getattr(pose, part)) for pose in (movement.first, movement.second)]
        assert min(lengths) > 0.85 * max(lengths), movement.advice.id


def test_a_drawing_is_an_svg_with_its_title_for_those_who_cannot_see_it():
    root = ET.fromstring(drawing(MOVEMENTS[0].first, 'Arms "up" & <away>'))  # noqa: S314 - drawn by ourselves
    assert root.attrib["aria-label"] == 'Arms "up" & <away>'
    assert root.find("{http://www.w3.org/2000/svg}title").text == 'Arms "up" & <away>'
    assert root.attrib["stroke"] == "currentColor"


def _length(limbs):
    limbs = limbs if isinstance(limbs[0][0], tuple) else (limbs,)
    return sum(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for limb in limbs for a, b in pairwise(limb))


def _distance(point, trunk):
    """From a point to the nearest of many along the trunk."""
    along = [
        (a[0] + t / 20 * (b[0] - a[0]), a[1] + t / 20 * (b[1] - a[1])) for a, b in pairwise(trunk) for t in range(21)
    ]
    return min(((point[0] - x) ** 2 + (point[1] - y) ** 2) ** 0.5 for x, y in along)
