"""A person in a few lines: joints as points, drawn as SVG line art in our own hand.

The picture is 100 wide and 140 high, y downwards, the floor at 130. A limb is the points from its joint at the trunk to
its end. Lines take the colour of the text around them, so one drawing serves light and dark.
"""

from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

Point = tuple[float, float]
Limb = tuple[Point, ...]

WIDTH, HEIGHT, FLOOR = 100, 140, 130
HEAD_RADIUS = 9


class Figure(NamedTuple):
    """A pose. `trunk` goes from the neck to the hip, and may bend between; a chair stands behind who sits."""

    head: Point
    trunk: Limb
    arms: tuple[Limb, ...]
    legs: tuple[Limb, ...]
    chair: bool = False


CHAIR: tuple[Limb, ...] = (((28, 96), (60, 96)), ((28, 96), (24, 58)), ((44, 96), (44, 122)), ((30, 126), (58, 126)))
"""Seat, back rest, column and base, from the side; who sits on it looks to the right."""


def drawing(figure: Figure, title: str) -> str:
    """Return the pose as an SVG element with `title` as its name for those who cannot see it."""
    limbs = [("chair", limb) for limb in (CHAIR if figure.chair else ())]
    limbs += [("floor", ((8, FLOOR), (92, FLOOR))), ("body", figure.trunk)]
    limbs += [("body", limb) for limb in (*figure.arms, *figure.legs)]
    x, y = figure.head
    shapes = [f'<circle class="body" cx="{x:g}" cy="{y:g}" r="{HEAD_RADIUS}"/>']
    shapes += [f'<polyline class="{kind}" points="{_points(limb)}"/>' for kind, limb in limbs]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f" aria-label={quoteattr(title)}"
        ' fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">'
        f"<title>{escape(title)}</title>{''.join(shapes)}</svg>"
    )


def _points(limb: Limb) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in limb)
