"""The command line of the desk."""

import logging
import os
import sys
import time
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from contract.journal import set_up_log
from dashboard import group_command, people_command, upkeep
from dashboard.broker import command as broker_command
from dashboard.command import Config, checked, load, settings_of
from dashboard.config import DeskSettings
from dashboard.health import ingest_trouble, page_trouble
from dashboard.near import page_url, trust
from dashboard.tell import Chair, Fields, Name, TokenFile, token_of
from dashboard.tell import tell as tell_chair

cli = typer.Typer(help="The desk: stores what chairs send, and shows it.", no_args_is_help=True, add_completion=False)

cli.command("broker-config")(broker_command.broker_config)
cli.add_typer(broker_command.chair, name="chair")
cli.add_typer(people_command.user, name="user")
cli.add_typer(people_command.token, name="token")
cli.add_typer(group_command.group, name="group")

File = Annotated[Path, typer.Argument(help="the copy's file", dir_okay=False)]
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
    checked(lambda: upkeep.backup(settings_of(config), file))


@cli.command()
def restore(file: File, config: Config = None) -> None:
    """Put a copy in the store's place, while nothing runs; what was there is kept beside it."""
    checked(lambda: upkeep.restore(settings_of(config), file))


@cli.command()
def rebuild(config: Config = None) -> None:
    """Compute quarters, days and bouts anew from minutes and events; ingest may run meanwhile."""
    checked(lambda: upkeep.rebuild(settings_of(config)))


@cli.command()
def healthy(part: Annotated[str, typer.Argument(help="ingest or web")], config: Config = None) -> None:
    """Say whether ingest or the page does its work; 1 when not. For health checks of containers."""
    settings = settings_of(config)
    if part == "web":
        trouble = page_trouble(page_url(settings.web), checked(lambda: trust(settings.web)))
    elif part == "ingest" and settings.ingest.alive_file:
        trouble = ingest_trouble(Path(settings.ingest.alive_file), time.time())
    else:
        raise typer.BadParameter("give web, or ingest with alive_file set in [ingest]")
    if trouble:
        print(trouble, file=sys.stderr)  # the command's own answer
        raise typer.Exit(1)


@cli.command()
def tell(  # noqa: PLR0913 - options of a command line
    chair: Chair,
    name: Name,
    fields: Fields = None,
    *,
    config: Config = None,
    port: Port = None,
    token_file: TokenFile = None,
) -> None:
    """Tell a chair something through the desk that runs. 0: accepted; 1: refused or no answer; 2: wrong usage."""
    settings = _on_port(settings_of(config), port)
    raise typer.Exit(checked(lambda: tell_chair(settings, token_of(token_file, os.environ), chair, name, fields or [])))


@cli.command("import")
def bring(
    file: Annotated[Path, typer.Argument(help="JSON lines of an export, or the zip")],
    chair: Annotated[
        str | None, typer.Option(help="whose it becomes; without it the chair's that the file names")
    ] = None,
    person: Annotated[
        str | None, typer.Option(help="whose the diary in the zip becomes; needed where there are accounts")
    ] = None,
    *,
    no_diary: Annotated[bool, typer.Option("--no-diary", help="leave the diary out")] = False,
    config: Config = None,
) -> None:
    """Take in what was exported. The same file twice does no harm. 0: all of it; 1: not all; 2: wrong usage."""
    set_up_log(logging.WARNING)
    raise typer.Exit(load("dashboard.bringing:bring")(settings_of(config), file, chair, (person, no_diary)) or 0)


def _on_port(settings: DeskSettings, port: int | None) -> DeskSettings:
    if port is None:
        return settings
    return msgspec.structs.replace(settings, web=msgspec.structs.replace(settings.web, port=port))


def _start(function: str, config: Path | None, port: int | None) -> None:
    """Load settings and run `module:function` with them."""
    set_up_log(logging.WARNING)
    settings = _on_port(settings_of(config), port)
    checked(lambda: load(function)(settings))


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
