"""The only SQL. Writing is for ingest alone; each function runs inside a transaction of its caller."""

from collections.abc import Sequence, Set

from sqlalchemy import Connection, Float, Table, bindparam, cast, delete, func, or_, select, tuple_

from contract.codec import decode
from contract.delivery import Watermark
from contract.state import ChairMeta, ChairSettings
from dashboard.store import current, deletion, later, placing, refused, rollups, silences
from dashboard.store.rows import Batch, Links, MinuteSpan, Row, Saved
from dashboard.store.schema import CHAIRS, EVENTS, LIMITS, MINUTES, WAITING, WATERMARKS
from dashboard.store.upsert import add, put
from dashboard.store.watermark import advance

MOST_WAITING = 10_000
"""Messages beyond a gap, of one spool file, that are remembered. A chair sends the others again once the gap closes."""

_OURS = (WAITING.c.chair == bindparam("chair"), WAITING.c.epoch == bindparam("epoch"))
_WAITING = select(WAITING.c.seq, WAITING.c.prev).where(*_OURS)
_WATERMARK = select(WATERMARKS.c.seq).where(
    WATERMARKS.c.chair == bindparam("chair"), WATERMARKS.c.epoch == bindparam("epoch")
)


def save(connection: Connection, batch: Batch, now_ms: int) -> Saved:
    """Store a batch, each message once however often it came. Return the watermark of every spool file in it."""
    _save_chairs(connection, batch.chairs)
    moved = placing.learn(connection, (*batch.events, *batch.minutes))
    events, minutes = (placing.placed(connection, rows) for rows in (batch.events, batch.minutes))
    if batch.links:  # it came over the wire; what somebody imports may be as old as it likes
        events, minutes = (deletion.remembered(connection, rows, now_ms) for rows in (events, minutes))
    conflicts: list[Row] = []
    touched: dict[str, list[Row]] = {}
    for table, rows, at_last in ((EVENTS, events, moved.events), (MINUTES, minutes, moved.minutes)):
        new, taken = _insert_new(connection, table, rows)
        conflicts += taken
        touched[table.name] = [*deletion.take_back(connection, table, at_last, now_ms), *new]
    current.keep(connection, touched["events"], touched["minutes"], now_ms)
    silences.note(connection, batch.silences, now_ms)
    put(connection, LIMITS, batch.limits)
    held = later.keep(connection, batch.later)
    safe = _without(batch.links, {message.name for message in held})
    watermarks = {(links.chair, links.epoch): _move_watermark(connection, links, now_ms) for links in safe}
    refused.count(connection, batch.refusals, now_ms)
    refused.keep(connection, batch.quarantine, now_ms)
    return Saved(watermarks, tuple(conflicts), held)


def watermarks(connection: Connection) -> dict[str, Watermark]:
    """Return the watermark of each chair's newest spool file."""
    rows = connection.execute(select(WATERMARKS).order_by(WATERMARKS.c.heard_ms))
    return {row.chair: Watermark(epoch=row.epoch, seq=row.seq) for row in rows}


def chairs(connection: Connection) -> dict[str, ChairMeta]:
    """Return what every chair last said it is, by its id."""
    columns = (CHAIRS.c.id, CHAIRS.c.name, CHAIRS.c.model, CHAIRS.c.software, CHAIRS.c.zone, CHAIRS.c.simulated)
    return {
        id_: ChairMeta(chair=id_, name=name, model=model, software=software, zone=zone, simulated=simulated)
        for id_, name, model, software, zone, simulated in connection.execute(select(*columns))
    }


def limits(connection: Connection, chair_id: str) -> ChairSettings | None:
    """Return the limits and hours that a chair last told; None for one that never did."""
    body = connection.execute(select(LIMITS.c.body).where(LIMITS.c.chair == chair_id)).scalar()
    return decode(body.encode(), ChairSettings, "config") if body else None


def bout_events(connection: Connection, chair_id: str, from_ms: int, to_ms: int) -> list[str]:
    """Return the JSON of a chair's bout events in (from_ms, to_ms], oldest first."""
    rows = connection.execute(
        select(EVENTS.c.body)
        .where(
            EVENTS.c.chair == chair_id,
            EVENTS.c.at_ms > from_ms,
            EVENTS.c.at_ms <= to_ms,
            EVENTS.c.kind.in_(("bout_started", "bout_ended")),
        )
        .order_by(EVENTS.c.at_ms, EVENTS.c.seq)
    )
    return list(rows.scalars())


def nudged_ms(connection: Connection, chair_id: str, from_ms: int, to_ms: int) -> list[int]:
    """Return when a chair asked its sitter to stand up, in [from_ms, to_ms), oldest first."""
    rows = connection.execute(
        select(EVENTS.c.at_ms)
        .where(
            EVENTS.c.chair == chair_id,
            EVENTS.c.at_ms >= from_ms,
            EVENTS.c.at_ms < to_ms,
            EVENTS.c.kind == "prolonged_nudged",
        )
        .order_by(EVENTS.c.at_ms)
    )
    return list(rows.scalars())


def minute_spans(connection: Connection, chair_id: str, from_ms: int, to_ms: int) -> list[MinuteSpan]:
    """Return a chair's minute records that begin in [from_ms, to_ms), oldest first."""
    length_ms = cast((MINUTES.c.measured_s + MINUTES.c.unmeasured_s) * 1000, Float)
    rows = connection.execute(
        select(MINUTES.c.at_ms, length_ms.label("length_ms"), MINUTES.c.measured_s, MINUTES.c.occupied_s)
        .where(MINUTES.c.chair == chair_id, MINUTES.c.at_ms >= from_ms, MINUTES.c.at_ms < to_ms)
        .order_by(MINUTES.c.at_ms)
    )
    return [MinuteSpan(row.at_ms, row.at_ms + round(row.length_ms), row.measured_s, row.occupied_s) for row in rows]


def beyond_gaps(connection: Connection) -> dict[str, int]:
    """Return how many stored messages of each chair stand beyond a gap; a chair without any is not in it."""
    found = select(WAITING.c.chair, func.count()).group_by(WAITING.c.chair)
    return {row[0]: row[1] for row in connection.execute(found)}


def last_heard_ms(connection: Connection, chair_id: str) -> int | None:
    """Return the chair's own time of the newest thing stored of it, or None when there is nothing."""
    newest = [
        connection.execute(select(func.max(table.c.at_ms)).where(table.c.chair == chair_id)).scalar()
        for table in (EVENTS, MINUTES)
    ]
    return max((at_ms for at_ms in newest if at_ms is not None), default=None)


def last_heard(connection: Connection) -> dict[str, int]:
    """Return of every chair its own time of the newest thing stored; chairs of which nothing is stored are absent."""
    found: dict[str, int] = {}
    for table in (EVENTS, MINUTES):
        # One look at the index for each chair; a GROUP BY would read all of it.
        newest = select(func.max(table.c.at_ms)).where(table.c.chair == CHAIRS.c.id).scalar_subquery()
        for chair, at_ms in connection.execute(select(CHAIRS.c.id, newest)):
            if at_ms is not None:
                found[chair] = max(at_ms, found.get(chair, at_ms))
    return found


def last_minutes(connection: Connection) -> dict[str, int]:
    """Return of every chair its own time of the newest minute stored. Minutes come whether somebody sits or not."""
    # One look at the index for each chair; a GROUP BY would read all of it.
    newest = select(func.max(MINUTES.c.at_ms)).where(MINUTES.c.chair == CHAIRS.c.id).scalar_subquery()
    return {chair: at_ms for chair, at_ms in connection.execute(select(CHAIRS.c.id, newest)) if at_ms is not None}


def _save_chairs(connection: Connection, rows: Sequence[Row]) -> None:
    if not rows:
        return
    before = rollups.zones_of(connection, [row["id"] for row in rows])
    put(connection, CHAIRS, rows)
    for chair, zone in rollups.zones_of(connection, before).items():
        if zone != before[chair]:
            rollups.cut_days_anew(connection, chair)


def _insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Insert what is not there yet. Return that, and the rows whose number another message already bears."""
    added = add(connection, table, rows)
    if len(added) == len(rows):
        return list(rows), []
    name = ("chair", "epoch", "seq")
    keys = [tuple(row[part] for part in name) for row in rows]
    columns = [table.c[part] for part in (*name, "boot", "uptime_s")]
    there = {
        tuple(found[:3]): (found[3], found[4])
        for found in connection.execute(select(*columns).where(tuple_(*columns[:3]).in_(keys)))
    }
    new = [row for row, key in zip(rows, keys, strict=True) if key in added]
    return new, [
        row
        for row, key in zip(rows, keys, strict=True)
        if there[key][0] is not None and there[key] != (row["boot"], row["uptime_s"])
    ]


def _without(every: Sequence[Links], held: Set[tuple[str, str, int]]) -> list[Links]:
    """Return the links of what is stored."""
    return [
        links._replace(pairs=tuple(pair for pair in links.pairs if (links.chair, links.epoch, pair[0]) not in held))
        for links in every
    ]


def _move_watermark(connection: Connection, links: Links, now_ms: int) -> Watermark:
    """Apply what came of one spool file. What waits beyond a gap is kept, for a restart must not forget it."""
    key = {"chair": links.chair, "epoch": links.epoch}
    waiting = {row.seq: row.prev for row in connection.execute(_WAITING, key)}
    before = dict(waiting)
    for seq, prev in links.pairs:
        # A row dropped at the chair moves prev down when a message is sent again.
        waiting[seq] = min(prev, waiting.get(seq, prev))
    at = connection.execute(_WATERMARK, key).scalar()
    seq, rest = advance(at or 0, waiting)
    kept = dict(sorted(rest.items())[:MOST_WAITING])
    if before.keys() - kept.keys():
        # Below are those that it passed, above those that lower ones push out.
        connection.execute(
            delete(WAITING).where(*_OURS, or_(WAITING.c.seq <= seq, WAITING.c.seq > max(kept, default=seq))), key
        )
    new = [{**key, "seq": at_seq, "prev": prev} for at_seq, prev in kept.items() if before.get(at_seq) != prev]
    put(connection, WAITING, new)
    put(connection, WATERMARKS, [{**key, "seq": seq, "heard_ms": now_ms}])
    return Watermark(epoch=links.epoch, seq=seq)
