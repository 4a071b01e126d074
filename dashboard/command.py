"""What every command of the desk does: read its settings, run its function late, end with the right code and words."""

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from contract.broker import warn_of_open_password
from contract.errors import ConfigError, SitwellError
from contract.settings import load_settings
from dashboard.config import DeskSettings
from dashboard.errors import StoreError

T = TypeVar("T")

EXIT_CONFIG = 3

Config = Annotated[Path | None, typer.Option("--config", help="settings file (TOML); without it defaults are used")]


def settings_of(config: Path | None) -> DeskSettings:
    """Return the settings; what is wrong with them ends the command with 3."""
    settings = checked(lambda: load_settings(DeskSettings, config, os.environ))
    warn_of_open_password(config, settings.mqtt, os.environ)
    return settings


def checked(do: Callable[[], T]) -> T:
    """Return what `do` returns; an error of ours ends the command with its text: 3 for settings and store, else 1."""
    try:
        return do()
    except SitwellError as error:
        print(f"error: {error}", file=sys.stderr)  # the command's own answer
        raise typer.Exit(EXIT_CONFIG if isinstance(error, ConfigError | StoreError) else 1) from error


def load(function: str) -> Callable[..., Any]:
    """Return the `module:function`; where its packages are not installed, say how they are and end with 1.

    Late, so that --help and health checks do not wait for what they do not use.
    """
    module, _, name = function.partition(":")
    try:
        found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as error:
        print(f"error: the desk needs {error.name}: pip install 'sitwell[dashboard]'", file=sys.stderr)
        raise typer.Exit(1) from error
    return found
