"""The README inside the zip: what each file and column is, in the language of whoever takes it away."""

import textwrap
from collections.abc import Callable, Iterable, Sequence

from contract.state import ChairMeta
from dashboard.exchange.belongings import FILES
from dashboard.exchange.columns import TABLES, Column
from dashboard.words import N_

Say = Callable[[str], str]
"""Says an English text in a language; `str` leaves it English."""

WIDTH = 110

TITLE = N_("Everything that the desk has of the chair {id} ({name})")
TOP = (
    N_("Days and local times are in the zone {zone}. An empty cell was not measured, which is not zero."),
    N_(
        "The unit is the last word of a column's name: _s seconds, _ms milliseconds, _h hours, _pct percent, _kg "
        "kilograms. A text that a spreadsheet could take for a formula has an apostrophe before it."
    ),
    N_(
        "data.jsonl has the minutes and events exactly as the chair told them, one in a line. This command takes it "
        "in, here or at another desk; taking the same file in twice does no harm. The bouts and days follow from it."
    ),
)
COMMAND = "    sitwell-dashboard import FILE.zip\n\n"


def text(meta: ChairMeta, said: Say = str) -> str:
    """Return the README for a chair's zip."""
    name = " ".join(meta.name.split()) or meta.chair
    title = said(TITLE).format(id=meta.chair, name=name)
    tables = [described(f"{kind}.csv", columns, said) for kind, columns in (TABLES | FILES).items()]
    return f"{title}\n{'-' * 60}\n\n{paragraphs(TOP, said, zone=meta.zone)}{COMMAND}" + "\n".join(tables)


def paragraphs(texts: Iterable[str], said: Say, **values: str) -> str:
    """Return texts one after the other, in lines that fit a window."""
    return "".join(f"{textwrap.fill(said(each).format_map(values), WIDTH)}\n\n" for each in texts)


def described(name: str, columns: Sequence[Column], said: Say) -> str:
    """Return a file's name and its columns, each with what it means."""
    width = max(len(column.name) for column in columns)
    rows = "".join(f"  {column.name:<{width}}  {said(column.meaning)}\n" for column in columns)
    return f"{name}\n\n{rows}"
