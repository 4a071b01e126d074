"""Whether Home Assistant is told of this chair, and where it was told before and must not find it any more.

    turned on     the payload on <discovery prefix>/device/<chair>/config, retained
    turned off    an empty payload there, once: it takes the device away

An empty payload where nothing was ever announced makes Home Assistant log a warning, and might take away a device that
is not ours. So a small file remembers where this chair was announced: it is written when that changes, never otherwise.
"""

import logging
from collections.abc import Callable
from pathlib import Path

import msgspec

from contract.state import ChairMeta
from edge.atomic import replace_file
from edge.config import EdgeSettings
from edge.delivery.homeassistant import discovery

log = logging.getLogger(__name__)

FILE = "announced.json"
BORN = b"online"
"""What Home Assistant publishes on its status topic when it has started."""


class Announcement:
    """What is published for Home Assistant on each connection, and at each of its births.

    `told` is a topic with its payload, None where Home Assistant is told nothing; `birth_topic` is where it says that
    it is there; `path` remembers. Without arguments it says nothing and listens to nothing.
    """

    def __init__(self, told: tuple[str, bytes] | None = None, birth_topic: str = "", path: Path | None = None) -> None:
        self.subscriptions = ((birth_topic, 0),) if birth_topic else ()
        self._told = dict([told] if told else [])
        self._path = path
        self._stored = _read(path)
        self._gone = sorted(self._stored - self._told.keys())
        self._mid: int | None = None
        self._store(self._stored | self._told.keys())

    def say(self, publish: Callable[..., int | None]) -> None:
        """Publish it all, retained; what is gone comes first, so that the last answer stands for all."""
        for topic, payload in (*((topic, b"") for topic in self._gone), *self._told.items()):
            self._mid = publish(topic, payload, qos=1, retain=True)

    def answered(self, mid: int) -> None:
        """Take note that the broker has a message. What it has taken away need not be taken away again."""
        if mid == self._mid:
            self._gone, self._mid = [], None
            self._store(set(self._told))

    def _store(self, topics: set[str]) -> None:
        if topics == self._stored or self._path is None:
            return
        try:
            replace_file(self._path, msgspec.json.encode(sorted(topics)) + b"\n")
        except OSError as error:
            log.warning(
                "%s: cannot be written: %s; turned off later, the chair stays in Home Assistant until it is "
                "deleted there",
                self._path,
                error.strerror,
            )
        self._stored = topics


def announcement_of(settings: EdgeSettings, meta: ChairMeta) -> Announcement:
    """Return what these settings let Home Assistant know."""
    table, path = settings.homeassistant, settings.data_path(FILE)
    if not table.enabled:
        return Announcement(path=path)
    topic = f"{table.discovery_prefix}/device/{meta.chair}/config"
    return Announcement((topic, discovery(settings, meta)), f"{table.discovery_prefix}/status", path)


def _read(path: Path | None) -> set[str]:
    try:
        return set() if path is None else set(msgspec.json.decode(path.read_bytes(), type=list[str]))
    except FileNotFoundError:
        return set()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        log.warning("%s: %s; delete it, and a chair that Home Assistant still shows", path, error)
        return set()
