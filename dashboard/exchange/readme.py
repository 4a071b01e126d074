"""The README inside the zip: what each file and column is."""

from collections.abc import Sequence

from contract.state import ChairMeta
from dashboard.exchange.belongings import FILES
from dashboard.exchange.columns import TABLES, Column

_TOP = """\
Everything that the desk has of the chair {id} ({name})
{line}

Days and local times are in the zone {zone}. An empty cell was not measured, which is not zero.
The unit is the last word of a column's name: _s seconds, _ms milliseconds, _h hours, _pct percent, _kg kilograms.
A text that a spreadsheet could take for a formula has an apostrophe before it.

data.jsonl has the minutes and events exactly as the chair told them, one in a line. It is what

    sitwell-dashboard import FILE.zip

takes in, here or at another desk. Taking the same file in twice does no harm. The bouts and days follow from it.

"""


def text(meta: ChairMeta) -> str:
    """Return the README for a chair's zip."""
    name = " ".join(meta.name.split()) or meta.chair
    top = _TOP.format(id=meta.chair, name=name, zone=meta.zone, line="-" * 60)
    return top + "\n".join(_file(f"{kind}.csv", columns) for kind, columns in (TABLES | FILES).items())


def _file(name: str, columns: Sequence[Column]) -> str:
    width = max(len(column.name) for column in columns)
    rows = "".join(f"  {column.name:<{width}}  {column.meaning}\n" for column in columns)
    return f"{name}\n\n{rows}"
