"""The table of sitting bouts, kept current with the events and minutes that it is made of.

A bout event changes nothing further than a day away, because no bout whose end is not stored lasts longer: the bouts
around it are found anew by the rule in `bouts`. A minute changes only bouts whose end is not stored.

    lo - day            lo == touched == hi             hi + day                hi + day + week
       |---------------- rows found anew ------------------|
       |---------------- events that are read for it -----------------------------|
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, and_, bindparam, delete, select, update

from contract.events import BoutEnded, BoutStarted
from dashboard.store.bouts import LONGEST_BOUT_MS, BoutEvent, cut, ended, unended
from dashboard.store.derived import BOUTS
from dashboard.store.quarters import LONGEST_MS
from dashboard.store.rows import MinuteSpan, Row
from dashboard.store.schema import EVENTS, MINUTES
from dashboard.store.upsert import put

DAY_MS = 24 * 3600 * 1000
"""A bout whose end is not stored lasts no longer than this."""

KINDS = ("bout_started", "bout_ended")
_DECODER: msgspec.json.Decoder[BoutEvent] = msgspec.json.Decoder(BoutStarted | BoutEnded)

Changed = set[tuple[str, int]]
"""(chair, start_ms) of bouts that are new, changed or gone."""


class BoutRow(NamedTuple):
    """A row of the table, without its chair."""

    start_ms: int
    end_ms: int
    sitting_s: float
    goes_on: bool
    until_ms: int | None


_COLUMNS = [BOUTS.c[name] for name in BoutRow._fields]
_SPAN = [MINUTES.c[name] for name in ("at_ms", "measured_s", "unmeasured_s", "occupied_s")]
_SAT = (MINUTES.c.occupied_s > 0, MINUTES.c.placed.is_(True))
_MINUTES_OF_UNENDED = (
    select(BOUTS.c.chair, *_COLUMNS, *_SPAN)
    .join_from(
        BOUTS,
        MINUTES,
        and_(
            MINUTES.c.chair == BOUTS.c.chair,
            MINUTES.c.at_ms > BOUTS.c.start_ms - LONGEST_MS,
            MINUTES.c.at_ms < BOUTS.c.until_ms,
            *_SAT,
        ),
    )
    .where(
        BOUTS.c.chair.in_(bindparam("chairs", expanding=True)),
        BOUTS.c.until_ms > bindparam("from_ms"),
        BOUTS.c.closed.is_(False),
    )
    .order_by(BOUTS.c.chair, BOUTS.c.start_ms, MINUTES.c.at_ms)
)


def refresh(connection: Connection, events: Iterable[Row], minutes: Iterable[Row]) -> Changed:
    """Take in what stored events and minutes say about bouts. Return what changed by it."""
    changed: Changed = set()
    for chair, spans in _spans(events).items():
        for lo_ms, hi_ms in spans:
            changed |= find_anew(connection, chair, lo_ms - DAY_MS, hi_ms + DAY_MS)
    return changed | _cut_anew(connection, minutes)


def find_anew(connection: Connection, chair: str, from_ms: int, to_ms: int) -> Changed:
    """Find anew the bouts that begin in [from_ms, to_ms). Those that are closed stay, and nothing reaches into them."""
    ours = BOUTS.c.chair == chair
    found = _found(connection, chair, from_ms, to_ms)
    within = (ours, BOUTS.c.start_ms > from_ms - LONGEST_BOUT_MS, BOUTS.c.end_ms >= from_ms, BOUTS.c.start_ms < to_ms)
    before, closed = {}, []
    for row in connection.execute(select(*_COLUMNS, BOUTS.c.closed).where(*within)):
        each = BoutRow._make(row[:-1])
        if row.closed:
            closed.append(each)
        elif each.start_ms >= from_ms:
            before[each.start_ms] = each
    now = {
        each.start_ms: each
        for each in found
        if not any(old.start_ms <= each.start_ms < max(old.end_ms, old.start_ms + 1) for old in closed)
    }
    changed = {start_ms for start_ms in before.keys() | now.keys() if before.get(start_ms) != now.get(start_ms)}
    if gone := changed - now.keys():
        connection.execute(delete(BOUTS).where(ours, BOUTS.c.start_ms.in_(gone)))
    put(connection, BOUTS, [{"chair": chair, **now[start_ms]._asdict()} for start_ms in changed & now.keys()])
    if found:
        # Further back than a day something may still be taken for the newest.
        old = (ours, BOUTS.c.goes_on.is_(True), BOUTS.c.start_ms < from_ms)
        connection.execute(update(BOUTS).where(*old).values(goes_on=False))
    return {(chair, start_ms) for start_ms in changed}


def _found(connection: Connection, chair: str, from_ms: int, to_ms: int) -> list[BoutRow]:
    """Return the bouts that begin in [from_ms, to_ms) by what is stored."""
    events = _events(connection, chair, from_ms, to_ms + LONGEST_BOUT_MS)
    ends = [bout for bout in ended(events) if bout.end_ms - bout.start_ms <= LONGEST_BOUT_MS]
    rows = {bout.start_ms: BoutRow(bout.start_ms, bout.end_ms, bout.sitting_s, False, None) for bout in sorted(ends)}
    for start_ms, border_ms in unended(events, ends):
        if from_ms <= start_ms < to_ms:
            newest = border_ms is None and not _events(connection, chair, to_ms + LONGEST_BOUT_MS, None, 1)
            until_ms = start_ms + DAY_MS if border_ms is None else min(border_ms, start_ms + DAY_MS)
            rows[start_ms] = _unended(connection, chair, start_ms, until_ms, goes_on=newest)
    return [row for row in rows.values() if from_ms <= row.start_ms < to_ms]


def _cut_anew(connection: Connection, minutes: Iterable[Row]) -> Changed:
    """Cut anew, by minutes that have come, the bouts whose end is not stored."""
    reach: dict[str, tuple[int, int]] = {}
    for row in minutes:
        if row["placed"]:
            chair, at_ms = str(row["chair"]), row["at_ms"]
            lo_ms, hi_ms = reach.get(chair, (at_ms, at_ms))
            reach[chair] = min(lo_ms, at_ms), max(hi_ms, at_ms)
    if not reach:
        return set()
    sat: defaultdict[tuple[str, BoutRow], list[MinuteSpan]] = defaultdict(list)
    span = {"chairs": list(reach), "from_ms": min(lo_ms for lo_ms, _ in reach.values())}
    for chair, *values in connection.execute(_MINUTES_OF_UNENDED, span):
        bout, lo_hi_ms = BoutRow._make(values[: len(_COLUMNS)]), reach[chair]
        if bout.until_ms and bout.until_ms > lo_hi_ms[0] and bout.start_ms < lo_hi_ms[1] + LONGEST_MS:
            sat[chair, bout].append(_span(*values[len(_COLUMNS) :]))
    rows = {name: _cut(name[1], spans) for name, spans in sat.items()}
    changed = {name: row for name, row in rows.items() if row != name[1]}
    put(connection, BOUTS, [{"chair": chair, **row._asdict()} for (chair, _), row in changed.items()])
    return {(chair, row.start_ms) for (chair, _), row in changed.items()}


def _unended(connection: Connection, chair: str, start_ms: int, until_ms: int, *, goes_on: bool) -> BoutRow:
    """Return the row of a bout whose end is not stored: up to the last minute in which somebody sat."""
    found = select(*_SPAN).where(
        MINUTES.c.chair == chair, MINUTES.c.at_ms > start_ms - LONGEST_MS, MINUTES.c.at_ms < until_ms, *_SAT
    )
    sat = [_span(*row) for row in connection.execute(found)]
    return _cut(BoutRow(start_ms, start_ms, 0.0, goes_on, until_ms), sat)


def _cut(bout: BoutRow, sat: list[MinuteSpan]) -> BoutRow:
    end = cut(bout.start_ms, bout.until_ms, sat) if bout.until_ms else None
    return bout._replace(end_ms=end.end_ms, sitting_s=round(end.sitting_s, 3)) if end else bout


def _span(at_ms: int, measured_s: float, unmeasured_s: float, occupied_s: float) -> MinuteSpan:
    return MinuteSpan(at_ms, at_ms + round(1000 * (measured_s + unmeasured_s)), measured_s, occupied_s)


def _events(
    connection: Connection, chair: str, from_ms: int, to_ms: int | None, most: int | None = None
) -> list[BoutEvent]:
    """Return a chair's bout events from one instant to before another, those whose time is known."""
    found = select(EVENTS.c.body).where(
        EVENTS.c.chair == chair, EVENTS.c.at_ms >= from_ms, EVENTS.c.kind.in_(KINDS), EVENTS.c.placed.is_(True)
    )
    if to_ms is not None:
        found = found.where(EVENTS.c.at_ms < to_ms)
    found = found.order_by(EVENTS.c.at_ms, EVENTS.c.epoch, EVENTS.c.seq).limit(most)
    return [_DECODER.decode(body) for body in connection.execute(found).scalars()]


def _spans(events: Iterable[Row]) -> dict[str, list[tuple[int, int]]]:
    """Return by chair the spans that bout events speak of; those that are less than days apart as one."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in events:
        if row["placed"] and row["kind"] in KINDS:
            event = _DECODER.decode(str(row["body"]))
            lo_ms = event.started_at_ms if isinstance(event, BoutEnded) else event.at_ms
            lo_ms = min(max(lo_ms, event.at_ms - LONGEST_BOUT_MS), event.at_ms)
            spans.setdefault(str(row["chair"]), []).append((lo_ms, event.at_ms))
    merged = {}
    for chair, every in spans.items():
        whole: list[tuple[int, int]] = []
        for lo_ms, hi_ms in sorted(every):
            if whole and lo_ms <= whole[-1][1] + 2 * DAY_MS:
                whole[-1] = (whole[-1][0], max(whole[-1][1], hi_ms))
            else:
                whole.append((lo_ms, hi_ms))
        merged[chair] = whole
    return merged
