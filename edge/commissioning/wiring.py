"""The wiring of one chair as a picture, drawn from the pins in its settings: `sitwell-edge wiring`.

    header of the Pi      a lane for each wire          four boards           cell and its corner
    [o o]---------------------------------+----------->[HX711]--------------->( front left )
    [o o]------------------------------+------------>  ...

Each wire leaves its pin in the row's own height (left column: in the gap below the row), goes up or down in a lane of
its own, and enters its board. So no two wires lie on each other.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple
from xml.sax.saxutils import escape

import typer

from contract.errors import SitwellError
from contract.seat import CORNER_NAMES
from edge.commissioning.common import ConfigOption, settings_of
from edge.commissioning.header import FIRST_3V3, FIRST_5V, GROUNDS, PIN_OF_BCM
from edge.config import CellsTable

WIDTH, HEIGHT = 1040, 750
TOP, PITCH = 92, 32
TERMINAL_STEP, BOARD_STEP, BOARD_TOP = 16, 160, TOP + 16
"""Wires leave the header at multiples of half a PITCH from TOP, and enter boards halfway between: none is hidden,
and no junction touches a wire that is not its own."""

LEFT_X, RIGHT_X = 136, 168
LANE_X, LANE_STEP = 346, 15
BOARD_X, BOARD_W, BOARD_H = 560, 150, 116
TERMINALS = ("VCC", "VDD", "DT", "SCK", "GND")
BRIDGE = ("E+", "E-", "A-", "A+")
CELL_X = 850

COLOURS = {
    "front_left": "#1f7a8c",
    "front_right": "#b5651d",
    "rear_left": "#6a4c93",
    "rear_right": "#3a7d44",
    "VCC": "#c1121f",
    "VDD": "#d98c00",
    "GND": "#6b7280",
}
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2937 }
.small { font-size: 11px; fill: #4b5563 } .head { font-size: 15px; font-weight: 600 } .end { text-anchor: end }
.label { font-size: 12px } .mid { text-anchor: middle } .paper { fill: #ffffff }
.board { fill: #f3f4f6; stroke: #9ca3af }
.pin { fill: #d1d5db; stroke: #6b7280 } .wire { fill: none; stroke-width: 2.5 }
@media (prefers-color-scheme: dark) {
  text { fill: #e5e7eb } .small { fill: #b6bdc9 } .paper { fill: #111827 } .board { fill: #1f2937; stroke: #6b7280 }
  .pin { fill: #374151; stroke: #9ca3af } .wire, .dot { filter: brightness(1.5) }
}
"""


class PictureError(SitwellError, OSError):
    """The picture cannot be written: the text says why and what to do."""


class Wire(NamedTuple):
    """One wire: from which pin of the header to which terminal of which boards (0 to 3), in which colour."""

    pin: int
    terminal: str
    boards: tuple[int, ...]
    colour: str
    label: str


def wires(cells: CellsTable) -> list[Wire]:
    """Return every wire between the header and the boards: three for power, two for each corner."""
    every = (0, 1, 2, 3)
    found = [
        Wire(FIRST_5V, "VCC", every, COLOURS["VCC"], "5 V"),
        Wire(FIRST_3V3, "VDD", every, COLOURS["VDD"], "3.3 V"),
        Wire(GROUNDS[0], "GND", every, COLOURS["GND"], "ground"),
    ]
    for board, corner in enumerate(CORNER_NAMES):
        for terminal, line in (("DT", "dout"), ("SCK", "sck")):
            bcm = getattr(cells, f"{corner}_{line}")
            found.append(Wire(PIN_OF_BCM[bcm], terminal, (board,), COLOURS[corner], f"GPIO{bcm}"))
    return found


def drawing(cells: CellsTable) -> str:
    """Return the picture as SVG; it follows the reader's light or dark scheme."""
    parts = [*_header(cells), *_wires(cells)]
    for board, corner in enumerate(CORNER_NAMES):
        parts += [*_board(board), *_cell(board, corner)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(_told(cells))}">\n<style>{STYLE}</style>\n'
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _told(cells: CellsTable) -> str:
    """Return the wiring in words, for those who do not see the picture."""
    return "Wiring. " + "; ".join(
        f"pin {wire.pin} ({wire.label}) to {wire.terminal} of "
        + ("every board" if len(wire.boards) > 1 else CORNER_NAMES[wire.boards[0]].replace("_", " "))
        for wire in wires(cells)
    )


def _header(cells: CellsTable) -> Iterator[str]:
    labels = {wire.pin: wire.label for wire in wires(cells)}
    height = 20 * PITCH + 14
    yield _text(LEFT_X + 16, 34, "Raspberry Pi", "head mid")
    yield _text(LEFT_X + 16, 54, "pin 1, the square one, is at the end with the SD card", "small mid")
    yield f'<rect class="board" x="{LEFT_X - 20}" y="{TOP - 22}" width="72" height="{height}" rx="8"/>'
    for pin in range(1, 41):
        x, y = _pin_at(pin)
        corner = 7 if pin > 1 else 0  # pin 1 is the square one, as on the board
        yield f'<rect class="pin" x="{x - 7}" y="{y - 7}" width="14" height="14" rx="{corner}"/>'
        if pin in labels:
            left = pin % 2
            label = f"{labels[pin]} · pin {pin}"
            yield _text(x - 30, y + 4, label, "end") if left else _text(x + 30, y - 4, label, "label")


def _wires(cells: CellsTable) -> Iterator[str]:
    for lane, wire in enumerate(wires(cells)):
        x, y = _pin_at(wire.pin)
        lane_x = LANE_X + lane * LANE_STEP
        start = f"M{x},{y}" + (f" l15,{PITCH / 2:g}" if wire.pin % 2 else "")
        for board in wire.boards:
            end_y = _terminal_y(board, wire.terminal)
            yield f'<path class="wire" stroke="{wire.colour}" d="{start} H{lane_x} V{end_y} H{BOARD_X}"/>'
            if len(wire.boards) > 1:
                yield f'<circle class="dot" cx="{lane_x}" cy="{end_y}" r="4" fill="{wire.colour}"/>'
        yield f'<circle class="dot" cx="{x}" cy="{y}" r="5" fill="{wire.colour}"/>'


def _board(board: int) -> Iterator[str]:
    y = BOARD_TOP + board * BOARD_STEP
    yield f'<rect class="board" x="{BOARD_X}" y="{y - 18}" width="{BOARD_W}" height="{BOARD_H}" rx="8"/>'
    yield _text(BOARD_X + BOARD_W / 2, y + 45, "HX711", "head mid")
    for terminal in TERMINALS:
        yield _text(BOARD_X + 10, _terminal_y(board, terminal) + 4, terminal, "small")
    for name in BRIDGE:
        yield _text(BOARD_X + BOARD_W - 10, _bridge_y(board, name) + 4, name, "small end")


def _cell(board: int, corner: str) -> Iterator[str]:
    colour = COLOURS[corner]
    for name in BRIDGE:
        y = _bridge_y(board, name)
        yield f'<path class="wire" stroke="{colour}" d="M{BOARD_X + BOARD_W},{y} H{CELL_X}"/>'
    y = BOARD_TOP + board * BOARD_STEP
    yield f'<rect class="board" x="{CELL_X}" y="{y - 8}" width="160" height="106" rx="8"/>'
    yield _text(CELL_X + 80, y + 15, corner.replace("_", " "), "head mid")
    yield _text(CELL_X + 80, y + 31, "front", "small mid")
    seat = f'x="{CELL_X + 52}" y="{y + 36}" width="56" height="52" rx="10"'
    yield f'<rect class="dot" {seat} fill="none" stroke="{colour}"/>'
    at_x = CELL_X + (63 if corner.endswith("left") else 97)
    at_y = y + (47 if corner.startswith("front") else 77)
    yield f'<circle class="dot" cx="{at_x}" cy="{at_y}" r="8" fill="{colour}"/>'


def _pin_at(pin: int) -> tuple[int, int]:
    return (LEFT_X if pin % 2 else RIGHT_X), TOP + (pin - 1) // 2 * PITCH


def _terminal_y(board: int, terminal: str) -> int:
    return BOARD_TOP + board * BOARD_STEP + 8 + TERMINALS.index(terminal) * TERMINAL_STEP


def _bridge_y(board: int, name: str) -> int:
    return BOARD_TOP + board * BOARD_STEP + 4 + BRIDGE.index(name) * 24


def _text(x: float, y: float, words: str, kind: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{kind}">{escape(words)}</text>'


def command(
    config: ConfigOption = None,
    out: Annotated[Path | None, typer.Option("--out", help="write the picture here instead of printing it")] = None,
) -> None:
    """Draw how this chair is wired, by the pins in its settings: an SVG."""
    picture = drawing(settings_of(config).cells)
    if out is None:
        typer.echo(picture, nl=False)
    else:
        try:
            out.write_text(picture, "utf-8")
        except OSError as error:
            raise PictureError(
                f"{out}: cannot be written: {error.strerror}; write into a folder that is yours"
            ) from error
        typer.echo(f"{out}: the wiring of this chair, for any browser")
