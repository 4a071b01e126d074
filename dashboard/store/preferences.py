"""What somebody chose for themselves. Each function runs inside a transaction of its caller."""

from sqlalchemy import Connection, delete, select, update

from dashboard.store.diary_tables import AT_THIS_COMPUTER, PREFERENCES
from dashboard.store.people_tables import CHAIR_PEOPLE, PEOPLE
from dashboard.store.upsert import put


def language(connection: Connection, person: int) -> str:
    """Return the language that somebody chose, "" for who chose none."""
    chosen = select(PREFERENCES.c.language).where(PREFERENCES.c.person == person)
    return connection.execute(chosen).scalar() or ""


def language_of_chair(connection: Connection, chair: str) -> str:
    """Return the language in which those whose chair it is are written to, "" where it is not known.

    A chair that was given to nobody is the owners'; at a desk without accounts there is one person. Where several
    chose, and not the same, nobody's choice counts.
    """
    theirs = list(connection.execute(select(CHAIR_PEOPLE.c.person).where(CHAIR_PEOPLE.c.chair == chair)).scalars())
    if not theirs:
        theirs = list(connection.execute(select(PEOPLE.c.id).where(PEOPLE.c.role == "owner")).scalars())
    chosen = {language(connection, person) for person in theirs or [AT_THIS_COMPUTER]} - {""}
    return chosen.pop() if len(chosen) == 1 else ""


def choose(connection: Connection, person: int, chosen: str) -> None:
    """Let this be somebody's language. For `engine.web_writer`."""
    put(connection, PREFERENCES, [{"person": person, "language": chosen}])


def forget(connection: Connection, person: int) -> int:
    """Forget what somebody chose; return how many rows that were."""
    return connection.execute(delete(PREFERENCES).where(PREFERENCES.c.person == person)).rowcount


def hand_over(connection: Connection, person: int) -> None:
    """Make what was chosen while the desk was open this person's, who is its first."""
    connection.execute(update(PREFERENCES).where(PREFERENCES.c.person == AT_THIS_COMPUTER).values(person=person))
