"""What stands in for hardware in a running chair: the same daemon, on pins that are simulated in real time."""

import random
import sys
from pathlib import Path

import msgspec

from contract.errors import ConfigError
from contract.recording import read_recording
from contract.seat import Corners
from edge.core.calibration import Calibration, CellCalibration
from edge.hardware.cell import Hx711Cell
from edge.hardware.clock import SystemClock
from edge.ports import Clock, LoadCell
from mock_hw.chair import SOUND, ChairLoad, simulated_cells
from mock_hw.clock import PacedClock, VirtualClock
from mock_hw.scenario import load_scenario
from mock_hw.track import Track

MODEL = "simulated, four HX711"
"""What a simulated chair says that it is made of."""

ACCESS_US = 1.0
"""Each access to a pin takes about a microsecond, as a system call does on a small computer."""

STORY_BEGINS = "the story begins at "
"""Followed by the wall time in ms; said when the cells are made, for those who watch what becomes of it."""

PAUSE_S = 10.0
"""A recording that is over leaves the seat empty for so long and begins again."""

EMPTY: Corners[float | None] = Corners(0.0, 0.0, 0.0, 0.0)


class SimulatedCells(msgspec.Struct, frozen=True):
    """Makes four simulated cells that keep pace with the real clock: an `edge.ports.CellFactory`.

    The seat follows the scenario, or the recording if one is given. The seed is the chair: offsets, rates and the like.
    `rate_sps` is what its boards are strapped to. A quiet one does not say when its story begins.
    """

    scenario: str = "demo"
    recording: str = ""
    seed: int = 1
    rate_sps: float = 10.0
    quiet: bool = False

    def __call__(self) -> tuple[Corners[LoadCell], Clock]:
        """Build the chair; its story begins now."""
        clock = PacedClock(SystemClock())
        if not self.quiet:
            sys.stdout.write(f"{STORY_BEGINS}{clock.now_ms()}\n")
            sys.stdout.flush()
        trouble = SOUND if self.recording else load_scenario(self.scenario).trouble
        chair = simulated_cells(self._load(clock.uptime_s()), clock, self.seed, ACCESS_US, self.rate_sps, trouble)
        return chair.pins.map(lambda pair: Hx711Cell(pair.dout, pair.sck, clock, self.rate_sps)), clock

    def calibration(self) -> Calibration:
        """Return what somebody who calibrated this chair would have found, to a thousandth."""
        chance = random.Random(self.seed)
        truth = simulated_cells(lambda _t: EMPTY, VirtualClock(0), self.seed).calibration
        return Calibration(
            cells=truth.map(
                lambda cell: CellCalibration(
                    tare_counts=cell.tare_counts + chance.gauss(0.0, 5.0),
                    counts_per_kg=cell.counts_per_kg * (1 + chance.gauss(0.0, 0.001)),
                )
            )
        )

    def _load(self, began_uptime_s: float) -> ChairLoad:
        if not self.recording:
            scenario = load_scenario(self.scenario)
            return lambda uptime_s: scenario.load_kg(max(0.0, uptime_s - began_uptime_s))
        track = recorded_load(self.recording)
        first_s, turn_s = track.recording.t_s[0], track.recording.duration_s + PAUSE_S

        def at(uptime_s: float) -> Corners[float | None]:
            t_s = (uptime_s - began_uptime_s) % turn_s
            return EMPTY if t_s > track.recording.duration_s else track.at(first_s + t_s)

        return at


def recorded_load(file: str) -> Track:
    """Return a recording that a simulated chair can be given. Raises `ConfigError` when it is not in kilograms.

    What cannot be read at all raises `RecordingError`.
    """
    track = Track(read_recording(Path(file)))
    if track.recording.unit != "kg":
        raise ConfigError(f"{file} is in counts of other cells; use sitwell-mock replay with their calibration")
    return track
