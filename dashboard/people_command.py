"""`sitwell-dashboard user` and `sitwell-dashboard token`: who may log in, and which programs may ask."""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from contract.scalars import ChairId
from dashboard.command import Config, checked, load, settings_of

ROLES = ("owner", "member", "viewer")

user = typer.Typer(no_args_is_help=True, help="People who may log in.")
token = typer.Typer(no_args_is_help=True, help="Tokens for programs, each standing for somebody.")

Name = Annotated[str, typer.Argument(help="the name to log in with")]
Chairs = Annotated[list[str] | None, typer.Option("--chair", help="id of a chair that is theirs; repeatable")]
PasswordFile = Annotated[
    Path | None, typer.Option("--password-file", help="file with the password; without it you are asked")
]


@user.command("add")
def add_user(
    name: Name,
    *,
    role: Annotated[str, typer.Option(help="owner, member or viewer")] = "member",
    chair: Chairs = None,
    password_file: PasswordFile = None,
    config: Config = None,
) -> None:
    """Let somebody log in."""
    _do("add", config, name, _role(role), _ids(chair or []), lambda: _password(password_file))
    print(f"{name} may log in as {role}")  # the command's own answer, here and below


@user.command("list")
def list_users(config: Config = None) -> None:
    """List everybody with role and chairs."""
    for name, role, chairs in _do("listed", config):
        print("\t".join((name, role, " ".join(chairs) or ("every chair" if role == "owner" else "no chair"))))


@user.command("remove")
def remove_user(name: Name, config: Config = None) -> None:
    """Shut somebody out, browsers, tokens and diary too. What their chairs measured stays."""
    _do("remove", config, name)
    print(f"{name} is shut out")


@user.command("password")
def set_password(name: Name, password_file: PasswordFile = None, config: Config = None) -> None:
    """Set somebody's password. Every browser of this person is logged out."""
    _do("set_password", config, name, lambda: _password(password_file))
    print(f"{name} has a new password")


@user.command("role")
def set_role(
    name: Name, role: Annotated[str, typer.Argument(help="owner, member or viewer")], config: Config = None
) -> None:
    """Give somebody another role."""
    _do("set_role", config, name, _role(role))
    print(f"{name} is now {role}")


@user.command("chairs")
def set_chairs(
    name: Name,
    chairs: Annotated[list[str] | None, typer.Argument(help="ids of all chairs that are theirs")] = None,
    *,
    none: Annotated[bool, typer.Option("--none", help="no chair is theirs")] = False,
    config: Config = None,
) -> None:
    """Say which chairs are somebody's; without chairs, tell which are."""
    if none and chairs:
        raise typer.BadParameter("give chairs or --none, not both")
    wanted = [] if none else _ids(chairs) if chairs else None
    for chair in _do("set_chairs", config, name, wanted):
        print(chair)


@token.command("add")
def add_token(
    person: Annotated[str, typer.Argument(help="who it stands for; it may do what this person may")],
    *,
    name: Annotated[str, typer.Option(help="what it is for, for the list")] = "token",
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="valid for so many days; else always")] = None,
    config: Config = None,
) -> None:
    """Make a token for a program, and print it. It is shown only now."""
    print(_do("add_token", config, person, name, days))
    print("Send it as Authorization: Bearer. It is a secret, shown only now.", file=sys.stderr)


@token.command("list")
def list_tokens(config: Config = None) -> None:
    """List tokens: number, whose, what for, until when (UTC)."""
    for id_, person, name, expires_ms in _do("tokens", config):
        until = "until removed" if expires_ms is None else f"{dt.datetime.fromtimestamp(expires_ms / 1000, dt.UTC):%F}"
        print("\t".join((str(id_), person, name, until)))


@token.command("remove")
def remove_token(id_: Annotated[int, typer.Argument(metavar="ID")], config: Config = None) -> None:
    """Let a token open nothing any more."""
    _do("remove_token", config, id_)
    print(f"token {id_} opens nothing any more")


def _do(what: str, config: Path | None, *arguments: object) -> Any:  # noqa: ANN401 - as the function named
    return run(f"dashboard.people:{what}", config, *arguments)


def run(function: str, config: Path | None, *arguments: object) -> Any:  # noqa: ANN401 - as the function named
    """Return what `module:function` returns for the settings and these arguments."""
    settings = settings_of(config)
    return checked(lambda: load(function)(settings, *arguments))


def _role(role: str) -> str:
    if role not in ROLES:
        raise typer.BadParameter(f"{role!r} is none of {', '.join(ROLES)}")
    return role


def _ids(chairs: list[str]) -> list[str]:
    try:
        return msgspec.convert(chairs, list[ChairId])
    except msgspec.ValidationError as error:
        raise typer.BadParameter(f"{' '.join(chairs)!r}: a chair's id is 1 to 32 of a-z 0-9 _ -") from error


def _password(file: Path | None) -> str:
    if file is None:
        asked: str = typer.prompt("Password", hide_input=True, confirmation_prompt="Once more")
        return asked
    try:
        return file.read_text("utf-8").removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeError) as error:
        raise typer.BadParameter(f"{file}: cannot be read: {error}") from error
