"""Once a day: what may be said of groups is published, by the rules of analysis/groups.py and once for good.

It reads a person in each step. A person's day is that of the own chair most sat on; a chair of several people is
nobody's here, because nobody knows who sat.
"""

from collections.abc import Generator, Iterable
from datetime import UTC, date, datetime, timedelta
from math import nan

from sqlalchemy import Connection

from dashboard.analysis import groups as rules
from dashboard.analysis.digest import FIGURES
from dashboard.exchange.digests import of_days
from dashboard.store import groups
from dashboard.store.groups import Publication, Value
from dashboard.store.rebuild import Open
from dashboard.store.rollups import zones_of
from dashboard.store.zones import day_on

LOOK_BACK = timedelta(days=62)
"""After a longer absence of ingest the days before are never told."""

Months = dict[date, rules.Groups]
Figures = dict[date, dict[str, float]]


def today(now_ms: int) -> date:
    """Return the date at which publishing counts: UTC's, because a group's chairs may stand in several zones."""
    return datetime.fromtimestamp(now_ms / 1000, UTC).date()


def publish(open_store: Open, now_ms: int) -> Generator[None, None, None]:
    """Settle the month's groups if it has just begun, and publish the days that have settled since the last time."""
    on = today(now_ms)
    yield
    with open_store() as connection:
        _settle(connection, on, now_ms)
        first = _first_pending(connection, on)
        if first is None:
            return
        people = frozenset(
            each for month in _months(connection, first).values() for of in month.values() for each in of
        )
        chairs = {str(person): own for person, own in groups.own_chairs(connection).items()}
    days_of: dict[str, Figures] = {}
    for person in sorted(people):
        yield
        with open_store() as connection:
            last = on - timedelta(days=rules.SETTLES_DAYS)
            days_of[person] = _days(connection, chairs.get(person, ()), first, last)
    yield
    with open_store() as connection:
        kept = [_published(each) for each in groups.published(connection, first.replace(day=1).isoformat())]
        told = rules.publish(_months(connection, first), days_of, frozenset(), kept, on)
        groups.publish(connection, [_publication(each) for each in told])


def _settle(connection: Connection, on: date, now_ms: int) -> None:
    month = on.replace(day=1).isoformat()
    if month not in groups.months(connection, month):
        groups.fix(connection, month, groups.counted(connection), now_ms)


def _months(connection: Connection, first: date) -> Months:
    """Return the settled groups from the month of a day on, without those who have left the group since."""
    now = groups.counted(connection)
    return {
        date.fromisoformat(month): {
            str(group): frozenset(str(person) for person in people & now.get(group, frozenset()))
            for group, people in every.items()
        }
        for month, every in groups.months(connection, first.replace(day=1).isoformat()).items()
    }


def _first_pending(connection: Connection, on: date) -> date | None:
    """Return the first settled day of which something is still to be published, of the last months."""
    settled, since = on - timedelta(days=rules.SETTLES_DAYS), (on - LOOK_BACK).replace(day=1).isoformat()
    done = groups.published_days(connection, since)
    for month, every in sorted(groups.months(connection, since).items()):
        day = begin = date.fromisoformat(month)
        while day <= settled and (day.year, day.month) == (begin.year, begin.month):
            if any((group, day.isoformat()) not in done for group in every):
                return day
            day += timedelta(days=1)
    return None


def _days(connection: Connection, chairs: Iterable[str], first: date, last: date) -> Figures:
    """Return somebody's figures of each day, on the chair most sat on."""
    found: Figures = {}
    for chair in chairs:
        zone = zones_of(connection, [chair])[chair]
        days = [day_on(first + timedelta(days=n), zone) for n in range((last - first).days + 1)]
        for day, digest in zip(days, of_days(connection, chair, days, zone)[0], strict=True):
            if digest:
                told = dict(zip(FIGURES, digest.figures, strict=True))
                row = {name: nan if told[name] is None else float(told[name] or 0.0) for name in rules.FIGURES}
                if row["occupied_s"] > found.get(day.on, {}).get("occupied_s", -1.0):
                    found[day.on] = row
    return found


def _published(each: Publication) -> rules.Published:
    people = frozenset(map(str, each.people))
    return rules.Published(
        date.fromisoformat(each.value.on), str(each.group), each.value.figure, each.value.value, people
    )


def _publication(each: rules.Published) -> Publication:
    value = Value(each.on.isoformat(), each.figure, each.value)
    return Publication(int(each.group), value, frozenset(map(int, each.people)))
