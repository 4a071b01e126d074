"""A load cell and the amplifier before the converter: kilograms in, signed counts out, each a pure function.

A 50 kg cell gives 1 mV per volt of excitation at its rated load (sellers' data sheets). The HX711 takes
+-0.5 x excitation / 128 as full scale at gain 128 (datasheet: +-20 mV at 5 V), in 2^23 counts either way. The
excitation cancels out: 0.001 x 128 / 0.5 x 2^23 = 2.15 million counts at 50 kg, about 43 per gram.
"""

import random

import msgspec

RATED_KG = 50.0
RATED_OUTPUT = 0.001  # volts per volt of excitation at RATED_KG
COUNTS_PER_KG = RATED_OUTPUT * 128 / 0.5 * 2**23 / RATED_KG
NOISE_COUNTS = 20.0
"""Noise of a 10 SPS conversion at gain 128, root mean square: about half a gram (seen by users of such cells)."""

_CHANCE = random.Random(711)  # any fixed seed would do
_NOISE = tuple(_CHANCE.gauss(0.0, 1.0) for _ in range(4096))


class CellTruth(msgspec.Struct, frozen=True):
    """What a calibration of one cell has to find out.

    `tare_counts` are the signed counts without load: the cell's zero balance and the weight of the seat.
    `counts_per_kg` is signed: negative where the bridge is wired the other way round.
    """

    tare_counts: int
    counts_per_kg: float


def noise(seed: int, index: int) -> float:
    """Return a sample of Gaussian noise with a deviation of 1: always the same for the same seed and index."""
    mixed = (index * 0x9E3779B97F4A7C15 + seed * 0xD1B54A32D192ED03) & 0xFFFFFFFFFFFFFFFF
    mixed = ((mixed ^ (mixed >> 31)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    return _NOISE[mixed >> 52]


def counts(load_kg: float, truth: CellTruth, noise_sample: float = 0.0) -> int:
    """Return the signed counts at gain 128 of a cell under `load_kg`; the converter cuts them off at full scale."""
    return round(truth.tare_counts + load_kg * truth.counts_per_kg + noise_sample * NOISE_COUNTS)
