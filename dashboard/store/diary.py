"""Reading and writing the diary and the workplace checklist. Each function is about one person and runs inside a
transaction of its caller; what writes wants `engine.web_writer`. Nothing here ever reads two people's rows.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, tuple_, update

from dashboard.errors import DiaryFullError
from dashboard.store.diary_tables import AT_THIS_COMPUTER, DIARY, WORKPLACE
from dashboard.store.upsert import upsert

MOST_ENTRIES = 20_000
"""Of one person: fifty years of one a day. A store has an end."""


class Written(NamedTuple):
    """What an entry says. `on` is the day of its writer, as 2026-07-22; `pain` None: not said."""

    at_ms: int
    on: str
    pain: int | None
    places: tuple[str, ...]
    note: str


class Kept(NamedTuple):
    """An entry and its number."""

    id: int
    written: Written


def newest(connection: Connection, person: int, most: int, before: tuple[int, int] | None = None) -> list[Kept]:
    """Return entries, newest first; `before` is (at_ms, id) of the last one of the page before."""
    found = select(DIARY).where(DIARY.c.person == person)
    if before:
        found = found.where(tuple_(DIARY.c.at_ms, DIARY.c.id) < tuple_(*before))
    rows = connection.execute(found.order_by(DIARY.c.at_ms.desc(), DIARY.c.id.desc()).limit(most))
    return [Kept(row.id, Written(row.at_ms, row.on, row.pain, tuple(row.places.split()), row.note)) for row in rows]


def everything(connection: Connection, person: int) -> list[Written]:
    """Return all entries, oldest first."""
    return [kept.written for kept in reversed(newest(connection, person, MOST_ENTRIES))]


def one(connection: Connection, person: int, id_: int) -> Written | None:
    """Return an entry; None when there is none of that number, or it is somebody else's."""
    row = connection.execute(select(DIARY).where(DIARY.c.person == person, DIARY.c.id == id_)).first()
    return Written(row.at_ms, row.on, row.pain, tuple(row.places.split()), row.note) if row else None


def add(connection: Connection, person: int, written: Written) -> int:
    """Write an entry down; return its number. Raises `DiaryFullError`."""
    count = connection.execute(select(func.count()).select_from(DIARY).where(DIARY.c.person == person)).scalar_one()
    if count >= MOST_ENTRIES:
        raise DiaryFullError(f"the diary has {MOST_ENTRIES} entries, its most; take it away as a file and delete some")
    made = insert(DIARY).values(person=person, **_row(written)).returning(DIARY.c.id)
    return int(connection.execute(made).scalar_one())


def change(connection: Connection, person: int, id_: int, written: Written) -> bool:
    """Put other words in the place of an entry; False when there is none of that number, or it is somebody else's."""
    ours = (DIARY.c.person == person) & (DIARY.c.id == id_)
    return connection.execute(update(DIARY).where(ours).values(**_row(written))).rowcount > 0


def remove(connection: Connection, person: int, id_: int) -> bool:
    """Delete an entry; False when there is none of that number, or it is somebody else's."""
    return connection.execute(delete(DIARY).where(DIARY.c.person == person, DIARY.c.id == id_)).rowcount > 0


def bring(connection: Connection, person: int, written: Iterable[Written]) -> int:
    """Write down those entries that are not there yet, word for word; return how many. Raises `DiaryFullError`."""
    known = set(everything(connection, person))
    missing = [each for each in dict.fromkeys(written) if each not in known]
    for each in missing:
        add(connection, person, each)
    return len(missing)


def done(connection: Connection, person: int) -> dict[str, int]:
    """Return what is seen to at the workplace: the item, and since when."""
    found = select(WORKPLACE.c.item, WORKPLACE.c.done_ms).where(WORKPLACE.c.person == person)
    return {row.item: row.done_ms for row in connection.execute(found)}


def set_done(connection: Connection, person: int, item: str, done_ms: int | None) -> None:
    """Say since when an item is seen to; None: it is not. Said twice, the first time stays."""
    if done_ms is None:
        connection.execute(delete(WORKPLACE).where(WORKPLACE.c.person == person, WORKPLACE.c.item == item))
        return
    new = upsert(connection, WORKPLACE).values(person=person, item=item, done_ms=done_ms)
    connection.execute(new.on_conflict_do_nothing(index_elements=["person", "item"]))


def forget(connection: Connection, person: int) -> int:
    """Delete all that a person ever wrote; return how many rows that were."""
    return sum(
        connection.execute(delete(table).where(table.c.person == person)).rowcount for table in (DIARY, WORKPLACE)
    )


def hand_over(connection: Connection, person: int) -> None:
    """Make what was written while the desk was open this person's, who is its first."""
    for table in (DIARY, WORKPLACE):
        connection.execute(update(table).where(table.c.person == AT_THIS_COMPUTER).values(person=person))


def _row(written: Written) -> dict[str, object]:
    return {**written._asdict(), "places": " ".join(written.places)}
