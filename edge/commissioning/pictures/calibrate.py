"""How a calibration, a tare and the pressing of corners look on a terminal, and as plain lines."""

from collections.abc import Iterable, Sequence

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from contract.seat import CORNER_NAMES, Corners
from edge.commissioning.procedures.placements import PLACES, Calibrated, Guide
from edge.commissioning.procedures.pressing import PressGuide
from edge.commissioning.procedures.steadiness import MEASURING, words
from edge.commissioning.procedures.zeroing import Tared, Taring, meaning
from edge.core.calibration import Calibration

WIDTH = 76


def guide_picture(guide: Guide) -> RenderableType:
    """Return where a calibration stands: the five places, what to do, what is waited for, what the cells show."""
    share = guide.share if guide.stage in ("empty", "hold") else None
    waits = f"waiting for: {guide.waits}" if share is None else guide.waits
    steps = _steps(PLACES, guide.done)
    return _picture(steps, guide.do, waits, guide.change_counts, warning=guide.warning, share=share)


def guide_line(guide: Guide) -> str:
    """Return the same as one line."""
    waits = "" if guide.waits == MEASURING else f" ({guide.waits})"
    warning = f" {guide.warning}" if guide.warning else ""
    return f"[{guide.done}/{len(PLACES)}] {guide.do}{waits}{warning}"


def press_picture(guide: PressGuide) -> RenderableType:
    """Return where the pressing of corners stands."""
    return _picture(_steps(CORNER_NAMES, guide.done), guide.do, "", guide.change_counts, warning=guide.warning)


def press_line(guide: PressGuide) -> str:
    """Return the same as one line."""
    return f"[{guide.done}/{len(CORNER_NAMES)}] {guide.do} {guide.warning}".rstrip()


def taring_picture(taring: Taring) -> RenderableType:
    """Return how far a tare has come."""
    return measuring_picture("Keep off the seat.", taring.share, taring.why)


def measuring_picture(do: str, share: float, why: str) -> RenderableType:
    """Return how far a measurement has come: what to do, a bar, and what it waits for."""
    return Group(Text(do, "bold"), _bar(share), Text(why, "dim"))


def calibrated_picture(done: Calibrated, old: Calibration | None) -> RenderableType:
    """Return what a calibration found, cell by cell beside the one before it, and how good it is."""
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("cell", no_wrap=True)
    table.add_column("counts per kg", justify="right")
    table.add_column("tare, counts", justify="right")
    if old is not None:
        table.add_column("change", justify="right")
    for place, (corner, cell) in enumerate(zip(CORNER_NAMES, done.calibration.cells, strict=True)):
        row = [words(corner), f"{cell.counts_per_kg:,.0f}", f"{cell.tare_counts:,.0f}"]
        if old is not None:
            row.append(f"{100 * (cell.counts_per_kg / tuple(old.cells)[place].counts_per_kg - 1):+.2f} %")
        table.add_row(*row)
    check = done.fit.check
    figures = Table.grid(padding=(0, 3))
    figures.add_row(
        "residual in the middle", f"{check.residual_pct:+z.2f} %", Text("of the mass; up to 1 % is accepted", "dim")
    )
    figures.add_row("return to zero", f"{check.return_pct:.2f} %", Text("of the mass; up to 0.5 % is accepted", "dim"))
    figures.add_row("condition number", f"{check.condition:.2f}", Text("1 is best, up to 8 is accepted", "dim"))
    held_s = sorted(level.held_s for level in done.levels)
    figures.add_row(
        "measured after loading",
        f"{held_s[0]:.1f} to {held_s[-1]:.1f} s",
        Text("cells creep; the same for each is fair", "dim"),
    )
    notes = [Text(f"Note: {note}", "yellow") for note in done.fit.notes]
    return Group(table, Text(), figures, *notes)


def tared_picture(done: Tared) -> RenderableType:
    """Return how far each zero moved, and what that means."""
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("cell", no_wrap=True)
    table.add_column("zero moved by", justify="right")
    reference = done.calibration.reference_counts
    if reference is not None:
        table.add_column("since the calibration", justify="right")
    for place, (corner, moved_kg) in enumerate(zip(CORNER_NAMES, done.moved_kg, strict=True)):
        row = [words(corner), f"{moved_kg:+z.3f} kg"]
        if reference is not None:
            cell = tuple(done.calibration.cells)[place]
            row.append(f"{(cell.tare_counts - tuple(reference)[place]) / cell.counts_per_kg:+z.3f} kg")
        table.add_row(*row)
    return Group(table, Text(meaning(done.moved_kg)))


def _picture(  # noqa: PLR0913  what is shown; each is a line of the picture
    steps: RenderableType,
    do: str,
    waits: str,
    change_counts: Corners[float | None],
    *,
    warning: str,
    share: float | None = None,
) -> RenderableType:
    rows: list[RenderableType] = [
        steps,
        Text(),
        Text(do, "bold"),
        *([Text(waits, "dim")] if waits not in ("", MEASURING) else []),
    ]
    if share is not None:
        rows.append(_bar(share))
    rows += [Text(), _changes(change_counts)]
    if warning:
        rows += [Text(), Text(warning, "bold yellow")]
    return Panel(Group(*rows), width=WIDTH)


def _steps(places: Sequence[str], done: int) -> RenderableType:
    """Return the places side by side, in rows where the terminal is narrow: a telephone beside the chair, perhaps."""
    steps = []
    for number, place in enumerate(places):
        mark, style = ("✓", "green") if number < done else ("▸", "bold cyan") if number == done else ("·", "dim")
        steps.append(Text(f"{mark} {words(place)}", style))
    return Columns(steps, padding=(0, 3))


def _bar(share: float) -> RenderableType:
    return ProgressBar(total=1.0, completed=share, width=40, complete_style="cyan")


def _changes(change_counts: Corners[float | None]) -> RenderableType:
    cells = [
        Text(f"{words(corner):>11}\n{text:>11}")
        for corner, text in zip(CORNER_NAMES, _texts(change_counts), strict=True)
    ]
    return Group(Text("change of counts", "dim"), Columns(cells, padding=(0, 3)))


def _texts(values: Iterable[float | None]) -> list[str]:
    return ["no reading" if value is None else f"{value:+z,.0f}" for value in values]
