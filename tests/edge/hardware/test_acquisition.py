"""Frames from four cells: each period, on a grid, with what is fresh and with the reason for what is not."""

import gc
from itertools import pairwise

import pytest

from contract.seat import Corners
from edge.errors import CellAloneError, CellDesyncError, CellTimeoutError
from edge.hardware.acquisition import acquire, answering
from edge.hardware.cell import Hx711Cell
from edge.ports import CellCounters
from mock_hw.chair import simulated_cells
from mock_hw.clock import VirtualClock

LOAD_KG = Corners(10.0, 12.0, 14.0, 16.0)
SETTLED = 11  # frames until all four cells have given their first reading


class Chair:
    def __init__(self, load_kg=lambda _: LOAD_KG, rate_sps=10.0, start_ms=1_700_000_000_000):
        self.clock = VirtualClock(start_ms, 50.0)
        self.chair = simulated_cells(load_kg, self.clock, seed=3, access_us=1.0, rate_sps=rate_sps)
        self.cells = self.chair.pins.map(lambda pins: Hx711Cell(pins.dout, pins.sck, self.clock, rate_sps))
        self.begun_s = self.clock.uptime_s()
        self.frames = []

    def run(self, span_s, emit=None, **options):
        end_s = self.clock.uptime_s() + span_s
        acquire(
            self.cells, self.clock, emit or self.frames.append, stop=lambda: self.clock.uptime_s() >= end_s, **options
        )
        return self.frames

    def kilograms(self, frame):
        return [
            None if counts is None else (counts - truth.tare_counts) / truth.counts_per_kg
            for counts, truth in zip(frame.counts, self.chair.calibration, strict=True)
        ]


class StubCell:
    """A cell that is due each `every_s` and says what `poll` returns or raises."""

    def __init__(self, clock, every_s, poll):
        self.clock, self.every_s, self.say = clock, every_s, poll
        self.due_s = 0.0
        self.counters = CellCounters()
        self.held_s = 0.15

    def poll(self):
        self.due_s = self.clock.uptime_s() + self.every_s
        return self.say()


def dead():
    raise CellTimeoutError("nothing comes; check the wires")


def test_four_sound_cells_give_ten_full_and_right_frames_a_second():
    chair = Chair()
    frames = chair.run(200)[SETTLED:]
    assert 1985 <= len(frames) <= 2000
    for frame in frames:
        assert chair.kilograms(frame) == pytest.approx(list(LOAD_KG), abs=0.005)
    assert [cell.counters.stalls + cell.counters.desyncs + cell.counters.timeouts for cell in chair.cells] == [0] * 4


def test_frames_keep_to_the_grid_and_carry_both_times():
    frames = Chair().run(10)
    for one, other in pairwise(frames):
        assert other.uptime_s - one.uptime_s == pytest.approx(0.1, abs=1e-3)
        assert other.at_ms - one.at_ms == pytest.approx(100, abs=1)
    assert frames[0].at_ms == pytest.approx(1_700_000_000_000 + (frames[0].uptime_s - 50.0) * 1000, abs=1)


def test_a_dead_cell_is_none_with_its_fault_and_the_others_go_on():
    chair = Chair(lambda _: Corners(10.0, 12.0, None, 16.0))
    for frame in chair.run(10)[20:]:
        assert frame.counts.rear_left is None
        assert frame.faults == Corners(None, None, "timeout", None)
        assert frame.counts.front_left is not None


def test_a_cell_that_comes_back_is_back_in_the_frames():
    chair = Chair(lambda t: LOAD_KG if not 60 < t < 65 else Corners(10.0, 12.0, None, 16.0))
    frames = chair.run(20)
    assert any(frame.counts.rear_left is None for frame in frames[100:150])
    for frame in frames[170:]:
        assert chair.kilograms(frame) == pytest.approx(list(LOAD_KG), abs=0.005)
        assert frame.faults.rear_left is None


def test_time_does_not_stop_when_no_cell_answers():
    frames = Chair(lambda _: Corners(None, None, None, None)).run(5)
    assert len(frames) >= 49
    assert frames[-1].counts == Corners(None, None, None, None)
    assert frames[-1].faults == Corners("timeout", "timeout", "timeout", "timeout")


def test_a_late_process_skips_periods_and_does_not_bunch_frames():
    chair = Chair()

    def slow(frame):
        chair.frames.append(frame)
        if len(chair.frames) == 30:
            chair.clock.sleep_until(chair.clock.uptime_s() + 1.234)

    chair.run(10, slow)
    gaps_s = [b.uptime_s - a.uptime_s for a, b in pairwise(chair.frames)]
    assert max(gaps_s) == pytest.approx(1.234, abs=0.01)
    assert min(gaps_s) > 0.05, "the frame after the gap is late, the next is on the grid again"
    first_s = chair.frames[0].uptime_s
    assert all(abs((f.uptime_s - first_s) * 10 - round((f.uptime_s - first_s) * 10)) < 0.05 for f in chair.frames[32:])
    for frame in chair.frames[50:]:
        assert chair.kilograms(frame) == pytest.approx(list(LOAD_KG), abs=0.005)


def test_with_80_conversions_a_second_the_newest_wins():
    chair = Chair(lambda t: Corners(t, t, t, t), rate_sps=80.0)
    for frame in chair.run(5, rate_sps=80.0)[SETTLED:]:
        for seen in chair.kilograms(frame):
            assert -0.001 < frame.uptime_s - seen < 0.03, "a board may be faster than its nominal rate"


def test_a_reading_is_left_out_when_it_is_older_than_a_period_and_a_half():
    clock = VirtualClock(0)
    once = iter([7])
    cells = Corners(*(StubCell(clock, 0.1, lambda: next(once, None)) for _ in range(4)))
    frames = []
    acquire(cells, clock, frames.append, stop=lambda: clock.uptime_s() > 1.0)
    given = [frame.uptime_s for frame in frames if frame.counts.front_left is not None]
    assert given == pytest.approx([-0.05]), "released at 0.1, and a frame has the time of its conversions"


def test_boards_of_different_rates_share_a_frame():
    clock = VirtualClock(0)
    cells = Corners(*(StubCell(clock, every_s, lambda: 5) for every_s in (0.1, 0.0125, 0.11, 0.09)))
    frames = []
    acquire(cells, clock, frames.append, stop=lambda: clock.uptime_s() > 3.0)
    assert all(frame.counts == Corners(5, 5, 5, 5) for frame in frames)


def test_a_fault_is_logged_once_with_its_corner_and_remedy(caplog):
    clock = VirtualClock(0)
    cells = Corners(StubCell(clock, 0.1, lambda: 5), *(StubCell(clock, 0.1, dead) for _ in range(3)))
    acquire(cells, clock, lambda _: None, stop=lambda: clock.uptime_s() > 3.0)
    assert sorted(caplog.messages) == [
        f"{corner}: nothing comes; check the wires" for corner in ("front_right", "rear_left", "rear_right")
    ]


def test_a_fault_that_comes_and_goes_is_logged_once_an_hour(caplog):
    clock = VirtualClock(0)
    flaky = StubCell(clock, 100.0, lambda: 5 if clock.uptime_s() % 200 < 100 else dead())
    cells = Corners(flaky, *(StubCell(clock, 100.0, lambda: 5) for _ in range(3)))
    acquire(cells, clock, lambda _: None, stop=lambda: clock.uptime_s() > 7300.0, period_s=100.0)
    assert len(caplog.messages) == 3


def test_what_happens_to_a_sound_cell_is_no_warning_and_hides_none(caplog):
    caplog.set_level("INFO")
    clock = VirtualClock(0)
    errors = iter((CellAloneError("one alone"), CellAloneError("another")))

    def say():
        raise next(errors, CellDesyncError("a loose plug"))

    cells = Corners(StubCell(clock, 0.1, say), *(StubCell(clock, 0.1, lambda: 5) for _ in range(3)))
    acquire(cells, clock, lambda _: None, stop=lambda: clock.uptime_s() > 1.0)
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("INFO", "front_left: one alone"),
        ("WARNING", "front_left: a loose plug"),
    ]


def test_no_garbage_is_collected_while_a_cell_is_read():
    clock = VirtualClock(0)
    collecting = []
    cells = Corners(*(StubCell(clock, 0.1, lambda: collecting.append(gc.isenabled())) for _ in range(4)))
    assert gc.isenabled()
    acquire(cells, clock, lambda _: None, stop=lambda: clock.uptime_s() > 0.5)
    assert collecting
    assert not any(collecting)
    assert gc.isenabled()


def test_one_cell_that_answers_is_enough_to_start():
    chair = Chair(lambda _: Corners(None, None, 5.0, None))
    assert answering(chair.cells, chair.clock)
    assert chair.clock.uptime_s() - chair.begun_s < 1.0


def test_a_chair_without_a_cell_is_noticed_within_the_deadline():
    chair = Chair(lambda _: Corners(None, None, None, None))
    assert not answering(chair.cells, chair.clock, 3.0)
    assert chair.clock.uptime_s() - chair.begun_s == pytest.approx(3.0, abs=0.01)
