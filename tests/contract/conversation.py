"""The conversation of docs/wire.md, line by line."""

import re
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[2] / "docs" / "wire.md"


class Line(NamedTuple):
    """One message: `below` is what comes after the chair in its topic."""

    who: str
    below: str
    retained: bool
    body: bytes


def conversation():
    blocks = re.findall(r"^```wire\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line.split(maxsplit=3) for block in blocks for line in block.splitlines()]
    return [Line(who, below, mark == "retained", body.encode()) for who, below, mark, body in lines]
