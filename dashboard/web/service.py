"""The page as a process of its own: one MQTT client, one server, and an end on request."""

import contextlib
import gc
import logging
import os
import signal
import socket
import ssl
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any

import msgspec
import uvicorn

from contract.errors import ConfigError
from contract.topics import Topics
from dashboard.analyst.process import Analyst
from dashboard.config import LOOPBACK, DeskSettings, WebSettings, page_broker, store_url
from dashboard.errors import StoreError
from dashboard.near import page_url
from dashboard.store.retention import Kept
from dashboard.web.access.service import greeting, make_door
from dashboard.web.api.upkeep import CHILDS, Upkeep
from dashboard.web.broker import connect
from dashboard.web.commander import Commander
from dashboard.web.live import Hub
from dashboard.web.server import create_server, wall_ms
from dashboard.web.today import Reader

log = logging.getLogger(__name__)

STOP_S = 1
"""How long open requests may take to end; streams are ended at once."""

TAKES_NOTHING_MS = 20_000
"""A browser that takes nothing for so long is gone: asleep, out of reach, stopped. Without this its stream would stay
for a quarter of an hour, or for ever if its computer still answers. When it is back the page opens another."""


def run_web(settings: DeskSettings, stop: threading.Event | None = None) -> None:
    """Serve the page until SIGTERM or SIGINT, and set `stop` then. Raises `ConfigError` when the port is taken."""
    with listen(settings.web) as listener:
        topics = Topics(settings.mqtt.prefix)
        hub, commander = Hub(topics, time.monotonic), Commander(topics, wall_ms)
        url = store_url(settings.store, os.environ)
        analyst = Analyst(url)
        reader, door = Reader(url, analyst.ask), make_door(settings.web, url)
        try:
            for meta in reader.chairs().values():
                hub.remember(meta)
        except StoreError as error:
            log.warning("%s. Until then the page shows live values only", error)
        config = uvicorn.Config(
            create_server(
                hub, reader, wall_ms, commander, door=door, names=settings.web.names.split(), upkeep=_upkeep(settings)
            ),
            log_level="warning",
            timeout_graceful_shutdown=STOP_S,
            lifespan="off",
            server_header=False,
            ws="none",
            **_proxies(settings.web),
            **_https(settings.web),
        )
        connection = connect(hub, commander, page_broker(settings))
        # What is loaded by now stays. Looking through it for garbage takes 100 ms, in the midst of somebody's answer.
        gc.collect()
        gc.freeze()
        where = address(listener, settings.web)
        print(f"Sitwell is on {where}", *greeting(door, settings.web, where), sep="\n", flush=True)
        try:
            Server(config, hub, stop or threading.Event()).run(sockets=[listener])
        finally:
            connection.stop()
            analyst.stop()


class Server(uvicorn.Server):
    """Ends the streams when told to stop; uvicorn alone would wait for browsers to go away by themselves."""

    def __init__(self, config: uvicorn.Config, hub: Hub, stop: threading.Event) -> None:
        super().__init__(config)
        self._hub = hub
        self._stop = stop

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Handle signals here, and do not raise them again at the end: a stop on request is a success."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.handle_exit)
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop serving."""
        self._stop.set()
        self._hub.close()
        super().handle_exit(sig, frame)


def listen(web: WebSettings) -> socket.socket:
    """Return the listening socket. Raises `ConfigError` when the port is taken or forbidden."""
    family = socket.AF_INET6 if ":" in web.host else socket.AF_INET
    try:
        listener = socket.create_server((web.host, web.port), family=family)
    except OSError as error:
        raise ConfigError(
            f"port {web.port} on {web.host} cannot be used: {error.strerror}; give another with --port"
        ) from error
    # asyncio sets this only where the socket names its protocol, and create_server's does not. Without it a body that
    # follows its headers waits for the other side's delayed answer, 40 ms. Each connection takes it over.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if sys.platform == "linux":  # each connection takes it over; elsewhere the system's own patience holds
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, TAKES_NOTHING_MS)
    return listener


def address(listener: socket.socket, web: WebSettings) -> str:
    """Return what to type into a browser: on this computer, or under the first name told."""
    host, port = listener.getsockname()[:2]
    named = web.names.split()[:1] if host not in LOOPBACK else []
    return page_url(msgspec.structs.replace(web, host=named[0] if named else host, port=port))


def _upkeep(settings: DeskSettings) -> Upkeep:
    """Return how long the settings let measurements be kept, and who copies the store."""
    return CHILDS._replace(kept=Kept(**msgspec.structs.asdict(settings.retention)))


def _proxies(web: WebSettings) -> dict[str, Any]:
    """Return whose word on who asks is believed. uvicorn alone would believe every program on this computer."""
    return {"proxy_headers": bool(web.proxies), "forwarded_allow_ips": web.proxies.split()}


def _https(web: WebSettings) -> dict[str, Any]:
    """Return certificate and key. Raises `ConfigError` when they cannot be used."""
    if not web.certificate:
        return {}
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(web.certificate, web.key)
    except OSError as error:
        raise ConfigError(
            f"certificate {web.certificate!r} and key {web.key!r} in [web] cannot be used: {error}; "
            "give PEM files that belong together and that this user may read"
        ) from error
    return {"ssl_certfile": web.certificate, "ssl_keyfile": web.key}
