"""Sends the reports that are due. Here, because of ingest a site has only one.

    due -> noted in the store -> written by a child, sent by a thread -> what came of it is noted

It is noted before it is sent, by the first day of its period: whatever restarts or jumps of the clock come between,
nobody gets a report twice. One that was broken off in the midst is not sent again either, and says so. One that was not
taken is tried again, some times within two days (`store.letters.AGAIN_MS`), at those places that have not got it.
"""

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from dashboard.errors import StoreError
from dashboard.reminding.send import Sent
from dashboard.reports.letter import Letter
from dashboard.reports.order import Order, write_letter
from dashboard.reports.schedule import due
from dashboard.store import letters, preferences, queries
from dashboard.store.letters import AGAIN_MS, State, Try
from dashboard.store.rebuild import Open
from dashboard.store.zones import zone_of
from dashboard.words import N_

log = logging.getLogger(__name__)

LOOK_MS = 60_000

NO_CHANNEL = N_("This chair has no channel that is mail: name one on the page Live, and the report goes there.")
NOTHING = N_("Nobody measured a day of it, so there was nothing to send.")
A_FAULT = N_("a fault of Sitwell's own; the log of ingest says more")


class Result(NamedTuple):
    """What came of a report, what went wrong in words, and the numbers of the places that have it now."""

    state: State
    said: str
    taken: frozenset[int]
    again: bool = False


class Place(NamedTuple):
    """A channel that is mail: its number, and its address, which is a secret."""

    id: int
    url: str

    def __repr__(self) -> str:
        """Show everything but the address: this text may reach a log."""
        return f"Place(id={self.id}, url=...)"


class Post(NamedTuple):
    """How a letter leaves. `places` are where a chair's mail goes; `send` is told an address."""

    places: Callable[[Connection, str], Sequence[Place]]
    send: Callable[[str, Letter], Sent]
    write: Callable[[Order], Letter] = write_letter


class Run(NamedTuple):
    """A report on its way."""

    order: Order
    places: Sequence[Place]
    begun: Try


def in_thread(work: Callable[[], None]) -> None:
    """Do it on a thread that ends with the process."""
    threading.Thread(target=work, name="letters", daemon=True).start()


class Letters:
    """Looks now and then whether a report is due, and has one at a time sent. `url` is the store's."""

    def __init__(  # noqa: PLR0913 - the store twice: here it is read, its address goes with an order
        self,
        open_store: Open,
        url: str,
        post: Post,
        now_ms: Callable[[], int],
        start: Callable[[Callable[[], None]], None] = in_thread,
        *,
        language: str = "en",
    ) -> None:
        self._language = language
        self._open, self._url, self._post, self._now_ms, self._start = open_store, url, post, now_ms, start
        self._look_ms = 0
        self._under_way = False
        self._done: queue.SimpleQueue[tuple[Run, Result]] = queue.SimpleQueue()
        self._unsettled: tuple[Run, Result] | None = None
        self._said: set[str] = set()

    def step(self) -> None:
        """Do what is due. Trouble with the store is said once; it is looked again later."""
        now_ms = self._now_ms()
        if now_ms < self._look_ms <= now_ms + LOOK_MS and self._done.empty():  # further away: the clock was set back
            return
        self._look_ms = now_ms + LOOK_MS
        try:
            self._settle()
            if not self._under_way and (run := self._next(now_ms)):
                self._under_way = True
                self._start(lambda: self._done.put((run, self._result(run))))
        except StoreError as error:
            self._say_once(f"{error}. Reports that are due are sent later")

    def _next(self, now_ms: int) -> Run | None:
        """Return the next report that is due, noted as begun."""
        with self._open() as connection:
            wanted = letters.schedules(connection)
            zones = {id_: meta.zone for id_, meta in queries.chairs(connection).items()} if wanted else {}
            for each in wanted:
                zone = zone_of(zones.get(each.chair, "UTC"))
                found = due(each, zone, now_ms)
                if found is None:
                    continue
                begun = letters.claim(connection, each.chair, each.kind, found.span.first.isoformat(), now_ms)
                if begun:
                    today = datetime.fromtimestamp(now_ms / 1000, zone).date()
                    order = Order(
                        url=self._url,
                        chair=each.chair,
                        kind=each.kind,
                        first=found.span.first,
                        today=today,
                        language=preferences.language_of_chair(connection, each.chair) or self._language,
                    )
                    return Run(order, self._post.places(connection, each.chair), begun)
        return None

    def _settle(self) -> None:
        """Note what came of the report that was under way."""
        if self._unsettled is None and not self._done.empty():
            self._unsettled = self._done.get()
        if self._unsettled is not None:
            run, result = self._unsettled
            order, tried = run.order, run.begun.number
            wait_ms = AGAIN_MS[tried - 1] if result.again and tried <= len(AGAIN_MS) else None
            if result.said and result.state != "nothing" and (tried == 1 or wait_ms is None):
                log.warning("the report of %r from %s on was not sent: %s", order.chair, order.first, result.said)
            now_ms = self._now_ms()
            again_ms = None if wait_ms is None else now_ms + wait_ms
            first = order.first.isoformat()
            came = letters.Sent(order.chair, order.kind, first, now_ms, result.state, result.said, again_ms)
            with self._open() as connection:
                letters.settle(connection, came, result.taken)
            self._unsettled, self._under_way = None, False

    def _result(self, run: Run) -> Result:
        """Write and send it; on the thread, so nothing here may be raised."""
        had = run.begun.taken
        missing = [place for place in run.places if place.id not in had]
        if not missing:  # without any there never was one, or it was removed since the last try
            return Result("sent", "", had) if had else Result("failed", NO_CHANNEL, had, again=True)
        try:
            written = self._post.write(run.order)
            if not written.measured:
                return Result("nothing", NOTHING, had)
            came = {place.id: self._post.send(place.url, written) for place in missing}
        except StoreError as error:
            return Result("failed", str(error), had, again=True)
        except Exception:  # whatever it is, the next report must not wait for it
            log.exception("the report of %r failed", run.order.chair)
            return Result("failed", A_FAULT, had)  # nobody knows whom it reached
        taken = had | {id_ for id_, sent in came.items() if sent.ok}
        settled = taken | {id_ for id_, sent in came.items() if sent.perhaps}
        refused = next((sent.said for sent in came.values() if not sent.ok), "")
        return Result("sent" if taken else "failed", refused, settled, again=not settled.issuperset(came))

    def _say_once(self, what: str) -> None:
        if what not in self._said and len(self._said) < 100:
            self._said.add(what)
            log.warning("%s", what)
