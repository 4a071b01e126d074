"""An office in a store: people, each with a chair, and how long each sat on which day."""

from datetime import date

from sqlalchemy import delete, insert, select

from dashboard.ingest.groups import publish
from dashboard.store import groups, people
from dashboard.store.derived import BOUTS, DAYS, QUARTERS
from dashboard.store.group_tables import GROUP_BEHIND, GROUP_DAYS
from dashboard.store.people_tables import CHAIR_PEOPLE
from dashboard.store.slices import NUMBERS
from dashboard.store.zones import ZoneInfo, midnight_ms

UTC = ZoneInfo("UTC")
DAY_MS = 86_400_000
NOTHING = {**dict.fromkeys(NUMBERS, 0.0), "cop_lateral": None, "cop_fore_aft": None}


def ms(on):
    return midnight_ms(on, UTC)


class Office:
    """People by a letter; the chair of each is `chair-<letter>`. Days begin at midnight UTC."""

    def __init__(self, store):
        self.store = store

    def do(self, what, *words):
        with self.store.open() as connection:
            return what(connection, *words)

    def hire(self, letters, role="member"):
        with self.store.open() as connection:
            for letter in letters:
                id_ = people.add(connection, letter, role, "", 0)
                people.set_chairs(connection, id_, [f"chair-{letter}"] if role != "viewer" else [])

    def group(self, name, letters):
        """Say who is in a group, which is made if there is none."""
        with self.store.open() as connection:
            if name not in {group.name for group in groups.every(connection)}:
                groups.add(connection, name, 0)
            ids = [people.get(connection, letter).id for letter in letters]
            groups.set_people(connection, groups.get(connection, name).id, ids)

    def sat(self, on, **hours):
        """Let people have sat that day for so many hours from eight on, in one bout each; 0: deleted again."""
        with self.store.open() as connection:
            for letter, sat_h in hours.items():
                chair, begin_ms = f"chair-{letter}", ms(on) + 8 * 3_600_000
                for table, time in ((QUARTERS, QUARTERS.c.at_ms), (DAYS, DAYS.c.at_ms), (BOUTS, BOUTS.c.start_ms)):
                    within = (time >= ms(on), time < ms(on) + DAY_MS)
                    connection.execute(delete(table).where(table.c.chair == chair, *within))
                if not sat_h:
                    continue
                told = {**NOTHING, "occupied_s": sat_h * 3600.0, "shifts": round(18 * sat_h)}
                day = {**told, "vacant_s": 86_400 - told["occupied_s"], "measured_s": 86_400.0}
                connection.execute(insert(QUARTERS).values(chair=chair, at_ms=ms(on), **day))
                connection.execute(insert(DAYS).values(chair=chair, on=on.isoformat(), at_ms=ms(on), **day))
                span = {"start_ms": begin_ms, "end_ms": begin_ms + round(sat_h * 3_600_000)}
                connection.execute(insert(BOUTS).values(chair=chair, sitting_s=sat_h * 3600.0, goes_on=False, **span))

    def publish(self, on):
        """Let ingest do what it does on a day."""
        for _ in publish(self.store.open, ms(on) + DAY_MS // 2):
            pass

    def hours(self, name, first, last):
        """Return what a viewer of the group is told of the hours sat, by day."""
        id_ = self.do(groups.get, name).id
        told = self.do(groups.days, id_, first.isoformat(), last.isoformat())
        return {
            date.fromisoformat(each.on): None if each.value is None else each.value / 3600
            for each in told
            if each.figure == "occupied_s"
        }

    def behind(self):
        """Return {(day, figure, group): the chairs behind the published value}, by whose chair is whose now."""
        with self.store.open() as connection:
            chairs = {row.person: row.chair for row in connection.execute(select(CHAIR_PEOPLE))}
            columns = [GROUP_DAYS.c[name] for name in ("on", "figure", "group")]
            told = select(*columns).where(GROUP_DAYS.c.value.is_not(None))
            found = {tuple(row): [] for row in connection.execute(told)}
            for on, figure, group, person in connection.execute(select(*GROUP_BEHIND.c)):
                found[on, figure, group].append(chairs.get(person, f"gone {person}"))
        return found
