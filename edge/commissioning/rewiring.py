"""The eight pin lines of edge.toml in another order, with all else left as its owner wrote it.

A line edit, proved afterwards: the new text is read again, and what it says must be the old settings with the pins of
the new order and nothing else. Where that cannot be had (a form of TOML that is not one key a line), nothing is written
and the lines are given to be written by hand.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from contract.errors import ConfigError
from contract.scalars import CornerName
from contract.seat import CORNER_NAMES, Corners
from edge.atomic import replace_file
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


def rewired(text: str, pins: Pins) -> str | None:
    """Return the file's text with these pins; None when that cannot be done by changing lines."""
    before = tomllib.loads(text)
    cells = before.get("cells", {})
    if not isinstance(cells, dict):
        return None
    wanted: dict[str, Any] = before | {"cells": cells | pins}
    new = _edited(text, pins)
    try:
        return new if tomllib.loads(new) == wanted else None
    except tomllib.TOMLDecodeError:
        return None


def write_pins(path: Path, pins: Pins) -> None:
    """Write the pins into the file, in one step. Raises `ConfigError` with the lines to write by hand."""
    try:
        new = rewired(path.read_bytes().decode(), pins)
        if new is None:
            raise ConfigError(
                f"{path}: its [cells] is not written as one key a line, so it was left alone. Write there:"
                f"\n{as_lines(pins)}"
            )
        replace_file(path, new.encode())
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be written: {error.strerror}; try with sudo, or write below [cells]:\n{as_lines(pins)}"
        ) from error


def _edited(text: str, pins: Pins) -> str:
    """Change the numbers behind the keys of [cells]; keys that are missing go right below its header."""
    lines = text.splitlines(keepends=True)
    missing = dict(pins)
    header, inside = None, False
    for place, line in enumerate(lines):
        if re.match(r"\s*\[", line):
            inside = re.match(r"\s*\[\s*cells\s*\]", line) is not None
            header = place if inside else header
        found = re.match(r"(\s*(\w+)\s*=\s*)([+\w]+)", line) if inside else None
        if found and found[2] in missing:
            lines[place] = f"{found[1]}{missing.pop(found[2])}{line[found.end() :]}"
    if not missing:
        return "".join(lines)
    added = as_lines(missing) + "\n"
    if header is None:
        ended = "" if not text or text.endswith("\n") else "\n"
        return f"{''.join(lines)}{ended}\n[cells]\n{added}"
    if not lines[header].endswith("\n"):
        lines[header] += "\n"
    return "".join([*lines[: header + 1], added, *lines[header + 1 :]])
