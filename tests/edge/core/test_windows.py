"""Windows of ten seconds: robust against spoilt readings, of one presence, and none where there is too little."""

import math

import msgspec
import pytest

from contract.seat import Corners
from edge.core import windows
from edge.core.frame import NO_FAULT, Load
from edge.core.moment import Moment
from edge.core.windows import SAMPLES, WindowState


def feed(readings, *, presence="vacant", period_s=1.0, total_kg=0.0):
    """Feed one reading of the front left cell after the other; the others read 0."""
    state, made, uptime_s = WindowState(), [], 100.0
    for kg in readings:
        load_kg = Corners(kg, 0.0, 0.0, 0.0)
        moment = Moment(0, uptime_s, period_s, period_s, NO_FAULT, load_kg, Load(total_kg), presence=presence)
        if windows.due(state, moment):
            state, window = windows.step(state, load_kg, moment)
            made += [window] if window else []
        uptime_s += period_s
    return state, made


def test_a_window_is_ten_samples_a_second_apart_at_any_rate_of_frames():
    for rate in (1, 2, 10, 80):
        _, made = feed([5.0] * 60 * rate, period_s=1 / rate)
        assert 5 <= len(made) <= 6, rate


def test_median_and_spread_are_those_of_the_samples():
    _, (window,) = feed([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0])
    assert (window.cells.front_left.kg, window.cells.front_left.spread_kg) == (5.5, 2.5)
    assert (window.cells.front_left.changes, window.cells.front_right.changes) == (9, 0)


@pytest.mark.parametrize("spoilt", [97.0, -97.0, None, math.nan, math.inf, 1e308])
def test_a_few_spoilt_readings_change_nothing(spoilt):
    _, (window,) = feed([5.0, spoilt, 5.0, 5.0, 5.0, spoilt, 5.0, 5.0, 5.0, 5.0])
    assert (window.cells.front_left.kg, window.cells.front_left.spread_kg) == (5.0, 0.0)


def test_a_cell_with_too_few_readings_is_not_judged():
    _, (window,) = feed([5.0, None, None, None, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0])
    assert window.cells.front_left is None
    assert window.cells.front_right is not None


def test_a_window_is_of_one_presence():
    state, _ = feed([5.0] * (SAMPLES - 1))
    moment = Moment(0, 109.1, 1.0, 1.0, NO_FAULT, Corners(5.0, 0.0, 0.0, 0.0), Load(5.0), presence="object")
    assert windows.due(state, moment), "at once, not after a second"
    state, window = windows.step(state, moment.load_kg, moment)
    assert (window, len(state.samples), state.presence) == (None, 1, "object")


def test_a_hole_begins_a_window_anew_and_rare_frames_make_none():
    assert feed([5.0] * 100, period_s=10.0)[1] == []
    assert feed([5.0] * 100, total_kg=None)[1] == []


def test_the_samples_can_be_saved():
    state, _ = feed([5.0, math.nan, math.inf, None, -1e9])
    assert msgspec.json.decode(msgspec.json.encode(state), type=WindowState) == state
