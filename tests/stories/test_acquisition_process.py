"""Acquisition in a real process and in real time, with simulated chips at the pins."""

import os
import signal
import subprocess
import sys

import msgspec
import pytest

from contract.seat import Corners
from edge.errors import HardwareError
from edge.hardware import process
from edge.hardware.clock import SystemClock
from edge.hardware.process import AcquisitionProcess
from mock_hw.chair import simulated_cells

LOAD_KG = Corners(10.0, 12.0, 14.0, 16.0)


class SimulatedCells(msgspec.Struct, frozen=True):
    """Four simulated cells on the clock of this machine."""

    def __call__(self):
        from edge.hardware.cell import Hx711Cell  # noqa: PLC0415  as a real factory does: not for `Refused` below

        clock = SystemClock()
        pins = simulated_cells(lambda _: LOAD_KG, clock, seed=3).pins
        return pins.map(lambda pair: Hx711Cell(pair.dout, pair.sck, clock)), clock


class Refused(msgspec.Struct, frozen=True):
    """Hardware that cannot be opened, with what the child has loaded by then in the error."""

    def __call__(self):
        raise HardwareError("GPIO 5 is in use; " + " ".join(sys.modules))


def test_frames_come_in_real_time_and_a_child_that_is_killed_is_started_again():
    with AcquisitionProcess(SimulatedCells()) as acquisition:
        frames = [acquisition.receive(1.0) for _ in range(6)]
        assert all(frames)
        assert frames[5].uptime_s - frames[0].uptime_s == pytest.approx(0.5, abs=0.05)
        assert abs(frames[5].uptime_s - SystemClock().uptime_s()) < 1
        assert any(counts is not None for frame in frames for counts in frame.counts)
        child = acquisition._process
        os.kill(child.pid, signal.SIGKILL)
        later = (acquisition.receive(1.0) for _ in range(30))
        assert any(frame and frame.uptime_s > frames[5].uptime_s + 0.2 for frame in later)
        assert acquisition._process is not child
        child = acquisition._process
    assert child.exitcode == 0, "it ended by itself when the pipe was closed"


def test_a_child_that_is_stopped_is_replaced_and_one_that_goes_on_in_time_is_kept(monkeypatch):
    monkeypatch.setattr(process, "SILENT_S", 3.0)
    with AcquisitionProcess(SimulatedCells()) as acquisition:
        assert any(acquisition.receive(1.0) for _ in range(30))
        child = acquisition._process
        os.kill(child.pid, signal.SIGSTOP)
        assert any(acquisition._process is not child for _ in range(60) if acquisition.receive(0.5) is None)
        assert child.exitcode == -signal.SIGKILL
        assert any(acquisition.receive(1.0) for _ in range(30)), "the new one measures"


def test_hardware_that_cannot_be_opened_is_the_error_of_the_parent_and_the_child_loads_little():
    with pytest.raises(HardwareError, match="GPIO 5 is in use") as caught, AcquisitionProcess(Refused()):
        pass
    loaded = str(caught.value).split()
    assert not {"typer", "paho", "adafruit_hx711", "gpiozero", "dashboard", "edge.__main__"} & set(loaded)


def test_the_driver_loads_on_any_machine_and_says_nothing_to_the_user():
    done = subprocess.run(
        [sys.executable, "-c", "import edge.hardware.cell"], capture_output=True, text=True, check=True
    )
    assert done.stdout == done.stderr == ""
