"""Pins of a Raspberry Pi that is not there: what goes wrong with them, and what the owner is told to do."""

import builtins
import errno
import pickle
import sys
from types import SimpleNamespace

import pytest

from contract.seat import Corners
from edge.errors import HardwareError
from edge.hardware.pins import CellPins, PiCells, open_pin_pairs

PINS = Corners(CellPins(5, 6), CellPins(17, 27), CellPins(22, 23), CellPins(24, 25))


class Line:
    """Records how it was set up, as `digitalio.DigitalInOut` would be."""

    refuses: dict = {}  # noqa: RUF012  set anew for each test

    def __init__(self, number):
        if number in self.refuses:
            raise self.refuses[number]
        self.number = number

    def switch_to_input(self, pull):
        self.setup = ("in", pull)

    def switch_to_output(self, value):
        self.setup = ("out", value)


@pytest.fixture
def pi(monkeypatch):
    """A stand-in for Blinka on a Raspberry Pi."""
    monkeypatch.setenv("BLINKA_SKIP_DEPENDENCY_CHECK", "1")
    monkeypatch.setitem(sys.modules, "board", SimpleNamespace(**{f"D{number}": number for number in range(2, 28)}))
    digitalio = SimpleNamespace(DigitalInOut=Line, Pull=SimpleNamespace(UP="up"))
    monkeypatch.setitem(sys.modules, "digitalio", digitalio)
    monkeypatch.setattr(Line, "refuses", {})
    return Line


@pytest.mark.usefixtures("pi")
def test_dout_is_an_input_with_a_pull_up_and_sck_an_output_at_low():
    for opened, wanted in zip(open_pin_pairs(PINS), PINS, strict=True):
        assert (opened.dout.number, opened.dout.setup) == (wanted.dout, ("in", "up"))
        assert (opened.sck.number, opened.sck.setup) == (wanted.sck, ("out", False))


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (OSError(errno.EBUSY, "Device or resource busy"), "GPIO 27 is in use. Stop the other program"),
        (PermissionError(errno.EACCES, "Permission denied"), "group gpio"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (RuntimeError("No Raspberry Pi header GPIO controller exposes GPIO 27"), "header GPIO controller"),
    ],
)
def test_a_pin_that_cannot_be_opened_is_named_with_its_corner_and_remedy(pi, error, remedy):
    pi.refuses[27] = error
    with pytest.raises(HardwareError, match=r"^front_right\.sck: ") as caught:
        open_pin_pairs(PINS)
    assert remedy in str(caught.value)


@pytest.mark.usefixtures("pi")
def test_a_number_that_is_no_pin_says_which_numbers_are():
    with pytest.raises(HardwareError, match=r"no GPIO 40 on this board\. Use BCM numbers"):
        open_pin_pairs(Corners(CellPins(40, 6), *list(PINS)[1:]))


@pytest.mark.usefixtures("pi")
def test_a_computer_whose_board_has_no_pins_is_sent_to_the_simulation(monkeypatch):
    monkeypatch.setitem(sys.modules, "board", SimpleNamespace())
    with pytest.raises(HardwareError, match=r"no Raspberry Pi.*sitwell-mock"):
        open_pin_pairs(PINS)


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (NotImplementedError("Board not supported"), "no Raspberry Pi"),
        (RuntimeError("gpiod was not found"), "extra `pi`"),
    ],
)
@pytest.mark.usefixtures("pi")
def test_a_board_that_blinka_cannot_load_is_explained(monkeypatch, error, remedy):
    real_import = builtins.__import__

    def refuse(name, *args):
        if name == "board":
            raise error
        return real_import(name, *args)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(HardwareError, match=remedy):
        open_pin_pairs(PINS)


def test_the_factory_can_be_sent_to_another_process():
    factory = PiCells(PINS, rate_sps=80.0)
    assert pickle.loads(pickle.dumps(factory)) == factory  # noqa: S301  our own bytes, made in this line
