"""`sitwell-edge enroll`: make this chair known to its broker with the code from the desk.

    code -> try it at the broker -> password and CA into data_dir -> edge.toml: [chair] id, [mqtt]

Nothing is written before the broker has let us in, and edge.toml last: what fails leaves the chair as it was.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from contract.enrolment import LONGEST_CODE, MARK, Enrolment, read_code
from contract.errors import ConfigError, SitwellError
from contract.mqtt import BrokerSettings
from contract.settings import ENVIRONMENT_PREFIX, example
from contract.topics import Topics
from edge.atomic import replace_file
from edge.commissioning.common import ConfigOption, config_file
from edge.commissioning.log_in import log_in
from edge.commissioning.settings_edit import Changes, changed
from edge.config import STANDARD_FILE, EdgeSettings, load_edge
from edge.parts import Parts

PASSWORD_FILE, CA_FILE = "mqtt-password", "broker-ca.pem"  # names of files, no secrets
PATIENCE_S = 15.0


class BrokerRefusedError(SitwellError, ConnectionError):
    """The broker did not let this chair in; the text says why."""


def command(_parts: Parts) -> Callable[..., None]:
    """Return the command `enroll`."""

    def enroll(
        code: Annotated[
            str, typer.Argument(help="a file with the code, or - for standard input; without it you are asked")
        ] = "",
        *,
        config: ConfigOption = None,
        untried: Annotated[bool, typer.Option("--untried", help="do not try it at the broker first")] = False,
    ) -> None:
        """Make this chair known to its broker, with the code that `sitwell-dashboard chair add` gave."""
        enrolment = read_code(_code(code))
        file = config_file(config) or STANDARD_FILE
        if not untried:
            try_at_broker(enrolment)
            typer.echo(f"{enrolment.host} port {enrolment.port} let {enrolment.chair} in, encrypted.")
        folder = settle(enrolment, file)
        typer.echo(f"{file}: id, [mqtt]. {folder}: {PASSWORD_FILE}, {CA_FILE}.")
        typer.echo("Restart the service if it runs: sudo systemctl restart sitwell-edge. Delete the code.")

    return enroll


def try_at_broker(enrolment: Enrolment, patience_s: float = PATIENCE_S) -> None:
    """Log in once and leave. Raises `BrokerRefusedError` with the reason."""
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as ca:
        ca.write(enrolment.ca)
        ca.flush()
        broker = BrokerSettings(
            host=enrolment.host,
            port=enrolment.port,
            user=enrolment.chair,
            password=enrolment.password,
            ca_file=ca.name,
            prefix=enrolment.prefix,
        )
        why = log_in(broker, Topics(enrolment.prefix).client_id(f"chair-{enrolment.chair}"), patience_s)
    if why:
        raise BrokerRefusedError(f"{why}. Nothing was changed; --untried writes it all the same")


def settle(enrolment: Enrolment, file: Path) -> Path:
    """Write password, CA and settings; return the folder of the first two. Raises `ConfigError`."""
    text = _text(file)
    settings = load_edge(file if file.exists() else None)
    folder = Path(settings.chair.data_dir).expanduser().absolute()
    changes = changes_of(enrolment, folder)
    _refuse_overriding(changes)
    text = changed(text, changes, str(file))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / PASSWORD_FILE, f"{enrolment.password}\n".encode(), mode=0o600, like=folder)
        replace_file(folder / CA_FILE, enrolment.ca.encode(), mode=0o644, like=folder)
        replace_file(file, text.encode())
    except OSError as error:
        raise ConfigError(f"{error.filename}: cannot be written: {error.strerror}; try it with sudo") from error
    return folder


def changes_of(enrolment: Enrolment, folder: Path) -> Changes:
    """Return the keys of edge.toml that say who this chair is and how it is let in."""
    return {
        "chair": {"id": enrolment.chair},
        "mqtt": {
            "host": enrolment.host,
            "port": enrolment.port,
            "user": enrolment.chair,
            "password": "",
            "password_file": str(folder / PASSWORD_FILE),
            "ca_file": str(folder / CA_FILE),
            "prefix": enrolment.prefix,
        },
    }


def _refuse_overriding(changes: Changes) -> None:
    """Raise `ConfigError` when the environment would go before what is written now."""
    names = [f"{ENVIRONMENT_PREFIX}{table}_{key}".upper() for table, keys in changes.items() for key in keys]
    if set_ := [name for name in names if name in os.environ]:
        raise ConfigError(
            f"the environment has {', '.join(set_)}, which goes before edge.toml; unset it, and enroll again"
        )


def _code(given: str) -> str:
    """Return the code, from a file, standard input or a question; never from the command line, which others can see."""
    if given.startswith(MARK):
        raise ConfigError("others can see a command line: leave the code out, and paste it when asked")
    if given == "-":
        return sys.stdin.read(LONGEST_CODE * 2)
    if given:
        return _text(Path(given), there=True)
    return str(typer.prompt("The code from the desk", hide_input=True))


def _text(file: Path, *, there: bool = False) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError as error:
        if there:
            raise ConfigError(f"{file}: there is no such file; copy it from the desk") from error
        return example(EdgeSettings)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}") from error
