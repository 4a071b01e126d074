"""What people have told the chair from afar, on disk: limits, silences, and which commands it has taken already.

A file of its own in `data_dir`: `edge.toml` belongs to its owner and is never rewritten. What is set here goes before
what stands there, until it is set anew or this file is deleted.
"""

import itertools
import logging
from pathlib import Path

import msgspec

from contract.commands import CommandId, SetLimits
from contract.scalars import Version
from contract.state import WeekHours
from edge.atomic import replace_file
from edge.attention import AttentionState
from edge.config import EdgeSettings

log = logging.getLogger(__name__)

FILE = "commanded.json"
MOST_IDS = 64


class LimitChanges(msgspec.Struct, frozen=True, omit_defaults=True):
    """The limits that a command has set, None for those of `edge.toml`. Seconds, points, hours of a week."""

    nudge_s: float | None = None
    alert_s: float | None = None
    uneven_points: float | None = None
    uneven_s: float | None = None
    hours: WeekHours | None = None


class Commanded(msgspec.Struct, frozen=True, kw_only=True):
    """The file. `ids` are those of the last commands, the newest last."""

    version: Version = 1
    limits: LimitChanges = LimitChanges()
    attention: AttentionState = AttentionState()
    ids: tuple[CommandId, ...] = ()


def changed(limits: LimitChanges, command: SetLimits) -> LimitChanges:
    """Return the limits with those that a command gives; what is None in it stays."""
    given = {name: getattr(command, name) for name in LimitChanges.__struct_fields__}
    return msgspec.structs.replace(limits, **{name: value for name, value in given.items() if value is not None})


def with_limits(settings: EdgeSettings, limits: LimitChanges) -> EdgeSettings:
    """Return the settings in force. Raises `ValueError` with the reason where they contradict each other."""
    tree = msgspec.to_builtins(settings)
    places = {"nudge_s": "sitting", "alert_s": "sitting", "uneven_points": "balance", "uneven_s": "balance"}
    for name, table in places.items():
        value = getattr(limits, name)
        if value is not None:
            tree[table][name] = value
    if limits.hours is not None:
        tree["hours"] = msgspec.to_builtins(limits.hours)
    return msgspec.convert(tree, EdgeSettings)


def fitting(settings: EdgeSettings, limits: LimitChanges) -> tuple[EdgeSettings, LimitChanges, str]:
    """Return the settings in force with as many of these limits as fit, those limits, and what is left out and why.

    What was told once need not fit an `edge.toml` that was edited since.
    """
    told = [name for name in LimitChanges.__struct_fields__ if getattr(limits, name) is not None]
    why = ""
    for kept in (names for count in range(len(told), -1, -1) for names in itertools.combinations(told, count)):
        some = LimitChanges(**{name: getattr(limits, name) for name in kept})
        try:
            return with_limits(settings, some), some, why and f"{', '.join(sorted(set(told) - set(kept)))}: {why}"
        except ValueError as error:  # msgspec's ValidationError is one
            why = why or str(error)
    raise AssertionError("settings without a told limit are those of the file")


def read_commanded(path: Path) -> Commanded:
    """Return what was told; nothing when there is no file. A file that nobody can read is set aside, and said."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Commanded)
    except FileNotFoundError:
        return Commanded()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        aside = path.with_suffix(".bad")
        log.warning("%s: %s; the chair starts without it, and it is kept as %s", path, error, aside.name)
        try:
            path.replace(aside)
        except OSError as why:
            log.warning("%s: cannot be set aside: %s", path, why)
        return Commanded()


def write_commanded(path: Path, commanded: Commanded) -> None:
    """Store it in one step, so that a power cut leaves the old file or the new one. Raises `OSError`."""
    replace_file(path, msgspec.json.encode(commanded) + b"\n")
