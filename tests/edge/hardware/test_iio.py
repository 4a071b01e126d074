"""Cells that the kernel reads: a folder that looks like sysfs, and the kernel's way of reading on a simulated chip."""

import errno
import pickle
from pathlib import Path

import pytest

from contract.seat import Corners
from edge.errors import CellError, CellTimeoutError, HardwareError
from edge.hardware.acquisition import acquire
from edge.hardware.iio import MIDDLE, IioCell, IioCells, Reply, find
from mock_hw.cell import noise
from mock_hw.chip import Chip
from mock_hw.clock import VirtualClock
from mock_hw.faults import ChipEvent, ChipFault, StuckDout
from mock_hw.pins import DoutPin, SckPin

NAMES = Corners("front-left", "front-right", "rear-left", "rear-right")


class Kernel:
    """What drivers/iio/adc/hx711.c does: looks each 10 ms, 25 pulses, sign bit turned; after 2 s a reset, then EIO."""

    def __init__(self, chip, clock):
        self.clock, self.dout, self.sck = clock, DoutPin(chip, clock, 0.5), SckPin(chip, clock, 0.5)
        self.look_s, self.looks = 0.0, 0

    def take(self):
        if self.clock.uptime_s() < self.look_s:
            return None
        if not self.dout.value:
            word = 0
            for pulse in range(25):
                self.sck.value = True
                self.sck.value = False
                if pulse < 24:
                    word = word << 1 | self.dout.value
            return self._end(Reply(self.clock.uptime_s(), word ^ MIDDLE), 0.05)
        self.looks += 1
        self.look_s = self.clock.uptime_s() + 0.012
        if self.looks == 100:
            self.sck.value = True
            self.clock.spin_us(10_000)
            self.sck.value = False
        return self._end(Reply(self.clock.uptime_s(), error=OSError(errno.EIO, "x")), 0.5) if self.looks > 200 else None

    def _end(self, reply, pause_s):
        self.looks, self.look_s = 0, self.clock.uptime_s() + pause_s
        return reply


def signal(t_s):
    return 1_234_567 + round(20 * noise(2, int(t_s * 1e6)))


def lived(signal=signal, span_s=10.0, rate_sps=10.0, **chip):
    clock = VirtualClock(0)
    kernel = Kernel(Chip(signal, clock, rate_sps=rate_sps, phase_s=0.03, **chip), clock)
    cell = IioCell(kernel.take, clock)
    seen = []
    while clock.uptime_s() < span_s:
        clock.sleep_until(cell.due_s)
        try:
            seen.append(cell.poll())
        except CellError as error:
            seen.append(error.fault)
    values = [each for each in seen if isinstance(each, int)]
    return values, [each for each in seen if isinstance(each, str)], cell


def test_a_frame_has_the_time_of_its_conversions():
    clock = VirtualClock(0)
    cells = Corners(
        *(
            IioCell(Kernel(Chip(lambda t_s: round(t_s * 1000), clock, phase_s=phase_s), clock).take, clock)
            for phase_s in (0.01, 0.03, 0.05, 0.07)
        )
    )
    frames = []
    acquire(cells, clock, frames.append, stop=lambda: clock.uptime_s() > 30.0)
    late_s = [frame.uptime_s - counts / 1000 for frame in frames for counts in frame.counts if counts is not None]
    assert len(late_s) > 1000
    assert min(late_s) > -0.01, "never before its conversion"
    assert max(late_s) < 0.13, "and a period later at most, but for the driver's own looks"


@pytest.mark.parametrize("rate_sps", [9.0, 10.0, 12.0])
def test_a_sound_chip_gives_each_conversion_and_no_alarm(rate_sps):
    values, said, _ = lived(rate_sps=rate_sps)
    assert said == []
    assert len(values) >= 10 * rate_sps - 5
    assert all(abs(each - 1_234_567) < 100 for each in values)


def test_a_negative_load_keeps_its_sign():
    values, _, _ = lived(lambda t_s: -signal(t_s))
    assert values[-1] == pytest.approx(-1_234_567, abs=100)


@pytest.mark.parametrize(
    ("changed", "fault"), [(lambda _: 1 << 24, "saturated"), (lambda _: -1, "frozen"), (lambda _: None, "timeout")]
)
def test_the_rules_of_the_value_and_of_silence_hold_here_too(changed, fault):
    values, said, _ = lived(lambda t_s: signal(t_s) if t_s < 3 else changed(t_s))
    assert fault in said
    assert all(abs(each - 1_234_567) < 100 or each == -1 for each in values)
    assert len(values) > 20


@pytest.mark.parametrize("fault", list(ChipFault))
@pytest.mark.parametrize("settling", ["silent", "early"])
def test_a_chip_that_was_reset_or_changed_its_channel_gives_no_wrong_value(fault, settling):
    values, said, _ = lived(settling=settling, faults=ChipEvent(fault, 3.03))
    if settling == "silent":  # the kernel's driver looks too seldom to notice one that hands out values early
        assert [each for each in values if abs(each - 1_234_567) > 400] == []
        assert "desync" in said
    assert len(values) > 60, "the cell recovers"


def test_a_wire_that_is_off_is_a_timeout_with_its_remedy():
    values, said, cell = lived(faults=StuckDout(True))
    assert (values, set(said)) == ([], {"timeout"})
    assert cell.counters.timeouts == len(said) >= 2


def test_a_driver_that_hangs_is_a_timeout():
    clock = VirtualClock(0)
    cell = IioCell(lambda: None, clock)
    clock.sleep_until(7.0)
    with pytest.raises(CellTimeoutError, match="dmesg"):
        cell.poll()


@pytest.fixture
def sysfs(tmp_path):
    """Four devices in another order than the corners, and one that is none of ours."""
    for number, name in enumerate(("rear-left", "front-left", "rear-right", "front-right")):
        folder = tmp_path / f"iio:device{number}"
        (folder / "of_node").mkdir(parents=True)
        (folder / "name").write_text("hx711\n")
        (folder / "of_node" / "name").write_text(name + "\0")
        (folder / "in_voltage0_raw").write_text("8388608\n")
    (tmp_path / "iio:device7").mkdir()
    (tmp_path / "iio:device7" / "name").write_text("bme280\n")
    return tmp_path


def test_each_corner_is_found_by_its_node_whatever_the_number_of_its_device(sysfs):
    assert [path.parent.name[-1] for path in find(NAMES, sysfs)] == ["1", "3", "0", "2"]


def test_a_label_names_a_device_too(sysfs):
    (sysfs / "iio:device0" / "label").write_text("loose\n")
    assert find(Corners("front-left", "front-right", "loose", "rear-right"), sysfs).rear_left.parent.name[-1] == "0"


def test_a_corner_without_a_device_is_told_which_there_are(sysfs):
    with pytest.raises(HardwareError, match=r"rear_left: no hx711 is called 'x'; .*front-left, .*iio_rear_left"):
        find(Corners("front-left", "front-right", "x", "rear-right"), sysfs)


def test_a_kernel_without_the_driver_is_sent_to_the_overlay(tmp_path):
    with pytest.raises(HardwareError, match=r"docs/iio\.md"):
        find(NAMES, tmp_path)


def test_a_device_that_may_not_be_read_is_said_with_its_corner(sysfs, monkeypatch):
    opens = Path.open

    def refuse(path, *how, **more):
        if path.name == "in_voltage0_raw":
            raise PermissionError(errno.EACCES, "Permission denied")
        return opens(path, *how, **more)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(HardwareError, match="front_left: no permission"):
        find(NAMES, sysfs)


def test_a_device_without_its_attribute_is_said_with_its_corner(sysfs):
    (sysfs / "iio:device1" / "in_voltage0_raw").unlink()
    with pytest.raises(HardwareError, match=r"front_left: .*cannot be opened"):
        find(NAMES, sysfs)


def test_the_factory_can_be_sent_to_another_process():
    factory = IioCells(NAMES)
    assert pickle.loads(pickle.dumps(factory)) == factory  # noqa: S301  our own bytes, made in this line
