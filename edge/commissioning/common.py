"""What the commands share: their options, the settings they work with, and the cells they open."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from edge.calibration_file import read_calibration
from edge.commissioning.afterwards import words_kept
from edge.config import STANDARD_FILE, EdgeSettings, load_edge
from edge.core.calibration import Calibration
from edge.errors import HardwareError, NotCalibratedError
from edge.parts import Parts
from edge.ports import FrameSource

SERVICE_FIRST = (
    "If Sitwell's service runs, stop the service first: sudo systemctl stop sitwell-edge, and start it afterwards."
)

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        envvar="SITWELL_CONFIG",
        help=f"edge.toml; without it {STANDARD_FILE} if there is one, else the defaults hold",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="lines of JSON for machines instead of text")]


def config_file(given: Path | None, standard: Path = STANDARD_FILE) -> Path | None:
    """Return the file that holds the settings: the one given, else the standard one if it is there.

    One that this user may not see is there too: to run with the defaults instead would be another chair.
    """
    return given or (standard if is_there(standard) else None)


def is_there(path: Path) -> bool:
    """Say whether there is such a file; also where this user may not look, so that opening it says so."""
    try:
        return path.exists()
    except PermissionError:
        return True


def settings_of(given: Path | None) -> EdgeSettings:
    """Return the chair's settings. Raises `ConfigError` naming file, key and remedy."""
    return load_edge(config_file(given))


def calibration_of(settings: EdgeSettings) -> Calibration | None:
    """Return the stored calibration, None when there is none yet. Raises `ConfigError` for a bad file."""
    try:
        return read_calibration(settings.calibration_path())
    except NotCalibratedError:
        return None


@contextmanager
def opened(parts: Parts, settings: EdgeSettings) -> Iterator[FrameSource]:
    """Open the cells for one command. Raises `HardwareError`, with what to do when the service holds them.

    On a terminal, what the cells' process has to say is said when the command is over.
    """
    try:
        with words_kept() as restore, parts.open_cells(settings) as source:
            restore()
            yield source
    except HardwareError as error:
        if "in use" not in str(error):  # the words of edge.hardware.pins; only text crosses from the cells' process
            raise
        raise HardwareError(f"{error} {SERVICE_FIRST}") from error
