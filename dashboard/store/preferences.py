"""What somebody chose for themselves. Each function runs inside a transaction of its caller."""

from typing import NamedTuple

from sqlalchemy import Connection, delete, select, update

from dashboard.store.diary_tables import AT_THIS_COMPUTER, PREFERENCES
from dashboard.store.people_tables import CHAIR_PEOPLE, PEOPLE
from dashboard.store.upsert import put


class Chosen(NamedTuple):
    """What somebody chose: a language, and how they write times and masses; "" for what they did not."""

    language: str = ""
    units: str = ""


def chosen(connection: Connection, person: int) -> Chosen:
    """Return what somebody chose."""
    row = connection.execute(select(PREFERENCES).where(PREFERENCES.c.person == person)).first()
    return Chosen(row.language, row.units) if row else Chosen()


def language_of_chair(connection: Connection, chair: str) -> str:
    """Return the language in which those whose chair it is are written to, "" where it is not known.

    A chair that was given to nobody is the owners'; at a desk without accounts there is one person. Where several
    chose, and not the same, nobody's choice counts.
    """
    theirs = list(connection.execute(select(CHAIR_PEOPLE.c.person).where(CHAIR_PEOPLE.c.chair == chair)).scalars())
    if not theirs:
        theirs = list(connection.execute(select(PEOPLE.c.id).where(PEOPLE.c.role == "owner")).scalars())
    languages = {chosen(connection, person).language for person in theirs or [AT_THIS_COMPUTER]} - {""}
    return languages.pop() if len(languages) == 1 else ""


def choose(connection: Connection, person: int, language: str = "", units: str = "") -> None:
    """Let these be somebody's; "" leaves what they had. For `engine.web_writer`."""
    had = chosen(connection, person)
    row = {"person": person, "language": language or had.language, "units": units or had.units}
    put(connection, PREFERENCES, [row])


def forget(connection: Connection, person: int) -> int:
    """Forget what somebody chose; return how many rows that were."""
    return connection.execute(delete(PREFERENCES).where(PREFERENCES.c.person == person)).rowcount


def hand_over(connection: Connection, person: int) -> None:
    """Make what was chosen while the desk was open this person's, who is its first."""
    connection.execute(update(PREFERENCES).where(PREFERENCES.c.person == AT_THIS_COMPUTER).values(person=person))
