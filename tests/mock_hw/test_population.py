"""The simulated population: the same seed is the same sitter, and nobody is outside what a body or a bag can be."""

import random
from itertools import pairwise

import pytest

from mock_hw.population.body import draw_body, draw_pet
from mock_hw.population.day import EMPTY_S, GUIDED_S, RULE_S, UNDECIDED_S, empty_day, object_day, sitter_day
from mock_hw.population.objects import CUSHION_KG, THINGS_KG, draw_thing
from mock_hw.population.scene import Scene

SEEDS = range(12)


def a_day(seed: int, hours: float = 2.0) -> Scene:
    chance = random.Random(seed)
    return sitter_day(chance, draw_body(chance), hours)


def test_the_same_seed_tells_the_same_day_and_another_seed_another():
    assert a_day(1) == a_day(1)
    assert a_day(1) != a_day(2)


def test_sitters_weigh_35_to_150_kg_and_put_70_to_90_percent_of_it_on_the_seat():
    bodies = [draw_body(random.Random(seed)) for seed in range(400)]
    assert all(35 <= body.mass_kg <= 150 for body in bodies)
    assert min(body.mass_kg for body in bodies) < 45
    assert max(body.mass_kg for body in bodies) > 120
    assert all(0.70 <= body.seat_kg / body.mass_kg <= 0.90 for body in bodies)


def test_the_stillest_sitter_hardly_fidgets_and_the_most_restless_does_all_the_time():
    lives = [draw_body(random.Random(seed)).life for seed in range(400)]
    assert min(life.fidgets_per_hour for life in lives) < 6
    assert max(life.fidgets_per_hour for life in lives) > 200
    assert all(12 / 60 <= life.breath_hz <= 20 / 60 for life in lives)
    assert all(50 / 60 <= life.heart_hz <= 100 / 60 for life in lives)


def test_a_cat_breathes_faster_than_any_sitter():
    assert all(draw_pet(random.Random(seed)).breath_hz >= 20 / 60 for seed in SEEDS)


@pytest.mark.parametrize("name", [*THINGS_KG, "cushion"])
def test_each_thing_weighs_what_it_may(name):
    low, high = THINGS_KG.get(name, CUSHION_KG)
    things = [draw_thing(random.Random(seed), name) for seed in SEEDS]
    assert all(low <= thing.kg <= high for thing in things)
    assert {thing.name for thing in things} == {name}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_day_begins_empty_then_guided_and_lasts_as_long_as_asked(seed):
    day = a_day(seed)
    assert day.stays[0].kind == "person"
    assert day.stays[0].begin_s > EMPTY_S
    assert day.guided is not None
    assert day.guided[1] - day.guided[0] == pytest.approx(GUIDED_S)
    assert day.stays[0].begin_s < day.guided[0] < day.guided[1] < day.stays[0].end_s
    assert day.duration_s >= 2.0 * 3600


@pytest.mark.parametrize("seed", SEEDS)
def test_two_things_are_never_true_of_the_seat_at_once(seed):
    stays = a_day(seed).stays
    assert all(stay.end_s > stay.begin_s for stay in stays)
    assert all(after.begin_s >= before.end_s - 0.2 for before, after in pairwise(stays))  # 0.1 s: from lap to seat


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pose_is_only_true_while_the_sitter_is_seated_and_never_two_at_once(seed):
    day = a_day(seed)
    people = [stay for stay in day.stays if stay.kind == "person"]
    for pose in day.poses:
        assert any(stay.begin_s <= pose.begin_s < pose.end_s <= stay.end_s for stay in people)
    assert all(after.begin_s >= before.end_s for before, after in pairwise(day.poses))


def test_no_break_is_so_near_to_a_jump_of_the_rule_that_nobody_could_say_what_is_right():
    for seed in range(60):
        people = [stay for stay in a_day(seed).stays if stay.kind == "person"]
        breaks_s = [after.begin_s - before.end_s for before, after in pairwise(people)]
        assert all(abs(each - RULE_S) >= UNDECIDED_S - 1e-6 for each in breaks_s)


def test_days_hold_short_absences_long_breaks_and_things_left_behind():
    days = [a_day(seed) for seed in range(40)]
    people = [[stay for stay in day.stays if stay.kind == "person"] for day in days]
    breaks_s = [after.begin_s - before.end_s for stays in people for before, after in pairwise(stays)]
    assert min(breaks_s) < 5
    assert max(breaks_s) > 900
    assert {stay.kind for day in days for stay in day.stays} == {"person", "object"}
    assert any(not pose.known for day in days for pose in day.poses)


def test_a_day_of_things_has_no_person_and_an_empty_day_nothing():
    day = object_day(random.Random(3), 2.0)
    assert {stay.kind for stay in day.stays} == {"object"}
    assert all(3.5 <= stay.kg <= 40 for stay in day.stays)
    assert empty_day(1.0) == Scene(3600.0, (), ())
