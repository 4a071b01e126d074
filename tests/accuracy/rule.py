"""When somebody sat by the rule that the product publishes, applied to the true load: no cells, no noise, no frames.

    kg
    20 - - - ,-------.- - - - - - - - - -     a bout begins where the load comes over 20 kg, if it stays so for 2 s
            /         \\
    10 - - / - - - - - \\- - - - - - - - -     and ends where it falls below 10 kg, if it stays so for 3 s
       ___/             \\______________

The rule is design and documentation (README, `edge.toml`), and written here anew, from the moves of the scene and in
steps of 20 ms. Prompts are judged by it: what a break earns is a matter of seconds, and half of the load, by which
edges are judged elsewhere (`truth.py`), comes up to half a second sooner or later than the rule's two loads. Multiplied
by what a half-earned break shrinks, this made one prompt in six "early" though each second was counted as published.
Whose load it is the scene knows: a thing is no sitter, and what is left behind is a thing from the moment on at which
nobody bears on it any more. Breath and fidgets are left out, half a percent of the load.
"""

import random

from msgspec.structs import replace

from mock_hw.population.living import PlacedPart
from mock_hw.population.scene import Part, Scene
from tests.accuracy.spans import Span

OCCUPIED_KG, OCCUPIED_S = 20.0, 2.0
VACANT_KG, VACANT_S = 10.0, 3.0
UNSURE_S = 0.2
"""Ten frames a second cannot tell an absence of 3 s from one of 3.2 s: either is right."""

STEP_S = 0.02
NOBODY_KG = 0.5


def bouts(scene: Scene, vacant_s: float = VACANT_S) -> list[Span]:
    """Return the bouts of a scene; an absence ends one from `vacant_s` on."""
    parts = [PlacedPart(replace(part, life=None), random.Random(0)) for part in scene.parts]
    of_person = [_is_person(part, scene) for part in scene.parts]
    found: list[Span] = []
    begun_s: float | None = None
    since_s: float | None = None  # of what is waited for: a bout's begin, or its end
    for t_s in _instants(scene):
        if since_s is not None:
            if begun_s is None and t_s - since_s >= OCCUPIED_S:
                begun_s, since_s = since_s, None
            elif begun_s is not None and t_s - since_s >= vacant_s:
                found.append(Span(begun_s, since_s))
                begun_s = since_s = None
        loads = [part.at(t_s)[0] if part.begin_s <= t_s <= part.end_s else 0.0 for part in parts]
        total_kg = sum(loads)
        somebody = sum(kg for kg, person in zip(loads, of_person, strict=True) if person) > NOBODY_KG
        changes = (total_kg >= OCCUPIED_KG and somebody) if begun_s is None else total_kg < VACANT_KG or not somebody
        since_s = None if not changes else t_s if since_s is None else since_s
    if begun_s is not None:
        found.append(Span(begun_s, scene.duration_s if since_s is None else since_s))
    return found


def _is_person(part: Part, scene: Scene) -> bool:
    begin_s, end_s = part.moves[0].at_s, part.moves[-1].at_s
    people = (stay for stay in scene.stays if stay.kind == "person")
    return part.life is not None and any(stay.begin_s < end_s and begin_s < stay.end_s for stay in people)


def _instants(scene: Scene) -> list[float]:
    """Return when to look: in small steps while something moves; in between nothing changes."""
    instants_s = {0.0, scene.duration_s}
    for part in scene.parts:
        for move in part.moves:
            instants_s.update(move.at_s + k * STEP_S for k in range(int(move.over_s / STEP_S) + 1))
            instants_s.add(move.at_s + move.over_s)
    return sorted(instants_s)
