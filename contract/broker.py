"""Where the broker is, how a client is let in, and what to do when it is not: secrets, certificates, states."""

import logging
import ssl
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec

from contract.errors import ConfigError

log = logging.getLogger(__name__)

PASSWORD_VARIABLE = "SITWELL_MQTT_PASSWORD"  # noqa: S105 - the name, not the word

_warned: set[Path] = set()


class BrokerSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the broker is and how to be let in."""

    host: Annotated[str, msgspec.Meta(min_length=1, description="name or address of the MQTT broker")] = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=1, le=65535, description="TCP port of the broker; 8883 is usual with TLS")] = (
        1883
    )
    user: Annotated[str, msgspec.Meta(description="user name; empty for none")] = ""
    password: Annotated[str, msgspec.Meta(description="password; better given as SITWELL_MQTT_PASSWORD")] = ""
    password_file: Annotated[
        str, msgspec.Meta(description="file that holds the password, readable by its owner only; instead of password")
    ] = ""
    ca_file: Annotated[str, msgspec.Meta(description="CA certificate; when set the connection is encrypted")] = ""
    cert_file: Annotated[
        str, msgspec.Meta(description="our own certificate, where the broker asks for one; needs ca_file")
    ] = ""
    key_file: Annotated[
        str, msgspec.Meta(description="key of cert_file, readable by its owner only; empty: it is in cert_file")
    ] = ""
    prefix: Annotated[str, msgspec.Meta(description="first levels of every topic; one for each site")] = "chairs/v1"

    def __post_init__(self) -> None:
        """Refuse settings that contradict each other, and a host that no resolver can even be asked for."""
        if self.password and self.password_file:
            raise ValueError("password and password_file are both set; keep one")
        if (self.cert_file or self.key_file) and not self.ca_file:
            raise ValueError("cert_file needs ca_file: without it the connection is not encrypted")
        if self.key_file and not self.cert_file:
            raise ValueError("key_file needs cert_file")
        try:
            self.host.encode("idna")
        except UnicodeError:
            raise ValueError(f"host {self.host!r} is no name or address of a computer") from None

    def __repr__(self) -> str:
        """Show everything but the password: this text reaches logs."""
        return f"BrokerSettings(host={self.host!r}, port={self.port}, user={self.user!r}, tls={bool(self.ca_file)})"


BrokerWord = Literal[
    "connecting",
    "online",
    "unreachable",
    "refused",
    "forbidden",
    "untrusted",
    "not_mqtt",
    "silent",
    "lost",
    "taken_over",
]


class BrokerState(NamedTuple):
    """How it stands with the broker: a word for programs, and for people what is so and what mends it.

    `connecting` nothing is known yet · `online` · `unreachable` nobody answers at that address · `refused` it knows us
    not, or not with this password · `forbidden` it lets us in and takes not what we say · `untrusted` its certificate
    or ours is not accepted · `not_mqtt` something else answers there · `silent` it takes connections or messages and
    answers none · `lost` it was there a moment ago · `taken_over` another client came with our name.
    """

    word: BrokerWord
    text: str = ""


def password_of(password: str, password_file: str) -> str:
    """Return the password, from the file if one is named. Raises `ConfigError` for a file that others can read."""
    if not password_file:
        return password
    path = Path(password_file)
    refuse_readable_by_others(path, "password_file")
    try:
        found = path.read_text("utf-8").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"password_file {password_file!r} cannot be read: {error}") from error
    if not found:
        raise ConfigError(f"password_file {password_file!r} is empty; put the password into it, on one line")
    return found


def tls_context(ca_file: str, cert_file: str, key_file: str) -> ssl.SSLContext:
    """Return what encrypts the connection. Raises `ConfigError` naming the file that cannot be used."""
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"ca_file {ca_file!r} cannot be used: {error}; give the path of a PEM file") from error
    if cert_file:
        refuse_readable_by_others(Path(key_file or cert_file), "key_file")
        try:
            context.load_cert_chain(cert_file, key_file or None)
        except (OSError, ssl.SSLError) as error:
            raise ConfigError(
                f"cert_file {cert_file!r} with key_file {key_file!r} cannot be used: {error}; give a certificate and "
                "its key as PEM files"
            ) from error
    return context


def refuse_readable_by_others(path: Path, key: str) -> None:
    """Raise `ConfigError` when a file with a secret is not there or is open to other users."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise ConfigError(f"{key} {str(path)!r} cannot be read: {error}") from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigError(f"{key} {str(path)!r} can be read by other users; do: chmod 600 {path}")


def warn_of_open_password(path: Path | None, broker: BrokerSettings, environment: Mapping[str, str]) -> None:
    """Say once that every user of this computer can read the password in the settings file `path`.

    No refusal, as for `password_file`: on a computer of one's own a password in the settings is handy, and a chair that
    does not start after an upgrade helps nobody. The group may read: a service's settings are often root's and its
    group's.
    """
    if path is None or not broker.password or PASSWORD_VARIABLE in environment or path in _warned:
        return
    if path.stat().st_mode & stat.S_IROTH:
        _warned.add(path)
        log.warning(
            "%s holds the broker's password and can be read by every user here; do: chmod o= %s, or put it into a file "
            "of its own with password_file",
            path,
            path,
        )


def why_unreachable(error: BaseException | None, place: str, *, tls: bool = False) -> BrokerState:
    """Return the state after a connection could not be made, from what the system said."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return BrokerState("untrusted", f"{place}: {_certificate(error)}")
    if isinstance(error, ssl.SSLError):
        return BrokerState(
            "untrusted", f"{place} speaks no TLS that we accept ({error.reason}); look at port, ca_file and cert_file"
        )
    if tls and isinstance(error, ConnectionResetError):
        return BrokerState("untrusted", f"{place} hung up when TLS began; if it has no TLS there, leave ca_file empty")
    if isinstance(error, TimeoutError):
        return BrokerState(
            "unreachable", f"{place} does not answer; is it switched on, and does a firewall stand between?"
        )
    return BrokerState("unreachable", f"no broker at {place} ({error}); trying again until there is one")


def why_not_let_in(place: str, *, silent: bool, tls: bool) -> BrokerState:
    """Return the state after something took our connection and ended it before it answered as a broker."""
    if silent:
        return BrokerState("silent", f"{place} takes our connection and never answers; restart the broker")
    if tls:
        return BrokerState(
            "untrusted", f"{place} hung up on us; if it asks for certificates, look at cert_file and its date"
        )
    return BrokerState(
        "not_mqtt", f"{place} answers, but not as an MQTT 5 broker; look at port, and at ca_file for TLS"
    )


def why_taken_over(place: str, client_id: str) -> BrokerState:
    """Return the state while connections end as soon as they are made."""
    return BrokerState(
        "taken_over",
        f"each connection to {place} ends at once: another client comes as {client_id!r}, or the broker keeps "
        "restarting; give each client an id of its own",
    )


def why_forbidden(place: str, user: str, reason: str) -> BrokerState:
    """Return the state while we are let in and what we publish is refused; it stays until the next connection."""
    return BrokerState(
        "forbidden",
        f"{place} takes not what {user or 'nobody'} publishes ({reason}): id in [chair] must be the user, and "
        "prefix the broker's; mend these or its access rules, and restart this",
    )


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    said = error.verify_message
    if "expired" in said or "not yet valid" in said:
        return f"the broker's certificate is refused ({said}); renew it, or set this computer's clock"
    if "match" in said:
        return f"the broker's certificate is for another name ({said}); write host as the certificate names it"
    return f"the broker's certificate is refused ({said}); ca_file must hold the CA that signed it"
