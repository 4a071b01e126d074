"""Sends the reports that are due. Here, because of ingest a site has only one.

    due -> noted in the store -> written by a child, sent by a thread -> what came of it is noted

It is noted before it is sent, by the first day of its period: whatever restarts or jumps of the clock come between, no
report is sent twice. One that was broken off in the midst is not sent again either, and says so.
"""

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from dashboard.errors import StoreError
from dashboard.reports.letter import Letter
from dashboard.reports.order import Order, write_letter
from dashboard.reports.schedule import due
from dashboard.store import letters, queries
from dashboard.store.letters import State
from dashboard.store.rebuild import Open
from dashboard.store.zones import zone_of

log = logging.getLogger(__name__)

LOOK_MS = 60_000

NO_CHANNEL = "This chair has no channel that is mail: name one on the page Live, and the next report goes there."


class Result(NamedTuple):
    """What came of a report, and that in words."""

    state: State
    said: str


class Post(NamedTuple):
    """How a letter leaves. `places` are the addresses of a chair's mail, secrets; `send` returns why not, or ""."""

    places: Callable[[Connection, str], Sequence[str]]
    send: Callable[[str, Letter], str]
    write: Callable[[Order], Letter] = write_letter


class Run(NamedTuple):
    """A report on its way."""

    order: Order
    places: Sequence[str]


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
        self._done: queue.SimpleQueue[tuple[Order, Result]] = queue.SimpleQueue()
        self._unsettled: tuple[Order, Result] | None = None
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
                self._start(lambda: self._done.put((run.order, self._result(run))))
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
                if found and letters.claim(connection, each.chair, each.kind, found.span.first.isoformat(), now_ms):
                    today = datetime.fromtimestamp(now_ms / 1000, zone).date()
                    order = Order(
                        url=self._url,
                        chair=each.chair,
                        kind=each.kind,
                        first=found.span.first,
                        today=today,
                        language=self._language,
                    )
                    return Run(order, self._post.places(connection, each.chair))
        return None

    def _settle(self) -> None:
        """Note what came of the report that was under way."""
        if self._unsettled is None and not self._done.empty():
            self._unsettled = self._done.get()
        if self._unsettled is not None:
            order, result = self._unsettled
            if result.state == "failed":
                log.warning("the report of %r from %s on was not sent: %s", order.chair, order.first, result.said)
            with self._open() as connection:
                letters.settle(connection, (order.chair, order.kind, order.first.isoformat()), *result)
            self._unsettled, self._under_way = None, False

    def _result(self, run: Run) -> Result:
        """Write and send it; on the thread, so nothing here may be raised."""
        if not run.places:
            return Result("failed", NO_CHANNEL)
        try:
            written = self._post.write(run.order)
            if not written.measured:
                return Result("nothing", "Nobody measured a day of it, so there was nothing to send.")
            said = [self._post.send(place, written) for place in run.places]
        except StoreError as error:
            return Result("failed", str(error))
        except Exception as error:  # whatever it is, the next report must not wait for it
            log.exception("the report of %r failed", run.order.chair)
            return Result("failed", f"a fault of Sitwell's own, see the log of ingest: {type(error).__name__}")
        refused = [why for why in said if why]
        if len(refused) == len(said):
            return Result("failed", refused[0])
        return Result("sent", f"Sent, but not everywhere: {refused[0]}" if refused else "Sent.")

    def _say_once(self, what: str) -> None:
        if what not in self._said and len(self._said) < 100:
            self._said.add(what)
            log.warning("%s", what)
