"""Who sits is no empty seat: simulated people of all kinds on cells of all kinds, who try to sit still."""

import random

from contract.seat import Corners
from edge.commissioning.procedures.steadiness import AtRest, Steadiness
from edge.core.frame import CountsFrame
from mock_hw.population.body import draw_body
from mock_hw.population.cells import draw_cells
from mock_hw.population.day import empty_day
from mock_hw.population.render import frames
from mock_hw.population.scene import Move, Part, Scene

SITTERS = 12
STAY_S = 25.0


def rests(scene, cells, seed):
    """The share of frames at whose end the seat seemed to rest; the first and last five seconds do not count."""
    steadiness, seen = Steadiness(), []
    for frame in frames(scene, cells, (), seed):
        counts = Corners(*(None if kg is None else round(43_000 * kg) for kg in frame.load_kg))
        seen.append(isinstance(steadiness.take(CountsFrame(frame.at_ms, frame.uptime_s, counts)), AtRest))
    judged = seen[50:-50]
    return sum(judged) / len(judged)


def test_no_sitter_sits_so_still_that_a_tare_or_a_calibration_would_begin():
    for seed in range(SITTERS):
        chance = random.Random(seed)
        body, cells = draw_body(chance), draw_cells(chance)
        moves = (Move(0.0, 1.0, body.seat_kg, 0.0, -0.1), Move(STAY_S - 1, 0.5, 0.0, 0.0, -0.1))
        assert rests(Scene(STAY_S, (Part(moves, body.life),), ()), cells, f"sits {seed}") == 0, seed


def test_an_empty_seat_rests_on_cells_of_all_kinds():
    shares = [
        rests(empty_day(STAY_S / 3600), draw_cells(random.Random(seed)), f"empty {seed}") for seed in range(SITTERS)
    ]
    assert sum(shares) / SITTERS > 0.9
    assert min(shares) > 0.5, "a chair that loses readings has to wait somewhat longer"
