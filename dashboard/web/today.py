"""A chair's day for the page: what the store knows, joined with what the chair says now."""

from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Engine

from contract.codec import decode
from contract.events import BoutEnded, BoutStarted
from contract.state import ChairMeta
from dashboard.analysis.day import Day, Present, day, day_bounds
from dashboard.store import queries
from dashboard.store.engine import database_path, reader, transaction
from dashboard.store.zones import zone_of
from dashboard.web.live import ChairNow, Hub

REACH_BACK_MS = 24 * 3600 * 1000
"""A bout of today may have begun yesterday; none lasts longer than a day."""

BoutEvent = BoutStarted | BoutEnded


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """A chair's day and when anything was last heard of it, in its own time."""

    chair: str
    zone: str
    last_heard_ms: int | None
    day: Day


class Reader:
    """Reads the store for the page; never writes."""

    def __init__(self, url: str) -> None:
        self._path = database_path(url)
        self._engine: Engine = reader(url)

    def chairs(self) -> dict[str, ChairMeta]:
        """Return what every chair in the store last said it is. Raises `StoreError`."""
        with transaction(self._engine, self._path) as connection:
            return queries.chairs(connection)

    def today(self, hub: Hub, chair: str, wall_ms: int) -> Today:
        """Return the chair's day. `wall_ms` is the desk's clock, used while the chair's own is not known.

        Raises `StoreError`.
        """
        now = hub.chair(chair)
        with transaction(self._engine, self._path) as connection:
            meta = now.meta or queries.chairs(connection).get(chair)
            zone = zone_of(meta.zone if meta else "UTC")
            present = _present(now, hub.clock_s(), wall_ms, zone)
            start_ms, end_ms = day_bounds(present.now_ms, zone)
            events = queries.bout_events(connection, chair, start_ms - REACH_BACK_MS, end_ms)
            minutes = queries.minute_spans(connection, chair, start_ms - REACH_BACK_MS, end_ms)
            stored_ms = queries.last_heard_ms(connection, chair)
        heard = [stored_ms, *(word.at_ms for word in (now.frame, now.state) if word)]
        # mypy cannot see that decode of a union gives the union
        decoded: list[BoutEvent] = [decode(body.encode(), BoutEvent, "event") for body in events]  # type: ignore[arg-type]
        return Today(
            chair=chair,
            zone=zone.key,
            last_heard_ms=max((at_ms for at_ms in heard if at_ms is not None), default=None),
            day=day(present, decoded, minutes),
        )


def _present(now: ChairNow, clock_s: float, wall_ms: int, zone: ZoneInfo) -> Present:
    now_ms = now.now_ms(clock_s)
    live = now.live(clock_s)
    return Present(
        zone=zone,
        now_ms=wall_ms if now_ms is None else now_ms,
        live=live,
        open_since_ms=now.state.bout_started_ms if live and now.state else None,
        nudge_s=now.config.nudge_s if now.config else None,
    )
