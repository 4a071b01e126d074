"""Four HX711 read by the kernel: its driver `hx711` (drivers/iio/adc/hx711.c), seen through sysfs. `backend = "iio"`.

    /sys/bus/iio/devices/iio:device2/name              hx711
                                    /of_node -> .../front-left       or /label: tells which corner this one is
                                    /in_voltage0_raw   8388608       channel A; waits for a conversion; 0x800000 is zero

The driver clocks the bits itself, with interrupts off while PD_SCK is high, so no pulse is timed here. It does not
check the bits after the 24th, and looks for a conversion every 10 ms or later: fit for 10 SPS, too slow for 80. A read
waits up to some four seconds, then the driver has power-cycled the chip in vain and says EIO. So each cell has a thread
of its own, which does nothing but wait in `read`; Python lets the others run meanwhile.

What is left for here: the time from one conversion to the next, silence, saturated and frozen values. Written
after the driver's source in Linux (2024) and tested against folders that look like sysfs; never run on a Raspberry Pi.
"""

import errno
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from contract.seat import CORNER_NAMES, Corners
from edge.errors import CellDesyncError, CellError, CellTimeoutError, HardwareError
from edge.hardware.clock import SystemClock
from edge.hardware.values import ValueRules
from edge.ports import CellCounters, Clock, LoadCell

DEVICES = "/sys/bus/iio/devices"
MIDDLE = 0x800000
"""The driver turns the sign bit round: what it calls so is 0."""

LOOK_S = 0.01
"""Between two looks at what a thread has read."""

EARLY, LATE = 0.6, 1.6
"""Periods between two conversions: the driver notices one up to 20 ms late, and boards run 9 to 12 SPS."""

SILENT_S = 6.0
"""A read that has not ended after so long: the driver itself gives up after some 4 s."""

PACE_S = 0.05
"""Between two reads of a thread: no conversion is due so soon, and the driver need not look for it."""

PAUSE_S = 0.5
"""A thread waits so long after a failure, so that a driver which fails at once is not asked without end."""


class Reply(NamedTuple):
    """What came of one read, and when: the number, or the error."""

    at_s: float
    raw: int = 0
    error: OSError | None = None


class IioCell:
    """One load cell behind the kernel's driver: an `edge.ports.LoadCell`. `take` gives the next reply, if there is one.

    A reading is held back until the next one came in time, as in `edge.hardware.cell`.
    """

    def __init__(self, take: Callable[[], Reply | None], clock: Clock, rate_sps: float = 10.0) -> None:
        self.counters = CellCounters()
        self.due_s = clock.uptime_s() + LOOK_S
        self._take = take
        self._clock = clock
        self._period_s = 1 / rate_sps
        self.held_s = 1 / rate_sps  # until the next conversion has been read, which is as soon as it is there
        self._values = ValueRules(self.counters, rate_sps)
        self._held: Reply | None = None
        self._last_s = clock.uptime_s()  # of the last reply
        self._first = True

    def poll(self) -> int | None:
        """Judge the next reply. See `edge.ports.LoadCell`."""
        now_s = self._clock.uptime_s()
        self.due_s = now_s + LOOK_S
        reply = self._take()
        if reply is None:
            if now_s - self._last_s > SILENT_S:
                self._last_s = now_s
                self._drop()
                self.counters.timeouts += 1
                raise CellTimeoutError(
                    "The kernel's hx711 driver has not answered for seconds. Look at dmesg, then reboot."
                )
            return None
        gap_s, self._last_s = reply.at_s - self._last_s, reply.at_s
        if reply.error is not None:
            self._drop()
            self.counters.timeouts += 1
            raise _explained(reply.error)
        if self._first:  # it may have waited in the converter for long
            self._first = False
            self.counters.discarded += 1
            return None
        held, self._held = self._held, reply
        if held is None:
            return None
        if not EARLY * self._period_s <= gap_s <= LATE * self._period_s:
            self._drop()
            self.counters.desyncs += 1
            raise CellDesyncError(
                "A conversion of the HX711 came at the wrong time; two readings dropped. If this happens often, "
                "shorten its wires, check its supply, and compare its RATE strap with `rate_sps`."
            )
        return self._values.judge(held.raw - MIDDLE, reply.raw - MIDDLE)

    def _drop(self) -> None:
        self._held = None
        self._first = True
        self._values.distrust()


class Reader:
    """Reads one attribute again and again in a thread of its own; `take` hands out what came."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._replies: deque[Reply] = deque(maxlen=4)  # if nobody takes them the oldest are lost
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"iio {path.parent.name}", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End after the read that is under way."""
        self._stopped.set()

    def take(self) -> Reply | None:
        """Return the oldest reply that nobody has taken."""
        return self._replies.popleft() if self._replies else None

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                text = self._path.read_text("ascii")
                self._replies.append(Reply(self._clock.uptime_s(), int(text)))
            except ValueError:
                self._fail(OSError(errno.EINVAL, "not a number"))
            except OSError as error:
                self._fail(error)
            else:
                self._stopped.wait(PACE_S)

    def _fail(self, error: OSError) -> None:
        self._replies.append(Reply(self._clock.uptime_s(), error=error))
        self._stopped.wait(PAUSE_S)


class IioCells(msgspec.Struct, frozen=True):
    """Opens the four cells behind the kernel's driver: an `edge.ports.CellFactory`.

    `names` are the device tree nodes or labels of the corners.
    """

    names: Corners[str]
    rate_sps: float = 10.0
    devices: str = DEVICES

    def __call__(self) -> tuple[Corners[LoadCell], Clock]:
        """Find the devices and begin to read. Raises `HardwareError`."""
        clock = SystemClock()
        readers = find(self.names, Path(self.devices)).map(lambda path: Reader(path, clock))
        for reader in readers:
            reader.start()
        return readers.map(lambda reader: IioCell(reader.take, clock, self.rate_sps)), clock


def find(names: Corners[str], devices: Path = Path(DEVICES)) -> Corners[Path]:
    """Return the raw attribute of each corner. Raises `HardwareError`: no driver, no such node, no permission."""
    found = {name: folder for folder in sorted(devices.glob("iio:device*")) for name in _names(folder)}
    if not found:
        raise HardwareError(
            f"The kernel shows no hx711 under {devices}. Load the overlay (docs/iio.md) and reboot; dmesg | grep hx711 "
            'says why a device is missing. Or set backend = "pins" in [cells].'
        )
    return Corners(*(_attribute(corner, name, found) for corner, name in zip(CORNER_NAMES, names, strict=True)))


def _attribute(corner: str, name: str, found: dict[str, Path]) -> Path:
    folder = found.get(name)
    if folder is None:
        there = ", ".join(sorted(found))
        raise HardwareError(f"{corner}: no hx711 is called {name!r}; there are {there}. Set iio_{corner} in [cells].")
    path = folder / "in_voltage0_raw"
    try:
        path.open("rb").close()
    except PermissionError as error:
        raise HardwareError(
            f"{corner}: no permission to read {path}. Run the service as a user who may, or add a udev rule."
        ) from error
    except OSError as error:
        raise HardwareError(f"{corner}: {path} cannot be opened ({error.strerror}). Look at dmesg.") from error
    return path


def _names(folder: Path) -> set[str]:
    """Return what an hx711 may be called: its label, its device tree node with and without address. Else nothing."""
    if _text(folder / "name") != "hx711":
        return set()
    node = _text(folder / "of_node" / "name"), (folder / "of_node").resolve().name, _text(folder / "label")
    return {each for each in node if each and each != "of_node"}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip().rstrip("\0")
    except OSError:
        return ""


def _explained(error: OSError) -> CellError:
    if error.errno in (errno.EIO, errno.ETIMEDOUT):
        return CellTimeoutError(
            "The kernel's hx711 driver found no conversion, even after a reset. Check the supply of the HX711 and its "
            "DOUT and PD_SCK wires, and that the GPIOs in the overlay are those of this corner."
        )
    return CellTimeoutError(f"The kernel's hx711 driver cannot be read: {error.strerror}. Look at dmesg.")
