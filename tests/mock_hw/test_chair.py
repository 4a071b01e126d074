"""The whole simulated chair: four chips, no two alike, and the truth about them."""

from types import SimpleNamespace

import adafruit_hx711.hx711 as vendor
import pytest

from contract.seat import CORNER_NAMES, Corners
from edge.ports import DigitalPin
from mock_hw.chair import simulated_cells
from mock_hw.clock import VirtualClock

LOAD = Corners(12.0, 15.0, 18.0, 21.0)


def watch(chair, clock, span_s):
    """Read every cell with the driver whenever it is ready; return (uptime_s, kg) by corner."""
    seen = {corner: [] for corner in CORNER_NAMES}
    while clock.uptime_s() < span_s:
        clock.advance_us(2_000)
        for corner in CORNER_NAMES:
            pins, truth = getattr(chair.pins, corner), getattr(chair.calibration, corner)
            if not pins.dout.value:
                word = vendor.read_fast(pins.sck, pins.dout, 25) >> 1
                counts = word - (1 << 24) if word & 0x800000 else word
                seen[corner].append((clock.uptime_s(), (counts - truth.tare_counts) / truth.counts_per_kg))
    return seen


@pytest.fixture
def clock(monkeypatch):
    clock = VirtualClock(0)
    missing = SimpleNamespace(disable_interrupts=lambda: None, enable_interrupts=lambda: None, delay_us=clock.spin_us)
    monkeypatch.setattr(vendor, "microcontroller", missing)
    return clock


def test_the_calibration_turns_what_the_driver_reads_back_into_kilograms(clock):
    chair = simulated_cells(lambda _: LOAD, clock, seed=4, access_us=1.0)
    seen = watch(chair, clock, 20.0)
    for corner in CORNER_NAMES:
        loads = [kg for _, kg in seen[corner]]
        assert loads == pytest.approx([getattr(LOAD, corner)] * len(loads), abs=0.005)
        assert len(set(loads)) > 50, "a live bridge is never still"


def test_the_four_chips_differ_in_rate_phase_zero_and_sensitivity(clock):
    chair = simulated_cells(lambda _: LOAD, clock, seed=5)
    seen = watch(chair, clock, 60.0)
    rates = {corner: (len(each) - 1) / (each[-1][0] - each[0][0]) for corner, each in seen.items()}
    assert all(9.55 < rate < 10.45 for rate in rates.values())
    assert len({round(rate, 3) for rate in rates.values()}) == 4
    assert len({round(each[0][0], 3) for each in seen.values()}) == 4
    assert len({truth.tare_counts for truth in chair.calibration}) == 4
    assert len({abs(truth.counts_per_kg) for truth in chair.calibration}) == 4


def test_one_bridge_is_wired_the_other_way_round(clock):
    signs = [truth.counts_per_kg < 0 for truth in simulated_cells(lambda _: LOAD, clock).calibration]
    assert signs == [False, False, True, False]


def test_the_same_seed_is_the_same_chair(clock):
    one, same, other = (simulated_cells(lambda _: LOAD, clock, seed=seed).calibration for seed in (7, 7, 8))
    assert one == same
    assert one != other


def test_a_corner_without_a_load_gives_no_reading_and_the_others_go_on(clock):
    chair = simulated_cells(lambda _: Corners(1.0, None, 1.0, 1.0), clock)
    assert {corner: bool(each) for corner, each in watch(chair, clock, 2.0).items()} == {
        "front_left": True,
        "front_right": False,
        "rear_left": True,
        "rear_right": True,
    }


def test_the_pins_are_pins_as_the_chair_wants_them(clock):
    pins: DigitalPin = simulated_cells(lambda _: LOAD, clock).pins.front_left.dout
    assert pins.value in (True, False)
