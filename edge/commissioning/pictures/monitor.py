"""The seat seen from above, drawn in characters, and a bar for each cell."""

from typing import NamedTuple

from rich.columns import Columns
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from contract.seat import CORNER_NAMES
from edge.commissioning.seat_view import SeatView, value_text
from edge.commissioning.survey import bad_reads

BAR = 18
LEAST_FULL = {"kg": 25.0, "counts": 50_000.0}
"""What a full bar means at least: a quarter of a heavy sitter, or somewhat above a kilogram in counts."""

WIDE, HIGH = 29, 9
"""Characters of the seat inside its edge: twice as wide as high, for a character is twice as high as wide."""


def monitor_picture(view: SeatView) -> RenderableType:
    """Return the whole picture: bars beside the seat, or above it where the terminal is narrow."""
    return Columns([_bars(view), _seat(view)], padding=(1, 4))


def bar_text(value: float | None, full: float, width: int = BAR) -> str:
    """Return a bar of eighths of a character: `width` long at `full`, nothing below zero."""
    eighths = 0 if value is None else round(min(1.0, max(0.0, value / full)) * width * 8)
    return "█" * (eighths // 8) + (" ▏▎▍▌▋▊▉"[eighths % 8] if eighths % 8 else "")


def seat_rows(view: SeatView) -> list[str]:
    """Return the rows of characters inside the seat's edge, the front at the top, with a dot where the load acts."""
    rows = [[" "] * WIDE for _ in range(HIGH)]
    rows[HIGH // 2][WIDE // 2] = "+"
    texts = [value_text(value, fault, view.unit) for value, fault in zip(view.values, view.faults, strict=True)]
    for row, left, right in ((rows[0], texts[0], texts[1]), (rows[-1], texts[2], texts[3])):
        row[: len(left)] = left
        row[WIDE - len(right) :] = right
    if view.cop_lateral is not None and view.cop_fore_aft is not None:
        column = round((max(-1.0, min(1.0, view.cop_lateral)) + 1) / 2 * (WIDE - 1))
        line = round((1 - max(-1.0, min(1.0, view.cop_fore_aft))) / 2 * (HIGH - 1))
        rows[line][column] = "●"
    return ["".join(row) for row in rows]


def _bars(view: SeatView) -> RenderableType:
    full = max(LEAST_FULL[view.unit], *(abs(value or 0.0) for value in view.values))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("cell", no_wrap=True)
    table.add_column("kg" if view.unit == "kg" else "counts from start")
    table.add_column("", justify="right", min_width=8, no_wrap=True)
    table.add_column("readings", justify="right")
    table.add_column("bad", justify="right")
    for name, value, fault in zip(CORNER_NAMES, view.values, view.faults, strict=True):
        counters = getattr(view.counters, name, None)
        ails = value is None
        size = abs(value) if value is not None and view.unit == "counts" else value
        table.add_row(
            Text(name.replace("_", " ")),
            _Bar(size, full),
            Text(value_text(value, fault, view.unit), "bold red" if ails else "bold"),
            f"{counters.readings}" if counters else "-",
            f"{bad_reads(counters)}" if counters else "-",
        )
    if view.unit == "counts":
        last = Text("not calibrated: no kilograms yet; sitwell-edge calibrate", "yellow")
    else:
        last = Text(f"total {view.total_kg:z.1f} kg" if view.total_kg is not None else "total unknown", "bold")
        if view.cop_lateral is not None and view.cop_fore_aft is not None:
            last.append(f"   centre {_side(view.cop_lateral, 'right', 'left')}, ", "not bold")
            last.append(_side(view.cop_fore_aft, "front", "back"), "not bold")
    return Group(table, Text(), last, Text("Ctrl-C ends it", "dim"))


class _Bar(NamedTuple):
    """A bar as long as there is room for: on a narrow terminal it gives way to the figures beside it."""

    value: float | None
    full: float

    def __rich_measure__(self, _console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(4, BAR).with_maximum(options.max_width)

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(bar_text(self.value, self.full, min(BAR, options.max_width)), "cyan")


def _side(share: float, plus: str, minus: str) -> str:
    return f"{abs(share):.2f} {plus if share >= 0 else minus}"


def _seat(view: SeatView) -> Text:
    edge = "─" * (WIDE + 2)
    text = Text(no_wrap=True)
    text.append(f"{'front':^{WIDE + 4}}\n", "dim")
    text.append(f"╭{edge}╮\n")
    for row in seat_rows(view):
        text.append("│ ")
        before, dot, after = row.partition("●")
        text.append(before)
        text.append(dot, "bold cyan")
        text.append(f"{after} │\n")
    text.append(f"╰{edge}╯\n")
    text.append(f"{'seen from above, as you sit':^{WIDE + 4}}", "dim")
    return text
