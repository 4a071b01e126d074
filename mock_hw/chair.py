"""Four simulated cells under one seat, no two alike: the pins for the driver, and the truth for whoever checks it."""

import random
from collections.abc import Callable

import msgspec

from contract.seat import CORNER_NAMES, Corners
from edge.ports import Clock
from mock_hw import cell
from mock_hw.cell import CellTruth
from mock_hw.chip import Chip, Signal
from mock_hw.pins import DoutPin, SckPin
from mock_hw.scripted import Trouble

ChairLoad = Callable[[float], Corners[float | None]]
"""Load on each corner in kilograms at an uptime in seconds; None where a cell gives no reading."""

RATE_SPREAD = 0.04  # 9.6 to 10.4 SPS at nominal 10: the chip's own oscillator; 9 to 12 has been seen on boards
OUTPUT_SPREAD = 0.1  # sellers' data sheets: 1.0 +- 0.1 mV/V
ZERO_COUNTS = 200_000  # our choice, near 0.1 mV/V of zero balance and a seat of a few kilograms
REVERSED = "rear_left"
"""The corner whose bridge is wired the other way round, so that signed counts are never taken for granted."""

SOUND = Trouble()
"""Four cells without a fault."""


class PinPair(msgspec.Struct, frozen=True):
    """The two lines of one converter."""

    dout: DoutPin
    sck: SckPin


class SimulatedChair(msgspec.Struct, frozen=True):
    """Pins by corner, and by corner the truth that a perfect calibration would find."""

    pins: Corners[PinPair]
    calibration: Corners[CellTruth]


def simulated_cells(  # noqa: PLR0913, PLR0917  load and clock are the chair; the rest is by name and has a default
    load_kg: ChairLoad,
    clock: Clock,
    seed: int = 0,
    access_us: float = 0.0,
    rate_sps: float = 10.0,
    trouble: Trouble = SOUND,
) -> SimulatedChair:
    """Return a chair whose cells feel `load_kg`, which is asked at the instants at which conversions end.

    `seed` chooses rates, phases, zero points, sensitivities and noise: the same seed is the same chair.
    `access_us` is the time that each access to a pin takes on the clock; 0 on a real clock. `trouble` is what goes
    wrong from now on. Raises `edge.errors.HardwareError` where that is to open the lines.
    """
    chance = random.Random(seed)
    began_s = clock.uptime_s()
    trouble.open_lines()

    def draw(corner: str) -> tuple[CellTruth, Signal, float, float]:
        sign = -1 if corner == REVERSED else 1
        truth = CellTruth(
            tare_counts=chance.randint(-ZERO_COUNTS, ZERO_COUNTS),
            counts_per_kg=sign * cell.COUNTS_PER_KG * chance.uniform(1 - OUTPUT_SPREAD, 1 + OUTPUT_SPREAD),
        )
        rate = rate_sps * chance.uniform(1 - RATE_SPREAD, 1 + RATE_SPREAD)
        signal = _signal(load_kg, corner, truth, chance.getrandbits(32))
        return truth, signal, rate, chance.uniform(0.0, 1 / rate)

    def build(corner: str) -> PinPair:
        about = trouble.chip(corner)
        _, _, rate, phase_s = getattr(drawn, corner)
        chip = Chip(
            trouble.bridge(corner, bridges, began_s),
            clock,
            rate_sps=about.rate_sps or rate,
            phase_s=phase_s,
            settling=about.settling,
            unfinished=about.unfinished,
            faults=trouble.plan(corner, began_s, seed),
        )
        return PinPair(DoutPin(chip, clock, access_us), SckPin(chip, clock, access_us))

    drawn = Corners(*(draw(corner) for corner in CORNER_NAMES))
    bridges = drawn.map(lambda each: each[1])
    return SimulatedChair(Corners(*(build(corner) for corner in CORNER_NAMES)), drawn.map(lambda each: each[0]))


def _signal(load_kg: ChairLoad, corner: str, truth: CellTruth, seed: int) -> Signal:
    def signal(uptime_s: float) -> int | None:
        load: float | None = getattr(load_kg(uptime_s), corner)
        if load is None:
            return None
        return cell.counts(load, truth, cell.noise(seed, int(uptime_s * 1e6)))

    return signal
