"""The folder with everything of one broker. Making it again keeps authority, passwords and chairs.

site.json      what it was made with                    ca/         the authority and its key: for this command alone
desk.toml      for `sitwell-dashboard run`              users/      passwords of the services
mosquitto/     what mosquitto reads, and nothing else: mosquitto.conf, acl, passwords, server.crt, server.key, ca.crt
"""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Annotated

import msgspec

from contract.enrolment import Enrolment
from contract.errors import ConfigError
from contract.topics import DEFAULT_PREFIX, Topics
from dashboard.broker import files
from dashboard.broker.access import ALIVE_TOPIC, SERVICES, acl_text
from dashboard.broker.configuration import CONTAINER_CONFIG, CONTAINER_DATA, Layout, Version, configuration_text
from dashboard.broker.files import Pair
from dashboard.broker.passwords import hashed, new_password, read_users, users_text

_HOST = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.:_-]{0,251}[0-9A-Za-z])?")
_CHAIR = re.compile(r"[a-z0-9_-]{1,32}")

HERE = ("localhost", "127.0.0.1")
COMPOSE_HOST = "broker"


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder is made with; the first host is the one that chairs are told."""

    hosts: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 8883
    prefix: str = DEFAULT_PREFIX
    mosquitto: Version = "2.0"
    data: str = "/var/lib/mosquitto"
    plugins: str = "/usr/lib"
    compose: bool = False

    def __post_init__(self) -> None:
        """Refuse what would not work as a name, a line of a file or a topic."""
        for host in self.hosts:
            if not _HOST.fullmatch(host):
                raise ConfigError(f"{host!r} is no name or address of a computer; give one as --host desk.local")
        Topics(self.prefix)
        for place in (self.data, self.plugins):
            if not re.fullmatch(r"/[^\s\\]*", place):
                raise ConfigError(f"{place!r}: give a folder in full, without spaces")

    def names(self) -> tuple[str, ...]:
        """Return every name under which the broker is reached, each once."""
        return tuple(dict.fromkeys((*self.hosts, *HERE, *((COMPOSE_HOST,) if self.compose else ()))))


class BrokerFolder:
    """One broker's folder. Every method raises `ConfigError` when a file cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._mosquitto = self.path / "mosquitto"

    def site(self) -> Site | None:
        """Return what the folder was made with, None when it was not made yet."""
        text = files.read(self.path / "site.json")
        try:
            return None if text is None else msgspec.json.decode(text, type=Site)
        except msgspec.DecodeError as error:
            raise ConfigError(f"{self.path / 'site.json'}: {error}; restore it or move it away") from error

    def made(self) -> Site:
        """Return what the folder was made with; refuse a folder that was not."""
        site = self.site()
        if site is None:
            raise ConfigError(f"{self.path} holds no broker yet: sitwell-dashboard broker-config --out {self.path}")
        return site

    def make(self, site: Site, now: dt.datetime) -> None:
        """Make whatever is missing, and everything that follows from `site` anew."""
        self._make_folders(site)
        self._certify(site, now)
        users = self._users()
        for name in SERVICES:
            kept = files.read(self._password_path(name))
            if name not in users or not kept:
                password = new_password()
                users[name] = hashed(password)
                files.write(self._password_path(name), password + "\n")
        self._write_users(users, site)
        config = CONTAINER_CONFIG if site.compose else str(self._mosquitto)
        data = CONTAINER_DATA if site.compose else site.data
        layout = Layout(site.mosquitto, site.port, config, data, site.plugins)
        files.write(self._mosquitto / "mosquitto.conf", configuration_text(layout), files.OPEN)
        self._write_health(site, config)
        if not (self.path / "desk.toml").exists():  # people add to it
            files.write(self.path / "desk.toml", self._desk_toml(site), files.OPEN)
        files.write(self.path / "site.json", msgspec.json.format(msgspec.json.encode(site)) + b"\n", files.OPEN)

    def chairs(self) -> tuple[str, ...]:
        """Return the chairs that the broker lets in."""
        return tuple(sorted(name for name in self._users() if name not in SERVICES))

    def add(self, chair: str, host: str | None, *, again: bool) -> Enrolment:
        """Let a chair in and return what it must know; its password is kept nowhere else."""
        site = self.made()
        if not _CHAIR.fullmatch(chair):
            raise ConfigError(f"chair id {chair!r}: use 1 to 32 of a-z, 0-9, _ and -")
        if chair in SERVICES:
            raise ConfigError(f"{chair!r} is the name of a service; call the chair otherwise")
        users = self._users()
        if chair in users and not again:
            raise ConfigError(f"{chair!r} is there already; --again gives it a new password and shuts the old one out")
        password = new_password()
        enrolment = Enrolment(
            chair=chair,
            host=host or site.hosts[0],
            port=site.port,
            prefix=site.prefix,
            password=password,
            ca=self._authority_text(),
        )
        if enrolment.host not in site.names():
            raise ConfigError(
                f"the broker's certificate does not name {enrolment.host!r}; add it: broker-config --host"
            )
        users[chair] = hashed(password)
        self._write_users(users, site)
        return enrolment

    def remove(self, chair: str) -> None:
        """Shut a chair out."""
        site, users = self.made(), self._users()
        if chair in SERVICES or chair not in users:
            raise ConfigError(f"there is no chair {chair!r}; `sitwell-dashboard chair list` shows them")
        del users[chair]
        self._write_users(users, site)

    def _make_folders(self, site: Site) -> None:
        names = ("ca", "users", "data") if site.compose else ("ca", "users")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for name in names:
                (self.path / name).mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise ConfigError(
                f"{self.path}: cannot be made: {error.strerror}; give another folder with --out"
            ) from error

    def _certify(self, site: Site, now: dt.datetime) -> None:
        from dashboard.broker import certificates  # noqa: PLC0415 - 60 ms at each start of the desk otherwise

        authority = self._pair(self.path / "ca" / "ca")
        if authority is None:
            if (self.path / "site.json").exists():
                raise ConfigError(f"{self.path / 'ca'}: the authority is gone; restore it, or begin in another folder")
            authority = certificates.make_authority(now)
            self._write_pair(self.path / "ca" / "ca", authority)
        files.write(self._mosquitto / "ca.crt", authority.certificate, files.OPEN)
        files.write(self.path / "ca.crt", authority.certificate, files.OPEN)
        server = self._pair(self._mosquitto / "server")
        if server is None or not certificates.still_good(server, authority, site.names(), now):
            self._write_pair(self._mosquitto / "server", certificates.make_server(authority, site.names(), now))

    def _authority_text(self) -> str:
        text = files.read(self.path / "ca.crt")
        if text is None:
            raise ConfigError(f"{self.path / 'ca.crt'} is gone: run sitwell-dashboard broker-config again")
        return text

    def _users(self) -> dict[str, str]:
        path = self._mosquitto / "passwords"
        return read_users(files.read(path) or "", str(path))

    def _write_users(self, users: dict[str, str], site: Site) -> None:
        # The rules first: a user without rules may do nothing, rules without a user let nobody in.
        chairs = sorted(name for name in users if name not in SERVICES)
        files.write(self._mosquitto / "acl", acl_text(chairs, site.prefix))
        files.write(self._mosquitto / "passwords", users_text(users))

    def _write_health(self, site: Site, config: str) -> None:
        """Write the options of the mosquitto_sub with which the container asks its broker whether it is well."""
        password = files.read(self._password_path("health")) or ""
        options = {
            "-h": HERE[0],
            "-p": str(site.port),
            "--cafile": f"{config}/ca.crt",
            "-u": "health",
            "-P": password.strip(),
            "-t": ALIVE_TOPIC,
        }
        text = "".join(f"{option} {value}\n" for option, value in options.items())
        files.write(self._mosquitto / "mosquitto_sub", text)

    def _desk_toml(self, site: Site) -> str:
        lines = {
            "host": site.hosts[0],
            "port": site.port,
            "user": "ingest",
            "password_file": str(self._password_path("ingest")),
            "ca_file": str(self.path / "ca.crt"),
            "prefix": site.prefix,
        }
        web = {"broker_user": "dashboard", "broker_password_file": str(self._password_path("dashboard"))}
        tables = (("mqtt", lines), ("web", web))
        return "\n".join(
            f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())
            for name, keys in tables
        )

    def _password_path(self, name: str) -> Path:
        return self.path / "users" / f"{name}.password"

    def _pair(self, stem: Path) -> Pair | None:
        certificate, key = files.read(stem.with_suffix(".crt")), files.read(stem.with_suffix(".key"))
        return Pair(certificate.encode(), key.encode()) if certificate and key else None

    def _write_pair(self, stem: Path, pair: Pair) -> None:
        files.write(stem.with_suffix(".key"), pair.key)
        files.write(stem.with_suffix(".crt"), pair.certificate, files.OPEN)
