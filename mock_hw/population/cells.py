"""What four real cells make of a load: noise, sensitivity, zero, drift, temperature, creep, spikes, lost readings."""

import math
import random
from collections.abc import Callable

import msgspec

DAY_S = 86_400.0
Four = tuple[float, float, float, float]


class CellSet(msgspec.Struct, frozen=True, kw_only=True):
    """Four cells, in the order of `contract.seat.CORNER_NAMES`, after a calibration that was good once.

    `tilt` is how far the seat's slope moves every centre of pressure, front positive. `dead_corner` gives no reading
    from `dead_s` on.
    """

    noise_kg: Four
    sensitivity: Four
    zero_kg: Four
    drift_kg_per_s: Four
    temperature_kg: Four
    temperature_phase: float
    creep_share: Four
    creep_s: float
    spike_share: float
    lost_share: float
    tilt: float
    dead_corner: int | None = None
    dead_s: float = 0.0

    def slow_kg(self, t_s: float) -> Four:
        """Return the part of each reading that is not load, without noise and creep."""
        wave = math.sin(math.tau * t_s / DAY_S + self.temperature_phase)
        fl, fr, rl, rr = (
            zero + drift * t_s + temperature * wave
            for zero, drift, temperature in zip(self.zero_kg, self.drift_kg_per_s, self.temperature_kg, strict=True)
        )
        return fl, fr, rl, rr


def draw_cells(
    chance: random.Random,
    *,
    days: float = 1.0,
    cheap: bool = False,
    dead_corner: int | None = None,
    dead_s: float = 0.0,
) -> CellSet:
    """Draw four cells whose zero was last set `days` ago. `cheap` ones wander as bathroom scales do."""
    per_day_kg = 0.02  # 20 g/day after a week (users of such cells); each cell either way
    # 1.4 kg in 45 min has been seen on bathroom-scale cells: a quarter of it on each.
    wander = 0.35 / 2700 * chance.choice((-1, 1)) if cheap else 0.0
    noise = _log_uniform(chance, 0.0005, 0.002)  # about half a gram at 10 SPS, more on poor supplies
    return CellSet(
        noise_kg=_four(lambda: noise * chance.uniform(0.8, 1.25)),
        sensitivity=_four(lambda: chance.gauss(1.0, 0.005)),  # within 1 % nearly always
        zero_kg=_four(lambda: chance.gauss(0, 0.005) + chance.uniform(-per_day_kg, per_day_kg) * days),
        drift_kg_per_s=_four(lambda: chance.uniform(-per_day_kg, per_day_kg) / DAY_S + wander),
        # Zero moves by 0.02 to 0.1 % of 50 kg for 10 K (data sheets of such cells); a room swings by 3 to 8 K.
        temperature_kg=_four(lambda: 50 * chance.uniform(-0.001, 0.001) * chance.uniform(0.15, 0.4)),
        temperature_phase=chance.uniform(0, math.tau),
        # OIML class C cells stay within 0.02 % or so in 30 min, cheap ones within 0.1 %; the curve is close to an
        # exponential (NIST, 65 cells) and goes back when the load does.
        creep_share=_four(lambda: chance.choice((-1, 1)) * chance.uniform(0.0002, 0.001)),
        creep_s=chance.uniform(300, 900),
        # Most chairs have few of either, some have many: a stalled clock line spoils 1 to 5 % of reads in the field.
        spike_share=0.03 * chance.random() ** 6,
        lost_share=0.03 * chance.random() ** 3,
        tilt=chance.gauss(0, 0.04),
        dead_corner=dead_corner,
        dead_s=dead_s,
    )


def spike_kg(chance: random.Random) -> float:
    """Return how wrong a spoilt reading is: a late bit costs grams, an early one the whole scale (about 97 kg)."""
    return chance.choice((-1, 1)) * _log_uniform(chance, 0.01, 97.0)


def _four(draw: Callable[[], float]) -> Four:
    return draw(), draw(), draw(), draw()


def _log_uniform(chance: random.Random, low: float, high: float) -> float:
    return math.exp(chance.uniform(math.log(low), math.log(high)))
