"""What the desk can be told: the tables of `desk.toml`. Without a file everything has a default that works."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import msgspec

from contract.broker import password_of
from contract.mqtt import BrokerSettings

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class StoreSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where measurements are kept."""

    url: Annotated[
        str,
        msgspec.Meta(
            description="database, as sqlite:///<path> or postgresql+psycopg://<user>@<host>/<name>; empty: sitwell.db "
            "in $XDG_DATA_HOME/sitwell, which is ~/.local/share/sitwell on most systems"
        ),
    ] = ""
    password: Annotated[
        str, msgspec.Meta(description="password at PostgreSQL; better given as SITWELL_STORE_PASSWORD")
    ] = ""
    password_file: Annotated[
        str, msgspec.Meta(description="file that holds the password, readable by its owner only; instead of password")
    ] = ""

    def __post_init__(self) -> None:
        """Refuse what nobody has tried, and a password where it would be shown."""
        if self.password and self.password_file:
            raise ValueError("password and password_file are both set; keep one")
        if not self.url or self.url.startswith("sqlite:///"):
            if self.password or self.password_file:
                raise ValueError("a password is for PostgreSQL only; SQLite's file is guarded by its mode")
            if self.url and self.url.removeprefix("sqlite:///").partition("?")[0] in ("", ":memory:"):
                raise ValueError("measurements are kept in a file: name it, as in sqlite:///sitwell.db")
            return
        scheme, _, rest = self.url.partition("://")
        if scheme != "postgresql+psycopg":
            raise ValueError(
                "only sqlite:///<path> (four slashes for an absolute one) and "
                "postgresql+psycopg://<user>@<host>/<name> are supported"
            )
        if ":" in rest.partition("/")[0].rpartition("@")[0] or "password=" in rest:
            raise ValueError("no password in the url: give it as SITWELL_STORE_PASSWORD or in password_file")

    def __repr__(self) -> str:
        """Show everything but the password: this text reaches logs."""
        return f"StoreSettings(url={self.url!r}, password={'***' if self.password else ''!r}, ...)"


Days = Annotated[int, msgspec.Meta(ge=0, le=36_500)]


class RetentionSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How long each kind of measurement is kept, in days; 0: for ever. Figures of days and bouts stay."""

    minutes_days: Annotated[Days, msgspec.Meta(description="minute records: 1.2 MB a day of a chair that is on")] = 90
    events_days: Annotated[Days, msgspec.Meta(description="what happened, such as sitting down: 15 kB a day")] = 400
    quarters_days: Annotated[Days, msgspec.Meta(description="sums of 15 minutes: 12 kB a day")] = 800

    def __post_init__(self) -> None:
        """Refuse to keep what something is computed from less long than a chair may be away."""
        if 0 < self.minutes_days < 2 or 0 < self.events_days < 2:
            raise ValueError("minutes_days and events_days: at least 2, because bouts reach over midnight; or 0")


class IngestSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How ingest is watched over."""

    alive_file: Annotated[
        str, msgspec.Meta(description="file that ingest touches while all is well, for `healthy ingest`; empty: none")
    ] = ""
    language: Annotated[
        str, msgspec.Meta(description="of reminders to a phone, chat or mailbox and of reports by mail: en or de")
    ] = "en"


class WebSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the page is served, and to whom."""

    host: Annotated[
        str, msgspec.Meta(description="address to listen on; 127.0.0.1: only this computer, 0.0.0.0: the network too")
    ] = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65535, description="TCP port of the page; 0: any free one")] = 8050
    names: Annotated[
        str,
        msgspec.Meta(
            description="host names under which the page is asked for, separated by blanks, as in "
            "'desk.local desk'; the computer's own addresses need not be named"
        ),
    ] = ""
    certificate: Annotated[
        str, msgspec.Meta(description="certificate file (PEM, with its chain) for https; empty: http")
    ] = ""
    key: Annotated[str, msgspec.Meta(description="key file of the certificate, readable by its owner only")] = ""
    proxies: Annotated[
        str,
        msgspec.Meta(
            description="addresses of reverse proxies, separated by blanks, whose word on who asks is believed; "
            "empty: nobody's"
        ),
    ] = ""
    open_on_loopback: Annotated[
        bool,
        msgspec.Meta(
            description="no log-in: whoever uses this computer sees and runs every chair; only with a host that is "
            "this computer alone"
        ),
    ] = False
    broker_user: Annotated[
        str, msgspec.Meta(description="user of the page at the broker; empty: as in [mqtt], where ingest's is")
    ] = ""
    broker_password_file: Annotated[str, msgspec.Meta(description="file that holds the password of broker_user")] = ""

    def __post_init__(self) -> None:
        """Refuse what would let everybody in a network watch."""
        if self.open_on_loopback and self.host not in LOOPBACK:
            raise ValueError(
                f"open_on_loopback with host {self.host!r} would let everybody in the network watch; "
                "use host '127.0.0.1', or set open_on_loopback = false and log in"
            )
        if self.open_on_loopback and (self.proxies or self.names):
            raise ValueError(
                "open_on_loopback with proxies or names would let others than this computer's users in; "
                "take those away, or set open_on_loopback = false and log in"
            )
        if bool(self.certificate) != bool(self.key):
            raise ValueError("https needs both certificate and key, or neither for http")


class DeskSettings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings of the desk, a table each."""

    mqtt: BrokerSettings = BrokerSettings()
    store: StoreSettings = StoreSettings()
    retention: RetentionSettings = RetentionSettings()
    ingest: IngestSettings = IngestSettings()
    web: WebSettings = WebSettings()


def page_broker(settings: DeskSettings) -> BrokerSettings:
    """Return how the page is let in at the broker: as a user of its own where it has one.

    It may say other things than ingest, and our broker takes the user for the client id, so one user is one client.
    """
    web = settings.web
    if not web.broker_user:
        return settings.mqtt
    return msgspec.structs.replace(
        settings.mqtt, user=web.broker_user, password="", password_file=web.broker_password_file
    )


def store_url(settings: StoreSettings, environment: Mapping[str, str]) -> str:
    """Return the database in force: the one in `settings`, or the platform's place for a user's data.

    For PostgreSQL the password is in it: never show it. Raises `ConfigError` for a password file that others can read.
    """
    if not settings.url:
        home = Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
        return f"sqlite:///{home / 'sitwell' / 'sitwell.db'}"
    password = password_of(settings.password, settings.password_file)
    if not password:
        return settings.url
    scheme, _, rest = settings.url.partition("://")
    user, at, host = rest.partition("@")
    return f"{scheme}://{user}:{quote(password, safe='')}@{host}" if at else settings.url
