"""Quarters of an hour and days, kept current with the minutes that they are made of.

Whatever touches a quarter, it is added up anew from its minutes, and its day from its quarters: a repeated, late or
re-placed minute can so never count twice. A minute by a clock that was not set counts once its time is known.

Called by ingest within the transaction that stores the minutes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import tzinfo

from sqlalchemy import Connection, bindparam, case, delete, func, select

from dashboard.store.derived import DAYS, QUARTERS, REVISIONS
from dashboard.store.quarters import LONGEST_MS, QUARTER_MS, Sums, quarter_of, slice_of
from dashboard.store.rows import Row
from dashboard.store.schema import CHAIRS, MINUTES
from dashboard.store.slices import SECONDS
from dashboard.store.upsert import put, upsert
from dashboard.store.zones import LocalDay, day_at, zone_of

DAY_MS = 24 * 3600 * 1000

Touched = Mapping[str, Collection[int]]
"""By chair, the quarters that must be added up anew."""

# Statements are made once, here: making one takes longer than running it.
_MINUTES = (
    select(MINUTES.c.chair, MINUTES.c.body)
    .where(
        MINUTES.c.chair.in_(bindparam("chairs", expanding=True)),
        MINUTES.c.at_ms > bindparam("from_ms"),
        MINUTES.c.at_ms < bindparam("to_ms"),
        MINUTES.c.placed.is_(True),
    )
    .order_by(MINUTES.c.chair, MINUTES.c.at_ms, MINUTES.c.epoch, MINUTES.c.seq)
)
_WEIGHT = QUARTERS.c.balance_s
_SUMS_OF_A_DAY = (
    select(
        QUARTERS.c.chair,
        *(func.sum(QUARTERS.c[name]) for name in ("shifts", *SECONDS, "balance_s")),
        *(
            func.sum(case((_WEIGHT > 0, QUARTERS.c[name] * _WEIGHT), else_=0.0))
            for name in ("cop_lateral", "cop_fore_aft")
        ),
    )
    .where(
        QUARTERS.c.chair.in_(bindparam("chairs", expanding=True)),
        QUARTERS.c.at_ms >= bindparam("from_ms"),
        QUARTERS.c.at_ms < bindparam("to_ms"),
    )
    .group_by(QUARTERS.c.chair)
)
_ZONES = select(CHAIRS.c.id, CHAIRS.c.zone).where(CHAIRS.c.id.in_(bindparam("chairs", expanding=True)))


def touched(minutes: Iterable[Row]) -> Touched:
    """Return the quarters that minute records lie in, as far as their times are known."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for row in minutes:
        if row["placed"]:
            at_ms = row["at_ms"]
            found[str(row["chair"])] |= {quarter_of(at_ms), quarter_of(at_ms + LONGEST_MS)}
    return found


def refresh(connection: Connection, quarters: Touched, now_ms: int) -> set[str]:
    """Add up quarters anew, and the days that they lie in. Return the chairs of which a past day changed."""
    by_span: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for chair, every in quarters.items():
        for span in runs(every):
            by_span[span].append(chair)
    for span, chairs in by_span.items():
        add_up(connection, chairs, *span)
    zones = zones_of(connection, quarters)
    by_day: defaultdict[LocalDay, list[str]] = defaultdict(list)
    for chair, every in quarters.items():
        for day in _days(every, zones[chair]):
            by_day[day].append(chair)
    for day, chairs in by_day.items():
        add_up_day(connection, chairs, day)
    return {chair for day, chairs in by_day.items() for chair in chairs if day.end_ms <= now_ms}


def runs(quarters: Iterable[int]) -> list[tuple[int, int]]:
    """Return quarters as spans (from_ms, to_ms), those beside each other as one."""
    found: list[tuple[int, int]] = []
    for at_ms in sorted(quarters):
        if found and found[-1][1] == at_ms:
            found[-1] = (found[-1][0], at_ms + QUARTER_MS)
        else:
            found.append((at_ms, at_ms + QUARTER_MS))
    return found


def zones_of(connection: Connection, chairs: Iterable[str]) -> dict[str, tzinfo]:
    """Return the zone of each chair; UTC as long as it has not said one."""
    names = dict.fromkeys(chairs, "UTC")
    if names:
        names |= {row[0]: row[1] for row in connection.execute(_ZONES, {"chairs": list(names)})}
    return {chair: zone_of(name) for chair, name in names.items()}


def grow(connection: Connection, chairs: Iterable[str]) -> None:
    """Let the revisions of chairs grow: a past day of each has changed."""
    rows = [{"chair": chair, "revision": 1} for chair in sorted(chairs)]
    if rows:
        new = upsert(connection, REVISIONS)
        raised = {"revision": REVISIONS.c.revision + 1}
        connection.execute(new.on_conflict_do_update(index_elements=["chair"], set_=raised), rows)


def cut_days_anew(connection: Connection, chair: str) -> None:
    """Cut a chair's quarters into days anew: it says another zone. What is closed stays."""
    ours = DAYS.c.chair == chair
    closed_ms = connection.execute(select(func.max(DAYS.c.at_ms)).where(ours, DAYS.c.closed.is_(True))).scalar()
    connection.execute(delete(DAYS).where(ours, DAYS.c.closed.is_(False)))
    found = select(QUARTERS.c.at_ms).where(QUARTERS.c.chair == chair)
    if closed_ms is not None:
        found = found.where(QUARTERS.c.at_ms >= closed_ms + DAY_MS)
    zone = zones_of(connection, [chair])[chair]
    days = _days(connection.execute(found).scalars(), zone)
    for day in days:
        add_up_day(connection, [chair], day)
    grow(connection, [chair] if days else [])


def add_up_day(connection: Connection, chairs: Collection[str], day: LocalDay) -> None:
    """Add up a day of chairs anew from its quarters, where there are any."""
    span = {"chairs": list(chairs), "from_ms": day.start_ms, "to_ms": day.end_ms}
    rows = [
        {"chair": chair, "on": day.on.isoformat(), **slice_of(day.start_ms, values)._asdict()}
        for chair, *values in connection.execute(_SUMS_OF_A_DAY, span)
    ]
    put(connection, DAYS, rows)


def add_up(connection: Connection, chairs: Collection[str], from_ms: int, to_ms: int) -> None:
    """Add up the quarters of chairs that begin in [from_ms, to_ms) anew from their minutes, where there are any."""
    span = {"chairs": list(chairs), "from_ms": from_ms - LONGEST_MS, "to_ms": to_ms}
    sums: defaultdict[str, Sums] = defaultdict(Sums)
    for chair, body in connection.execute(_MINUTES, span):
        sums[chair].add(body)
    rows = [{"chair": chair, **each._asdict()} for chair, made in sums.items() for each in made.slices(from_ms, to_ms)]
    put(connection, QUARTERS, rows)


def _days(quarters: Iterable[int], zone: tzinfo) -> list[LocalDay]:
    """Return the days in which quarters lie."""
    found: list[LocalDay] = []
    for at_ms in sorted(quarters):
        if not found or at_ms >= found[-1].end_ms:
            found.append(day_at(at_ms, zone))
    return found
