"""CSV for spreadsheets: comma, UTF-8, a heading, and no cell that a spreadsheet would take for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from dashboard.exchange.columns import Column

MEDIA_TYPE = "text/csv; charset=utf-8"
AT_ONCE = 500

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text that begins with one of these is computed by some spreadsheets (OWASP, "CSV injection")."""


Cell = str | float | bool | None


def harmless(cell: Cell) -> Cell:
    """Return a cell that is shown and never computed: such a text gets an apostrophe before it. Numbers stay."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def written(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield the file in pieces of some hundred lines."""
    heading: list[Cell] = [column.name for column in columns]
    every = chain([heading], ([harmless(cell) for cell in row] for row in rows))
    while some := list(islice(every, AT_ONCE)):
        text = io.StringIO()
        csv.writer(text).writerows(some)
        yield text.getvalue().encode()
