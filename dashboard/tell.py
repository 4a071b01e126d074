"""`sitwell-dashboard tell`: the API's way to tell a chair something, from a terminal.

It asks the desk that runs, not the broker: there the page has one user, which the broker takes for the client id. A
second connection in its name would throw the page out.
"""

import http.client
import json
import ssl
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote

import typer

from contract.errors import ConfigError
from dashboard.config import DeskSettings
from dashboard.near import page_url, trust
from dashboard.web.commander import KINDS

PATIENCE_S = 150.0
"""Longer than the desk waits for a baseline."""

EXIT_REFUSED, EXIT_USAGE = 1, 2

Chair = Annotated[str, typer.Argument(help="the chair's id")]
Name = Annotated[str, typer.Argument(help=", ".join(KINDS))]
Fields = Annotated[
    list[str] | None, typer.Argument(help="the command's fields, as in pause_s=600", metavar="KEY=VALUE")
]


TokenFile = Annotated[
    Path | None,
    typer.Option(
        "--token-file",
        help="file that holds a token, where the desk wants a log-in; or give the token as SITWELL_TOKEN",
    ),
]


class Way(NamedTuple):
    """How the desk is asked: with which token, and trusting what over https."""

    token: str = ""
    trust: ssl.SSLContext | None = None


def token_of(file: Path | None, environment: Mapping[str, str]) -> str:
    """Return the token in a file or in SITWELL_TOKEN; "" when neither is given. Raises `ConfigError`."""
    try:
        found = file.read_text("ascii").strip() if file else environment.get("SITWELL_TOKEN", "").strip()
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"token file {str(file)!r} cannot be read: {error}") from error
    if not found.isascii() or not found.isprintable():
        raise ConfigError("this is no token; `sitwell-dashboard token add` makes one")
    return found


def fields_of(pairs: list[str]) -> dict[str, Any]:
    """Return the fields in `key=value` pairs; a value is JSON, or else a text. Raises `typer.BadParameter`."""
    fields: dict[str, Any] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not key or not equals:
            raise typer.BadParameter(f"{pair!r}: give fields as key=value, as in pause_s=600")
        if key in fields:
            raise typer.BadParameter(f"{key} is given twice; keep one")
        try:
            fields[key] = json.loads(value)
        except ValueError:
            fields[key] = value
    return fields


def ask(url: str, fields: dict[str, Any], way: Way, patience_s: float = PATIENCE_S) -> tuple[int, dict[str, Any]]:
    """Post a command to the desk; return the status and what was answered. Raises `OSError`, `ValueError`."""
    body = json.dumps(fields).encode()
    headers = {"Content-Type": "application/json"}
    if way.token:
        headers["Authorization"] = f"Bearer {way.token}"
    request = urllib.request.Request(url, body, headers)  # noqa: S310 - our own page
    https = urllib.request.HTTPSHandler(context=way.trust)
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}), https)  # the page is on this computer
    try:
        with direct.open(request, timeout=patience_s) as answer:
            status, said = answer.status, answer.read(100_000)
    except urllib.error.HTTPError as error:
        with error:
            status, said = error.code, error.read(100_000)
    except http.client.HTTPException as error:
        raise ValueError(f"no web page: {error!r}") from error
    found = json.loads(said)
    if not isinstance(found, dict):
        raise ValueError("not Sitwell's page")  # noqa: TRY004 - of one kind with what json raises
    return status, found


def tell(settings: DeskSettings, token: str, chair: str, name: str, pairs: list[str]) -> int:
    """Tell a chair something and print its answer; return the exit code: 0 accepted, 1 refused or unheard, 2 usage.

    Raises `ConfigError` for a certificate that cannot be read.
    """
    if name not in KINDS:
        raise typer.BadParameter(f"there is no command {name!r}; there are {', '.join(KINDS)}")
    url = page_url(settings.web)
    target = f"{url}api/v1/chairs/{quote(chair, safe='')}/commands/{quote(name, safe='')}"
    try:
        status, said = ask(target, fields_of(pairs), Way(token, trust(settings.web)))
    except (OSError, ValueError) as error:
        why = getattr(error, "reason", error)
        return _no(f"the desk at {url} does not answer ({why}); start it with sitwell-dashboard run, or give --port")
    if status == http.HTTPStatus.UNAUTHORIZED:
        return _no("the desk wants to know who asks: give --token-file, made by sitwell-dashboard token add")
    if status == http.HTTPStatus.UNPROCESSABLE_ENTITY:
        return _no(str(said.get("detail")), EXIT_USAGE)
    if status != http.HTTPStatus.OK:
        return _no(str(said.get("detail", f"the desk answered {status}")))
    if not said.get("accepted"):
        return _no(f"{chair} refused {name}: {said.get('why', '')}")
    print(f"{chair} accepted {name}")  # the command's own answer
    return 0


def _no(why: str, code: int = EXIT_REFUSED) -> int:
    print(f"error: {why}", file=sys.stderr)  # the command's own answer
    return code
