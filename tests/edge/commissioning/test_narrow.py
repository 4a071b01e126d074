"""A telephone beside the chair shows some forty columns: figures and places are whole there too."""

import pytest
from rich.console import Console

from contract.seat import CORNER_NAMES, Corners
from edge.commissioning.pictures.calibrate import guide_picture
from edge.commissioning.pictures.check import cells_picture
from edge.commissioning.pictures.monitor import monitor_picture
from edge.commissioning.procedures.placements import Guide
from edge.commissioning.seat_view import SeatView
from edge.commissioning.survey import CellSeen
from edge.ports import CellCounters

GUIDE = Guide("front_right", "place", "Put it there.", "a change", 0.3, 1, Corners(123456.0, -12.0, None, 1.0))
SEEN = CellSeen(readings=120, median_counts=-129562.0, rate_sps=10.0, noise_counts=20.0, load_kg=12.0)
VIEW = SeatView(values=Corners(21.3, 19.9, 30.1, None), counters=Corners(*[CellCounters(readings=99)] * 4))


def rows(picture, width):
    console = Console(width=width, force_terminal=False)
    with console.capture() as shown:
        console.print(picture)
    return shown.get().splitlines()


def test_a_calibration_shows_all_four_corners_as_they_lie():
    shown = rows(guide_picture(GUIDE), 40)
    assert all(len(row) <= 40 and "…" not in row for row in shown)
    assert [row.split()[1:-1] for row in shown if "+" in row] == [["+123,456", "-12"], ["no", "reading", "+1"]]
    assert any("▸ front right" in row for row in shown)


@pytest.mark.parametrize("corner", CORNER_NAMES)
def test_a_monitors_names_and_figures_are_whole_and_the_bars_give_way(corner):
    shown = "\n".join(rows(monitor_picture(VIEW), 40))
    assert corner.replace("_", " ") in shown
    assert "█" in shown
    assert all(f"{kg} kg" in shown for kg in (21.3, 19.9, 30.1))


def test_a_check_cuts_the_end_off_no_figure():
    shown = "\n".join(rows(cells_picture(Corners(SEEN, SEEN, SEEN, SEEN), ()), 40))
    assert [shown.count(figure) for figure in ("-129,562", "10.0", "20", "0.0%", "+12.00")] == [4, 4, 4, 4, 4]
    assert "…" not in shown
