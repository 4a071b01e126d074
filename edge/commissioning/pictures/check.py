"""How findings and cells look: on a terminal with colours, elsewhere the same in plain lines."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from contract.seat import CORNER_NAMES, Corners
from edge.commissioning.findings import Finding, Verdict
from edge.commissioning.survey import CellSeen

WORDS: dict[Verdict, str] = {"ok": "ok", "warning": "warning", "failed": "FAILED", "unknown": "unknown"}
STYLES: dict[Verdict, str] = {"ok": "green", "warning": "yellow", "failed": "bold red", "unknown": "dim"}
"""Words stand beside the colours: not everybody sees them, and a log file has none."""


def heading_picture(text: str) -> RenderableType:
    """Return the heading of a group of findings."""
    return Text(text, "bold")


def finding_picture(finding: Finding) -> RenderableType:
    """Return one finding, with its remedy below it."""
    head = Table.grid(padding=(0, 2))
    head.add_column(width=7)
    head.add_column(width=22)
    head.add_column()
    style = STYLES[finding.verdict]
    head.add_row(Text(WORDS[finding.verdict], style), Text(finding.name), Text(finding.said))
    if not finding.remedy or finding.verdict == "ok":
        return head
    return Group(head, Padding(Text(f"-> {finding.remedy}", "italic"), (0, 0, 0, 9)))


def cells_picture(cells: Corners[CellSeen], findings: Iterable[Finding]) -> RenderableType:
    """Return the cells as a table, a row for each; a figure that is not as it should be has its verdict's colour.

    Only the name wraps where the terminal is narrow: a figure with its end cut off is another figure.
    """
    verdicts = {finding.name: finding.verdict for finding in findings}
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("cell")
    for heading in ("level\ncounts", "rate\nSPS", "noise\ncounts", "bad\nreads", "load\nkg"):
        table.add_column(heading, justify="right", no_wrap=True)
    for corner, seen in zip(CORNER_NAMES, cells, strict=True):
        name = corner.replace("_", " ")

        def shown(text: str, aspect: str, name: str = name) -> Text:
            verdict = verdicts.get(f"{name}: {aspect}", "unknown")
            return Text(text, "" if verdict == "ok" else STYLES[verdict])

        table.add_row(
            shown(name, "cell"),
            shown("none" if seen.median_counts is None else f"{seen.median_counts:+,.0f}", "cell"),
            shown("-" if seen.rate_sps is None else f"{seen.rate_sps:.1f}", "rate"),
            shown("-" if seen.noise_counts is None else f"{seen.noise_counts:.0f}", "noise"),
            shown("-" if not seen.readings else f"{seen.bad_share:.1%}", "reads"),
            shown("-" if seen.load_kg is None else f"{seen.load_kg:+z.2f}", "sign"),
        )
    return table


def watching_picture(cells: Corners[CellSeen], left_s: float) -> RenderableType:
    """Return the cells while they are watched, and for how many seconds more."""
    return Group(cells_picture(cells, ()), Text(f"watching for {max(0.0, left_s):.0f} s more", "dim"))
