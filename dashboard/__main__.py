"""The command line of the desk."""

import importlib
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from contract.errors import ConfigError, SitwellError
from contract.settings import load_settings
from dashboard.config import DeskSettings
from dashboard.errors import StoreError

EXIT_CONFIG = 3

cli = typer.Typer(help="The desk: stores what chairs send, and shows it.", no_args_is_help=True, add_completion=False)

Config = Annotated[Path | None, typer.Option("--config", help="settings file (TOML); without it defaults are used")]
Port = Annotated[int | None, typer.Option("--port", min=0, max=65535, help="port of the page; 0: any free one")]


@cli.command()
def run(config: Config = None, port: Port = None) -> None:
    """Store what chairs send, and serve the page."""
    _start("dashboard.run:run_desk", config, port)


@cli.command()
def ingest(config: Config = None) -> None:
    """Only store what chairs send."""
    _start("dashboard.ingest.service:run_ingest", config, None)


@cli.command()
def web(config: Config = None, port: Port = None) -> None:
    """Only serve the page."""
    _start("dashboard.web.service:run_web", config, port)


def _start(function: str, config: Path | None, port: int | None) -> None:
    """Load settings and run `module:function` with them. Late, so that --help does not wait for Dash."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        settings = load_settings(DeskSettings, config, os.environ)
        if port is not None:
            settings = msgspec.structs.replace(settings, web=msgspec.structs.replace(settings.web, port=port))
        _load(function)(settings)
    except (ConfigError, StoreError) as error:
        print(f"error: {error}", file=sys.stderr)  # the command's own answer
        raise typer.Exit(EXIT_CONFIG) from error
    except SitwellError as error:
        print(f"error: {error}", file=sys.stderr)  # the command's own answer
        raise typer.Exit(1) from error


def _load(function: str) -> Callable[[DeskSettings], None]:
    """Return the `module:function`; where its packages are not installed, say how they are and end with 1."""
    module, _, name = function.partition(":")
    try:
        start: Callable[[DeskSettings], None] = getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as error:
        print(f"error: the desk needs {error.name}: pip install 'sitwell[dashboard]'", file=sys.stderr)
        raise typer.Exit(1) from error
    return start


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
