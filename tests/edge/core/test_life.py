"""Person or thing: what moves a little all the time is a person, what is dead still is not."""

import math
import random

import pytest

from contract.seat import Corners
from tests.edge.core.stories import EMPTY, Story, person, without

SIGMA_KG = 0.001
"""Noise of one cell, a gram: ordinary for an HX711 at 10 SPS."""


def noisy(load, chance, sigma_kg=SIGMA_KG):
    return load.map(lambda kg: None if kg is None else kg + chance.gauss(0, sigma_kg))


def sit(story, span_s, kg, *, breath_kg=0.05, heart_kg=0.06, chance=None, lateral=0.0):
    """Let somebody sit as still as a person can: breathing 15 times and a heart beating 66 times a minute."""
    chance = chance or random.Random(1)
    for at in range(round(span_s * 10)):
        t_s = at / 10
        breath = math.sin(2 * math.pi * 0.25 * t_s)
        heart = math.sin(2 * math.pi * 1.1 * t_s)
        load = person(kg + heart_kg * heart + breath_kg * breath, lateral, 0.004 * breath)
        story.then(0.1, noisy(load, chance))
    return story


def lie(story, span_s, kg, chance=None, sigma_kg=SIGMA_KG):
    """Let a thing lie there: nothing but the noise of its cells."""
    chance = chance or random.Random(2)
    for _ in range(round(span_s * 10)):
        story.then(0.1, noisy(person(kg, 0.1), chance, sigma_kg))
    return story


def kinds(story):
    return [kind for kind, _, _ in story.told]


@pytest.mark.parametrize("kg", [25, 30, 38, 41])
def test_a_light_person_who_sits_still_is_a_person(kg):
    story = sit(lie(Story(), 20, 0.0), 120, kg)
    assert kinds(story) == ["BoutStarted"]
    assert story.told[0][1] == pytest.approx(20.0, abs=0.2), "told from the arrival on, whenever it was believed"


@pytest.mark.parametrize("kg", [21, 30, 40])
@pytest.mark.parametrize("sigma_kg", [0.0005, 0.002])
def test_a_heavy_box_is_a_thing_and_no_bout(kg, sigma_kg):
    story = lie(lie(Story(), 30, 0.0, sigma_kg=sigma_kg), 600, kg, sigma_kg=sigma_kg)
    assert kinds(story) == ["ObjectPlaced"]
    assert story.told[0][1] == pytest.approx(30.0, abs=0.2)


def test_a_box_that_somebody_pushes_stays_a_thing():
    story = lie(lie(Story(), 10, 0.0), 60, 30)
    for push in (0.3, -0.2, 0.1, 0.3, -0.3):
        story.then(0.3, person(30, push))
    assert kinds(lie(story, 60, 30)) == ["ObjectPlaced"]


def test_somebody_light_who_sits_on_the_box_is_a_person_from_then_on():
    story = sit(lie(lie(Story(), 10, 0.0), 30, 8), 60, 8 + 24)
    assert kinds(story) == ["ObjectPlaced", "ObjectRemoved", "BoutStarted"]
    assert story.told[2][1] == pytest.approx(40.0, abs=0.5)


def test_a_box_left_behind_ends_the_bout():
    story = lie(sit(lie(Story(), 10, 0.0), 60, 60), 120, 15)
    assert kinds(story) == ["BoutStarted", "BoutEnded", "ObjectPlaced"] or kinds(story) == [
        "BoutStarted",
        "ObjectPlaced",
        "BoutEnded",
    ]
    ended = next(at_s for kind, at_s, _ in story.told if kind == "BoutEnded")
    assert ended == pytest.approx(70.0, abs=5.0)


def test_spikes_of_a_cell_make_no_person_of_a_box():
    chance = random.Random(3)
    story = lie(Story(), 10, 0.0)
    for _ in range(3000):
        load = noisy(person(30), chance)
        if chance.random() < 0.03:
            load = Corners(load.front_left + chance.choice([-20, 0.5, 30]), *list(load)[1:])
        story.then(0.1, load)
    assert kinds(story) == ["ObjectPlaced"]


def test_a_person_is_known_with_one_cell_missing():
    chance = random.Random(4)
    story = Story().then(10, EMPTY)
    for at in range(600):
        load = person(32 + 0.1 * math.sin(2 * math.pi * 1.1 * at / 10), 0.0, 0.004 * math.sin(at / 6))
        story.then(0.1, without(noisy(load, chance), "rear_left"))
    assert [kind for kind, _, _ in story.told_of("Bout")] == ["BoutStarted"]


def test_on_a_noisy_chair_noise_is_not_life():
    loud_kg = 0.008
    story = lie(lie(Story(), 120, 0.0, sigma_kg=loud_kg), 120, 30, sigma_kg=loud_kg)
    assert kinds(story) == ["ObjectPlaced"], "what the empty seat showed is how this chair is"


def test_a_spike_each_second_does_not_keep_the_question_open():
    chance = random.Random(5)
    story = lie(Story(), 10, 0.0)
    for at in range(300):
        load = noisy(person(30), chance)
        story.then(0.1, Corners(load.front_left - 8, *list(load)[1:]) if at % 10 == 0 else load)
    assert kinds(story) == ["ObjectPlaced"]
