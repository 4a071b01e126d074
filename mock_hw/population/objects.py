"""Things on the seat: they land with a thump, lie dead still, may slide, and are taken away. And a cat."""

import math
import random
from typing import NamedTuple

from mock_hw.population.body import draw_pet
from mock_hw.population.scene import Move, Part, Stay

THINGS_KG = {
    "bag": (3.5, 12.0),
    "laptop bag": (3.5, 6.0),
    "box": (4.0, 40.0),
    "child seat": (4.0, 12.0),
    "paper": (5.0, 30.0),
    "printer": (8.0, 40.0),
    "suitcase": (8.0, 32.0),
    "hung bag": (3.5, 8.0),
    "cat": (4.0, 6.0),
}
"""Kilograms of each thing: all above 3 kg, from where on the product speaks of a thing, with room for error."""

CUSHION_KG = (0.4, 2.0)


class Thing(NamedTuple):
    """What is put on the seat; its `name` decides how it behaves."""

    name: str
    kg: float


def draw_thing(chance: random.Random, *names: str) -> Thing:
    """Draw one of these things, or any."""
    name = chance.choice(names or tuple(THINGS_KG))
    low, high = THINGS_KG.get(name, CUSHION_KG)
    return Thing(name, math.exp(chance.uniform(math.log(low), math.log(high))))


def place(chance: random.Random, thing: Thing, at_s: float, until_s: float, *, falls: bool = True) -> tuple[Part, Stay]:
    """Put a thing on the seat at `at_s` and take it away at `until_s`; it gets slid once in a while.

    `falls` is False for a thing that was there already, in a lap.
    """
    lateral = chance.uniform(-0.4, 0.4)
    # A bag on the back rest pulls behind the rear cells.
    fore_aft = chance.uniform(-1.2, -0.9) if thing.name == "hung bag" else chance.uniform(-0.4, 0.4)
    moves = [Move(at_s - 0.02, 0.01, 0.0, lateral, fore_aft)]
    if falls:
        moves += _thump(chance, at_s, thing.kg, lateral, fore_aft)
    else:
        moves.append(Move(at_s, 0.1, thing.kg, lateral, fore_aft))
    pet = thing.name == "cat"
    moves += _handled(chance, moves[-1], until_s, pet=pet)
    off_s = chance.uniform(0.15, 0.8)
    last = moves[-1]
    moves.append(Move(until_s, off_s, 0.0, last.lateral, last.fore_aft))
    stay = Stay("object", at_s + 0.1, until_s + off_s / 2, thing.kg, thing.name)
    return Part(tuple(moves), draw_pet(chance) if pet else None), stay


def _thump(chance: random.Random, at_s: float, kg: float, lateral: float, fore_aft: float) -> list[Move]:
    """Land within 0.1 to 0.5 s: up to twice the weight, the figure for a load let go without a drop, then back."""
    whole_s = chance.uniform(0.1, 0.5)
    return [
        Move(at_s, whole_s / 2, kg * chance.uniform(1.05, 2.0), lateral, fore_aft),
        Move(at_s + whole_s / 2, whole_s / 2, kg, lateral, fore_aft),
    ]


def _handled(chance: random.Random, last: Move, until_s: float, *, pet: bool) -> list[Move]:
    """Let a hand settle the thing at first, let it slide about twice an hour; a cat turns every few minutes."""
    moves: list[Move] = []
    at_s, kg, lateral, fore_aft = last.at_s + last.over_s, last.kg, last.lateral, last.fore_aft
    if not pet and chance.random() < 0.4:  # a hand still presses or pushes
        at_s += chance.uniform(0.3, 2.0)
        moves.append(Move(at_s, 0.4, max(0.5, kg + chance.uniform(-2, 5)), lateral, fore_aft))
        at_s += chance.uniform(0.5, 2.0)
        lateral += chance.gauss(0, 0.08)
        moves.append(Move(at_s, 0.4, kg, lateral, fore_aft))
        at_s += 0.4
    mean_s = 200 if pet else 1800
    while (at_s := at_s + chance.expovariate(1 / mean_s)) < until_s - 3:
        lateral, fore_aft = lateral + chance.gauss(0, 0.1), fore_aft + chance.gauss(0, 0.1)
        moves.append(Move(at_s, chance.uniform(0.2, 1.5), kg, lateral, fore_aft))
        at_s += 1.5
    return moves
