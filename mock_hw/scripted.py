"""A scripted fault at work: on the lines and in the chip as a `FaultPlan`, in the bridge as a changed signal.

story      0:00 ------ at ------ at + lasts ------ lasts of the story -> 0:00 again, if it loops
edge       sound       spoiled once, or each time    sound
"""

import errno
import math
import random
from collections.abc import Callable

from contract.seat import CORNER_NAMES, Corners
from edge.hardware.pins import opening
from mock_hw import signals
from mock_hw.chip import Signal
from mock_hw.fault_script import CHIPS, EDGES, LINES, OPENINGS, RANDOM, ChipForm, Fault, chip_of
from mock_hw.faults import ChipFault, EdgeFault, FaultPlan
from mock_hw.random_faults import RandomFaults

SATURATED = 1 << 24
WARM_UP_S = 600.0

StoryTime = Callable[[float], tuple[int, float]]
"""From an uptime to how often the story has begun anew, and the seconds since it did."""


class Trouble:
    """All that a scenario says about faults and chips, for the chair that is built from it."""

    def __init__(self, faults: tuple[Fault, ...] = (), chips: tuple[ChipForm, ...] = (), loop_s: float = 0.0) -> None:
        self._faults = faults
        self._chips = chips
        self._loop_s = loop_s

    def open_lines(self) -> None:
        """Raise the error with which a real chair would end if its lines could not be opened."""
        for fault in self._faults:
            if fault.kind in OPENINGS:
                corner = CORNER_NAMES[0] if fault.cell == "all" else fault.cell
                busy = fault.kind == "busy line"
                with opening(f"{corner}.dout", "the line"):
                    raise OSError(errno.EBUSY, "in use") if busy else PermissionError(errno.EACCES, "not permitted")

    def chip(self, corner: str) -> ChipForm:
        """Return what the chip of this corner is like."""
        return chip_of(self._chips, corner)

    def plan(self, corner: str, began_s: float, seed: int) -> FaultPlan | None:
        """Return what spoils lines and chip of a corner in a story that began at that uptime; None if nothing does."""
        lines = (*EDGES, *LINES, *CHIPS, RANDOM)
        mine = [fault for fault in self._faults if fault.concerns(corner) and fault.kind in lines]
        return ScriptedPlan(mine, self._story(began_s), random.Random(f"{seed} {corner}")) if mine else None

    def bridge(self, corner: str, bridges: Corners[Signal], began_s: float) -> Signal:
        """Return what the bridge of a corner gives with its faults; `bridges` are those of all corners in health."""
        story, signal = self._story(began_s), _of(bridges, corner)
        for number, fault in enumerate(self._faults):
            if fault.concerns(corner):
                signal = _changed(signal, fault, bridges, story, number)
        return signal

    def _story(self, began_s: float) -> StoryTime:
        loop_s = self._loop_s

        def story(uptime_s: float) -> tuple[int, float]:
            since_s = max(0.0, uptime_s - began_s)
            return (int(since_s // loop_s), since_s % loop_s) if loop_s else (0, since_s)

        return story


class ScriptedPlan:
    """The faults of one chip's lines, in order: a `mock_hw.faults.FaultPlan`."""

    def __init__(self, faults: list[Fault], story: StoryTime, chance: random.Random) -> None:
        self._story = story
        self._chance = chance
        self._edges = [fault for fault in faults if fault.kind in EDGES]
        self._lines = [fault for fault in faults if fault.kind in LINES]
        self._chips = [fault for fault in faults if fault.kind in CHIPS]
        self._random = [(fault, RandomFaults(chance, fault.share)) for fault in faults if fault.kind == RANDOM]
        self._turn, self._now_s = 0, -1.0
        self._struck: set[Fault] = set()

    def on_edge(self, pulse: int) -> EdgeFault | None:
        """Spoil this edge if that is written."""
        for fault in self._edges:
            if fault.pulse == pulse and self._strikes(fault):
                return EDGES[fault.kind]
        for fault, plan in self._random:
            spoiled = plan.on_edge(pulse) if self._strikes(fault) else None
            if spoiled:
                return spoiled
        return None

    def on_dout(self, level: bool) -> bool:
        """Return the level, or what is written in its place."""
        for fault in self._lines:
            if self._strikes(fault):
                level = self._chance.random() < 0.5 if fault.kind == "flapping" else fault.kind == "stuck high"
        for fault, plan in self._random:
            level = plan.on_dout(level) if self._strikes(fault) else level
        return level

    def on_chip(self, uptime_s: float) -> ChipFault | None:
        """Take note of the time, and let happen what is due."""
        turn, self._now_s = self._story(uptime_s)
        if turn != self._turn:
            self._turn = turn
            self._struck.clear()
        for fault in self._chips:
            if self._strikes(fault):
                return CHIPS[fault.kind]
        due = [
            happened for fault, plan in self._random if (happened := plan.on_chip(uptime_s)) and self._strikes(fault)
        ]
        return due[0] if due else None

    def _strikes(self, fault: Fault) -> bool:
        """Say whether a fault is at work; one that comes once is struck off."""
        if self._now_s < fault.at_s or fault in self._struck:
            return False
        if fault.until_s is None:
            self._struck.add(fault)
            return True
        return self._now_s < fault.until_s


def _changed(signal: Signal, fault: Fault, bridges: Corners[Signal], story: StoryTime, seed: int) -> Signal:
    """Return the signal with one fault of the bridge in its time."""
    counts, share, from_s = fault.counts, fault.share, fault.at_s

    def growing(counts_of: Callable[[float], float]) -> Signal:
        return signals.added(signal, lambda uptime_s: round(counts_of(story(uptime_s)[1] - from_s)))

    ills: dict[str, Callable[[], Signal]] = {
        "constant": lambda: signals.constant(counts, signal),
        "saturated high": lambda: signals.constant(SATURATED, signal),
        "saturated low": lambda: signals.constant(-SATURATED, signal),
        "preload": lambda: growing(lambda _since_s: counts),
        "spike": lambda: growing(lambda _since_s: counts),
        "drift": lambda: growing(lambda since_s: counts * since_s / 3600),
        "warm-up": lambda: growing(lambda since_s: counts * (1 - math.exp(-since_s / WARM_UP_S))),
        "frozen": lambda: lambda uptime_s: signal(uptime_s - (story(uptime_s)[1] - from_s)),
        "dead": lambda: signals.dead(signal),
        "noise": lambda: signals.noisy(signal, counts, seed),
        "hum": lambda: signals.hum(signal, counts),
        "supply step": lambda: signals.supply_step(signal, 0.0, share),
        "creep": lambda: _crept(signal, share, from_s, story),
        "reversed": lambda: signals.reversed_bridge(signal),
        "swapped": lambda: _of(bridges, fault.other),
    }
    if fault.kind not in ills:
        return signal
    ill = ills[fault.kind]()

    def either(uptime_s: float) -> int | None:
        now_s = story(uptime_s)[1]
        return (
            ill(uptime_s) if from_s <= now_s and (fault.until_s is None or now_s < fault.until_s) else signal(uptime_s)
        )

    return either


def _of(bridges: Corners[Signal], corner: str) -> Signal:
    signal: Signal = getattr(bridges, corner)
    return signal


def _crept(signal: Signal, share: float, from_s: float, story: StoryTime) -> Signal:
    """Gain a share in time, as `signals.creeping` does."""

    def crept(uptime_s: float) -> int | None:
        counts, since_s = signal(uptime_s), story(uptime_s)[1] - from_s
        return counts if counts is None else round(counts * (1 + share * (1 - math.exp(-since_s / 1200.0))))

    return crept
