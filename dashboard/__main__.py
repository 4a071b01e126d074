"""The command line of the desk."""

import importlib
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from contract.broker import warn_of_open_password
from contract.errors import ConfigError, SitwellError
from contract.journal import set_up_log
from contract.settings import load_settings
from dashboard import upkeep
from dashboard.broker import command as broker_command
from dashboard.config import DeskSettings
from dashboard.errors import StoreError
from dashboard.health import ingest_trouble, page_trouble
from dashboard.tell import Chair, Fields, Name, page_url
from dashboard.tell import tell as tell_chair

EXIT_CONFIG = 3

cli = typer.Typer(help="The desk: stores what chairs send, and shows it.", no_args_is_help=True, add_completion=False)

cli.command("broker-config")(broker_command.broker_config)
cli.add_typer(broker_command.chair, name="chair")

File = Annotated[Path, typer.Argument(help="the copy's file", dir_okay=False)]
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


@cli.command()
def backup(file: File, config: Config = None) -> None:
    """Copy the store into a new file, while everything runs."""
    _run(lambda settings: upkeep.backup(settings, file), config)


@cli.command()
def restore(file: File, config: Config = None) -> None:
    """Put a copy in the store's place, while nothing runs; what was there is kept beside it."""
    _run(lambda settings: upkeep.restore(settings, file), config)


@cli.command()
def rebuild(config: Config = None) -> None:
    """Compute quarters, days and bouts anew from minutes and events; ingest may run meanwhile."""
    _run(upkeep.rebuild, config)


@cli.command()
def healthy(part: Annotated[str, typer.Argument(help="ingest or web")], config: Config = None) -> None:
    """Say whether ingest or the page does its work; 1 when not. For health checks of containers."""
    settings = _settings(config)
    if part == "web":
        trouble = page_trouble(page_url(settings.web))
    elif part == "ingest" and settings.ingest.alive_file:
        trouble = ingest_trouble(Path(settings.ingest.alive_file), time.time())
    else:
        raise typer.BadParameter("give web, or ingest with alive_file set in [ingest]")
    if trouble:
        print(trouble, file=sys.stderr)  # the command's own answer
        raise typer.Exit(1)


@cli.command()
def tell(chair: Chair, name: Name, fields: Fields = None, config: Config = None, port: Port = None) -> None:
    """Tell a chair something through the desk that runs. 0: accepted; 1: refused or no answer; 2: wrong usage."""
    raise typer.Exit(tell_chair(_on_port(_settings(config), port), chair, name, fields or []))


def _on_port(settings: DeskSettings, port: int | None) -> DeskSettings:
    if port is None:
        return settings
    return msgspec.structs.replace(settings, web=msgspec.structs.replace(settings.web, port=port))


def _settings(config: Path | None) -> DeskSettings:
    try:
        settings = load_settings(DeskSettings, config, os.environ)
    except ConfigError as error:
        print(f"error: {error}", file=sys.stderr)  # the command's own answer
        raise typer.Exit(EXIT_CONFIG) from error
    warn_of_open_password(config, settings.mqtt, os.environ)
    return settings


def _start(function: str, config: Path | None, port: int | None) -> None:
    """Load settings and run `module:function` with them. Late, so that --help does not wait for Dash."""
    set_up_log(logging.WARNING)
    _run(lambda settings: _load(function)(_on_port(settings, port)), config)


def _run(what: Callable[[DeskSettings], None], config: Path | None) -> None:
    """Do something with the settings; what goes wrong is said with its remedy and ends with 3 or 1."""
    try:
        what(_settings(config))
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
