"""When a seat rests, told from counts."""

import math

import pytest

from contract.seat import Corners
from edge.commissioning.procedures.steadiness import AtRest, NotAtRest, Steadiness
from edge.core.frame import CountsFrame
from mock_hw import cell
from mock_hw.sitter import STRAIGHT, Sitter, Stay, Turn
from tests.edge.commissioning.seats import NOTHING, PER_KG, TARES, Seat


def looked_at(frames):
    steadiness = Steadiness()
    return [steadiness.take(frame) for frame in frames]


def test_an_empty_seat_rests_after_four_seconds_and_tells_its_levels():
    seen = looked_at(Seat().rests(NOTHING, 4))
    assert [type(each) for each in seen] == [NotAtRest] * 39 + [AtRest]
    assert list(seen[-1].counts) == pytest.approx(TARES, abs=12)
    assert all(12 < noise < 30 for noise in seen[-1].noise_counts)
    assert (seen[-1].since_uptime_s, seen[-1].until_uptime_s) == (0.1, 4.0)


def test_a_seat_at_rest_is_nearly_always_known_to_rest():
    seen = looked_at(Seat(seed=5).rests(NOTHING, 300))[39:]
    assert sum(isinstance(each, NotAtRest) for each in seen) < 0.01 * len(seen)


@pytest.mark.parametrize("seed", range(5))
def test_nobody_sits_so_still_that_the_seat_rests(seed):
    sitter, stay = Sitter(45.0, seed), Stay((Turn(-60.0, STRAIGHT),))

    def frame(n):
        load_kg = sitter.load(stay, n / 10).corners()
        counts = [
            round(tare + kg * per_kg + 20 * cell.noise(seed * 4 + place, n))
            for place, (tare, kg, per_kg) in enumerate(zip(TARES, load_kg, PER_KG, strict=True))
        ]
        return CountsFrame(n * 100, n / 10, Corners(*counts))

    assert not any(isinstance(each, AtRest) for each in looked_at(frame(n) for n in range(1200)))


def test_a_load_that_goes_down_is_no_rest():
    seat = Seat()
    seen = looked_at(seat.frame(round(tare - n * 20 + seat._chance.gauss(0, 20)) for tare in TARES) for n in range(100))
    assert {each.why for each in seen[39:]} == {"front left moves"}


def test_single_spikes_change_nothing():
    frames = list(Seat().rests(NOTHING, 4))
    for n in (3, 17, 31):
        spoilt = Corners(frames[n].counts.front_left + 2**20, *tuple(frames[n].counts)[1:])
        frames[n] = CountsFrame(frames[n].at_ms, frames[n].uptime_s, spoilt)
    rest = looked_at(frames)[-1]
    assert rest.counts.front_left == pytest.approx(TARES[0], abs=12)


def test_a_cell_that_says_nothing_is_named_with_its_fault():
    silent = [CountsFrame(n, n / 10, Corners(1, None, 3, 4), Corners(None, "saturated", None, None)) for n in range(40)]
    assert looked_at(silent)[-1].why.startswith("front right gives no reading (saturated)")


def test_after_a_hole_all_begins_anew():
    seat = Seat()
    steadiness = Steadiness()
    for frame in seat.rests(NOTHING, 4):
        steadiness.take(frame)
    seat.frames += 20
    assert steadiness.take(next(seat.rests(NOTHING, 1))).filled == pytest.approx(1 / 40)


def test_noise_that_no_cell_has_is_no_rest():
    assert "far noisier than a good cell" in looked_at(Seat(noise=1000).rests(NOTHING, 4))[-1].why


def test_the_level_is_as_sure_as_the_mean_of_all():
    errors = [looked_at(Seat(seed=seed).rests(NOTHING, 4))[-1].counts.front_left - TARES[0] for seed in range(60)]
    assert math.sqrt(sum(each**2 for each in errors) / 60) < 1.3 * 20 / math.sqrt(40)


def test_a_hand_that_has_just_left_is_not_averaged_into_the_level():
    seat = Seat()
    seen = looked_at([*seat.rests((5.0, 5.0, 5.0, 5.0), 5, wave_kg=0.5), *seat.rests(NOTHING, 6)])
    rests = [each for each in seen if isinstance(each, AtRest)]
    assert rests
    for rest in rests:
        assert list(rest.counts) == pytest.approx(TARES, abs=15)
