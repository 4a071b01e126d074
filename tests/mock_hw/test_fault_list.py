"""Every fault that a simulated chair can have, one after the other, and what the cell says of it."""

import copy

import pytest

from edge.errors import CellError
from edge.hardware.cell import Hx711Cell
from mock_hw import signals
from mock_hw.cell import noise
from mock_hw.chip import Chip
from mock_hw.clock import VirtualClock
from mock_hw.faults import BadEdge, ChipEvent, ChipFault, EdgeFault, FlappingDout, Mixed, StuckDout
from mock_hw.pins import DoutPin, SckPin

LEVEL = 1_000_000


def sound(t_s):
    return LEVEL + round(20 * noise(3, int(t_s * 1e6)))


def lived(signal=sound, span_s=8.0, **chip):
    """Return the readings and the faults of a cell on such a chip."""
    clock = VirtualClock(0)
    made = Chip(signal, clock, phase_s=0.03, **chip)
    cell = Hx711Cell(DoutPin(made, clock, 1.0), SckPin(made, clock, 1.0), clock)
    values, said = [], []
    while clock.uptime_s() < span_s:
        clock.sleep_until(cell.due_s)
        try:
            counts = cell.poll()
        except CellError as error:
            said.append(error.fault)
        else:
            if counts is not None:
                values.append(counts)
    return values, said


LINES = {
    **{f"stall at bit {pulse}": (BadEdge(EdgeFault.STALL, pulse), {"stalled"}) for pulse in (2, 12, 24, 25)},
    "missed edge": (BadEdge(EdgeFault.MISSED, 7), {"desync"}),
    "extra edge": (BadEdge(EdgeFault.EXTRA, 7), {"desync"}),
    "a conversion that ends in mid-read": (BadEdge(EdgeFault.PAUSE, 7), {"stalled"}),
    "DOUT stuck high, missing chip": (StuckDout(True), {"timeout"}),
    "DOUT stuck low": (StuckDout(False), {"desync"}),
    "flapping": (FlappingDout(1), {"desync"}),
    "brown-out": (ChipEvent(ChipFault.BROWN_OUT, 3.0), {"desync"}),
    "channel mix-up": (ChipEvent(ChipFault.CHANNEL_B, 3.0), {"desync"}),
    "gain mix-up": (ChipEvent(ChipFault.GAIN_64, 3.0), {"desync"}),
    "mixed": (Mixed(BadEdge(EdgeFault.STALL, 3), ChipEvent(ChipFault.CHANNEL_B, 3.0)), {"stalled", "desync"}),
}


@pytest.mark.parametrize("unfinished", ["waits", "forgets"])
@pytest.mark.parametrize("settling", ["silent", "early"])
@pytest.mark.parametrize("name", LINES)
def test_a_fault_of_the_lines_or_of_the_chip_is_said_and_no_value(name, settling, unfinished):
    plan, expected = LINES[name]
    values, said = lived(faults=copy.deepcopy(plan), settling=settling, unfinished=unfinished)
    if unfinished == "waits":  # one that forgets may heal before anybody notices
        assert expected <= set(said)
    assert [each for each in values if abs(each - LEVEL) > 100] == []


SAID = {
    "saturated up": (signals.constant(1 << 24, sound, 3.0), "saturated"),
    "saturated down": (signals.constant(-(1 << 24), sound, 3.0), "saturated"),
    "constant -1": (signals.constant(-1, sound, 3.0), "frozen"),
    "constant 0": (signals.constant(0, sound, 3.0), "frozen"),
    "frozen": (signals.frozen(sound, 3.0), "frozen"),
    "dead": (signals.dead(sound, 3.0), "timeout"),
}


@pytest.mark.parametrize("name", SAID)
def test_a_bridge_that_says_no_more_is_named(name):
    signal, fault = SAID[name]
    values, said = lived(signal)
    assert fault in said
    assert len(values) > 15, "it was sound before"


@pytest.mark.parametrize(
    ("name", "rule", "off"),
    [
        ("saturated up", "MAX_COUNTS", 1 << 30),
        ("saturated down", "MIN_COUNTS", -(1 << 30)),
        ("frozen", "FROZEN_S", 1e6),
    ],
)
def test_without_its_rule_the_bridge_would_go_on_saying_it(name, rule, off, monkeypatch):
    signal, fault = SAID[name]
    monkeypatch.setattr("edge.hardware.values." + rule, off)
    values, said = lived(signal)
    assert max(signal(7.0), -0x800000) in values or 0x7FFFFF in values
    assert fault not in said


MEASURED = {
    "noise": (signals.noisy(sound, 400.0), 0, 2000),
    "mains hum": (signals.hum(sound, hz=50.3), 0, 520),
    "supply step": (signals.supply_step(sound, 4.0), 10_000, 100),
    "temperature drift": (signals.drifting(sound, 360_000), 780, 60),
    "warm-up": (signals.warming_up(sound, 5000.0, 2.0), 4900, 100),
    "creep": (signals.creeping(sound, tau_s=2.0), 980, 60),
    "preload": (signals.preloaded(sound, 70_000), 70_000, 60),
    "spike": (signals.spike(sound, 7.0, 400_000, lasts_s=9.0), 400_000, 60),
    "reversed": (signals.reversed_bridge(sound), -2 * LEVEL, 60),
    "swapped": (signals.swapped(sound, lambda t_s: sound(t_s) + 5)[0], 5, 60),
}


@pytest.mark.parametrize("name", MEASURED)
def test_what_the_bridge_really_gives_is_measured_and_no_fault_of_the_reading(name):
    signal, off, within = MEASURED[name]
    values, said = lived(signal)
    assert len(said) <= (8 if name == "noise" else 0), "the cell's own noise is learned first"
    assert len(values) > 30
    assert values[-1] == pytest.approx(LEVEL + off, abs=within)
