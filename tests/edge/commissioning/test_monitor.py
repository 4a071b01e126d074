"""`sitwell-edge monitor`: the seat now, in kilograms or in counts since the look began."""

import io

import pytest
from rich.console import Console

from contract.seat import Corners
from edge.commissioning.pictures.monitor import BAR, HIGH, WIDE, bar_text, monitor_picture, seat_rows
from edge.commissioning.seat_view import Looker, SeatView, view_line
from edge.core.frame import NO_FAULT
from edge.ports import CellCounters
from tests.edge.commissioning.frames import CALIBRATION, frame, load

ALL_WELL = Corners(*(CellCounters(readings=100, stalls=2) for _ in range(4)))


def drawn(view, width):
    paper = io.StringIO()
    Console(file=paper, width=width, color_system=None).print(monitor_picture(view))
    return paper.getvalue()


def test_a_calibrated_seat_is_seen_in_kilograms_with_its_centre():
    view = Looker(CALIBRATION).take(frame(1, load((20.0, 20.0, 10.0, 10.0))), ALL_WELL)
    assert tuple(view.values) == pytest.approx((20, 20, 10, 10), abs=0.01)
    assert (view.total_kg, view.cop_lateral, view.cop_fore_aft) == pytest.approx((60, 0, 1 / 3), abs=0.01)


def test_an_empty_seat_weighs_nothing_and_never_minus_nothing():
    view = Looker(CALIBRATION).take(frame(1, load((-0.001, -0.001, -0.001, -0.001))), ALL_WELL)
    assert view.total_kg < 0
    assert "-0.0" not in view_line(view)
    assert "-0.0" not in drawn(view, 110)


def test_without_a_calibration_counts_since_the_look_began_are_seen():
    looker = Looker(None)
    looker.take(frame(1, load((0, 0, 0, 0))), None)
    view = looker.take(frame(2, load((1, 0, 1, 0))), None)
    assert tuple(view.values) == (43_000, 0, -43_000, 0)
    assert (view.unit, view.total_kg) == ("counts", None)


def test_a_cell_that_comes_late_counts_from_its_own_first_reading():
    looker = Looker(None)
    looker.take(frame(1, Corners(None, 5, 5, 5)), None)
    assert looker.take(frame(2, Corners(700, 5, 5, 5)), None).values.front_left == 0


def test_a_line_says_what_ails_a_cell_in_place_of_its_load():
    counts = Corners(None, *list(load((0, 20.0, 10.0, 10.0)))[1:])
    view = Looker(CALIBRATION).take(frame(1, counts, Corners("saturated", None, None, None)), None)
    assert view_line(view) == (
        "front left saturated  front right 20.0 kg  rear left 10.0 kg  rear right 10.0 kg  total 53.3 kg"
    )


@pytest.mark.parametrize(
    ("value", "length"), [(None, 0), (-5.0, 0), (0.0, 0), (12.5, BAR // 2), (25.0, BAR), (80.0, BAR)]
)
def test_a_bar_is_as_long_as_its_share(value, length):
    assert len(bar_text(value, 25.0)) == length


def test_a_bar_grows_by_eighths():
    assert bar_text(25.0 / BAR / 2, 25.0) == "▌"


@pytest.mark.parametrize(
    ("lateral", "fore_aft", "row", "column"),
    [(0, 0, HIGH // 2, WIDE // 2), (1, 0, HIGH // 2, WIDE - 1), (0, 1, 0, WIDE // 2), (-3, -3, HIGH - 1, 0)],
)
def test_the_dot_is_where_the_load_acts_the_front_at_the_top(lateral, fore_aft, row, column):
    rows = seat_rows(SeatView(cop_lateral=lateral, cop_fore_aft=fore_aft, values=Corners(0.0, 0.0, 0.0, 0.0)))
    assert rows[row][column] == "●"
    assert sum(each.count("●") for each in rows) == 1


def test_an_empty_seat_has_no_dot():
    assert "●" not in "".join(seat_rows(SeatView()))


def test_the_picture_shows_corners_total_counters_and_seat():
    view = Looker(CALIBRATION).take(frame(1, load((20.0, 20.0, 10.0, 10.0))), ALL_WELL)
    text = drawn(view, 120)
    for word in ("front left", "20.0 kg", "total 60.0 kg", "0.33 front", "100", "2", "seen from above"):
        assert word in text


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_picture_fits_the_terminal(width):
    view = Looker(CALIBRATION).take(frame(1, load((20.0, 20.0, 10.0, 10.0)), NO_FAULT), ALL_WELL)
    lines = drawn(view, width).splitlines()
    assert max(map(len, lines)) <= width
    assert any("╭" in line and "╮" in line for line in lines)


def test_a_picture_before_the_first_frame_is_drawn_all_the_same():
    assert "no reading" in drawn(Looker(None).view, 80)
