"""Real pins on a Raspberry Pi, through Blinka's `board` and `digitalio`, by BCM number (GPIO 5, not header pin 29).

Never run on a Raspberry Pi: what is here follows the sources of Blinka 10.0.0 and was tested against stand-ins.
Blinka and the driver are imported as late as the pins are opened, in the acquisition process alone: on a machine
without GPIO that is also where they fail.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from typing import Any

import msgspec

from contract.seat import CORNER_NAMES, Corners
from edge.errors import HardwareError
from edge.hardware.clock import SystemClock
from edge.ports import Clock, DigitalPin, LoadCell


class CellPins(msgspec.Struct, frozen=True):
    """The two lines of one converter, as BCM numbers."""

    dout: int
    sck: int


class PinPair(msgspec.Struct, frozen=True):
    """The two lines of one converter, opened."""

    dout: DigitalPin
    sck: DigitalPin


class PiCells(msgspec.Struct, frozen=True):
    """Opens four cells on a Raspberry Pi: a `edge.ports.CellFactory`.

    `rate_sps` is the conversions per second that the boards are strapped for, 10 or 80.
    """

    pins: Corners[CellPins]
    rate_sps: float = 10.0

    def __call__(self) -> tuple[Corners[LoadCell], Clock]:
        """Open the pins and reset the four converters. Raises `HardwareError`."""
        pairs = open_pin_pairs(self.pins)
        from edge.hardware.cell import Hx711Cell  # noqa: PLC0415  it imports Blinka: see the top of this file

        clock = SystemClock()
        return pairs.map(lambda pair: Hx711Cell(pair.dout, pair.sck, clock, self.rate_sps)), clock


def open_pin_pairs(pins: Corners[CellPins]) -> Corners[PinPair]:
    """Open DOUT with a pull-up, so that an unplugged wire reads as never ready, and PD_SCK low.

    Raises `HardwareError` with the remedy: no Raspberry Pi, a pin in use, no permission, no such pin.
    """
    os.environ.setdefault("BLINKA_SKIP_DEPENDENCY_CHECK", "1")  # else `board` may ask a question and wait for an answer
    try:
        import board  # noqa: PLC0415  see the top of this file
        import digitalio  # noqa: PLC0415
    except NotImplementedError as error:
        raise HardwareError(_NO_PI) from error
    except (ImportError, RuntimeError) as error:
        raise HardwareError(
            f"The GPIO library cannot be loaded: {error}. On a Raspberry Pi install Sitwell with its extra `pi`; "
            "elsewhere try sitwell-mock."
        ) from error
    if not hasattr(board, "D4"):  # an ordinary PC: Blinka knows the board, and it has no pins
        raise HardwareError(_NO_PI)

    opened = []
    for corner, pair in zip(CORNER_NAMES, pins, strict=True):
        dout = _open(board, digitalio, pair.dout, f"{corner}.dout")
        dout.switch_to_input(pull=digitalio.Pull.UP)
        sck = _open(board, digitalio, pair.sck, f"{corner}.sck")
        sck.switch_to_output(value=False)
        opened.append(PinPair(dout, sck))
    return Corners(*opened)


_NO_PI = (
    "This is no Raspberry Pi, or one that Blinka does not know, so there are no pins to read. To see Sitwell without "
    "hardware run sitwell-mock; on a new model of Pi update adafruit-blinka and adafruit-platformdetect."
)


def _open(board: Any, digitalio: Any, number: int, name: str) -> Any:  # noqa: ANN401  Blinka ships no types
    pin = getattr(board, f"D{number}", None)
    if pin is None:
        raise HardwareError(f"{name}: there is no GPIO {number} on this board. Use BCM numbers, 2 to 27.")
    with opening(name, f"GPIO {number}"):
        return digitalio.DigitalInOut(pin)


@contextlib.contextmanager
def opening(name: str, line: str) -> Iterator[None]:
    """Turn what is raised when a line is opened into a `HardwareError` with the remedy."""
    try:
        yield
    except PermissionError as error:
        raise HardwareError(
            f"{name}: no permission for {line}. Add the user that runs Sitwell to the group gpio "
            "(sudo usermod -aG gpio USER) and log in again."
        ) from error
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise HardwareError(f"{name}: {line} cannot be opened: {error}.") from error
        raise HardwareError(
            f"{name}: {line} is in use. Stop the other program (gpioinfo shows which one holds the line), "
            "or see whether the configuration names this pin twice."
        ) from error
    except RuntimeError as error:
        raise HardwareError(f"{name}: {line} cannot be opened: {error}.") from error
