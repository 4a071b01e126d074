"""What `sitwell-dashboard group` does to the tables of groups. Ingest counts by them when the next month begins."""

from collections.abc import Sequence

from sqlalchemy import Connection

from dashboard.config import DeskSettings
from dashboard.errors import AccessError
from dashboard.people import now_ms, write
from dashboard.store import groups, people


def add(settings: DeskSettings, name: str) -> None:
    """Make a group without anybody in it. Raises `AccessError`."""
    if why := people.name_trouble(name):
        raise AccessError(why)
    write(settings, lambda connection: groups.add(connection, name, now_ms()))


def remove(settings: DeskSettings, name: str) -> None:
    """Remove a group. Raises `AccessError`."""
    write(settings, lambda connection: groups.remove(connection, groups.get(connection, name).id))


def set_people(settings: DeskSettings, name: str, who: Sequence[str] | None) -> list[tuple[str, str]]:
    """Say who is in a group, unless None; return their names and roles. Raises `AccessError`."""

    def change(connection: Connection) -> list[tuple[str, str]]:
        group = groups.get(connection, name)
        if who is not None:
            groups.set_people(connection, group.id, [people.get(connection, each).id for each in who])
        return groups.people_of(connection, group.id)

    return write(settings, change)


def listed(settings: DeskSettings) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every group's name, and name and role of everybody in it."""
    return write(
        settings,
        lambda connection: [(each.name, groups.people_of(connection, each.id)) for each in groups.every(connection)],
    )
