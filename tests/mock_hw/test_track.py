"""A recording as a signal: each row holds until the next, and in a hole nothing is made up."""

import pytest

from contract.seat import Corners
from mock_hw.track import LEAST_HOLD_S, Track
from tests.mock_hw.recordings import recording, rows

NOTHING = Corners(None, None, None, None)


@pytest.fixture
def track(tmp_path):
    return lambda *parts: Track(recording(tmp_path / "seat.csv", *parts))


def test_a_row_holds_from_its_instant_until_the_next(track):
    seat = track(["0,1,2,3,4", "0.1,5,6,7,8"])
    assert [seat.at(t_s) for t_s in (0.0, 0.099, 0.1, 0.2)] == [
        Corners(1, 2, 3, 4),
        Corners(1, 2, 3, 4),
        Corners(5, 6, 7, 8),
        Corners(5, 6, 7, 8),
    ]


def test_before_the_first_row_and_long_after_the_last_nothing_is_known(track):
    seat = track(["3,1,2,3,4", "3.1,1,2,3,4"])
    assert seat.at(2.999) == NOTHING
    assert seat.at(3.1 + LEAST_HOLD_S + 0.001) == NOTHING


def test_an_empty_cell_is_no_reading_and_the_others_are(track):
    assert track(["0,1,,3,4"]).at(0.0) == Corners(1, None, 3, 4)


def test_of_two_rows_at_one_instant_the_later_one_counts(track):
    assert track(["0,1,1,1,1", "0,2,2,2,2"]).at(0.0) == Corners(2, 2, 2, 2)


@pytest.mark.parametrize(("hz", "hold_s"), [(60, 0.25), (20, 0.25), (10, 0.25), (2, 1.25), (0.5, 5.0)])
def test_a_row_holds_for_two_and_a_half_usual_distances_and_a_quarter_of_a_second_at_least(track, hz, hold_s):
    assert track(rows(20, 5.0, hz=hz)).hold_s == pytest.approx(hold_s)


def test_one_long_hole_does_not_make_every_row_hold_for_long(track):
    assert track(rows(10, 5.0), rows(10, 5.0, start_s=500)).hold_s == pytest.approx(0.25)


def test_sections_are_the_parts_between_holes(track):
    seat = track(rows(1, 5.0), rows(2, 5.0, start_s=30), rows(0, 5.0, start_s=60))
    assert list(seat.sections()) == [
        (0.0, pytest.approx(1.25)),
        (30.0, pytest.approx(32.25)),
        (60.0, 60.0),
    ]


def test_in_a_hole_nothing_is_known_from_when_the_last_row_no_longer_holds(track):
    seat = track(rows(1, 4.0), rows(1, 4.0, start_s=30))
    assert seat.at(1.25) == Corners(1, 1, 1, 1)
    assert seat.at(1.26) == seat.at(29.99) == NOTHING


def test_a_single_row_is_a_recording(track):
    seat = track(["5,1,2,3,4"])
    assert list(seat.sections()) == [(5.0, 5.0)]
    assert seat.at(5.0) == Corners(1, 2, 3, 4)
