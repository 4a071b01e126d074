"""What the desk can be told: the tables of `desk.toml`. Without a file everything has a default that works."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from contract.mqtt import BrokerSettings

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class StoreSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where measurements are kept."""

    url: Annotated[
        str,
        msgspec.Meta(
            description="database, as sqlite:///<path>; empty: sitwell.db in $XDG_DATA_HOME/sitwell, "
            "which is ~/.local/share/sitwell on most systems"
        ),
    ] = ""

    def __post_init__(self) -> None:
        """Refuse what nobody has tried."""
        if self.url and not self.url.startswith("sqlite:///"):
            raise ValueError("only sqlite:///<path> is supported; give four slashes for an absolute path")
        if self.url.removeprefix("sqlite:///").partition("?")[0] in ("", ":memory:") and self.url:
            raise ValueError("measurements are kept in a file: name it, as in sqlite:///sitwell.db")


class IngestSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How ingest is watched over."""

    alive_file: Annotated[
        str, msgspec.Meta(description="file that ingest touches while all is well, for `healthy ingest`; empty: none")
    ] = ""


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
    """Return the database in force: the one in `settings`, or the platform's place for a user's data."""
    if settings.url:
        return settings.url
    home = Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return f"sqlite:///{home / 'sitwell' / 'sitwell.db'}"
