"""What a seat feels of a person, or of a bag: total load and centre of pressure, as pure functions of time.

    load  |        .-.                                  .
          |       /   `--~~~--~~~--~~~--~~~--~~~--~~--.' \\
          |      /       breath, heartbeat, sway          \\
          |_____/                                          \\______
               sits (0.9 to 1.4 s, overshoot)          stands (push, then off)

Nothing is remembered between two calls: the same instant gives the same load, in whatever order it is asked.
Where no source is named, a figure is our choice within what force plates under seated people show.
"""

import math
from typing import NamedTuple

import msgspec

from contract.seat import Corners
from mock_hw.cell import noise

TURN_S = 1.0  # from one posture to another
STAND_S = 1.2  # from the first push to an empty seat
ZETA = 0.5  # damping of the drop onto the seat: an overshoot of 16 %
BREATH_HZ = 0.25  # 15 breaths a minute; adults at rest take 12 to 18
HEART_HZ = 1.1  # 66 beats a minute
BREATH_KG = 0.12
HEART_KG = 0.06  # ballistocardiogram, the recoil of the heart beat: the order of a newton
FIDGET_SLOT_S = 17.0  # a small movement that comes back, about this often
SHIFT = 0.25  # how far a postural shift moves the centre of pressure; it stays there


class Posture(NamedTuple):
    """Where somebody sits: centre of pressure (-1..1, right and front positive) and share of body mass on the seat."""

    lateral: float
    fore_aft: float
    seat_share: float


class Load(NamedTuple):
    """What lies on the seat at one instant: kilograms, and the centre of pressure in -1..1."""

    total_kg: float
    lateral: float
    fore_aft: float

    def corners(self) -> Corners[float]:
        """Return the load of each corner in kilograms, by lever arm."""
        quarter = self.total_kg / 4
        left, right = 1 - self.lateral, 1 + self.lateral
        front, rear = 1 + self.fore_aft, 1 - self.fore_aft
        return Corners(quarter * left * front, quarter * right * front, quarter * left * rear, quarter * right * rear)


# Seated people carried 5.5 to 24.9 % of their weight on their feet, more as they leaned forward (36 people, foot
# weight bearing in sitting); a backrest at 115 degrees takes about 9 % off the seat (Nag 2008, Int J Ind Ergonomics).
# A deliberate lean: wheelchair users who steer by leaning reach 0.4 to 0.7.
STRAIGHT = Posture(0.02, -0.12, 0.80)
LEANS = {
    "left": Posture(-0.50, -0.10, 0.79),
    "right": Posture(0.50, -0.10, 0.79),
    "forward": Posture(0.02, 0.35, 0.75),
    "back": Posture(0.02, -0.50, 0.75),
}


class Turn(msgspec.Struct, frozen=True):
    """From `at_s` on, the sitter moves into this posture."""

    at_s: float
    posture: Posture


class Stay(msgspec.Struct, frozen=True):
    """One visit to the seat, from sitting down at `turns[0].at_s` to the push of standing up at `until_s`."""

    turns: tuple[Turn, ...]
    until_s: float = math.inf


class Bag(msgspec.Struct, frozen=True):
    """An object on the seat: it lands with a thump, lies perfectly still, and is lifted off."""

    kg: float
    at_s: float
    until_s: float = math.inf
    lateral: float = -0.15
    fore_aft: float = 0.10

    def load(self, t_s: float) -> Load:
        """Return the load at `t_s`. The thump is a 4 Hz bounce that dies away in a third of a second."""
        since_s = t_s - self.at_s
        if since_s < 0:
            return Load(0.0, 0.0, 0.0)
        landed = 1 - math.exp(-since_s / 0.1) * math.cos(math.tau * 4 * since_s)
        lifted = math.exp(-max(0.0, t_s - self.until_s) / 0.1)
        return Load(self.kg * landed * lifted, self.lateral, self.fore_aft)


class Sitter:
    """A person of `mass_kg`. `seed` chooses how they fidget and sway; `shifts_per_hour` is how often they resettle."""

    def __init__(self, mass_kg: float, seed: int = 1, shifts_per_hour: float = 0.0) -> None:
        self.mass_kg = mass_kg
        self.seed = seed
        self.shifts_per_hour = shifts_per_hour
        self._phases = tuple(math.pi * noise(seed, k) for k in range(6))
        self._settle_s = 1.15 + max(-0.25, min(0.25, 0.1 * noise(seed, 6)))

    def load(self, stay: Stay, t_s: float) -> Load:
        """Return the load that this visit puts on the seat at `t_s`; nothing before it and soon nothing after it."""
        since_s, after_s = t_s - stay.turns[0].at_s, t_s - stay.until_s
        if since_s < 0 or after_s > STAND_S:
            return Load(0.0, 0.0, 0.0)
        lateral, fore_aft, seat_share = _posture(stay.turns, min(t_s, stay.until_s))
        sway_lateral, sway_fore_aft, sway_kg = self._sway(t_s)
        shift_lateral, shift_fore_aft = self._resettled(t_s)
        fore_aft += 0.4 * (1 - _smooth(since_s / self._settle_s))  # the front edge is touched first
        fore_aft += 0.4 * _smooth(after_s / STAND_S)  # and left last
        return Load(
            (self.mass_kg * seat_share + sway_kg) * self._arrival(since_s) * _departure(after_s),
            _clamp(lateral + sway_lateral + shift_lateral),
            _clamp(fore_aft + sway_fore_aft + shift_fore_aft),
        )

    def _arrival(self, since_s: float) -> float:
        """Return the part of the weight that is on the seat: a damped drop, within 2 % after the settling time."""
        decay = 4 * since_s / self._settle_s
        if decay > 20:
            return 1.0
        ring = decay * math.sqrt(1 / ZETA**2 - 1)
        return 1 - math.exp(-decay) * (math.cos(ring) + math.sin(ring) * ZETA / math.sqrt(1 - ZETA**2))

    def _sway(self, t_s: float) -> tuple[float, float, float]:
        """Return the small movements of a living body: lateral, fore and aft, and kilograms."""
        p = self._phases
        breath = math.sin(math.tau * BREATH_HZ * t_s + p[0])
        heart = math.sin(math.tau * HEART_HZ * t_s + p[1])
        lateral = 0.010 * math.sin(math.tau * 0.013 * t_s + p[2]) + 0.005 * math.sin(math.tau * 0.047 * t_s + p[3])
        fore_aft = 0.012 * math.sin(math.tau * 0.011 * t_s + p[4]) + 0.005 * math.sin(math.tau * 0.061 * t_s + p[5])
        slot = math.floor(t_s / FIDGET_SLOT_S)
        fidget_s = t_s - slot * FIDGET_SLOT_S - 8 - noise(self.seed, 4 * slot + 8)
        if 0 < fidget_s < 1:
            bump = 0.02 * math.sin(math.pi * fidget_s)
            lateral += bump * noise(self.seed, 4 * slot + 9)
            fore_aft += bump * noise(self.seed, 4 * slot + 10)
        return lateral, fore_aft + 0.004 * breath, BREATH_KG * breath + HEART_KG * heart

    def _resettled(self, t_s: float) -> tuple[float, float]:
        """Return where the sitter has shifted to of their own accord: a little forward and a little back in turn."""
        if not self.shifts_per_hour:
            return 0.0, 0.0
        slot, part = divmod(t_s * self.shifts_per_hour / 3600, 1.0)
        before, now = self._place(int(slot) - 1), self._place(int(slot))
        moved = _smooth(part * 3600 / self.shifts_per_hour / TURN_S)
        return before[0] + (now[0] - before[0]) * moved, before[1] + (now[1] - before[1]) * moved

    def _place(self, slot: int) -> tuple[float, float]:
        return 0.02 * noise(self.seed, 4 * slot + 11), SHIFT / 2 * (1 if slot % 2 else -1)


def _posture(turns: tuple[Turn, ...], t_s: float) -> Posture:
    """Return the posture at `t_s`, on the way from the last one where a turn has just begun."""
    last = max((k for k, turn in enumerate(turns) if turn.at_s <= t_s), default=0)
    now, before = turns[last], turns[max(last - 1, 0)]
    moved = _smooth((t_s - now.at_s) / TURN_S)
    return Posture(*(a + (b - a) * moved for a, b in zip(before.posture, now.posture, strict=True)))


def _departure(after_s: float) -> float:
    """Return the part of the weight left while standing up: a push of up to 10 % first, then off."""
    if after_s <= 0:
        return 1.0
    part = after_s / STAND_S
    push = 0.1 * math.sin(math.pi * part / 0.4) if part < 0.4 else 0.0
    return 1 + push - _smooth((part - 0.3) / 0.7)


def _smooth(part: float) -> float:
    """Return 0 up to 0, 1 from 1 on, and a gentle S between."""
    part = max(0.0, min(1.0, part))
    return part * part * (3 - 2 * part)


def _clamp(coordinate: float) -> float:
    return max(-0.95, min(0.95, coordinate))
