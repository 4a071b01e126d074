"""`sitwell-edge status`: how the running chair is, from the file that it writes every ten seconds."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
import typer

from contract.errors import SitwellError
from contract.seat import CORNER_NAMES
from edge.commissioning.common import ConfigOption, JsonOption, settings_of
from edge.commissioning.survey import bad_reads
from edge.commissioning.terminal import Screen
from edge.parts import Parts
from edge.status import FILE, PERIOD_S, CellStatus, Status

OLD_S = 3 * PERIOD_S
"""Older than this, whoever writes it hangs or is gone."""

_SILENT = {
    "hours": "outside working hours",
    "do_not_disturb": "do-not-disturb is on",
    "pause": "a pause goes on",
    "snooze": "they were snoozed",
}
_SERVICE = "Is the service running? systemctl status sitwell-edge"


class NoStatusError(SitwellError, OSError):
    """There is no status to be read: the text says why and what to do."""


class Told(msgspec.Struct, frozen=True):
    """What the file said, and how old it is, for machines."""

    verdict: Literal["ok", "old"]
    age_s: float
    status: Status


def command(parts: Parts) -> Callable[..., None]:
    """Return the command of a chair made of these parts."""

    def status(config: ConfigOption = None, *, as_json: JsonOption = False) -> None:
        """Say how the running chair is: cells, broker, what waits to be sent."""
        settings = settings_of(config)
        screen = Screen(as_json=as_json)
        told = read(settings.runtime_path(FILE), parts.clock.uptime_s(), parts.clock.now_ms())
        for line in lines(told):
            screen.say(line)
        screen.tell(told)
        raise typer.Exit(0 if told.verdict == "ok" else 1)

    return status


def read(path: Path, uptime_s: float, now_ms: int) -> Told:
    """Return what the file says now. Raises `NoStatusError` with the remedy when there is none.

    Age is told by uptime, which does not jump; a file of another boot, whose uptime is ahead, by the wall clock.
    """
    try:
        status = msgspec.json.decode(path.read_bytes(), type=Status)
    except FileNotFoundError as error:
        raise NoStatusError(f"{path} is not there: the chair is not running. {_SERVICE}") from error
    except OSError as error:
        raise NoStatusError(f"{path} cannot be read: {error.strerror}. Run this as a member of its group.") from error
    except msgspec.DecodeError as error:
        raise NoStatusError(f"{path} is of another version of Sitwell ({error}). Restart the service.") from error
    age_s = uptime_s - status.uptime_s
    if age_s < 0:
        age_s = max(OLD_S + 1, (now_ms - status.at_ms) / 1000)
    return Told("old" if age_s > OLD_S else "ok", round(age_s, 1), status)


def lines(told: Told) -> list[str]:
    """Return the status as lines for people."""
    status = told.status
    said = []
    if told.verdict == "old":
        said.append(f"This is {span_text(told.age_s)} old: the chair hangs or was stopped. {_SERVICE}")
    spool, broker = status.spool, status.broker
    oldest = f", the oldest of {span_text((status.at_ms - spool.oldest_ms) / 1000)} ago" if spool.oldest_ms else ""
    said += [
        f"presence     {status.presence}",
        f"prompts      {_prompts(status)}",
        f"calibrated   {_calibrated(status)}",
        f"broker       {'connected' if broker.connected else f'{broker.word}: {broker.why}'.removesuffix(': ')}",
        f"to be sent   {spool.messages} messages, {spool.bytes / 1000:.0f} kB{oldest}",
    ]
    if spool.in_memory or spool.dropped:
        said.append(f"             {spool.in_memory} only in memory, {spool.dropped} given up: free some space")
    for name, cell in zip(CORNER_NAMES, status.cells, strict=True):
        said.append(f"{name.replace('_', ' '):<12} {_cell(cell)}")
    counts = ", ".join(f"{count} {what}" for what, count in msgspec.structs.asdict(status.commands).items())
    said.append(f"commands     {counts}")
    return said


def span_text(span_s: float) -> str:
    """Return a span as people say it: 12 s, 4 min, 3 h, 2 days."""
    for unit_s, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if span_s >= 2 * unit_s:
            return f"{span_s / unit_s:.0f} {unit}"
    return f"{max(0.0, span_s):.0f} s"


def _prompts(status: Status) -> str:
    if status.quiet_because is None:
        return "come when they are due"
    why = _SILENT[status.quiet_because]
    if status.silent_until_ms is None:
        return f"wait: {why}"
    return f"wait: {why}, for another {span_text((status.silent_until_ms - status.at_ms) / 1000)}"


def _calibrated(status: Status) -> str:
    if status.calibrated_ms is None:
        return "no: sitwell-edge calibrate"
    if status.calibrated_ms == 0:
        return "yes"
    return f"{span_text((status.at_ms - status.calibrated_ms) / 1000)} ago"


def _cell(cell: CellStatus) -> str:
    counters = cell.counters
    if counters is None:
        return cell.state
    return f"{cell.state}, {counters.readings} readings, {bad_reads(counters)} bad, {counters.timeouts} timeouts"
