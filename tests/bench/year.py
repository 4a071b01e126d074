"""A year of many chairs in a store, and how long the desk's questions to it take.

Quarters, days, bouts and events of every chair, and of the first four the minutes of the last three months, as long as
they are kept. The year ends yesterday. All chairs have the same days: what a question costs depends on how many rows
there are, not on what stands in them. The rows of the others are copied by the database.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, insert, literal, select

from contract.codec import encode
from contract.events import BoutEnded, BoutStarted
from contract.minute import MinuteRecord, PostureSeconds
from dashboard.exchange.digests import make_some
from dashboard.store import digests, history, queries
from dashboard.store.derived import BOUTS, DAYS, QUARTERS, REVISIONS
from dashboard.store.engine import database_path, reader, transaction, writer
from dashboard.store.migrations import migrate
from dashboard.store.schema import CHAIRS, EVENTS, MINUTES, WATERMARKS
from dashboard.store.slices import NUMBERS

CHAIRS_COUNT, DAYS_COUNT = 200, 365
MINUTES_CHAIRS, MINUTES_DAYS = 4, 90
BEGIN = datetime.combine(datetime.now(UTC).date() - timedelta(days=DAYS_COUNT), datetime.min.time(), UTC)
MIN_MS, QUARTER_MS, DAY_MS = 60_000, 900_000, 86_400_000
ZERO = dict.fromkeys(NUMBERS, 0)
EPOCH, BOOT = "00000000000000a0", "0123abcd"
TIMES = 40
"""How often each question is asked."""

Row = Mapping[str, object]


def name_of(number: int) -> str:
    """Return the id of a chair by its number."""
    return f"chair-{number:03}"


def fill(engine: Engine, chairs: int = CHAIRS_COUNT, days: int = DAYS_COUNT) -> None:
    """Fill a store whose tables are made and empty. Raises `StoreError`."""
    path, first = Path("the year"), name_of(0)
    with transaction(engine, path) as connection:
        metas = [{"id": name_of(n), "name": f"Chair {n}", "zone": "UTC"} for n in range(chairs)]
        connection.execute(insert(CHAIRS), metas)
        connection.execute(insert(REVISIONS), [{"chair": name_of(n), "revision": 1} for n in range(chairs)])
        marks = [{"chair": name_of(n), "epoch": EPOCH, "seq": 1, "heard_ms": 1} for n in range(chairs)]
        connection.execute(insert(WATERMARKS), marks)
        for table, rows in (
            (QUARTERS, _quarters(days)),
            (DAYS, _days(days)),
            (BOUTS, _bouts(days)),
            (MINUTES, _minutes(days)),
            (EVENTS, _events(days)),
        ):
            _insert(connection, table, rows)
    made = 1
    while made:
        with transaction(engine, path) as connection:
            made = make_some(connection, round(time.time() * 1000), 100)
    for number in range(1, chairs):
        with transaction(engine, path) as connection:
            for table in (QUARTERS, DAYS, BOUTS, EVENTS, *([MINUTES] if number < MINUTES_CHAIRS else [])):
                columns = [column for column in table.c if column.name != "chair"]
                copied = select(literal(name_of(number)), *columns).where(table.c.chair == first)
                connection.execute(insert(table).from_select(["chair", *(column.name for column in columns)], copied))


def questions(days: int = DAYS_COUNT, chairs: int = CHAIRS_COUNT) -> dict[str, Callable[[Connection], object]]:
    """Return what pages and the API ask of a year, each of one chair in the midst unless it says otherwise."""
    chair, begin_ms = name_of(chairs // 2), round(BEGIN.timestamp() * 1000)
    end_ms = begin_ms + days * DAY_MS
    day_ms = begin_ms + max(days - 32, days // 2) * DAY_MS
    return {
        "days_of_a_year": lambda c: digests.read(c, chair, "0", "9"),
        "bouts_of_a_year": lambda c: history.bouts(c, chair, begin_ms, end_ms),
        "quarters_of_a_month": lambda c: history.quarters(c, chair, day_ms, day_ms + 31 * DAY_MS),
        "quarters_of_a_day": lambda c: history.quarters(c, chair, day_ms, day_ms + DAY_MS),
        "minutes_of_a_day": lambda c: history.minutes(c, name_of(0), day_ms, day_ms + DAY_MS, history.Page(most=2000)),
        "events_of_a_day": lambda c: history.events(c, chair, day_ms, day_ms + DAY_MS),
        "revision": lambda c: history.revision(c, chair),
        "first_day": lambda c: history.first_ms(c, chair),
        "all_chairs": queries.chairs,
        "all_chairs_last_heard": queries.last_heard,
    }


def query_times(url: str, days: int = DAYS_COUNT, chairs: int = CHAIRS_COUNT) -> dict[str, float]:
    """Make the tables of an empty database, fill them, and return how long each question takes, p50 and p95 in ms."""
    engine = writer(url)
    with transaction(engine, database_path(url)) as connection:
        migrate(connection)
    begin_s = time.perf_counter()
    fill(engine, chairs, days)
    figures = {"year_fill_s": time.perf_counter() - begin_s}
    with transaction(engine, database_path(url)) as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()
    engine = reader(url)
    for name, ask in questions(days, chairs).items():
        times_ms = sorted(_asked_ms(engine, ask) for _ in range(TIMES))
        figures |= {f"{name}_p50_ms": times_ms[TIMES // 2], f"{name}_p95_ms": times_ms[int(TIMES * 0.95)]}
    engine.dispose()
    return figures


def _asked_ms(engine: Engine, ask: Callable[[Connection], object]) -> float:
    begin_s = time.perf_counter()
    with transaction(engine, Path("the year")) as connection:
        ask(connection)
    return 1000 * (time.perf_counter() - begin_s)


def _insert(connection: Connection, table: Table, rows: Iterator[Row]) -> None:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == 5000:
            connection.execute(insert(table), some)
            some = []
    if some:
        connection.execute(insert(table), some)


def _on(day: int) -> str:
    return (BEGIN + timedelta(days=day)).date().isoformat()


def _at_ms(day: int, ms: int) -> int:
    return round(BEGIN.timestamp() * 1000) + day * DAY_MS + ms


def _worked(day: int) -> bool:
    return (BEGIN + timedelta(days=day)).weekday() < 5


def _sat(day: int) -> list[tuple[int, int]]:
    """Return the bouts of a day, start and end in ms after midnight: between 8 and 17, some ten of half an hour."""
    dice, at_min, found = random.Random(day), 8 * 60, []
    while at_min < 17 * 60 and _worked(day):
        length_min = dice.randint(8, 65)
        found.append((at_min * MIN_MS, (at_min + length_min) * MIN_MS))
        at_min += length_min + dice.randint(3, 25)
    return found


def _seconds(occupied_s: float, whole_s: float) -> dict[str, float]:
    sat = {"occupied_s": occupied_s, "vacant_s": whole_s - occupied_s, "balance_s": occupied_s}
    return {**ZERO, **sat, "measured_s": whole_s, "centred_s": 0.7 * occupied_s, "left_s": 0.3 * occupied_s}


def _within(sat: list[tuple[int, int]], from_ms: int, to_ms: int) -> float:
    return sum(max(0, min(end, to_ms) - max(start, from_ms)) for start, end in sat) / 1000


def _quarters(days: int) -> Iterator[Row]:
    for day in range(days):
        sat = _sat(day)
        for at_ms in range(0, DAY_MS, QUARTER_MS):
            yield {
                "chair": name_of(0),
                "at_ms": _at_ms(day, at_ms),
                **_seconds(_within(sat, at_ms, at_ms + QUARTER_MS), 900.0),
                "cop_lateral": 0.12,
                "cop_fore_aft": -0.08,
            }


def _days(days: int) -> Iterator[Row]:
    for day in range(days):
        told = _seconds(_within(_sat(day), 0, DAY_MS), 86_400.0)
        balance = {"cop_lateral": 0.12, "cop_fore_aft": -0.08}
        yield {"chair": name_of(0), "on": _on(day), "at_ms": _at_ms(day, 0), **told, **balance}


def _bouts(days: int) -> Iterator[Row]:
    for day in range(days):
        for start, end in _sat(day):
            span = {"start_ms": _at_ms(day, start), "end_ms": _at_ms(day, end)}
            yield {"chair": name_of(0), **span, "sitting_s": (end - start) / 1000, "goes_on": False, "until_ms": None}


def _minutes(days: int) -> Iterator[Row]:
    for day in range(max(0, days - MINUTES_DAYS), days):
        sat = _sat(day)
        for n in range(1440):
            occupied_s = _within(sat, n * MIN_MS, (n + 1) * MIN_MS)
            at_ms = _at_ms(day, n * MIN_MS)
            body = MinuteRecord(
                at_ms=at_ms,
                uptime_s=at_ms / 1000,
                boot=BOOT,
                clock_synced=True,
                measured_s=60.0,
                unmeasured_s=0.0,
                occupied_s=occupied_s,
                vacant_s=60.0 - occupied_s,
                object_s=0.0,
                posture=PostureSeconds(centred=occupied_s),
            )
            seconds = {name: getattr(body, name) for name in ("measured_s", "unmeasured_s", "occupied_s")}
            yield {**_message(day * 3000 + n + 1, at_ms), **seconds, "body": encode(body).decode()}


def _events(days: int) -> Iterator[Row]:
    for day in range(days):
        for n, (start, end) in enumerate(_sat(day)):
            told = {"boot": BOOT, "clock_synced": True}
            begin_ms, end_ms = _at_ms(day, start), _at_ms(day, end)
            began = BoutStarted(at_ms=begin_ms, uptime_s=begin_ms / 1000, known_ms=begin_ms, **told)
            length_s = (end - start) / 1000
            over = BoutEnded(
                at_ms=end_ms,
                uptime_s=end_ms / 1000,
                known_ms=end_ms,
                started_at_ms=begin_ms,
                duration_s=length_s,
                measured_s=length_s,
                **told,
            )
            for seq, body in ((2000 + 2 * n, began), (2001 + 2 * n, over)):
                kind = body.__struct_config__.tag
                yield {**_message(day * 3000 + seq, body.at_ms), "kind": kind, "body": encode(body).decode()}


def _message(seq: int, at_ms: int) -> dict[str, object]:
    name = {"chair": name_of(0), "epoch": EPOCH, "seq": seq}
    return {**name, "at_ms": at_ms, "boot": BOOT, "uptime_s": at_ms / 1000, "placed": True}
