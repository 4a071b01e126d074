"""The eight pin lines of edge.toml in another order, with all else left as its owner wrote it."""

from pathlib import Path

from contract.errors import ConfigError
from contract.scalars import CornerName
from contract.seat import CORNER_NAMES, Corners
from edge.atomic import replace_file
from edge.commissioning.settings_edit import changed
from edge.config import CellsTable

Pins = dict[str, int]


def pins_after(cells: CellsTable, answered: Corners[CornerName]) -> Pins:
    """Return the eight pin keys so that each corner has the lines of the cell that answered there."""
    return {
        f"{corner}_{line}": getattr(cells, f"{cell}_{line}")
        for corner, cell in zip(CORNER_NAMES, answered, strict=True)
        for line in ("dout", "sck")
    }


def as_lines(pins: Pins) -> str:
    """Return the keys as they stand in edge.toml."""
    return "\n".join(f"{key} = {number}" for key, number in pins.items())


def write_pins(path: Path, pins: Pins) -> None:
    """Write the pins into the file, in one step. Raises `ConfigError` with the lines to write by hand."""
    try:
        text = path.read_bytes().decode()
        replace_file(path, changed(text, {"cells": pins}, str(path)).encode())
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be written: {error.strerror}; try with sudo, or write below [cells]:\n{as_lines(pins)}"
        ) from error
