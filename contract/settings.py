"""Configuration files in TOML, with the environment above them, and errors that name file, key and remedy.

A file's tables are msgspec structs; an environment variable `SITWELL_<TABLE>_<KEY>` overrides a key, for secrets and
for containers. A key that nobody knows is an error with the nearest key that exists, because a typo that is silently
ignored is found months later. So is a variable that names a table of this file and no key in it; what names no table of
it is somebody else's, as when chair and desk share an environment.
"""

import difflib
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from contract.errors import ConfigError

T = TypeVar("T")

ENVIRONMENT_PREFIX = "SITWELL_"


def load_settings(kind: type[T], path: Path | None, environment: Mapping[str, str]) -> T:
    """Return the settings in `path` (None: defaults), overridden by `environment`. Raises `ConfigError`."""
    tree = _read(path) if path else {}
    origin = str(path) if path else "the environment"
    known = dict(_keys(kind))
    _refuse_unknown(tree, kind, origin)
    variables = {_variable(dotted): dotted for dotted in known}
    _refuse_unknown_variable(environment, variables)
    for name, dotted in variables.items():
        if name in environment:
            _put(tree, dotted, environment[name])
            origin = f"{origin} with {name}" if path else name
    try:
        return msgspec.convert(tree, kind, strict=False)
    except msgspec.ValidationError as error:
        why, _, place = str(error).partition(" - at `$")
        key = place.strip(".`")
        raise ConfigError(f"{origin}: {key and f'{key}: '}{why}{_meaning(known, key)}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: there is no such file; give its path with --config") from error
    except PermissionError as error:
        raise ConfigError(
            f"{path}: this user may not read it; try it with sudo, or as the user it belongs to"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error


def describe(kind: object) -> Iterator[tuple[str, msgspec.inspect.Field, str]]:
    """Yield (dotted key, field, description) of every key, in the order of the file."""
    info = msgspec.inspect.type_info(kind)
    yield from _walk(info, "")


def example(kind: object) -> str:
    """Return a TOML file with every key at its default and its meaning beside it."""
    lines: list[str] = []
    table = ""
    for dotted, field, text in describe(kind):
        above, _, key = dotted.rpartition(".")
        if above != table:
            table = above
            lines += ["", f"[{table}]"] if lines else [f"[{table}]"]
        value = json.dumps(field.default)
        lines.append(f"{key} = {value}  # {text}")
    return "\n".join(lines) + "\n"


def _walk(info: msgspec.inspect.Type, prefix: str) -> Iterator[tuple[str, msgspec.inspect.Field, str]]:
    if not isinstance(info, msgspec.inspect.StructType):
        return
    for field in info.fields:
        dotted = f"{prefix}{field.encode_name}"
        inner = field.type
        text = ""
        if isinstance(inner, msgspec.inspect.Metadata):
            text = str((inner.extra_json_schema or {}).get("description", ""))
            inner = inner.type
        if isinstance(inner, msgspec.inspect.StructType):
            yield from _walk(inner, f"{dotted}.")
        else:
            yield dotted, field, text


def _keys(kind: object) -> Iterator[tuple[str, str]]:
    for dotted, _, text in describe(kind):
        yield dotted, text


def _meaning(known: Mapping[str, str], key: str) -> str:
    return f" ({key} is: {known[key]})" if known.get(key) else ""


def _refuse_unknown(tree: Mapping[str, Any], kind: object, origin: str) -> None:
    known = [dotted for dotted, _ in _keys(kind)]
    tables = {dotted[:at] for dotted in known for at, letter in enumerate(dotted) if letter == "."}
    for key in _leaves(tree, "", tables):
        if key in known:
            continue
        if key in tables:
            raise ConfigError(f"{origin}: {key!r} is a table: write [{key}] and its keys below it")
        near = difflib.get_close_matches(key, [*known, *tables], n=1, cutoff=0.0)
        raise ConfigError(f"{origin}: there is no key {key!r}; did you mean {near[0]!r}?")


def _variable(dotted: str) -> str:
    return ENVIRONMENT_PREFIX + dotted.replace(".", "_").upper()


def _refuse_unknown_variable(environment: Mapping[str, str], variables: Mapping[str, str]) -> None:
    tables = tuple(f"{_variable(dotted.rpartition('.')[0])}_" for dotted in variables.values() if "." in dotted)
    for name in environment:
        if name.startswith(tables) and name not in variables:
            near = difflib.get_close_matches(name, variables, n=1, cutoff=0.0)[0]
            raise ConfigError(
                f"the environment: {name} sets no key; did you mean {near}, which is {variables[near]!r}? "
                "If not, unset it"
            )


def _leaves(tree: Mapping[str, Any], prefix: str, tables: set[str]) -> Iterator[str]:
    for key, value in tree.items():
        dotted = f"{prefix}{key}"
        if isinstance(value, Mapping) and dotted in tables:
            yield from _leaves(value, f"{dotted}.", tables)
        else:
            yield dotted


def _put(tree: dict[str, Any], dotted: str, value: str) -> None:
    *tables, last = dotted.split(".")
    for name in tables:
        tree = tree.setdefault(name, {})
    tree[last] = value
