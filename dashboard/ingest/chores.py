"""What ingest does besides storing messages, a short transaction at a time: what web asks for, and what comes due.

Between two batches of messages comes one step at most, so that no chair waits for long. Everything here can be begun
again after a kill and ends the same, so nothing of it needs to be remembered.
"""

import logging
from collections.abc import Callable, Generator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from contract.errors import PayloadError
from contract.topics import Topics
from dashboard.errors import StoreError
from dashboard.exchange import digests
from dashboard.ingest import groups
from dashboard.ingest.importing import take_in
from dashboard.store import work
from dashboard.store.deletion import delete_chair
from dashboard.store.rebuild import REBUILD, Open, every_chair, rebuild
from dashboard.store.retention import Kept, forget_some
from dashboard.store.work import Work
from dashboard.words import N_, Filled

log = logging.getLogger(__name__)

LOOK_MS = 1_000
"""How often it is looked whether web has asked for something."""

RETENTION_MS = 3_600_000
DIGEST_MS = 60_000
DIGESTS_AT_ONCE = 10
"""Some 30 ms of work on a PC."""

RETRY_MS = 30_000

Steps = Generator[None, None, str]
"""Does a piece at each step, and returns what came of it in words."""


class Site(NamedTuple):
    """What chores have to do with. `give_back` returns room to the disk."""

    open_store: Open
    give_back: Callable[[], None]
    topics: Topics
    kept: Kept
    now_ms: Callable[[], int]


Handler = Callable[[Site, Work], Steps]


class Chores:
    """Does what is to be done, a step at each call."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._steps: Generator[None, None, None] | None = None
        self._look_ms = self._retention_ms = self._digest_ms = 0
        self._published: date | None = None
        self._said: set[str] = set()

    def step(self) -> bool:
        """Do the next piece. Return whether there is more to do at once."""
        now_ms = self._site.now_ms()
        if self._steps is None:
            if now_ms < self._look_ms <= now_ms + RETRY_MS:  # further away: the desk's clock was set back
                return False
            self._look_ms = now_ms + LOOK_MS
            self._steps = self._something()
        try:
            next(self._steps)
        except StopIteration:
            self._steps = None
        except StoreError as error:
            self._steps = None
            self._look_ms = now_ms + RETRY_MS
            self._say_once(f"{error}. What was to be done with the store is begun again later")
        return self._steps is not None or self._look_ms == 0

    def _something(self) -> Generator[None, None, None]:
        """Do the oldest work that waits, or else, now and then, what comes due by itself."""
        with self._site.open_store() as connection:
            waiting = work.waiting(connection, 1)
        if waiting:
            yield from _do(self._site, waiting[0])
            self._look_ms = 0
        elif not self._site.now_ms() < self._retention_ms <= self._site.now_ms() + RETENTION_MS:
            yield from _digest(self._site)  # before what they are made of is deleted
            yield from _forget(self._site)
            self._retention_ms = self._site.now_ms() + RETENTION_MS
        elif not self._site.now_ms() < self._digest_ms <= self._site.now_ms() + DIGEST_MS:
            yield from _digest(self._site)
            self._digest_ms = self._site.now_ms() + DIGEST_MS
        elif self._published != (today := groups.today(self._site.now_ms())):
            yield from groups.publish(self._site.open_store, self._site.now_ms())
            self._published = today

    def _say_once(self, what: str) -> None:
        if what not in self._said and len(self._said) < 100:
            self._said.add(what)
            log.warning("%s", what)


def in_one(take: Callable[[Connection, str, bytes, int], str]) -> Handler:
    """Return a handler that does a work in one transaction: (connection, chair, body, now in ms) to words."""

    def steps(site: Site, asked: Work) -> Steps:
        yield
        with site.open_store() as connection:
            return take(connection, asked.chair, work.body(connection, asked.id), site.now_ms())

    return steps


def _do(site: Site, asked: Work) -> Generator[None, None, None]:
    """Do one work and say what came of it; only the store's own trouble leaves it waiting."""
    failed = False
    try:
        handler = HANDLERS.get(asked.kind)
        said: str = Filled(N_("nobody here knows how to {what}: install a newer Sitwell at the desk"), what=asked.kind)
        if handler is None:
            failed = True
        else:
            said = yield from handler(site, asked)
    except StoreError:
        raise
    except PayloadError as error:
        failed, said = True, str(error)
    except Exception as error:  # whatever it is, it must not stop what comes after it
        log.exception("work %d (%s of %r) failed", asked.id, asked.kind, asked.chair)
        what = Filled(N_("a fault of Sitwell's own, see the log of ingest: {error}"), error=repr(error))
        failed, said = True, what
    with site.open_store() as connection:
        work.finish(connection, asked.id, said, site.now_ms(), failed=failed)


def _forget(site: Site) -> Generator[None, None, None]:
    """Delete what is beyond its time, some of a chair at each step."""
    if not any(site.kept):
        return
    with site.open_store() as connection:
        chairs = every_chair(connection)
    deleted = 0
    for chair in chairs:
        gone = 1
        while gone:
            yield
            with site.open_store() as connection:
                gone = forget_some(connection, chair, site.kept, site.now_ms())
            deleted += gone
    if deleted:
        site.give_back()


def _digest(site: Site) -> Generator[None, None, None]:
    """Make the digests of days that are over, some of a chair at each step."""
    made = 1
    while made:
        yield
        with site.open_store() as connection:
            made = digests.make_some(connection, site.now_ms(), DIGESTS_AT_ONCE)


def _rebuild(site: Site, asked: Work) -> Steps:
    done = yield from rebuild(site.open_store, asked.chair)
    return Filled(N_("computed anew; chairs: {n}"), n=done)


def _delete(site: Site, asked: Work) -> Steps:
    topics = [site.topics.of(asked.chair, channel) for channel in ("minute", "event", "meta", "state")]
    deleted = yield from delete_chair(site.open_store, asked.chair, topics, asked.asked_ms)
    site.give_back()
    return Filled(N_("everything measured up to then is deleted: {n} rows"), n=deleted)


HANDLERS: Mapping[str, Handler] = {REBUILD: _rebuild, work.DELETE_CHAIR: _delete, work.IMPORT: in_one(take_in)}
"""By kind of work, who does it."""
