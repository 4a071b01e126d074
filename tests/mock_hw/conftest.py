"""A simulated chip with the mandated driver, as it is, before it."""

from types import SimpleNamespace

import adafruit_hx711.hx711 as vendor
import pytest

from mock_hw.chip import Chip
from mock_hw.clock import VirtualClock
from mock_hw.pins import DoutPin, SckPin


class Bench:
    """One chip on a bench, and the driver's own functions on its two pins."""

    def __init__(self, signal, monkeypatch, *, dout_access_us=1.0, **chip):
        self.clock = VirtualClock(0)
        self.chip = Chip(signal if callable(signal) else lambda _: signal, self.clock, **chip)
        self.sck = SckPin(self.chip, self.clock, access_us=1.0)
        self.dout = DoutPin(self.chip, self.clock, access_us=dout_access_us)
        # Blinka has neither of the first two names, and its delay is far too long; a reset sleeps on this clock too.
        missing = SimpleNamespace(
            disable_interrupts=lambda: None, enable_interrupts=lambda: None, delay_us=self.clock.spin_us
        )
        slept = SimpleNamespace(sleep=lambda span_s: self.clock.advance_us(span_s * 1e6))
        monkeypatch.setattr(vendor, "microcontroller", missing)
        monkeypatch.setattr(vendor, "time", slept)

    def driver(self):
        """The vendor's class, which resets the chip when it is made."""
        return vendor.HX711(self.dout, self.sck)

    def wait(self, limit_s=1.0):
        """Wait for ready by looking each 0.1 ms; return the milliseconds that it took."""
        start_s = self.clock.uptime_s()
        while self.dout.value:
            self.clock.advance_us(99)
            assert self.clock.uptime_s() < start_s + limit_s, "the chip never became ready"
        return round((self.clock.uptime_s() - start_s) * 1000)

    def ready_within(self, span_s):
        """Say whether the chip becomes ready within that time."""
        end_s = self.clock.uptime_s() + span_s
        while self.clock.uptime_s() < end_s:
            if not self.dout.value:
                return True
            self.clock.advance_us(999)
        return False

    def bits(self, pulses=25):
        """What the driver's `read_fast` returns: one bit for each pulse."""
        return vendor.read_fast(self.sck, self.dout, pulses)

    def counts(self, pulses=25):
        """Wait, read, and give the 24 bits their sign."""
        self.wait()
        word = self.bits(pulses) >> (pulses - 24)
        return word - (1 << 24) if word & 0x800000 else word


@pytest.fixture
def bench(monkeypatch):
    """Make a bench: `bench(signal_or_counts, **chip)`."""
    return lambda signal, **chip: Bench(signal, monkeypatch, **chip)
