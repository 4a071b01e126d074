"""The fourth equation: which corner alone explains a change, and what explains none."""

import pytest

from contract.seat import CORNER_NAMES, Corners
from edge.core import fourth
from edge.core.fourth import LEARN_WINDOWS, RECENT_WINDOWS, FourthState
from edge.core.windows import CellWindow, Window
from tests.edge.core.stories import person, without


def window(load):
    return Window(load.map(lambda kg: None if kg is None else CellWindow(kg, 0.001, 9)), "occupied")


def sit(load, windows, state=None):
    """Sit so for a number of windows; return the state and whom each accuses."""
    state, accused = state or FourthState(), []
    for _ in range(windows):
        state, corner = fourth.step(20.0, state, window(load))
        accused.append(corner)
    return state, accused


USUAL, _ = sit(person(72), LEARN_WINDOWS)


def times(corner, part):
    load = person(72)
    return Corners(**{name: getattr(load, name) * (part if name == corner else 1) for name in CORNER_NAMES})


@pytest.mark.parametrize("corner", CORNER_NAMES)
@pytest.mark.parametrize("part", [0.0, 0.2, 3.0], ids=["nothing", "a fifth", "thrice"])
def test_one_cell_that_reads_too_little_or_too_much_is_named(corner, part):
    _, accused = sit(times(corner, part), 3 * RECENT_WINDOWS, USUAL)
    assert accused[-1] == corner
    assert set(accused) == {None, corner}


@pytest.mark.parametrize("load", [person(72, 0.5, 0.3), person(40, -0.6, 0.0), person(90, 0.0, 0.6)], ids=str)
def test_no_lean_of_a_rigid_load_is_a_fault_of_a_cell(load):
    assert set(sit(load, 4 * LEARN_WINDOWS, USUAL)[1]) == {None}


def test_a_seat_that_twists_without_leaning_accuses_nobody():
    twisted = Corners(26.0, 10.0, 10.0, 26.0)
    assert set(sit(twisted, 4 * LEARN_WINDOWS, USUAL)[1]) == {None}


def test_nobody_is_accused_before_the_usual_is_known():
    state, accused = sit(person(72), LEARN_WINDOWS // 2)
    _, later = sit(times("front_left", 0.0), LEARN_WINDOWS // 4, state)
    assert set(accused + later) == {None}


def test_a_fault_is_never_learned_as_usual():
    state, accused = sit(times("front_left", 0.0), 20 * LEARN_WINDOWS, USUAL)
    assert accused[-1] == "front_left"
    assert state.usual[2] == pytest.approx(USUAL.usual[2], abs=0.06)


def test_where_the_twist_is_never_the_same_more_is_needed():
    state = FourthState()
    for k in range(LEARN_WINDOWS):
        state, _ = sit(Corners(26.0, 10.0, 10.0, 26.0) if k % 2 else Corners(10.0, 26.0, 26.0, 10.0), 1, state)
    assert state.spread > 0.2
    assert set(sit(times("front_left", 0.0), 3 * RECENT_WINDOWS, state)[1]) == {None}


@pytest.mark.parametrize("load", [person(10), without(person(), "rear_left")], ids=["light", "three cells"])
def test_a_light_load_and_a_missing_cell_say_nothing(load):
    assert sit(load, 10, USUAL) == (USUAL, [None] * 10)
