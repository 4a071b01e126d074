"""Changing keys in somebody's edge.toml, with every comment, every other line and its line ends left as they are.

TOML can be written in more ways than a line at a time can see. So the result is read back and compared: either exactly
the wanted keys differ, or nothing is changed and the error says what to write by hand.
"""

import contextlib
import copy
import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from contract.errors import ConfigError

Value = str | int
Changes = Mapping[str, Mapping[str, Value]]
"""Keys and values by table."""

_HEADER = re.compile(r"\s*\[\s*([A-Za-z0-9_-]+)\s*\]\s*(#.*)?$")
_KEY = re.compile(r"""(\s*([A-Za-z0-9_-]+)\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"']+)(\s*(?:#.*)?)$""")


def changed(text: str, changes: Changes, origin: str) -> str:
    """Return `text` with these keys set. Raises `ConfigError` when that cannot be done without touching more."""
    try:
        wanted = _wanted(tomllib.loads(text), changes)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{origin}: not TOML: {error}; mend it first") from error
    result = _edited(text, changes)
    with contextlib.suppress(tomllib.TOMLDecodeError):  # a key twice, for example
        if tomllib.loads(result) == wanted:
            return result
    raise ConfigError(
        f"{origin}: is not written as one key a line, so it was left alone. Write into it by hand:\n{by_hand(changes)}"
    )


def by_hand(changes: Changes) -> str:
    """Return the changes as lines of TOML."""
    return "\n".join(
        f"[{table}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())
        for table, keys in changes.items()
    )


def _wanted(tree: dict[str, Any], changes: Changes) -> dict[str, Any]:
    wanted = copy.deepcopy(tree)
    for table, keys in changes.items():
        wanted.setdefault(table, {}).update(keys)
    return wanted


def _edited(text: str, changes: Changes) -> str:
    """Replace values where the keys stand, and add the others at the end of their table."""
    left = {table: dict(keys) for table, keys in changes.items()}
    end = "\r\n" if "\r\n" in text else "\n"
    lines: list[str] = []
    table = ""
    for whole in text.splitlines(keepends=True):
        line = whole.rstrip("\r\n")
        if line.lstrip().startswith("["):
            _add(lines, left.pop(table, {}), end)
            header = _HEADER.match(line)
            table = header[1] if header else ""  # a table of another kind, which is none of ours
        elif (key := _KEY.match(line)) and key[2] in left.get(table, {}):
            line = f"{key[1]}{json.dumps(left[table].pop(key[2]))}{key[4]}"
        lines.append(line + (whole[len(whole.rstrip("\r\n")) :] or end))
    _add(lines, left.pop(table, {}), end)
    for name, keys in left.items():
        lines += [end, f"[{name}]{end}"] if lines else [f"[{name}]{end}"]
        _add(lines, keys, end)
    return "".join(lines)


def _add(lines: list[str], keys: Mapping[str, Value], end: str) -> None:
    """Put keys behind the last line that is not empty."""
    at = len(lines)
    while at and not lines[at - 1].strip():
        at -= 1
    lines[at:at] = [f"{key} = {json.dumps(value)}{end}" for key, value in keys.items()]
