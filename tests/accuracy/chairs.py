"""The simulated chairs to judge, each its own seed and its own process's work: draw, render, listen, judge."""

import random

import msgspec

from mock_hw.population.body import draw_body
from mock_hw.population.cells import draw_cells
from mock_hw.population.day import empty_day, object_day, sitter_day
from mock_hw.population.render import frames
from mock_hw.population.scene import Scene
from mock_hw.population.surroundings import draw_shakes
from tests.accuracy.adapter import guided_baseline, listen
from tests.accuracy.judge_posture import judge_posture, judge_uneven
from tests.accuracy.judge_prompts import judge_prompts
from tests.accuracy.judge_seat import judge_seat
from tests.accuracy.marks import Marks

SITTER, OBJECTS, EMPTY, DEAD_CELL = "sitter", "objects", "empty", "dead cell"


class Chair(msgspec.Struct, frozen=True):
    """One chair to simulate: what kind of day, which one of its kind, for how long."""

    kind: str
    number: int
    hours: float


class Plan(msgspec.Struct, frozen=True):
    """How many chairs of each kind, and the hours of each."""

    sitters: tuple[int, float]
    objects: tuple[int, float]
    empty: tuple[int, float]
    dead_cells: tuple[int, float]

    def chairs(self) -> list[Chair]:
        """Return all chairs, the longest days first, so that no process is left with one at the end."""
        kinds = {SITTER: self.sitters, OBJECTS: self.objects, EMPTY: self.empty, DEAD_CELL: self.dead_cells}
        return [Chair(kind, k, hours) for kind, (number, hours) in kinds.items() for k in range(number)]


SHORT = Plan(sitters=(16, 1.5), objects=(4, 1.5), empty=(4, 0.4), dead_cells=(2, 0.8))
FULL = Plan(sitters=(200, 1.8), objects=(40, 2.0), empty=(30, 2.0), dead_cells=(20, 1.0))


def judge_chair(chair: Chair, seed: int) -> dict[str, Marks]:
    """Simulate one chair and judge it; the marks by run: `guided` with the sitter's baseline, `alone` without."""
    name = f"{seed}/{chair.kind}/{chair.number}"
    chance = random.Random(name)
    scene, body_kg = _scene(chance, chair)
    cells = draw_cells(
        chance,
        days=chance.uniform(1, 60) if chair.kind == EMPTY else 1.0,
        cheap=chair.kind == EMPTY and chair.number % 4 == 3,
        dead_corner=chance.randrange(4) if chair.kind == DEAD_CELL else None,
        dead_s=chance.uniform(0.1, 0.5) * scene.duration_s,
    )
    told = list(frames(scene, cells, draw_shakes(chance, scene.duration_s), name))
    runs = {"alone": listen(told)}
    if scene.guided is not None:
        runs["guided"] = listen(told, guided_baseline(told, *scene.guided), scene.guided[1])
    marked: dict[str, Marks] = {}
    for run, heard in runs.items():
        marks = marked[run] = Marks({}, {})
        judge_seat(scene, heard, body_kg, marks)
        judge_prompts(scene, heard, marks)
        if scene.guided is not None:
            judge_posture(scene, heard, marks)
            judge_uneven(scene, heard, marks)
    if "guided" not in marked:
        marked["guided"] = marked["alone"]  # nobody to guide: both runs would be the same
    return marked


def _scene(chance: random.Random, chair: Chair) -> tuple[Scene, float | None]:
    if chair.kind == OBJECTS:
        return object_day(chance, chair.hours), None
    if chair.kind == EMPTY:
        return empty_day(chair.hours), None
    # Of six sitters one is light and one heavy, so that both edges are there in the short form too.
    mass_kg = {0: chance.uniform(35, 50), 3: chance.uniform(100, 150)}.get(chair.number % 6)
    body = draw_body(chance, mass_kg)
    return sitter_day(chance, body, chair.hours), body.mass_kg
