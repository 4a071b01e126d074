"""Days on one chair: a sitter's day with breaks and bags, a day of things only, and an empty chair."""

import math
import random
from typing import NamedTuple

from msgspec.structs import replace

from mock_hw.population.body import Body
from mock_hw.population.habits import tell_stay
from mock_hw.population.objects import CUSHION_KG, Thing, draw_thing, place
from mock_hw.population.scene import Part, Pose, Scene, Stay

GUIDED_S = 20.0
"""A sitter's day begins with a guided "sit as you like to sit" of this length."""

EMPTY_S = 8.0
"""Each day begins with an empty seat."""

RULE_S = 120.0
"""From here on a break earns credit: a jump in the rule. A break within `UNDECIDED_S` of it has no one truth."""

UNDECIDED_S = 3.0

LEFT_BEHIND = ("bag", "laptop bag", "box")


class _Visit(NamedTuple):
    """What comes next: a thing on or behind the seat, or none, at `at_s`, and the sitter `lead_s` after it."""

    thing: Thing | None
    at_s: float
    lead_s: float


def sitter_day(chance: random.Random, body: Body, hours: float) -> Scene:
    """Tell a day of about `hours` with one sitter: bouts, breaks, and now and then a thing on the seat."""
    parts: list[Part] = []
    stays: list[Stay] = []
    poses: list[Pose] = []
    # Desk workers rise three times an hour, most often before 20 min (105 employees with seat pad and activPAL, Univ.
    # of Queensland 2013); moments away divide our longer bouts further. Lognormal: our choice.
    usual_s = chance.uniform(20, 30) * 60
    visit = _Visit(None, EMPTY_S, 0.0)
    while visit.at_s < hours * 3600:
        length_s = max(20.0, min(3.0 * 3600, chance.lognormvariate(math.log(usual_s), 0.8)))
        still_s = 0.0 if stays else GUIDED_S + 10
        told = tell_stay(chance, body, visit.at_s + visit.lead_s, length_s, still_s=still_s)
        off_s = told.part.moves[-1].at_s + body.stand_s
        if visit.thing is not None:  # it stays a little longer than the sitter
            off_s += chance.uniform(15, 60)
            part, stay = place(chance, visit.thing, visit.at_s, off_s)
            parts.append(part)
            off_s = stay.end_s
            if stay.kg > CUSHION_KG[1]:  # a cushion alone is nothing; other things are there before and after
                stays += [replace(stay, end_s=told.begin_s), replace(stay, begin_s=told.end_s)]
        parts.append(told.part)
        stays.append(Stay("person", told.begin_s, told.end_s, body.seat_kg))
        poses += [replace(pose, known=visit.thing is None) for pose in told.poses]
        bare = visit.thing is None
        visit = _next_visit(chance, body, off_s, told.end_s)
        if bare and visit.at_s - told.end_s > 90 and chance.random() < 0.15:
            part, stay = _left(chance, told.end_s, visit.at_s)
            parts.append(part)
            stays.append(stay)
    ordered = tuple(sorted(stays, key=lambda stay: stay.begin_s))
    guided_s = ordered[0].begin_s + 5.0
    return Scene(visit.at_s, tuple(parts), ordered, tuple(poses), (guided_s, guided_s + GUIDED_S))


def object_day(chance: random.Random, hours: float) -> Scene:
    """Tell a day of about `hours` on which only things come to the seat; one in six stays for an hour or so."""
    parts: list[Part] = []
    stays: list[Stay] = []
    now_s = EMPTY_S
    while now_s < hours * 3600:
        long = chance.random() < 1 / 6
        length_s = chance.uniform(2400, 4200) if long else math.exp(chance.uniform(math.log(20), math.log(600)))
        part, stay = place(chance, draw_thing(chance), now_s, now_s + length_s)
        parts.append(part)
        stays.append(stay)
        now_s = stay.end_s + chance.uniform(15, 90)
    return Scene(now_s, tuple(parts), tuple(stays))


def empty_day(hours: float) -> Scene:
    """Tell a day on which nobody comes."""
    return Scene(hours * 3600, (), ())


def _next_visit(chance: random.Random, body: Body, off_s: float, end_s: float) -> _Visit:
    """Draw when the sitter comes back, and to what."""
    name = chance.choices((None, "cushion", "hung bag"), (90, 6, 4))[0]
    thing = None if name is None else draw_thing(chance, name)
    lead_s = 0.0 if thing is None else chance.uniform(12, 40)
    while True:
        at_s = off_s + _break_s(chance)
        if abs(at_s + lead_s + body.sit_s / 2 - end_s - RULE_S) > UNDECIDED_S:
            return _Visit(thing, at_s, lead_s)


def _left(chance: random.Random, end_s: float, next_s: float) -> tuple[Part, Stay]:
    """Leave a thing on the seat for a part of the break: from the lap in the act of standing up, or put there later."""
    thing = draw_thing(chance, *LEFT_BEHIND)
    from_lap = thing.kg < 7 and chance.random() < 0.6
    at_s = end_s if from_lap else end_s + chance.uniform(5, 25)
    return place(chance, thing, at_s, chance.uniform(at_s + 20, next_s - 12), falls=not from_lap)


def _break_s(chance: random.Random) -> float:
    """Draw how long the seat stays empty: from a moment to most of an hour."""
    match chance.choices(("moment", "short", "break", "long"), (20, 35, 25, 20))[0]:
        case "moment":
            return chance.uniform(1, 10)
        case "short":
            return chance.uniform(10, 120)
        case "break":
            return chance.uniform(120, 420)
        case _:
            return min(2700.0, chance.lognormvariate(math.log(900), 0.6))
