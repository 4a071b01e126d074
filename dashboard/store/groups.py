"""Groups: who is in them, what is published of them. Each function runs inside a transaction of its caller.

Members and owners in a group are counted in its figures, viewers may look at them. Rules: analysis/groups.py.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from dashboard.errors import AccessError, NameTakenError, NoSuchGroupError
from dashboard.store.group_tables import FIXED_MONTHS, GROUP_BEHIND, GROUP_DAYS, GROUP_MONTHS
from dashboard.store.people_tables import CHAIR_PEOPLE, GROUP_PEOPLE, GROUPS, PEOPLE
from dashboard.words import N_, Filled

VIEWER = "viewer"


class Group(NamedTuple):
    """A group by its number and name."""

    id: int
    name: str


class Value(NamedTuple):
    """A published figure of a group on a day, YYYY-MM-DD. None: nothing may be said."""

    on: str
    figure: str
    value: float | None


class Publication(NamedTuple):
    """A value of a group, and who is behind it."""

    group: int
    value: Value
    people: frozenset[int]


def every(connection: Connection) -> list[Group]:
    """Return all groups by name."""
    return [Group._make(row) for row in connection.execute(select(GROUPS.c.id, GROUPS.c.name).order_by(GROUPS.c.name))]


def get(connection: Connection, name: str) -> Group:
    """Return a group by its name. Raises `AccessError`."""
    row = connection.execute(select(GROUPS.c.id, GROUPS.c.name).where(GROUPS.c.name == name.strip())).first()
    if row is None:
        raise AccessError(f"there is no group {name!r}; `sitwell-dashboard group list` lists them")
    return Group._make(row)


def numbered(connection: Connection, id_: int) -> Group:
    """Return a group by its number. Raises `NoSuchGroupError`."""
    found = next((group for group in every(connection) if group.id == id_), None)
    if found is None:
        raise NoSuchGroupError(Filled(N_("there is no group {number}; load the page again"), number=id_))
    return found


def add(connection: Connection, name: str, now_ms: int) -> int:
    """Make a group without anybody in it; return its number. Raises `NameTakenError` when there is one of this name."""
    if any(group.name == name.strip() for group in every(connection)):
        raise NameTakenError(Filled(N_("there is a group {name} already; take another name"), name=name.strip()))
    # A number that was ever a group's is never another one's: what was published under it stays.
    used = [
        connection.execute(select(func.max(column))).scalar() or 0
        for column in (GROUPS.c.id, GROUP_MONTHS.c.group, GROUP_DAYS.c.group)
    ]
    row = {"id": max(used) + 1, "name": name.strip(), "made_ms": now_ms}
    connection.execute(insert(GROUPS).values(row))
    return max(used) + 1


def remove(connection: Connection, id_: int) -> None:
    """Remove a group; nobody counts in it from now on. What was published is shown no more, and stays."""
    for table, column in ((GROUP_MONTHS, GROUP_MONTHS.c.group), (GROUP_PEOPLE, GROUP_PEOPLE.c.group)):
        connection.execute(delete(table).where(column == id_))
    connection.execute(delete(GROUPS).where(GROUPS.c.id == id_))


def set_people(connection: Connection, id_: int, people: Iterable[int]) -> None:
    """Say who is in a group; all others are no longer. Raises `AccessError` for who counts in another group."""
    ids = set(people)
    elsewhere = (
        select(PEOPLE.c.name, GROUPS.c.name)
        .join_from(GROUP_PEOPLE, PEOPLE, PEOPLE.c.id == GROUP_PEOPLE.c.person)
        .join(GROUPS, GROUPS.c.id == GROUP_PEOPLE.c.group)
        .where(GROUP_PEOPLE.c.person.in_(ids), GROUP_PEOPLE.c.group != id_, PEOPLE.c.role != VIEWER)
    )
    if taken := connection.execute(elsewhere).first():
        raise AccessError(f"{taken[0]} is in the group {taken[1]!r}, and a person counts in one group at most")
    connection.execute(delete(GROUP_PEOPLE).where(GROUP_PEOPLE.c.group == id_))
    if ids:
        connection.execute(insert(GROUP_PEOPLE), [{"group": id_, "person": person} for person in sorted(ids)])


def put_into(connection: Connection, person: int, numbers: Iterable[int]) -> None:
    """Let these be all groups that somebody is in. Raises `AccessError` for two in which they would count."""
    wanted = {numbered(connection, each).id for each in numbers}
    role = connection.execute(select(PEOPLE.c.role).where(PEOPLE.c.id == person)).scalar()
    if role != VIEWER and len(wanted) > 1:
        raise AccessError(N_("a person counts in one group at most; viewers look at several"))
    connection.execute(delete(GROUP_PEOPLE).where(GROUP_PEOPLE.c.person == person))
    if wanted:
        connection.execute(insert(GROUP_PEOPLE), [{"group": group, "person": person} for group in sorted(wanted)])


def people_of(connection: Connection, id_: int) -> list[tuple[str, str]]:
    """Return name and role of everybody in a group."""
    found = select(PEOPLE.c.name, PEOPLE.c.role).join(GROUP_PEOPLE, GROUP_PEOPLE.c.person == PEOPLE.c.id)
    return [
        (name, role) for name, role in connection.execute(found.where(GROUP_PEOPLE.c.group == id_).order_by("name"))
    ]


def seen_by(connection: Connection, person: int) -> frozenset[int]:
    """Return the groups that somebody is in, and may look at who is a viewer."""
    found = select(GROUP_PEOPLE.c.group).where(GROUP_PEOPLE.c.person == person)
    return frozenset(connection.execute(found).scalars())


def counted(connection: Connection) -> dict[int, frozenset[int]]:
    """Return who is to count in each group as of now. Who is in two of them, by a change of role, counts in none."""
    rows = connection.execute(
        select(GROUP_PEOPLE.c.group, GROUP_PEOPLE.c.person)
        .join(PEOPLE, PEOPLE.c.id == GROUP_PEOPLE.c.person)
        .where(PEOPLE.c.role != VIEWER)
    ).all()
    often = [person for _, person in rows]
    found = {group.id: frozenset[int]() for group in every(connection)}
    for group, person in rows:
        if often.count(person) == 1:
            found[group] |= {person}
    return found


def months(connection: Connection, since: str) -> dict[str, dict[int, frozenset[int]]]:
    """Return who was settled to be in which group, by the first day of the month, from the month `since` on."""
    fixed = select(FIXED_MONTHS.c.month).where(FIXED_MONTHS.c.month >= since)
    found: dict[str, dict[int, frozenset[int]]] = {month: {} for month in connection.execute(fixed).scalars()}
    columns = [GROUP_MONTHS.c[name] for name in ("month", "group", "person")]
    for month, group, person in connection.execute(select(*columns).where(GROUP_MONTHS.c.month >= since)):
        found[month][group] = found[month].get(group, frozenset()) | {person}
    return found


def fix(connection: Connection, month: str, people: Mapping[int, frozenset[int]], now_ms: int) -> None:
    """Settle who is in which group for a month. It is done once."""
    connection.execute(insert(FIXED_MONTHS).values(month=month, fixed_ms=now_ms))
    rows = [{"month": month, "group": group, "person": person} for group, every_ in people.items() for person in every_]
    if rows:
        connection.execute(insert(GROUP_MONTHS), rows)


def own_chairs(connection: Connection) -> dict[int, list[str]]:
    """Return the chairs of each person that are nobody else's: of a shared one nobody knows who sat."""
    rows = connection.execute(select(CHAIR_PEOPLE.c.person, CHAIR_PEOPLE.c.chair).order_by(CHAIR_PEOPLE.c.chair)).all()
    chairs = [chair for _, chair in rows]
    found: dict[int, list[str]] = {}
    for person, chair in rows:
        if chairs.count(chair) == 1:
            found.setdefault(person, []).append(chair)
    return found


def published(connection: Connection, since: str) -> list[Publication]:
    """Return what was published of days from `since` on, with the people behind it."""
    behind: dict[tuple[str, str, int], frozenset[int]] = {}
    rows = select(*(GROUP_BEHIND.c[name] for name in ("on", "figure", "group", "person")))
    for on, figure, group, person in connection.execute(rows.where(GROUP_BEHIND.c.on >= since)):
        behind[on, figure, group] = behind.get((on, figure, group), frozenset()) | {person}
    found = select(*(GROUP_DAYS.c[name] for name in ("group", "on", "figure", "value")))
    return [
        Publication(group, Value(on, figure, value), behind.get((on, figure, group), frozenset()))
        for group, on, figure, value in connection.execute(found.where(GROUP_DAYS.c.on >= since))
    ]


def published_days(connection: Connection, since: str) -> set[tuple[int, str]]:
    """Return (group, date) of what was published of days from `since` on."""
    found = select(GROUP_DAYS.c.group, GROUP_DAYS.c.on).where(GROUP_DAYS.c.on >= since).distinct()
    return {(group, on) for group, on in connection.execute(found)}


def publish(connection: Connection, new: Iterable[Publication]) -> None:
    """Keep what is published, for good."""
    values, behind = [], []
    for each in new:
        values.append({"group": each.group, **each.value._asdict()})
        key = {"on": each.value.on, "figure": each.value.figure, "group": each.group}
        behind += [{**key, "person": person} for person in sorted(each.people)]
    if values:
        connection.execute(insert(GROUP_DAYS), values)
    if behind:
        connection.execute(insert(GROUP_BEHIND), behind)


def days(connection: Connection, id_: int, first: str, last: str) -> list[Value]:
    """Return what was published of a group from `first` to `last`, both included, oldest first."""
    found = select(GROUP_DAYS.c.on, GROUP_DAYS.c.figure, GROUP_DAYS.c.value).where(
        GROUP_DAYS.c.group == id_, GROUP_DAYS.c.on >= first, GROUP_DAYS.c.on <= last
    )
    return [Value._make(row) for row in connection.execute(found.order_by(GROUP_DAYS.c.on, GROUP_DAYS.c.figure))]


def starts(connection: Connection, id_: int) -> str | None:
    """Return the first day that can have a value: that of the first month for which somebody was settled to count."""
    return connection.execute(select(func.min(GROUP_MONTHS.c.month)).where(GROUP_MONTHS.c.group == id_)).scalar()


def forget_people_of(connection: Connection, chair: str) -> None:
    """Take who owns a chair out of what is known to be behind values: the chair's data is deleted."""
    whose = select(CHAIR_PEOPLE.c.person).where(CHAIR_PEOPLE.c.chair == chair)
    connection.execute(delete(GROUP_BEHIND).where(GROUP_BEHIND.c.person.in_(whose)))
