"""`sitwell-mock edge`: every command of `sitwell-edge`, on a chair that is simulated."""

from typing import Annotated

import typer

from contract.journal import set_up_log
from edge.command_line import build
from edge.config import EdgeSettings
from edge.hardware.clock import SystemClock
from edge.hardware.process import AcquisitionProcess
from edge.parts import Parts
from edge.ports import Indicator
from mock_hw.indicator import SimulatedIndicator
from mock_hw.simulated import MODEL, SimulatedCells


class SimulatedBench:
    """The parts of a simulated chair; the options of the command line say which chair, and who sits on it."""

    def __init__(self) -> None:
        self.cells = SimulatedCells(quiet=True)

    def parts(self) -> Parts:
        """Return the parts, which open what the options said."""
        return Parts(MODEL, True, SystemClock(), self.open_cells, self.open_indicator)

    def open_cells(self, settings: EdgeSettings) -> AcquisitionProcess:
        """Return four simulated cells in a process of their own; entering opens them."""
        rate_sps = settings.cells.rate_sps
        cells = SimulatedCells(self.cells.scenario, self.cells.recording, self.cells.seed, rate_sps, quiet=True)
        return AcquisitionProcess(cells, rate_sps=rate_sps)

    def open_indicator(self, _settings: EdgeSettings) -> Indicator:
        """Return what shows cues in words."""
        return SimulatedIndicator()


def edge_commands() -> typer.Typer:
    """Return the group of commands."""
    bench = SimulatedBench()
    group = build(bench.parts())

    @group.callback(help="Every command of sitwell-edge, on a chair that is simulated.")
    def choose(
        scenario: Annotated[str, typer.Option(help="one of `sitwell-mock scenarios`, or a TOML file")] = "quiet",
        recording: Annotated[str, typer.Option(help="a recording in kg instead")] = "",
        seed: Annotated[int, typer.Option(help="which chair: offsets, rates and the like")] = 1,
    ) -> None:
        """Take note of which chair it is and who sits on it."""
        set_up_log()  # as `sitwell-edge` does: a simulated chair says in its log what a real one says
        bench.cells = SimulatedCells(scenario, recording, seed)

    return group
