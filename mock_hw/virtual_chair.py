"""A whole chair in one object, for tests: a load, the chips, the real driver, the core, and what it said.

    scenario or recording -> bridge -> chip -> pins -> driver -> acquire -> core -> events, minutes, frames, state

Time passes only inside `run`, as fast as the computer goes: some 200 s of a chair in a second through the pins, ten
times as much with `through="frames"`, which hands the load straight to the core (measured on a PC).
"""

import math

from contract.errors import ConfigError
from contract.events import SeatEvent
from contract.minute import MinuteRecord
from contract.scalars import CornerName
from contract.seat import CORNER_NAMES, Corners, LiveFrame
from contract.state import ChairState
from edge.core import seat
from edge.core.calibration import Calibration, CellCalibration, to_load
from edge.core.frame import SeatFrame
from edge.core.limits import Limits
from edge.core.moment import Inputs
from edge.core.report import chair_state, live_frame
from edge.hardware.acquisition import FRESH_PERIODS, TICK_S, acquire
from edge.hardware.cell import Hx711Cell
from edge.ports import CellCounters, LoadCell
from mock_hw.chair import SOUND, simulated_cells
from mock_hw.clock import VirtualClock
from mock_hw.replay import ACCESS_US, PERIOD_S, Way
from mock_hw.scenario import Scenario
from mock_hw.track import Track


class VirtualChair:
    """A chair whose seat follows a scenario or a recording from the moment it is made.

    `events` and `minutes` are what it would have sent for good, `frames` the live ones (each of them: a real chair
    sends at most five a second). `limits` and `inputs` may be replaced between two runs. The first 0.7 s bring no
    readings: the chips settle, as real ones do.
    """

    def __init__(  # noqa: PLR0913 - clock and source are the chair; the rest is by name and has a default
        self,
        clock: VirtualClock,
        source: Scenario | Track,
        *,
        limits: Limits | None = None,
        inputs: Inputs | None = None,
        through: Way = "pins",
        seed: int = 1,
    ) -> None:
        if isinstance(source, Track) and source.recording.unit != "kg":
            raise ConfigError(f"{source.recording.name} is in counts of other cells; give a recording in kilograms")
        if through not in ("pins", "frames"):
            raise ConfigError(f"through={through!r}: write 'pins' or 'frames'")
        if through == "frames" and isinstance(source, Scenario) and (source.faults or source.chips):
            raise ConfigError(
                "faults and chips of a scenario are at the pins; leave through as it comes, or take them out"
            )
        self.clock = clock
        self.limits = limits or Limits()
        self.inputs = inputs or Inputs()
        self.events: list[SeatEvent] = []
        self.minutes: list[MinuteRecord] = []
        self.frames: list[LiveFrame] = []
        self._source = source
        self._began_s = clock.uptime_s()
        self._unplugged: set[CornerName] = set()
        self._state = seat.SeatState()
        self._cells: Corners[_KeptCell] | None = None
        if through == "pins":
            trouble = source.trouble if isinstance(source, Scenario) else SOUND
            chair = simulated_cells(self._load_kg, clock, seed, ACCESS_US, trouble=trouble)
            self._cells = chair.pins.map(lambda pair: _KeptCell(Hx711Cell(pair.dout, pair.sck, clock), clock))
            self._calibration = Calibration(
                cells=chair.calibration.map(
                    lambda cell: CellCalibration(tare_counts=cell.tare_counts, counts_per_kg=cell.counts_per_kg)
                )
            )

    @property
    def state(self) -> ChairState:
        """What the chair would have published as its retained state by now."""
        return chair_state(self._state, self.limits, self.inputs)

    def run(self, span_s: float | None = None) -> tuple[SeatEvent, ...]:
        """Let `span_s` seconds pass, rounded up to a frame (0.1 s), and return the events that they brought.

        Without a span: to the end of the scenario or recording. A recording that is over gives no readings.
        """
        source, now_s = self._source, self.clock.uptime_s()
        whole_s = source.duration_s if isinstance(source, Scenario) else source.recording.duration_s
        rest_s = max(0.0, whole_s - (now_s - self._began_s)) if span_s is None else span_s
        if not 0 <= rest_s < math.inf:
            raise ValueError(f"run({span_s}): time passes forwards and for a while; give seconds from 0 on")
        before, end_s = len(self.events), now_s + rest_s
        if self._cells is None:
            self._hand_over(end_s)
        else:
            self._acquire(self._cells, end_s)
        return tuple(self.events[before:])

    def unplug(self, corner: CornerName) -> None:
        """Take a cell's plug out: its converter says nothing from now on."""
        self._unplugged.add(_known(corner))

    def plug_in(self, corner: CornerName) -> None:
        """Put a cell's plug back."""
        self._unplugged.discard(_known(corner))

    def _acquire(self, cells: "Corners[_KeptCell]", end_s: float) -> None:
        for cell in cells:
            cell.go_on()
        seen: Corners[LoadCell] = Corners(*cells)
        acquire(
            seen,
            self.clock,
            lambda counts: self._take(to_load(self._calibration, counts)),
            stop=lambda: self.clock.uptime_s() >= end_s - TICK_S,
            period_s=PERIOD_S,
        )

    def _hand_over(self, end_s: float) -> None:
        start_s = self.clock.uptime_s()
        for place in range(1, math.ceil((end_s - start_s - TICK_S) / PERIOD_S) + 1):
            self.clock.sleep_until(start_s + place / 10)
            now_s = self.clock.uptime_s()
            self._take(SeatFrame(self.clock.now_ms(), now_s, self._load_kg(now_s)))

    def _take(self, frame: SeatFrame) -> None:
        self._state, happened = seat.step(self.limits, self._state, frame, self.inputs)
        self.frames.append(live_frame(frame, self._state, self.inputs))
        for each in happened:
            if isinstance(each, MinuteRecord):
                self.minutes.append(each)
            else:
                self.events.append(each)

    def _load_kg(self, uptime_s: float) -> Corners[float | None]:
        """Return the load at an uptime; None on a corner that is unplugged or where the recording says nothing."""
        source, since_s = self._source, max(0.0, uptime_s - self._began_s)
        load: Corners[float | None]
        if isinstance(source, Scenario):
            load = Corners(*source.load_kg(since_s))
        else:
            load = source.at(source.recording.t_s[0] + since_s)
        if not self._unplugged:
            return load
        return Corners(*(None if name in self._unplugged else getattr(load, name) for name in CORNER_NAMES))


class _KeptCell:
    """A cell whose newest reading outlives the pause between two runs, as it does inside one `acquire`."""

    def __init__(self, cell: LoadCell, clock: VirtualClock) -> None:
        self._cell = cell
        self._clock = clock
        self._newest = 0, -math.inf
        self._again: int | None = None

    @property
    def due_s(self) -> float:
        return self._cell.due_s if self._again is None else 0.0  # long due

    @property
    def counters(self) -> CellCounters:
        return self._cell.counters

    @property
    def held_s(self) -> float:
        return self._cell.held_s

    def go_on(self) -> None:
        """Give the newest reading once more, if it will still be fresh when the next frame is made."""
        counts, released_s = self._newest
        fresh = self._clock.uptime_s() - released_s <= (FRESH_PERIODS - 1) * PERIOD_S
        self._again = counts if fresh else None

    def poll(self) -> int | None:
        if self._again is not None:
            counts, self._again = self._again, None
            return counts
        read = self._cell.poll()
        if read is not None:
            self._newest = read, self._clock.uptime_s()
        return read


def _known(corner: CornerName) -> CornerName:
    if corner not in CORNER_NAMES:
        raise ValueError(f"a seat has no corner {corner!r}; it has {', '.join(CORNER_NAMES)}")
    return corner
