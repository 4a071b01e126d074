"""Tare: only with an empty seat at rest, and never anything but the zeros."""

import pytest

from contract.seat import Corners
from edge.commissioning.procedures.zeroing import Refused, Tared, Taring, Zeroing, meaning
from edge.core.frame import CountsFrame
from tests.edge.commissioning.seats import CALIBRATION, MADE_MS, NOTHING, PER_KG, TARES, Seat, over


def outcome(frames):
    """The answer that ends it, or the last one."""
    zeroing, answer = Zeroing(CALIBRATION), None
    for frame in frames:
        answer = zeroing.take(frame)
        if not isinstance(answer, Taring):
            break
    return answer


def test_the_zero_of_an_empty_seat_is_taken_anew_and_the_rest_is_kept():
    drift_kg = (0.3, -0.2, 0.1, 0.0)
    done = outcome(Seat().rests(drift_kg, 5))
    assert isinstance(done, Tared)
    assert list(done.moved_kg) == pytest.approx(drift_kg, abs=0.001)
    for cell, old, tare, kg, per_kg in zip(
        done.calibration.cells, CALIBRATION.cells, TARES, drift_kg, PER_KG, strict=True
    ):
        assert cell.counts_per_kg == old.counts_per_kg
        assert cell.tare_counts == pytest.approx(tare + kg * per_kg, abs=15)
    assert done.calibration.made_ms == MADE_MS + 4000, "another calibration, so that the followed zero is forgotten"


def test_it_says_how_far_it_has_come():
    zeroing = Zeroing(CALIBRATION)
    shares = [zeroing.take(frame).share for frame in Seat().rests(NOTHING, 3.9)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(39 / 40)


@pytest.mark.parametrize("load_kg", [over(0, 0, 62.0), over(-0.5, 0.5, 4.0), (2.0, 2.0, -0.2, 0.0), (-3.5, 3.5, 0, 0)])
def test_with_something_on_the_seat_it_is_refused_and_no_weight_is_told(load_kg):
    refused = outcome(Seat().rests(load_kg, 30))
    assert isinstance(refused, Refused)
    assert "something is on the seat (over 3 kg" in refused.why
    assert "62" not in refused.why


def test_whoever_sits_down_in_the_last_moment_spoils_no_zero():
    seat = Seat()
    frames = [*seat.rests(NOTHING, 3.8), *seat.rests(over(0, 0, 62.0), 10)]
    assert isinstance(outcome(frames[:40]), Taring), "38 still frames of 40 are a seat at rest, but not an empty one"
    assert isinstance(outcome(frames), Refused)


def test_a_seat_that_is_touched_is_refused_after_twenty_seconds():
    seat = Seat()
    refused = outcome(seat.rests(NOTHING, 60, wave_kg=0.2))
    assert isinstance(refused, Refused)
    assert "did not come to rest in 20 s" in refused.why
    assert seat.frames == 202


def test_whoever_leaves_in_time_may_tare():
    seat = Seat()
    frames = [*seat.rests(NOTHING, 2, wave_kg=0.5), *seat.rests(NOTHING, 5)]
    assert isinstance(outcome(frames), Tared)


def test_a_spike_refuses_nothing():
    frames = list(Seat().rests(NOTHING, 5))
    frames[4] = CountsFrame(frames[4].at_ms, frames[4].uptime_s, Corners(2**22, 0, 0, 0))
    assert isinstance(outcome(frames), Tared)


def test_a_cell_without_a_reading_refuses_and_is_named():
    frames = (
        CountsFrame(n, n / 10, Corners(*map(round, TARES[:3]), None), Corners(None, None, None, "timeout"))
        for n in range(400)
    )
    refused = outcome(frames)
    assert isinstance(refused, Refused)
    assert "rear right gives no reading (timeout): run sitwell-edge check" in refused.why


@pytest.mark.parametrize(
    ("kg", "said"), [(0.1, "usual drift"), (-0.7, "rear left moved by more"), (1.4, "rear left moved far")]
)
def test_it_says_what_a_moved_zero_means(kg, said):
    assert said in meaning(Corners(0.0, 0.05, kg, -0.02))
