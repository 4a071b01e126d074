"""What the commands share: their options, the settings they work with, and the cells they open."""

from pathlib import Path
from typing import Annotated

import typer

from edge.config import STANDARD_FILE, EdgeSettings, load_edge

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
    """Return the file that holds the settings: the one given, else the standard one if it exists."""
    return given or (standard if standard.exists() else None)


def settings_of(given: Path | None) -> EdgeSettings:
    """Return the chair's settings. Raises `ConfigError` naming file, key and remedy."""
    return load_edge(config_file(given))
