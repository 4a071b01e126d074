"""The population as frames: what cells would say of it, at ten frames a second."""

import random
import statistics
from itertools import islice

import msgspec
import pytest

from contract.seat import Corners
from edge.core.frame import SeatFrame
from mock_hw.population.body import draw_body
from mock_hw.population.cells import CellSet, draw_cells
from mock_hw.population.day import empty_day, sitter_day
from mock_hw.population.objects import Thing, place
from mock_hw.population.render import frames
from mock_hw.population.scene import Scene
from mock_hw.population.surroundings import Shake, draw_shakes

NONE = (0.0, 0.0, 0.0, 0.0)
IDEAL = CellSet(
    noise_kg=NONE,
    sensitivity=(1.0, 1.0, 1.0, 1.0),
    zero_kg=NONE,
    drift_kg_per_s=NONE,
    temperature_kg=NONE,
    temperature_phase=0.0,
    creep_share=NONE,
    creep_s=600.0,
    spike_share=0.0,
    lost_share=0.0,
    tilt=0.0,
)


def a_sitter(seed: int) -> tuple[Scene, float]:
    chance = random.Random(seed)
    body = draw_body(chance)
    return sitter_day(chance, body, 0.05), body.seat_kg


def told(scene: Scene, cells: CellSet = IDEAL, shakes: tuple[Shake, ...] = ()) -> list[SeatFrame]:
    return list(frames(scene, cells, shakes, "1"))


def total_kg(frame: SeatFrame) -> float:
    return sum(kg for kg in frame.load_kg if kg is not None)


def within(all_frames: list[SeatFrame], begin_s: float, end_s: float) -> list[SeatFrame]:
    return all_frames[round(begin_s * 10) : round(end_s * 10)]


def test_the_same_scene_gives_the_same_frames():
    scene, _ = a_sitter(1)
    cells = draw_cells(random.Random(1))
    first = islice(frames(scene, cells, (), "1"), 600)
    assert list(first) == list(islice(frames(scene, cells, (), "1"), 600))


def test_frames_come_ten_a_second_on_both_clocks():
    a, b = told(empty_day(0.001))[:2]
    assert (b.at_ms - a.at_ms, round(b.uptime_s - a.uptime_s, 6)) == (100, 0.1)


@pytest.mark.parametrize("seed", range(6))
def test_a_sitter_in_the_guided_sit_weighs_their_share_and_is_never_dead_still(seed):
    scene, seat_kg = a_sitter(seed)
    assert scene.guided is not None
    loads = [total_kg(frame) for frame in within(told(scene), *scene.guided)]
    assert statistics.mean(loads) == pytest.approx(seat_kg, rel=0.02)
    assert 0.005 < max(loads) - min(loads) < 0.15 * seat_kg


@pytest.mark.parametrize("seed", range(6))
def test_half_of_the_load_is_on_at_the_edges_of_a_stay(seed):
    scene, seat_kg = a_sitter(seed)
    stay = scene.stays[0]
    seated = told(scene)
    for edge_s in (stay.begin_s, stay.end_s):
        share = total_kg(seated[round(edge_s * 10)]) / seat_kg
        assert 0.25 < share < 0.8


def test_a_thing_thumps_and_then_lies_dead_still():
    part, stay = place(random.Random(4), Thing("printer", 12.0), 5.0, 60.0)
    seen = told(Scene(70.0, (part,), (stay,)))
    assert max(map(total_kg, seen[50:56])) > 12.2
    assert {round(total_kg(frame), 6) for frame in seen[150:550]} == {12.0}
    assert total_kg(seen[-1]) == pytest.approx(0)


def test_a_bag_on_the_back_rest_lifts_the_front_cells():
    part, stay = place(random.Random(1), Thing("hung bag", 5.0), 5.0, 60.0, falls=False)
    load_kg = told(Scene(70.0, (part,), (stay,)))[300].load_kg
    assert sum(kg for kg in load_kg if kg is not None) == pytest.approx(5.0)
    assert (load_kg.front_left or 0) + (load_kg.front_right or 0) < 0.3


def test_a_walker_shakes_a_thing_more_than_an_empty_seat():
    part, stay = place(random.Random(4), Thing("box", 30.0), 1.0, 60.0, falls=False)
    shake = (Shake(30.0, 5.0, 0.02, 0.0, 4.0),)
    shaken = [total_kg(f) for f in told(Scene(70.0, (part,), (stay,)), shakes=shake)[300:350]]
    empty = [total_kg(f) for f in told(empty_day(0.02), shakes=shake)[300:350]]
    assert max(shaken) - min(shaken) > 5 * (max(empty) - min(empty)) > 0


def test_what_shakes_a_chair_comes_in_order_and_passes():
    shakes = draw_shakes(random.Random(1), 3600)
    assert shakes == tuple(sorted(shakes, key=lambda shake: shake.at_s))
    assert all(
        shake.factor(shake.at_s - 0.1) == shake.factor(shake.at_s + shake.length_s + 0.1) == 0 for shake in shakes
    )


def test_cells_drift_by_tens_of_grams_a_day_and_cheap_ones_by_a_kilogram_within_the_hour():
    def moved_kg(cells: CellSet) -> float:
        return abs(sum(cells.slow_kg(2700.0)) - sum(cells.slow_kg(0.0)))

    assert all(moved_kg(draw_cells(random.Random(seed))) < 0.1 for seed in range(20))
    assert all(1.2 < moved_kg(draw_cells(random.Random(seed), cheap=True)) < 1.6 for seed in range(20))


def test_creep_adds_under_a_thousandth_and_goes_back():
    part, stay = place(random.Random(4), Thing("box", 40.0), 1.0, 1500.0, falls=False)
    still = msgspec.structs.replace(part, moves=(*part.moves[:2], part.moves[-1]))
    cells = msgspec.structs.replace(IDEAL, creep_share=(0.001,) * 4, creep_s=300.0)
    seen = told(Scene(3000.0, (still,), (stay,)), cells)
    assert total_kg(seen[100]) < 40.003
    assert total_kg(seen[14_900]) == pytest.approx(40.04, abs=0.002)
    assert abs(total_kg(seen[-1])) < 0.002


def test_spoilt_readings_are_as_many_as_drawn_and_a_dead_cell_says_nothing():
    cells = msgspec.structs.replace(IDEAL, lost_share=0.02, spike_share=0.01, dead_corner=2, dead_s=600.0)
    seen = told(empty_day(0.5), cells)
    lost = sum(frame.load_kg.front_left is None for frame in seen) / len(seen)
    spikes = sum(frame.load_kg.front_left not in {None, 0.0} for frame in seen) / len(seen)
    assert 0.01 < lost < 0.03
    assert 0.005 < spikes < 0.02
    assert all(frame.load_kg.rear_left is None for frame in seen[6001:])
    assert seen[10].load_kg != Corners(None, None, None, None)
