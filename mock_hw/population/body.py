"""One sitter's body: how much lies on the seat and how it never lies quite still."""

import math
import random

import msgspec

NEWTON_KG = 1 / 9.81
"""Kilograms that a scale shows for one newton."""


class Life(msgspec.Struct, frozen=True, kw_only=True):
    """The movement that a living load makes without meaning to. Amplitudes are peaks; CoP is in -1..1."""

    breath_hz: float
    breath_kg: float
    breath_cop: float
    heart_hz: float
    heart_kg: float
    sway_cop: float
    sway_s: float
    wander_cop: float
    wander_s: float
    fidgets_per_hour: float
    fidget_cop: float
    fidget_share: float


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A sitter. `lateral`, `fore_aft` is the habitual neutral centre of pressure; `seat_share` is of body mass."""

    mass_kg: float
    seat_share: float
    lateral: float
    fore_aft: float
    shifts_per_hour: float
    sit_s: float
    stand_s: float
    overshoot: float
    push: float
    life: Life

    @property
    def seat_kg(self) -> float:
        """The load on the seat when settled."""
        return self.mass_kg * self.seat_share


def draw_body(chance: random.Random, mass_kg: float | None = None) -> Body:
    """Draw a sitter; `mass_kg` may be given, and is else 40 to 140 kg, with one in eight from 35 or up to 150."""
    if mass_kg is None:
        wide = chance.random() < 1 / 8
        mass_kg = chance.uniform(35, 150) if wide else min(140.0, max(40.0, chance.gauss(76, 18)))
    restless = chance.random()  # 0: reads a book for 20 minutes without moving; 1: fidgets
    return Body(
        mass_kg=mass_kg,
        # 5.5 to 24.9 % of the weight stood on the feet of 36 seated people; arm rests take up to 12 % (Nag 2008, Int J
        # Ind Ergonomics), which is left to single poses.
        seat_share=chance.uniform(0.70, 0.90),
        # Sitting straight is off the middle, more often to the right (22 people on a chair plate, Human Sport Medicine
        # 2021); the buttocks bear more than the thighs, so the middle of the load lies behind.
        lateral=_bounded(chance.gauss(0.01, 0.06), 0.20),
        fore_aft=-0.12 + _bounded(chance.gauss(0.0, 0.09), 0.25),
        # About 20 an hour are usual (Roynarin 2024); the range is from very still to very restless.
        shifts_per_hour=_log_uniform(chance, 2, 12) if restless < 0.5 else _log_uniform(chance, 12, 40),
        # Sit to stand takes 1.6 +- 0.3 s from the first rise of the foot force to standing (14 young, 14 old, Colorado
        # School of Mines 2025); the seat is left within a part of that, slow people need more.
        sit_s=chance.uniform(0.5, 2.0),
        stand_s=chance.uniform(0.5, 2.5),
        overshoot=chance.uniform(0.02, 0.35),
        push=chance.uniform(0.0, 0.15),
        life=_draw_life(chance, restless),
    )


def _draw_life(chance: random.Random, restless: float) -> Life:
    return Life(
        breath_hz=chance.uniform(12, 20) / 60,  # adults at rest
        # The mass is constant, so breath shows through acceleration (5 mm of 20 kg at 0.25 Hz: 0.25 N) and through
        # load that wanders between seat, feet and back rest (a newton or two).
        breath_kg=_log_uniform(chance, 0.1, 2.0) * NEWTON_KG,
        # Breath moves the centre of pressure more in sitting than in standing (Bouisset and Duchene 1994, NeuroReport);
        # 0.3 to 2 mm, with cells 360 mm apart.
        breath_cop=_log_uniform(chance, 0.3, 2.0) / 180,
        heart_hz=chance.uniform(50, 100) / 60,
        # A ballistocardiogram has a few newtons at 1 to 10 Hz on a force plate, less on a scale (22 people, Yao 2019,
        # IEEE J Biomed Health Inform); a 10 SPS converter averages away what is fast.
        heart_kg=_log_uniform(chance, 0.2, 3.0) * NEWTON_KG,
        # Quiet sitting sways by about a millimetre rms; the range is 0.3 to 2.5 mm.
        sway_cop=(0.3 + 2.2 * restless) / 180,
        sway_s=chance.uniform(3, 20),
        # Over two hours the mean centre of pressure of 28 office workers moved (Arippa 2022, Applied Ergonomics):
        # people slide and slump. How far is our choice.
        wander_cop=chance.uniform(0.005, 0.03),
        wander_s=chance.uniform(300, 1200),
        fidgets_per_hour=4 * 75**restless,  # 4 to 300
        fidget_cop=chance.uniform(0.01, 0.06),
        fidget_share=chance.uniform(0.002, 0.02),
    )


def draw_pet(chance: random.Random) -> Life:
    """Draw how a cat lies: 20 to 30 breaths a minute (veterinary handbooks), a fast and faint heart, much moving."""
    return Life(
        breath_hz=chance.uniform(20, 30) / 60,
        breath_kg=_log_uniform(chance, 0.02, 0.2) * NEWTON_KG,
        breath_cop=_log_uniform(chance, 0.5, 3.0) / 180,
        heart_hz=chance.uniform(140, 220) / 60,
        heart_kg=_log_uniform(chance, 0.005, 0.05) * NEWTON_KG,
        sway_cop=chance.uniform(0.5, 3.0) / 180,
        sway_s=chance.uniform(3, 20),
        wander_cop=chance.uniform(0.005, 0.05),
        wander_s=chance.uniform(60, 600),
        fidgets_per_hour=chance.uniform(20, 300),
        fidget_cop=chance.uniform(0.02, 0.15),
        fidget_share=chance.uniform(0.01, 0.10),
    )


def _bounded(value: float, most: float) -> float:
    return max(-most, min(most, value))


def _log_uniform(chance: random.Random, low: float, high: float) -> float:
    return math.exp(chance.uniform(math.log(low), math.log(high)))
