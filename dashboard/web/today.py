"""A chair's days for the page: what the store knows, joined with what the chair says now."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, tzinfo
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Engine

from contract.codec import decode, encode
from contract.state import ChairMeta
from dashboard.analysis import words
from dashboard.analysis.day import Day, Present, date_bounds, day, day_bounds
from dashboard.analyst.questions import Ask, Question
from dashboard.locale.catalogue import ENGLISH, Catalogue
from dashboard.locale.units import Units
from dashboard.store import history, queries
from dashboard.store.engine import database_path, reader, transaction
from dashboard.store.zones import zone_of
from dashboard.web.day_view import BREAK_S, BoutEvent, Stored, day_view
from dashboard.web.live import ChairNow, Hub

REACH_MS = 24 * 3600 * 1000
"""A bout of a day may have begun the day before, or end the day after; none lasts longer than a day."""

MOST_MINUTES = 3000
"""More than a day can have, however often the chair's clock was set."""

KEPT_DAYS = 128


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """A chair's day and when anything was last heard of it, in its own time."""

    chair: str
    zone: str
    last_heard_ms: int | None
    day: Day


class _Key(NamedTuple):
    """What a past day's answer depends on."""

    chair: str
    on: date
    today: date
    revision: int
    zone: str
    limits: tuple[float | None, float]
    said: tuple[str, Units]


class Reader:
    """Reads the store for the page; never writes. Past days are kept until the store changes one of that chair.

    `ask` computes figures; without it that is done here, and pandas is loaded with the first question.
    """

    def __init__(self, url: str, ask: Ask | None = None) -> None:
        self.url = url
        self.ask = ask or self._here
        self._path = database_path(url)
        self._engine: Engine = reader(url)
        self._days: OrderedDict[_Key, bytes] = OrderedDict()

    def open(self) -> AbstractContextManager[Connection]:
        """Begin a transaction that reads. It raises `StoreError`."""
        return transaction(self._engine, self._path)

    def chairs(self) -> dict[str, ChairMeta]:
        """Return what every chair in the store last said it is. Raises `StoreError`."""
        with self.open() as connection:
            return queries.chairs(connection)

    def _here(self, question: Question) -> bytes:
        from dashboard.analyst.answers import answer  # noqa: PLC0415 - brings pandas

        return answer(question, self.open)

    @contextmanager
    def reading(self, hub: Hub, chair: str, wall_ms: int) -> Iterator[tuple[Connection, Present]]:
        """Read in one transaction, knowing what is true of a chair now. Raises `StoreError`."""
        with self.open() as connection:
            yield connection, present_of(connection, chair, hub.chair(chair), hub.clock_s(), wall_ms)

    def today(self, hub: Hub, chair: str, wall_ms: int, said: Catalogue = ENGLISH) -> Today:
        """Return the chair's day. `wall_ms` is the desk's clock, used while the chair's own is not known.

        Raises `StoreError`.
        """
        now = hub.chair(chair)
        with self.open() as connection:
            present = present_of(connection, chair, now, hub.clock_s(), wall_ms)
            start_ms, end_ms = day_bounds(present.now_ms, present.zone)
            events = queries.bout_events(connection, chair, start_ms - REACH_MS, end_ms)
            minutes = queries.minute_spans(connection, chair, start_ms - REACH_MS, end_ms)
            nudged_ms = queries.nudged_ms(connection, chair, start_ms - REACH_MS, end_ms)
            stored_ms = queries.last_heard_ms(connection, chair)
        # mypy cannot see that decode of a union gives the union
        decoded: list[BoutEvent] = [decode(body.encode(), BoutEvent, "event") for body in events]  # type: ignore[arg-type]
        return Today(
            chair=chair,
            zone=str(present.zone),
            last_heard_ms=_last_heard_ms(now, stored_ms),
            day=day(present, decoded, minutes, nudged_ms=nudged_ms, said=said),
        )

    def day(self, hub: Hub, chair: str, on: date | None, wall_ms: int, said: Catalogue = ENGLISH) -> bytes | None:
        """Return the JSON of a `DayView`, of the chair's today without `on`; None for a day that has not begun there.

        Raises `StoreError`.
        """
        now = hub.chair(chair)
        with self.open() as connection:
            present = present_of(connection, chair, now, hub.clock_s(), wall_ms)
            today = words.local(present.now_ms, present.zone).date()
            on = on or today
            if on > today:
                return None
            break_s = now.config.break_s if now.config else BREAK_S
            revision = history.revision(connection, chair)
            limits, reader = (present.nudge_s, break_s), (said.language, said.units)
            key = _Key(chair, on, today, revision, str(present.zone), limits, reader)
            if kept := self._days.get(key):
                return kept
            stored = _stored(connection, chair, on, present.zone, now)
        answer = encode(day_view(chair, on, present, break_s, stored, said=said))
        if on < today and revision:
            self._days[key] = answer
            while len(self._days) > KEPT_DAYS:
                self._days.popitem(last=False)
        return answer


def present_of(connection: Connection, chair: str, now: ChairNow, clock_s: float, wall_ms: int) -> Present:
    """Return what is true of a chair now, `now_ms` by its own clock if that is known."""
    meta = now.meta or queries.chairs(connection).get(chair)
    now_ms = now.now_ms(clock_s)
    live = now.live(clock_s)
    return Present(
        zone=zone_of(meta.zone if meta else "UTC"),
        now_ms=wall_ms if now_ms is None else now_ms,
        live=live,
        open_since_ms=now.state.bout_started_ms if live and now.state else None,
        nudge_s=now.config.nudge_s if now.config else None,
    )


def _stored(connection: Connection, chair: str, on: date, zone: tzinfo, now: ChairNow) -> Stored:
    start_ms, end_ms = date_bounds(on, zone)
    around = start_ms - REACH_MS, end_ms + REACH_MS
    page = history.Page(most=MOST_MINUTES)
    return Stored(
        events=queries.bout_events(connection, chair, *around),
        nudged_ms=queries.nudged_ms(connection, chair, *around),
        before=queries.minute_spans(connection, chair, around[0], start_ms),
        minutes=[row.body for row in history.minutes(connection, chair, start_ms, end_ms, page) if row.placed],
        quarters=history.quarters(connection, chair, start_ms, end_ms),
        first_ms=history.first_ms(connection, chair),
        last_heard_ms=_last_heard_ms(now, queries.last_heard_ms(connection, chair)),
    )


def _last_heard_ms(now: ChairNow, stored_ms: int | None) -> int | None:
    heard = [stored_ms, *(word.at_ms for word in (now.frame, now.state) if word)]
    return max((at_ms for at_ms in heard if at_ms is not None), default=None)
