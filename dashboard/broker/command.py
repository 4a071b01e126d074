"""`sitwell-dashboard broker-config` and `sitwell-dashboard chair`: who the broker lets in."""

import datetime as dt
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar, cast, get_args

import msgspec
import typer

from contract.errors import ConfigError
from dashboard.broker import files
from dashboard.broker.configuration import Version
from dashboard.broker.folder import BrokerFolder, Site

FOLDER_VARIABLE = "SITWELL_BROKER"
EXIT_CONFIG = 3

T = TypeVar("T")

Folder = Annotated[Path, typer.Option("--broker", envvar=FOLDER_VARIABLE, help="the folder that broker-config made")]

chair = typer.Typer(no_args_is_help=True, help="Let chairs in at the broker, and shut them out.")


def broker_config(  # noqa: PLR0913 - each parameter is an option of the command line
    *,
    out: Annotated[Path, typer.Option(envvar=FOLDER_VARIABLE, help="folder; what is in it is kept")] = Path("broker"),
    host: Annotated[
        list[str] | None,
        typer.Option(help="a name or address under which chairs reach the broker; repeatable; added to earlier ones"),
    ] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="TCP port of the broker; 8883")] = None,
    prefix: Annotated[str | None, typer.Option(help="first levels of every topic; chairs/v1")] = None,
    mosquitto: Annotated[str | None, typer.Option(help="2.0 (Debian 12 and 13) or 2.1")] = None,
    data: Annotated[str | None, typer.Option(help="where mosquitto keeps its messages; /var/lib/mosquitto")] = None,
    plugins: Annotated[str | None, typer.Option(help="where 2.1 has its plugins; /usr/lib")] = None,
    compose: Annotated[bool | None, typer.Option("--compose/--no-compose", help="for docker-compose.yml")] = None,
) -> None:
    """Make mosquitto's whole configuration: users, rules, certificates, limits. Safe to run again."""
    if mosquitto is not None and mosquitto not in get_args(Version):
        raise typer.BadParameter(f"{mosquitto!r} is neither 2.0 nor 2.1", param_hint="--mosquitto")
    folder = BrokerFolder(out)
    before = _checked(folder.site)
    given = {
        "port": port,
        "prefix": prefix,
        "mosquitto": cast("Version | None", mosquitto),
        "data": data,
        "plugins": plugins,
        "compose": compose,
    }
    changed = {name: value for name, value in given.items() if value is not None}

    def make() -> Site:
        hosts = tuple(dict.fromkeys((*(before.hosts if before else ()), *(host or ())))) or default_hosts()
        kept = msgspec.structs.asdict(before) if before else {}
        try:
            site = msgspec.convert({**kept, "hosts": hosts, **changed}, Site)
        except msgspec.ValidationError as error:  # what `Site` refuses, in msgspec's own error
            raise ConfigError(str(error)) from error
        folder.make(site, dt.datetime.now(dt.UTC))
        if site.compose:
            _write_environment(folder.path.parent / ".env", site)
        return site

    site = _checked(make)
    typer.echo(f"The broker's configuration is in {folder.path}, for mosquitto {site.mosquitto}.")
    typer.echo(
        f"Chairs reach it at {site.hosts[0]}, port {site.port}; its certificate names {', '.join(site.names())}."
    )
    typer.echo("Let a chair in: sitwell-dashboard chair add NAME. What comes next stands in docs/security.md.")


@chair.command()
def add(
    name: Annotated[str, typer.Argument(metavar="ID", help="the chair's name in topics: 1 to 32 of a-z 0-9 _ -")],
    *,
    broker: Folder = Path("broker"),
    host: Annotated[str | None, typer.Option(help="another of the broker's names for this chair")] = None,
    out: Annotated[Path | None, typer.Option(help="write the code to a file for its owner alone")] = None,
    again: Annotated[bool, typer.Option("--again", help="a new password for a chair that is there")] = False,
) -> None:
    """Let a chair in, and print the code that makes it known to the chair."""
    enrolment = _checked(lambda: BrokerFolder(broker).add(name, host, again=again))
    if out:
        _checked(lambda: files.write(out, enrolment.code() + "\n"))
        typer.echo(f"On the chair: sitwell-edge enroll {out.name}   (a secret: delete it afterwards)", err=True)
    else:
        typer.echo(enrolment.code())
        typer.echo("On the chair: sitwell-edge enroll, and paste this line. It is a secret, shown only now.", err=True)
    typer.echo(RELOAD, err=True)


@chair.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="ID", help="the chair's name in topics")],
    broker: Folder = Path("broker"),
) -> None:
    """Shut a chair out. What it has measured stays in the store."""
    _checked(lambda: BrokerFolder(broker).remove(name))
    typer.echo(RELOAD, err=True)


@chair.command("list")
def list_chairs(broker: Folder = Path("broker")) -> None:
    """List the chairs that the broker lets in."""
    folder = BrokerFolder(broker)
    _checked(folder.made)
    for name in _checked(folder.chairs):
        typer.echo(name)


RELOAD = (
    "Tell the broker now: sudo systemctl reload mosquitto, or in containers: docker compose kill --signal HUP broker"
)


def _checked(do: Callable[[], T]) -> T:
    """Return what `do` returns; a `ConfigError` ends the command with its text and code 3."""
    try:
        return do()
    except ConfigError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(EXIT_CONFIG) from error


def default_hosts() -> tuple[str, ...]:
    """Return this computer's names: the one in its own network first, which most routers and Avahi answer for."""
    name = socket.gethostname().partition(".")[0]
    return (f"{name}.local", name)


def _write_environment(path: Path, site: Site) -> None:
    """Tell docker compose whose files these are, so that the containers run as the same user, not as root."""
    lines = {
        "SITWELL_UID": str(os.getuid()),
        "SITWELL_GID": str(os.getgid()),
        "SITWELL_BROKER_PORT": str(site.port),
        "SITWELL_PREFIX": site.prefix,
    }
    kept = [line for line in (files.read(path) or "").splitlines() if line.partition("=")[0] not in lines]
    files.write(path, "\n".join([*kept, *(f"{name}={value}" for name, value in lines.items())]) + "\n", files.OPEN)
