"""What can go wrong before the converter: bridges, amplifiers and supplies, each as a change of a signal.

    ill = spike(hum(signal), at_s=12.0, counts=400_000)        one into the other, in the order of the parts

A signal is a pure function of uptime (`mock_hw.chip.Signal`), and so is what comes out here. Times are uptimes in
seconds, sizes are counts at gain 128; `start_s` is when the trouble begins. The converter cuts off at full scale.
"""

import math

from mock_hw.cell import noise
from mock_hw.chip import Signal

MAINS_HZ = 50.0


def constant(counts: int, signal: Signal, start_s: float = 0.0) -> Signal:
    """Say always the same: -1 or 0 for a shorted input, beyond +-2^23 for an open bridge, which saturates."""
    return lambda t_s: signal(t_s) if t_s < start_s else counts


def frozen(signal: Signal, start_s: float = 0.0) -> Signal:
    """Go on for ever with what was there when it froze."""
    return lambda t_s: signal(min(t_s, start_s))


def dead(signal: Signal, start_s: float = 0.0) -> Signal:
    """Give nothing: the chip is missing, or has no supply."""
    return lambda t_s: signal(t_s) if t_s < start_s else None


def added(signal: Signal, change: "Signal") -> Signal:
    """Add the counts of a change to a signal, wherever both give any."""

    def both(t_s: float) -> int | None:
        counts, more = signal(t_s), change(t_s)
        return None if counts is None or more is None else counts + more

    return both


def noisy(signal: Signal, rms_counts: float, seed: int = 1) -> Signal:
    """Add noise: a cold solder joint, a cable beside a motor."""
    return added(signal, lambda t_s: round(rms_counts * noise(seed, int(t_s * 1e6))))


def spike(signal: Signal, at_s: float, counts: int, lasts_s: float = 0.05) -> Signal:
    """Add one short peak."""
    return added(signal, lambda t_s: counts if at_s <= t_s < at_s + lasts_s else 0)


def hum(signal: Signal, counts: float = 500.0, hz: float = MAINS_HZ) -> Signal:
    """Add mains hum, as it looks to conversions that are no whole number of its periods."""
    return added(signal, lambda t_s: round(counts * math.sin(math.tau * hz * t_s)))


def supply_step(signal: Signal, at_s: float, share: float = 0.01) -> Signal:
    """Let the excitation step by a share of itself where the reference does not follow: all counts scale."""

    def stepped(t_s: float) -> int | None:
        counts = signal(t_s)
        return counts if counts is None or t_s < at_s else round(counts * (1 + share))

    return stepped


def drifting(signal: Signal, counts_per_h: float) -> Signal:
    """Let zero wander with the temperature of the room."""
    return added(signal, lambda t_s: round(counts_per_h * t_s / 3600))


def warming_up(signal: Signal, counts: float, tau_s: float = 600.0) -> Signal:
    """Let zero run off by `counts` after power comes on at 0 s, two thirds of it within `tau_s`."""
    return added(signal, lambda t_s: round(counts * (1 - math.exp(-t_s / tau_s))))


def creeping(signal: Signal, share: float = 0.001, start_s: float = 0.0, tau_s: float = 1200.0) -> Signal:
    """Let a load that lies since `start_s` gain a share of itself, as metal under strain does."""

    def crept(t_s: float) -> int | None:
        counts = signal(t_s)
        if counts is None or t_s < start_s:
            return counts
        return round(counts * (1 + share * (1 - math.exp((start_s - t_s) / tau_s))))

    return crept


def preloaded(signal: Signal, counts: int) -> Signal:
    """Screw the cell down too tight: it says something without a load."""
    return added(signal, lambda _t_s: counts)


def reversed_bridge(signal: Signal) -> Signal:
    """Exchange the two signal wires."""

    def turned(t_s: float) -> int | None:
        counts = signal(t_s)
        return None if counts is None else -counts

    return turned


def swapped(one: Signal, other: Signal) -> tuple[Signal, Signal]:
    """Plug two cells into each other's converters."""
    return other, one
