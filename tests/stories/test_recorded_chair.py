"""A simulated chair that is recorded while it runs: the recording replayed tells the same story."""

import pytest

from contract.events import BoutEnded, BoutStarted
from contract.recording import read_recording
from edge.commissioning.record import take
from edge.commissioning.recorder import Recorder
from edge.core import seat
from edge.core.calibration import Calibration, CellCalibration, to_load
from edge.core.limits import Limits
from edge.core.moment import Inputs
from edge.hardware.acquisition import acquire
from edge.hardware.cell import Hx711Cell
from mock_hw.chair import simulated_cells
from mock_hw.clock import VirtualClock
from mock_hw.replay import ACCESS_US, BOOT, Plan, replay
from mock_hw.scenario import load_scenario
from mock_hw.track import Track

START_MS = 1_767_225_600_000
STORY = """
title = "Sits, goes, sits again"
lasts = "0:04:00"

[sitter]
mass_kg = 72

[[step]]
at = "0:00:10"
does = "sits"

[[step]]
at = "0:01:30"
does = "stands"

[[step]]
at = "0:02:10"
does = "sits"

[[step]]
at = "0:03:30"
does = "stands"
"""


class Live:
    """A chair on simulated chips, whose frames go to the core and to whoever records."""

    def __init__(self, story):
        self.clock = VirtualClock(START_MS, 64.0)
        self.story = load_scenario(story)
        chair = simulated_cells(lambda at_s: self.story.load_kg(max(0.0, at_s - 64.0)), self.clock, 1, ACCESS_US)
        self.cells = chair.pins.map(lambda pair: Hx711Cell(pair.dout, pair.sck, self.clock))
        self.calibration = Calibration(
            cells=chair.calibration.map(
                lambda cell: CellCalibration(tare_counts=cell.tare_counts, counts_per_kg=cell.counts_per_kg)
            )
        )

    def run(self, record):
        state, said, end_s = seat.SeatState(), [], 64.0 + self.story.duration_s

        def emit(frame):
            nonlocal state
            record(frame)
            state, happened = seat.step(Limits(), state, to_load(self.calibration, frame), Inputs(boot=BOOT))
            said.extend(happened)

        acquire(self.cells, self.clock, emit, stop=lambda: self.clock.uptime_s() >= end_s)
        return said


def bouts(said):
    return [
        (type(each).__name__, each.at_ms, getattr(each, "duration_s", None))
        for each in said
        if isinstance(each, BoutStarted | BoutEnded)
    ]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """Record one chair in both units at once, and return the folder, the chair and what it said live."""
    folder, starts = tmp_path_factory.mktemp("recorded"), []
    (folder / "story.toml").write_text(STORY)
    chair = Live(str(folder / "story.toml"))
    with Recorder(folder / "counts.csv", "counts") as in_counts, Recorder(folder / "kg.csv", "kg") as in_kg:

        def record(frame):
            starts.append(frame.at_ms)
            take(in_counts, frame, None)
            take(in_kg, frame, chair.calibration)

        live = bouts(chair.run(record))
    return folder, chair, starts[0], live


@pytest.mark.parametrize("unit", ["counts", "kg"])
def test_a_recorded_chair_replayed_has_the_same_bouts(unit, recorded):
    folder, chair, start_ms, live = recorded
    again = []
    plan = Plan(Track(read_recording(folder / f"{unit}.csv")), "frames", Limits(), chair.calibration, start_ms)
    replay(plan, lambda outcome: again.extend(outcome.happened))
    assert [kind for kind, _, _ in live] == ["BoutStarted", "BoutEnded"] * 2
    assert [kind for kind, _, _ in bouts(again)] == [kind for kind, _, _ in live]
    for (_, at_ms, duration_s), (_, again_ms, again_s) in zip(live, bouts(again), strict=True):
        assert again_ms == pytest.approx(at_ms, abs=100)
        assert again_s == pytest.approx(duration_s, abs=0.101)
